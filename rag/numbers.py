"""The quantities a text names, in Chinese, English or both, as exact comparable values.

    "人均公共财政支出达到2.1万元" -> Quantity(21000, COUNT, "yuan");  "21,000 yuan" -> the same
    "百分之七十", "70%", "seventy per cent" -> Quantity(7/10, SHARE)
    "1/4", "四分之一", "a quarter" -> Quantity(1/4, SHARE)

Read by an ordered list of rules; what one rule reads is blanked for the next. A token with letters attached (5G, G60,
PM2.5, 1+N) is a name and compares literally. "one", "一" and "first" are too often articles, parts of words or adverbs
("一体化", "first implemented"), so they count only beside a unit of measure, in a fraction or in a heading's number.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise

from rag.number_rules import RULES, Kind, Reader
from rag.numerals import SIMPLIFIED
from rag.types import Span

__all__ = ["Kind", "Quantity", "quantities", "same_quantity"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text.

    value  exact; a ratio is its quotient (2.2:1 -> 11/5), 第十二条之一 is 12 + 1/1000, a name is 0
    unit   canonical ("yuan", "km2"); of an ordinal what it numbers ("article"); "" where none or unknown
    span   its range in the text it was read from, unit included
    """

    value: Fraction
    kind: Kind
    unit: str
    span: Span


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities say the same. An unknown unit agrees with any, two known ones must be equal.

    18 % is not 18, 2025 the year not 2025 km, 21,000 yuan not 21,000 km; a bare 2025 agrees with both. "三类" is Class III.
    """
    if a.kind is Kind.NAME or b.kind is Kind.NAME:
        return a.kind is b.kind and a.unit == b.unit
    if a.value != b.value:
        return False
    if a.kind is b.kind:
        return a.unit == b.unit or not (a.unit and b.unit)
    return {a.kind, b.kind} in ({Kind.COUNT, Kind.YEAR}, {Kind.COUNT, Kind.ORDINAL}) and not (a.unit or b.unit)


def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of a text in reading order; none in an empty text."""
    folded, offsets = _fold(text)
    found: list[Quantity] = []
    rest = folded
    for pattern, read in RULES:
        rest = pattern.sub(partial(_take, read=read, found=found), rest)
    found.sort(key=lambda quantity: quantity.span.start)
    found = _inherit(found, folded)
    return tuple(replace(q, span=Span(offsets[q.span.start], offsets[q.span.end])) for q in found)


def _take(match: re.Match[str], *, read: Reader | None, found: list[Quantity]) -> str:
    """Add what the match says to `found`; the text to put in its place: blanks if it was read, itself if not."""
    readings = list(read(match)) if read else []
    found.extend(Quantity(value, kind, unit, Span(*match.span(group))) for group, value, kind, unit in readings)
    return match[0] if read and not readings else "\0" * len(match[0])


@cache
def _fold_char(char: str) -> str:
    return unicodedata.normalize("NFKC", char).translate(SIMPLIFIED)


_RANGE = re.compile(r"\s*(?:至|到|和|to|and|-|–|—|~|～)\s*", re.I)
_LIST = re.compile(r"\s*(?:至|到|to|and|or|和|或|及|、|,|-|–)\s*", re.I)


def _inherit(found: list[Quantity], folded: str) -> list[Quantity]:
    """Give bare numbers what their neighbour says: "5至10%" is 5 % to 10 %, "Articles 3 and 4" two articles."""
    for i, (left, right) in enumerate(pairwise(found)):
        between = folded[left.span.end : right.span.start]
        if _bare(left) and right.kind in (Kind.SHARE, Kind.COUNT) and not _bare(right) and _RANGE.fullmatch(between):
            value = left.value / 100 if folded[right.span.start : right.span.end].endswith(("%", "t")) else left.value
            found[i] = replace(left, value=value, kind=right.kind, unit=right.unit)
    for i, right in enumerate(found[1:], start=1):
        left = found[i - 1]
        between = folded[left.span.end : right.span.start]
        if _bare(right) and left.kind is Kind.ORDINAL and (_LIST if left.unit else _RANGE).fullmatch(between):
            found[i] = replace(right, kind=Kind.ORDINAL, unit=left.unit)
    return found


def _bare(quantity: Quantity) -> bool:
    return quantity.kind is Kind.COUNT and not quantity.unit


def _fold(text: str) -> tuple[str, list[int]]:
    """NFKC with simplified numerals, and for each folded offset (and the end) the offset in `text`."""
    if text.isascii():
        return text, list(range(len(text) + 1))
    chars, offsets = [], []
    for i, char in enumerate(text):
        folded = _fold_char(char)
        chars.append(folded)
        offsets.extend([i] * len(folded))
    return "".join(chars), [*offsets, len(text)]
