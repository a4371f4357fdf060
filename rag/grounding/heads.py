"""What each number of a text is a number of, so that one may not be said of another thing.

    "铁路网密度达到507公里/万平方公里,5G网络覆盖率达到80%" -> 507 of {铁路, 路网, 网密, 密度, …}, 80 % of {网络, 络覆, …}
    "甲、乙分别占37%和39%" -> 37 % of 甲, 39 % of 乙

The words of a number are those of its own part of the sentence, between commas and the neighbouring numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.grounding.evidence import content
from rag.grounding.rivals import LIKE, likeness, rival
from rag.numbers import Kind, Quantity, quantities, same_quantity
from rag.types import Span

_UNCOUNTED = {Kind.NAME, Kind.YEAR, Kind.MONTH, Kind.ORDINAL}
_CUT = re.compile(r"[,，;；。:：!?\n()（）]|\.(?!\d)|、")
_PER = re.compile(r"(?:/|每|\bper|\b(?:for )?(?:every|each)) ?$")
_RESPECTIVELY = re.compile(r"分别|\brespectively\b")
_ITEMS = re.compile(r"[、和与及]|, (?:and )?| and ")
_SENTENCE_CUT = re.compile(r"[;；。:：!?\n]|\.(?!\d)")


@dataclass(frozen=True, slots=True)
class Head:
    """A number with the words it is said of, the part of the text it stands in, and what it is counted per."""

    quantity: Quantity
    word: str
    about: frozenset[str]
    part: Span
    per: Quantity | None = None


def misplaced(said: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    """(the sentence's number, the clause's) for each number said of what the clause has another one for; all `plain`."""
    theirs = [head for text in texts for head in heads(text)]
    found = []
    for mine in heads(said):
        same = [head.about for head in theirs if same_quantity(mine.quantity, head.quantity)]
        others = [head for head in theirs if not same_measure(mine, head)]
        others.sort(key=lambda head: not _alike(mine.quantity, head.quantity))
        at = rival(mine.about, same, [head.about for head in others])
        wrong = others[at] if at is not None else _counted_otherwise(mine, theirs)
        found += [(mine.word, wrong.word)] if wrong else []
    return found


def _counted_otherwise(mine: Head, theirs: Sequence[Head]) -> Head | None:
    """The same number, counted per something else: 5 per 100 km2 for 5 per 10,000; None where it is right anywhere."""
    same = [head for head in theirs if same_quantity(mine.quantity, head.quantity)]
    return None if not same or any(same_measure(mine, head) for head in same) else same[0]


def well_placed(said: str, texts: Sequence[str]) -> list[Span]:
    """The spans of the sentence's numbers that the clauses have with words like its own, and no other number so; `plain`."""
    theirs = [head for text in texts for head in heads(text)]
    found = []
    for mine in heads(said):
        same, others = (
            max((likeness(mine.about, head.about) for head in theirs if same_measure(mine, head) is alike), default=0.0)
            for alike in (True, False)
        )
        if same >= LIKE and same > others:
            found.append(mine.quantity.span)
    return found


def _alike(a: Quantity, b: Quantity) -> bool:
    return (a.kind, a.unit) == (b.kind, b.unit)


def same_measure(a: Head, b: Head) -> bool:
    """Whether two numbers say the same, also of what each is counted per, where both name that."""
    return same_quantity(a.quantity, b.quantity) and not (a.per and b.per and not same_quantity(a.per, b.per))


@lru_cache(maxsize=2048)
def heads(text: str) -> tuple[Head, ...]:
    """The numbers of a `plain` text that measure or count something, in order; years, ordinals and names are none."""
    counted = [quantity for quantity in quantities(text) if quantity.kind not in _UNCOUNTED]
    found: list[Head] = []
    per: Quantity | None = None
    for i, quantity in enumerate(counted):
        if _PER.search(text[: quantity.span.start]):
            behind = found and not _CUT.search(text[found[-1].quantity.span.end : quantity.span.start])
            if behind:
                last = found[-1]
                word = text[last.quantity.span.start : quantity.span.end]
                found[-1] = replace(last, per=quantity, word=word)
            per = None if behind else quantity
            continue
        before = counted[i - 1].span.end if i else 0
        after = counted[i + 1].span.start if i + 1 < len(counted) else len(text)
        part = Span(_cut_before(text, before, quantity.span.start), _cut_after(text, quantity.span.end, after))
        about = text[part.start : quantity.span.start] + " " + text[quantity.span.end : part.end]
        found.append(Head(quantity, quantity.span.of(text), content(about), part, per))
        per = None
    return tuple(_in_turn(found, text))


def _cut_before(text: str, start: int, end: int) -> int:
    """Where the part that ends at `end` begins, not before `start`; a list ("A、B达到") belongs to one part."""
    cuts = [match for match in _CUT.finditer(text, start, end) if match[0] != "、"]
    while cuts and cuts[-1][0] in "(（":  # "the central area (225,000 square kilometers)"
        cuts.pop()
    return cuts[-1].end() if cuts else start


def _cut_after(text: str, start: int, end: int) -> int:
    cut = _CUT.search(text, start, end)
    return cut.start() if cut else end


def _in_turn(found: Sequence[Head], text: str) -> list[Head]:
    """Numbers in a row share the words before them, or, behind "respectively", have one item of the list each."""
    rows: list[list[Head]] = []
    for head in found:
        last = rows[-1][-1].quantity.span.end if rows else 0
        if rows and not content(text[last : head.quantity.span.start]):  # "37%, 39% and", "77% of the 333"
            rows[-1].append(head)
        else:
            rows.append([head])
    return [head for row in rows for head in _shared(row, text)]


def _shared(row: list[Head], text: str) -> list[Head]:
    if len(row) == 1:
        return row
    start, end = row[0].quantity.span.start, row[-1].quantity.span.end
    cuts = [match.end() for match in _SENTENCE_CUT.finditer(text, 0, start)]
    before = text[cuts[-1] if cuts else 0 : start]
    items = [item for item in _ITEMS.split(_RESPECTIVELY.split(before)[0]) if content(item)][-len(row) :]
    if len(items) == len(row) and (_RESPECTIVELY.search(before) or _RESPECTIVELY.match(text, end + 1)):
        return [replace(head, about=content(item)) for head, item in zip(row, items, strict=True)]
    about = frozenset[str]().union(*(head.about for head in row))
    return [replace(head, about=about) for head in row]
