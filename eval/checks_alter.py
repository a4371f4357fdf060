"""Sentences of a document made wrong, one thing at a time: what the checks must catch.

Each alteration takes a subject and a random source and gives one claim, or None where the sentence has nothing to
alter. A claim is a sentence with the clause it will be said to stand on.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.fuzz import partial_ratio

from eval import checks_words as words
from rag.types import Clause, Lang


@dataclass(frozen=True, slots=True)
class Subject:
    """A sentence of a clause in one language; `others` are the clauses that were retrieved with it, nearest first."""

    clause: Clause
    lang: Lang
    text: str
    others: tuple[Clause, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence without marker and the number of the clause it cites."""

    text: str
    number: str


Alteration = Callable[[Subject, random.Random], Claim | None]
_HAN_DIGITS = "二三四五六七八九"
_EN_DIGITS = (
    "two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty eighty".split()
)
_REPEATED = 75  # of 100
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)(?=年|[^\d年])")
_NUMBER = re.compile(r"(?<![\dA-Za-z.,])\d+(?:,\d{3})*(?:\.\d+)?(?![A-Za-z\d])")
_JOINT = {
    Lang.ZH: r"达到|超过|应当|可以|不得|应(?!用|急|对|变|邀|收|付)|以上的|为(?!了|主|核心|重点)|(?<!自)由",
    Lang.EN: r"\b(?:shall be|shall|will be|will|has|have|must|may|is|are)\b",
}


def swapped(table: words.Table) -> Alteration:
    """An alteration that puts another word in the place of one in the table."""

    def alter(subject: Subject, rng: random.Random) -> Claim | None:
        text = swap(subject.text, table[subject.lang], subject.lang, rng)
        return Claim(text, subject.clause.number) if text else None

    return alter


def swap(text: str, rows: dict[str, tuple[str, ...]], lang: Lang, rng: random.Random) -> str:
    """The text with one word of the rows replaced, the longest that stands there; "" where none does."""
    found = [
        match
        for match in re.finditer("|".join(_pattern(word, lang) for word in sorted(rows, key=len, reverse=True)), text)
        if match[0] in rows
    ]
    if not found:
        return ""
    match = rng.choice(found)
    return text[: match.start()] + rng.choice(rows[match[0]]) + text[match.end() :]


def _pattern(word: str, lang: Lang) -> str:
    if lang is Lang.ZH:
        return re.escape(word) + "(?!海)" * (word == "以上")  # 以上海为中心
    return rf"\b{re.escape(word)}\b" if word[0].isalpha() else re.escape(word)


def digit(subject: Subject, rng: random.Random) -> Claim | None:
    """One digit of a number is another digit: 18 % -> 13 %."""
    found = [match for match in _NUMBER.finditer(subject.text) if not _YEAR.fullmatch(match[0])]
    if not found:
        return None
    match = rng.choice(found)
    at = rng.choice([i for i in range(match.start(), match.end()) if subject.text[i].isdigit()])
    new = rng.choice([d for d in "123456789" if d != subject.text[at]])
    return Claim(subject.text[:at] + new + subject.text[at + 1 :], subject.clause.number)


def numeral(subject: Subject, rng: random.Random) -> Claim | None:
    """A number in words is another: 三级 -> 五级, ten -> four."""
    if subject.lang is Lang.ZH:
        found = list(re.finditer(rf"[{_HAN_DIGITS}](?=[个项条种类级大年月日次倍人名十百千万]|分之)", subject.text))
        choices: Sequence[str] = _HAN_DIGITS
    else:
        found = list(re.finditer(rf"\b(?:{'|'.join(_EN_DIGITS)})\b(?!-| \()", subject.text))
        choices = _EN_DIGITS
    if not found:
        return None
    match = rng.choice(found)
    new = rng.choice([choice for choice in choices if choice != match[0]])
    return Claim(subject.text[: match.start()] + new + subject.text[match.end() :], subject.clause.number)


def year(subject: Subject, rng: random.Random) -> Claim | None:
    """Another year, near enough to be believed."""
    found = list(_YEAR.finditer(subject.text))
    if not found:
        return None
    match = rng.choice(found)
    new = str(int(match[0]) + rng.choice([-10, -5, -2, -1, 1, 2, 5, 10]))
    return Claim(subject.text[: match.start()] + new + subject.text[match.end() :], subject.clause.number)


def unit(subject: Subject, rng: random.Random) -> Claim | None:
    """Another unit behind a number."""
    rows = words.UNIT[subject.lang]
    pattern = "|".join(re.escape(word) for word in sorted(rows, key=len, reverse=True))
    number = r"\d" if subject.lang is Lang.EN else r"[\d一二三四五六七八九十]"
    found = list(re.finditer(rf"(?<={number})(?P<gap>\s?)(?P<unit>{pattern})(?!\w*度)(?<!\d{{4}}年)", subject.text))
    if not found:
        return None
    match = rng.choice(found)
    new = rng.choice(rows[match["unit"]])
    gap = " " if subject.lang is Lang.EN and new[0].isalpha() else match["gap"]
    return Claim(subject.text[: match.start()] + gap + new + subject.text[match.end() :], subject.clause.number)


