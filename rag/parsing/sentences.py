"""Sentence splitting in both languages, and alignment of the two sides by dynamic programming.

The alignment follows Gale & Church (1993, "A program for aligning sentences in bilingual corpora"): beads of
one-one, one-two, two-one …, cheapest path; the cost of a bead here is its length mismatch plus the share of numbers
and Latin tokens that only one side has.
"""

import math
import re
from collections.abc import Sequence
from functools import cache

from rag.parsing.headings import HAN_NUMBER, han_value
from rag.types import Lang, Span

CLOSING = r"[\"'”’»)\]）】」』]*"
_ZH_END = re.compile(rf"[。！？!?]+{CLOSING}")
_EN_END = re.compile(rf"[.!?]+{CLOSING}(?=\s+[\"'“‘(\[—–-]*[A-Z0-9\u4e00-\u9fff])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|No|Nos|Art|Arts|Mr|Mrs|Ms|Dr|Prof|St|Co|Ltd|Inc|vs|etc|e\.g|i\.e|cf|approx|Vol|Sec|Para)\.)$"
)
_ANCHOR = re.compile(r"\d+(?:\.\d+)?|[A-Z]{2,}|[A-Z]\d+")
_HAN_NUMBER = re.compile(HAN_NUMBER)
_BEADS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 0), (0, 1))
_BEAD_COST = {(1, 1): 0.0, (1, 2): 0.9, (2, 1): 0.9, (1, 3): 1.8, (3, 1): 1.8, (1, 0): 3.0, (0, 1): 3.0}
ANCHOR_WEIGHT = 1.5

Bead = tuple[range, range]


def split_sentences(text: str, lang: Lang) -> list[Span]:
    """The ranges of the sentences of a text, without the white space between them; an empty text gives none.

    A line break always ends a sentence. Decimals ("2.5"), clause numbers and common abbreviations do not.
    """
    spans: list[Span] = []
    start = 0
    for end in [*_ends(text, lang), len(text)]:
        chunk = text[start:end]
        if chunk.strip():
            left = start + len(chunk) - len(chunk.lstrip())
            spans.append(Span(left, left + len(chunk.strip())))
        start = end
    return spans


def _ends(text: str, lang: Lang) -> list[int]:
    pattern = _ZH_END if lang is Lang.ZH else _EN_END
    ends = {m.end() for m in pattern.finditer(text) if not _is_abbreviation(text, m)}
    ends |= {m.start() for m in re.finditer("\n", text)}
    return sorted(ends)


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    return end.group() == "." and bool(_ABBREVIATION.search(text[max(0, end.start() - 8) : end.start() + 1]))


def align(
    zh: Sequence[str], en: Sequence[str], *, ratio: float, beads: Sequence[tuple[int, int]] = _BEADS
) -> list[Bead]:
    """The cheapest way to pair two lists in order; `ratio` is English letters to one Chinese character.

    Returns beads (range in zh, range in en) that cover both: ["甲。"], ["A.", "B."] -> [(range(0, 1), range(0, 2))].
    """

    marks = [anchors(text) for text in zh], [anchors(text) for text in en]
    spelled = [_spelled(text) for text in zh]
    sizes = [len(text) for text in zh], [len(text) for text in en]

    @cache
    def best(i: int, j: int) -> tuple[float, tuple[int, int]]:
        """Cost of pairing zh[:i] with en[:j], and its last bead."""
        if i == j == 0:
            return 0.0, (0, 0)
        options = [(best(i - a, j - b)[0] + cost(i, j, a, b), (a, b)) for a, b in beads if a <= i and b <= j]
        return min(options, default=(math.inf, (i, j)))

    def cost(i: int, j: int, a: int, b: int) -> float:
        if not a or not b:
            return _BEAD_COST[a, b]
        length = _length_mismatch(sum(sizes[0][i - a : i]), sum(sizes[1][j - b : j]), ratio)
        left, right = (frozenset().union(*side) for side in (marks[0][i - a : i], marks[1][j - b : j]))
        return _BEAD_COST[a, b] + length + _anchor_mismatch(left, right, frozenset().union(*spelled[i - a : i]))

    for i in range(len(zh) + 1):  # fill in order, so that no call nests deeper than one bead
        for j in range(len(en) + 1):
            best(i, j)
    path: list[Bead] = []
    i, j = len(zh), len(en)
    while i or j:
        a, b = best(i, j)[1]
        path.append((range(i - a, i), range(j - b, j)))
        i, j = i - a, j - b
    return path[::-1]


def mismatch(zh: str, en: str, *, ratio: float) -> float:
    """How badly two texts fit as translations: 0 for the expected length and the same numbers and Latin tokens."""
    return _length_mismatch(len(zh), len(en), ratio) + _anchor_mismatch(anchors(zh), anchors(en), _spelled(zh))


def anchors(text: str) -> frozenset[str]:
    """What both languages write alike: numbers in digits and Latin capitals ("G60", "LNG")."""
    return frozenset(_ANCHOR.findall(text.replace(",", "")))


def _length_mismatch(zh: int, en: int, ratio: float) -> float:
    return abs(math.log((en + 8) / (ratio * zh + 8)))


def _spelled(zh: str) -> frozenset[str]:
    """The numbers a Chinese text writes in characters, in digits: "五百米" -> {"500"}."""
    return frozenset(str(han_value(number)) for number in _HAN_NUMBER.findall(zh))


def _anchor_mismatch(zh: frozenset[str], en: frozenset[str], spelled: frozenset[str]) -> float:
    """Weighted share of the anchors that one side lacks. The English need not have what the Chinese writes in
    characters, nor the Chinese the capitals of the English: names are translated (国内生产总值, GDP)."""
    numbers = {anchor for anchor in en if anchor[0].isdigit()} - spelled
    return ANCHOR_WEIGHT * (len(zh - en) + len(numbers - zh)) / len(zh | numbers) if zh or numbers else 0.0
