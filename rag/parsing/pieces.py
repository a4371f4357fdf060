"""Source text → pieces: stretches of one line in one language.

A bilingual page often glues an English paragraph to the Chinese one after it, or an English heading to a Chinese
paragraph. A line is cut where the language changes at white space and the left side is complete: it ends a
sentence, is a heading (or its twin follows: "二、任务 II. Tasks"), or is followed by a no-break space, which portals use
as glue between paragraphs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.parsing.headings import is_heading, match_plan_heading
from rag.types import Lang, Span

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
LATIN = re.compile(r"[A-Za-z]")
OPENS_IN_HAN = re.compile(rf"[^A-Za-z]*?{HAN.pattern}")
WORD = re.compile(r"[a-z]{3}|[A-Z]{4}|\b(?:of|or|to|in|by|at|is)\b")  # units and symbols ("CFU/g", "CPI") are none
HAN_MARK = re.compile(r"[、。「」『』《》〈〉，：；？！]")
TABLE = re.compile(r"\s*[\u2500-\u257f]")  # a line drawn with box characters
TOKEN = re.compile(r"\S+")
COMPLETE = re.compile(r"[.!?:;。！？：；][\"'”’»)\]）】」』]*$")
GLUE = "\xa0"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line in one language: `text == source[span.start:span.end]`, stripped of outer white space."""

    line: int  # from 1
    span: Span
    text: str
    lang: Lang

    @property
    def has_words(self) -> bool:
        """Whether there is a letter in it; a page number, "* * *" or an invisible character has none."""
        return any(character.isalpha() for character in self.text)


def split_pieces(text: str) -> Iterator[Piece]:
    """The pieces of a source in reading order; a line of white space gives none."""
    start = 0
    lang = Lang.EN
    for line, content in enumerate(text.split("\n"), 1):
        is_table = bool(TABLE.match(content))  # its cells say little of its language
        for span in [_stripped(content)] if is_table else _cut(content):
            lang = lang if is_table else language(span.of(content), before=lang)
            yield Piece(line, Span(start + span.start, start + span.end), span.of(content), lang)
        start += len(content) + 1


def language(text: str, *, before: Lang = Lang.EN) -> Lang:
    """The language most of a text is in, one Chinese character counting as one English word of four letters.

    A text that opens in Chinese may be richer in foreign names ("二、李斯特菌（Listeria monocytogenes）").
    Without Chinese or an English word ("C = 21", "CPI。"), Chinese marks decide, then the language of the text `before`.
    """
    han, latin = len(HAN.findall(text)), len(LATIN.findall(text))
    if not han and not WORD.search(text):
        return Lang.ZH if HAN_MARK.search(text) else before
    weight = 8 if OPENS_IN_HAN.match(text) else 4
    return Lang.ZH if han and weight * han >= latin else Lang.EN


def _stripped(line: str) -> Span:
    return Span(len(line) - len(line.lstrip()), len(line.rstrip()))


def _cut(line: str) -> list[Span]:
    runs = _runs(line)
    pieces: list[Span] = []
    for run in runs:
        if pieces and not _is_boundary(line, pieces[-1], run):
            pieces[-1] = replace(pieces[-1], end=run.end)
        else:
            pieces.append(run)
    return pieces


def _runs(line: str) -> list[Span]:
    """Stretches of tokens of one language; a token of neither (digits, dashes) goes with the one before it."""
    runs: list[Span] = []
    langs: list[Lang | None] = []
    for match in TOKEN.finditer(line):
        token = match.group()
        lang = Lang.ZH if HAN.search(token) else Lang.EN if LATIN.search(token) else None
        if runs and (lang is None or langs[-1] is None or lang is langs[-1]):
            runs[-1] = Span(runs[-1].start, match.end())
            langs[-1] = langs[-1] or lang
        else:
            runs.append(Span(match.start(), match.end()))
            langs.append(lang)
    return runs


def _is_boundary(line: str, left: Span, right: Span) -> bool:
    before, gap = left.of(line), line[left.end : right.start]
    if language(before) is language(right.of(line)):
        return False
    return GLUE in gap or bool(COMPLETE.search(before)) or is_heading(before) or _is_twin(before, right.of(line))


def _is_twin(left: str, right: str) -> bool:
    """Whether two stretches are the same heading of a plan: "二、任务" and "II. Tasks"."""
    (one, _), (other, _) = (match_plan_heading(text, language(text)) for text in (left, right))
    return one is not None and other is not None and one.key == other.key
