"""What a drafted sentence is compared with: the sentence pairs of its clauses that speak of the same thing.

Everything is compared on `rag.text.normalise`d text, by features: Chinese character pairs and stemmed English words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.text import ENGLISH_STOP_WORDS, HAN, normalise, stem
from rag.types import Clause, Lang, SentencePair

_UNIT = re.compile(rf"[{HAN}]+|[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*")
_HAN = re.compile(f"[{HAN}]")
_SPACE = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")
_EMPTY_CHARS = frozenset("的了在和与及或将要对为等并以其是把被也")  # carry grammar, not content
_WINDOW = {Lang.ZH: 14, Lang.EN: 48}  # characters on each side that make a word's context
_LIMIT = 3  # sentence pairs that one drafted sentence may draw on

_NEGATION_BEFORE = re.compile(r"(?:[不未非无没]|没有|禁止|\b(?:not|no|never|without)(?: be(?:en)?)?\s*)$")
_INSIDE = re.compile(r".[a-z0-9][a-z0-9]|\d[.,:]\d")  # two characters before a cut and one behind it
_GOES_ON = re.compile(r"[a-z0-9%万亿千百]|[.,:]\d")


@dataclass(frozen=True, slots=True)
class Feature:
    """A character pair or a word stem, and where it begins in the normalised text."""

    text: str
    start: int


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The text as it is compared: normalised, emphasis marks removed, white space single and none beside Chinese."""
    return _SPACE.sub("", " ".join(normalise(text.replace("**", "")).split()))


@lru_cache(maxsize=8192)
def features(text: str) -> tuple[Feature, ...]:
    """The content of a `plain` text in order: no stop words, no pairs with a purely grammatical character."""
    found: list[Feature] = []
    for match in _UNIT.finditer(text):
        run, start = match[0], match.start()
        if _HAN.match(run):
            pairs = (Feature(run[i : i + 2], start + i) for i in range(len(run) - 1))
            found.extend(pair for pair in pairs if not _EMPTY_CHARS & set(pair.text))
        elif run not in ENGLISH_STOP_WORDS:
            found.append(Feature(stem(run.removesuffix("'s")), start))
    return tuple(found)


@lru_cache(maxsize=8192)
def content(text: str) -> frozenset[str]:
    """The set of features of a `plain` text."""
    return frozenset(feature.text for feature in features(text))


def context(text: str, start: int, end: int) -> frozenset[str]:
    """The features around `text[start:end]`, without the ones that touch it."""
    reach = _WINDOW[language(text)]
    return frozenset(
        feature.text
        for feature in features(text)
        if start - reach <= feature.start
        and feature.start + len(feature.text) <= start
        or end <= feature.start <= end + reach
    )


def overlap(said: frozenset[str], found: frozenset[str]) -> float:
    """The share of `said` that is in `found`; 0 for an empty `said`."""
    return len(said & found) / len(said) if said else 0.0


def language(text: str) -> Lang:
    """Chinese where there is at least one Chinese character to two Latin words, else English."""
    han = len(_HAN.findall(text))
    return Lang.ZH if han and 2 * han >= len(re.findall(r"[A-Za-z]+", text)) else Lang.EN


def pair_content(pair: SentencePair) -> frozenset[str]:
    """The features of both sides of a pair."""
    return content(plain(pair.zh)) | content(plain(pair.en))


def best_pairs(sentence: str, clauses: Sequence[Clause], *, limit: int = _LIMIT) -> tuple[SentencePair, ...]:
    """The pairs that together cover most of the sentence's features, chosen greedily; best first, at least one if any.

    A later pair is taken only for features that the earlier ones lack, so a word elsewhere in the clause
    cannot speak for this sentence.
    """
    missing = content(plain(sentence))
    pool = [pair for clause in clauses for pair in clause.sentences]
    chosen: list[SentencePair] = []
    while pool and len(chosen) < limit:
        best = max(pool, key=lambda pair: len(missing & pair_content(pair)))
        gain = missing & pair_content(best)
        if chosen and len(gain) < 3:
            break
        chosen.append(best)
        pool.remove(best)
        missing -= gain
    return tuple(chosen)


def sides(pairs: Sequence[SentencePair], lang: Lang) -> tuple[str, ...]:
    """The pairs' `plain` texts in that language, those without it left out."""
    return tuple(plain(pair[lang]) for pair in pairs if pair[lang])


def is_verbatim(sentence: str, clauses: Sequence[Clause]) -> bool:
    """Whether the sentence is a piece of a clause, but for white space, width, case and end punctuation.

    Not where the cut changes the sense: in the middle of a number or word, or just behind a negation.
    """
    wanted = plain(sentence).strip(" .。;；,，:：!?")
    if not wanted:
        return False
    return any(_holds(text, wanted) for clause in clauses for text in (plain(clause.zh), plain(clause.en)))


def _holds(text: str, wanted: str) -> bool:
    start = text.find(wanted)
    while start >= 0:
        if _clean_cut(text, start, start + len(wanted)):
            return True
        start = text.find(wanted, start + 1)
    return False


def _clean_cut(text: str, start: int, end: int) -> bool:
    if _NEGATION_BEFORE.search(text[:start]) or _INSIDE.match(text[start - 2 : start + 1] if start > 1 else ""):
        return False
    return not (text[end - 1].isalnum() and text[end - 1].isascii() and _GOES_ON.match(text[end:]))
