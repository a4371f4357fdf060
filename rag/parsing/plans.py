"""The headings of a plan without chapters: "一、总体目标" or "I. Overall goals", and under them "（一）产业" or "(I) Industry".

A list looks the same, so such lines are headings only together: the chapters count from one without a gap or a number
twice, text follows each, and none ends a sentence. Where there is doubt the lines stay text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from rag.parsing.headings import HeadingMatch, is_contents_label, match_heading, match_plan_heading
from rag.parsing.pieces import Piece
from rag.types import Lang

_UNNUMBERED = {"preamble", "supplement", "article"}  # an article here is a reference: the text is no law
_LIST_ABOVE = re.compile(r"[:：；;,，、]$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in one language; `heading` where it looks like one, the number's style ("一", "I", "1") with it."""

    piece: Piece
    heading: HeadingMatch | None
    style: str = ""

    @property
    def number(self) -> int:
        return int(self.heading.number) if self.heading else 0

    def is_a(self, kind: str) -> bool:
        return self.heading is not None and self.heading.kind == kind


def plan_headings(pieces: Sequence[Piece]) -> dict[int, HeadingMatch]:
    """The headings of a plan numbered so, by where their piece starts in the source; empty for any other text.

    `pieces` are those of a text without articles. One with parts, chapters or sections in words has none of these.
    """
    if any(heading.kind not in _UNNUMBERED for piece in pieces if (heading := match_heading(piece.text))):
        return {}
    lines = {lang: [line for line in _lines(pieces) if line.piece.lang is lang] for lang in Lang}
    chapters = {lang: _chapters(lines[lang]) for lang in Lang}
    if chapters[Lang.ZH] and len(chapters[Lang.EN]) != len(chapters[Lang.ZH]):
        chapters[Lang.EN] = []  # the English then takes the place of the Chinese
    sections = {lang: _sections(lines[lang], chapters[lang]) for lang in Lang}
    numbers = [_numbers(sections[lang]) for lang in Lang if chapters[lang]]
    if any(one != other for one, other in pairwise(numbers)):
        sections = {lang: {} for lang in Lang}
    found = [*chapters.values(), *(part for lang in Lang for part in sections[lang].values())]
    return {line.piece.span.start: line.heading for part in found for line in part if line.heading}


def _lines(pieces: Sequence[Piece]) -> Iterator[_Line]:
    """The lines with words, those of a contents page left out: below its label, and a heading again further down."""
    is_listed = False
    for i, piece in enumerate(pieces):
        is_listed = is_listed or is_contents_label(piece.text)
        heading, style = match_plan_heading(piece.text, piece.lang)
        if heading and is_listed and any(piece.text.startswith(below.text) for below in pieces[i + 1 :]):
            continue
        if piece.has_words:
            yield _Line(piece, heading, style)


def _chapters(lines: Sequence[_Line]) -> list[_Line]:
    """The first style of number whose lines count from one and have text under them; empty where none does."""
    for style in ("一", "I", "1"):
        found = [line for line in lines if line.is_a("chapter") and line.style == style]
        is_counted = len(found) > 1 and [line.number for line in found] == list(range(1, len(found) + 1))
        if is_counted and _have_text(found, lines):
            return found
    return []


def _sections(lines: Sequence[_Line], chapters: Sequence[_Line]) -> dict[int, list[_Line]]:
    """By chapter number, the sections in it, counted from one in each chapter or through all of them."""
    sections: dict[int, list[_Line]] = {}
    last = 0
    for chapter, within in _by_chapter(lines, chapters):
        found = [line for line in within if line.is_a("section")]
        first = found[0].number if found else 0
        is_counted = [line.number for line in found] == list(range(first, first + len(found)))
        if found and first in (1, last + 1) and is_counted and _have_text(found, within):
            sections[chapter], last = found, found[-1].number
    return sections


def _by_chapter(lines: Sequence[_Line], chapters: Sequence[_Line]) -> Iterator[tuple[int, list[_Line]]]:
    starts = [line.piece.span.start for line in chapters]
    for chapter, within in groupby(lines, lambda line: sum(start <= line.piece.span.start for start in starts)):
        if chapter:
            yield chapter, list(within)


def _have_text(headings: Sequence[_Line], lines: Sequence[_Line]) -> bool:
    """Whether each has a line of another form under it, and none goes on with a list that the line above opens."""
    kind = headings[0].heading.kind if headings[0].heading else ""
    starts = {line.piece.span.start for line in headings}
    below = {one.piece.span.start: other for one, other in pairwise(lines)}
    is_listed = any(
        other.piece.span.start in starts and _LIST_ABOVE.search(one.piece.text) for one, other in pairwise(lines)
    )
    return not is_listed and all(start in below and not below[start].is_a(kind) for start in starts)


def _numbers(sections: Mapping[int, Sequence[_Line]]) -> dict[int, list[int]]:
    return {chapter: [line.number for line in found] for chapter, found in sections.items()}
