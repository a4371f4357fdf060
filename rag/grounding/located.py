"""What each place of a text is said of, so that the clause's words on one place may not be said of another.

    "巩固提升上海国际航空枢纽地位" -> 上海 with {巩固, 提升, 国际, 航空, 枢纽, 地位, …}

Places in a row ("杭州、南京、合肥区域航空枢纽") share their words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.grounding import places
from rag.grounding.evidence import content
from rag.grounding.rivals import rival
from rag.text import HAN
from rag.types import Span

_CUT = re.compile(r"[,，;；。:：!?\n]|\.(?!\d)")
_SENTENCE = re.compile(r"[^。;；!?\n]+?(?:[。;；!?\n]|\. |$)")
_REACH = 60  # characters on each side
_FEWEST, _TELLING = 3, 2  # words around a place by which it can be compared, and that must speak for another one
# Regions that hold the others, so that what is said of a part may be said of them.
_WIDE = re.compile("delta|china|asia|europe|africa|beijing-tianjin|bay area|country")


@dataclass(frozen=True, slots=True)
class Located:
    """A place by its Chinese names (台州 and 泰州 share an English one) with the words around it.

    row    the words that it and the places in a row with it stand among
    loose  other words of its sentence that are no other place's: its sentence may say them of it
    """

    names: frozenset[str]
    word: str
    row: frozenset[str]
    loose: frozenset[str]


def misplaced(said: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    """(the sentence's place, the clause's) for each place that the clause's words are wrongly said of; all `plain`."""
    theirs = [place for text in texts for place in located(text)]
    found = []
    for mine in located(said):
        same = [place.row | place.loose for place in theirs if place.names & mine.names]
        others = [place for place in theirs if not place.names & mine.names]
        if len(mine.row) >= _FEWEST:
            at = rival(mine.row, same, [place.row for place in others], fewest=_TELLING)
            found += [] if at is None else [(mine.word, sorted(others[at].names)[0])]
    return found


@lru_cache(maxsize=2048)
def located(text: str) -> tuple[Located, ...]:
    """The places of a `plain` text in order, but for the widest regions."""
    return tuple(
        place
        for sentence in _SENTENCE.findall(text)
        for place in _located(sentence)
        if not _WIDE.search(" ".join(places.by_zh().get(name, "") for name in place.names))
    )


def _located(sentence: str) -> list[Located]:
    spans = [Span(*match.span()) for match in _pattern().finditer(sentence)]
    edges = [0, *(span.end for span in spans)], [*(span.start for span in spans), len(sentence)]
    around = [
        (_before(sentence, edges[0][i], span.start), _after(sentence, span.end, edges[1][i + 1]))
        for i, span in enumerate(spans)
    ]
    rows: list[list[int]] = []
    for i, span in enumerate(spans):
        in_row = rows and not content(sentence[edges[0][i] : span.start])
        rows = [*rows[:-1], [*rows[-1], i]] if in_row else [*rows, [i]]
    words = [frozenset[str]().union(*(content(text) for i in row for text in around[i])) for row in rows]
    found = []
    for at, row in enumerate(rows):
        others = frozenset[str]().union(*words[:at], *words[at + 1 :])
        loose = (content(sentence) - others) | _tail(sentence, spans, row[-1], around)
        found += [Located(_names(word), word, words[at], loose) for i in row if (word := spans[i].of(sentence))]
    return found


def _tail(sentence: str, spans: Sequence[Span], at: int, around: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The words behind the last place of the part: "苏州建设上海港的喂给港" says them of the first place too."""
    while at + 1 < len(spans) and not _CUT.search(sentence[spans[at].end : spans[at + 1].start]):
        at += 1
    return content(around[at][1])


def _before(text: str, start: int, end: int) -> str:
    start = max(start, end - _REACH)
    cuts = [match.end() for match in _CUT.finditer(text, start, end)]
    if cuts and text[cuts[-1] - 1 : end] == ", ":  # "the Qianwan Zone, Ningbo"
        cuts.pop()
    return text[cuts[-1] if cuts else start : end]


def _after(text: str, start: int, end: int) -> str:
    cut = _CUT.search(text, start, min(end, start + _REACH))
    return text[start : cut.start() if cut else min(end, start + _REACH)]


@cache
def _pattern() -> re.Pattern[str]:
    """Every place, one-character names beside each other or before a direction ("沪苏浙", "皖北"), longest first."""
    chinese = [re.escape(zh) for zh, _ in places.pairs()]
    english = sorted({re.escape(en) for _, en in places.pairs()}, key=len, reverse=True)
    short = "".join(places.SHORT)
    return re.compile(
        rf"{'|'.join(chinese)}|(?<=[{short}])[{short}]|[{short}](?=[{short}东西南北](?![{HAN}]?[市省]))|\b(?:{'|'.join(english)})\b"
    )


def _names(word: str) -> frozenset[str]:
    if word in places.SHORT:
        return frozenset({places.SHORT[word]})
    return frozenset(places.by_en().get(word, (word,)))