def number_of_the_clause(subject: Subject, rng: random.Random) -> Claim | None:
    """A number of the same clause in the place of another: the hardest to tell."""
    found = [match for match in _NUMBER.finditer(subject.text) if not _YEAR.fullmatch(match[0])]
    values = {match[0] for match in _NUMBER.finditer(subject.clause[subject.lang]) if not _YEAR.fullmatch(match[0])}
    found = [match for match in found if values - {match[0]}]
    if not found:
        return None
    match = rng.choice(found)
    new = rng.choice(sorted(values - {match[0]}))
    return Claim(subject.text[: match.start()] + new + subject.text[match.end() :], subject.clause.number)


def name_of(table: str) -> Alteration:
    """An alteration that puts another place or body of the table, one that the clause does not mention."""

    def alter(subject: Subject, rng: random.Random) -> Claim | None:
        names = words.named(table, subject.lang)
        both = "\n".join((subject.clause.zh, subject.clause.en, *_headings(subject.clause)))
        present = [name for name in names if name in subject.text]
        absent = [
            (ours, theirs)
            for ours, theirs in zip(names, words.named(table, subject.lang.other), strict=True)
            if ours not in both and theirs not in both
        ]
        if not present or not absent:
            return None
        old, (new, _) = rng.choice(present), rng.choice(absent)
        return Claim(subject.text.replace(old, new), subject.clause.number)

    return alter


def _headings(clause: Clause) -> list[str]:
    return [text for heading in clause.path for text in (heading.title.zh, heading.title.en)]


def clause_id(subject: Subject, rng: random.Random) -> Claim | None:
    """The number of another retrieved clause, one that does not say the sentence too."""
    others = [other for other in subject.others if not _says(other[subject.lang], subject.text)]
    return Claim(subject.text, rng.choice(others).number) if others else None


def unknown_id(subject: Subject, rng: random.Random) -> Claim | None:
    """The number of no retrieved clause."""
    return Claim(subject.text, f"{rng.randrange(60, 90)}.{rng.randrange(10, 20)}.{rng.randrange(1, 9)}")


def merged(subject: Subject, rng: random.Random) -> Claim | None:
    """The subject of one sentence with the predicate of another of the same clause, joined at the same verb."""
    joint = re.compile(_JOINT[subject.lang])
    first = next((match for match in joint.finditer(subject.text) if match.start() > 3), None)
    if first is None:
        return None
    rivals = [pair[subject.lang] for pair in subject.clause.sentences if pair[subject.lang] not in ("", subject.text)]
    for rival in rng.sample(rivals, len(rivals)):
        second = next((m for m in joint.finditer(rival) if m[0] == first[0] and m.start() > 3), None)
        if second and _bare(rival[second.end() :]) != _bare(subject.text[first.end() :]):
            return Claim(subject.text[: first.end()] + rival[second.end() :], subject.clause.number)
    return None


def quote(subject: Subject, rng: random.Random) -> Claim | None:
    """The sentence as a quotation of which one character, or one letter of a longer word, is another."""
    text = subject.text.strip(" .。;；")
    if any(mark in text for mark in '“”「」"') or len(text) < 8:
        return None
    letters = r"[\u4e00-\u9fff]" if subject.lang is Lang.ZH else r"(?<=[a-z]{2})[a-z](?=[a-z]{2})"
    at = rng.choice([match.start() for match in re.finditer(letters, text)] or [len(text) // 2])
    pool = "山水田木石金火土风云" if subject.lang is Lang.ZH else "abcdefghijklmnoprstuvwy"
    new = rng.choice([char for char in pool if char != text[at]])
    altered = text[:at] + new + text[at + 1 :]
    line = f"文件写明：“{altered}”。" if subject.lang is Lang.ZH else f"The text reads “{altered}”."
    return Claim(line, subject.clause.number)


def invented(subject: Subject, rng: random.Random) -> Claim | None:
    """A sentence of another retrieved clause, in its own words, cited to this one, with a word of this one's before."""
    others = [pair[subject.lang] for other in subject.others for pair in other.body if len(pair[subject.lang]) > 20]
    others = [other for other in others if not _says(subject.clause[subject.lang], other)]
    return Claim(rng.choice(others), subject.clause.number) if others else None


def _says(text: str, sentence: str) -> bool:
    """Whether a text has the sentence nearly word for word somewhere, as laws repeat themselves."""
    return bool(partial_ratio(_bare(sentence), _bare(text)) > _REPEATED)


def _bare(text: str) -> str:
    return "".join(text.split()).lower()


ALTERATIONS: dict[str, Alteration] = {
    "digit": digit,
    "numeral": numeral,
    "year": year,
    "unit": unit,
    "clause's other number": number_of_the_clause,
    "direction": swapped(words.OPPOSITE),
    "direction, rare words": swapped(words.RARE),
    "bound": swapped(words.BOUND),
    "modality": swapped(words.MODAL),
    "negation": swapped(words.NEGATED),
    "place": name_of(words.PLACES),
    "body": name_of(words.BODIES),
    "clause id": clause_id,
    "unknown id": unknown_id,
    "quote": quote,
    "merged halves": merged,
    "another's sentence": invented,
}
