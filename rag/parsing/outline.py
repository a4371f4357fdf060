"""Pieces → outline: which piece is a heading, which is text under which heading, which is noise.

Each language keeps its own place in the outline, since the English of a bilingual page runs behind the Chinese: a
Chinese heading or paragraph may stand before the English of the one above it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rag.parsing.articles import article_rank, law_headings
from rag.parsing.headings import HeadingMatch, is_contents_label, match_heading
from rag.parsing.pieces import Piece
from rag.parsing.plans import plan_headings
from rag.parsing.report import Placement
from rag.parsing.zones import FURNITURE, TEXT_END, Key, descend, find_zones, is_lead
from rag.types import Lang, Span

# A line in brackets that says when and by whom the text was published: (新华社北京2019年12月1日电).
_DATELINE = re.compile(
    r"[(（][^()（）]*(?:\d{4}年[^()（）]*(?:电|讯|公布|发布|通过|施行|修[订正])|[A-Z][^()（）]*\b\d{4})[^()（）]*[)）]$"
)
_HEADING_WORDS = 14  # a line longer than this does not finish a broken heading
AGAIN = "′"  # marks, in a key, a number that came before with another title
_HEADING_LENGTH = 100  # nor does one of more characters, in Chinese
_STOPS_SHORT = re.compile(
    r"(?:,|\b(?:of|for|to|in|on|at|by|from|with|between|over|under|and|or|the|an?|its|their))$", re.IGNORECASE
)
_DASHES = "—–-"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of clause text in one language, under the headings `key` and, in a law, inside `article`."""

    line: int
    span: Span
    text: str
    lang: Lang
    key: Key
    article: str = ""


@dataclass(slots=True)
class Outline:
    """What the walk found.

    headed    the languages with headings of their own: in a law, of articles; the others take the place of these
    numbered  the languages with articles or, in a plan, headings such as 一、
    titles    each heading's words
    articles  the numbers of a law's articles in each language, in order
    front     the lines above the first heading that are no text
    """

    headed: frozenset[Lang] = frozenset(Lang)
    numbered: frozenset[Lang] = frozenset()
    articles: dict[Lang, list[str]] = field(default_factory=lambda: {Lang.ZH: [], Lang.EN: []})

    titles: dict[tuple[Lang, Key], str] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    contents: dict[tuple[Lang, Key], str] = field(default_factory=dict)
    place: dict[Lang, Key] = field(default_factory=lambda: {Lang.ZH: (), Lang.EN: ()})
    article: dict[Lang, str] = field(default_factory=lambda: {Lang.ZH: "", Lang.EN: ""})
    front: set[str] = field(default_factory=set)
    open_heading: dict[Lang, bool] = field(default_factory=lambda: {Lang.ZH: False, Lang.EN: False})

    def side(self, lang: Lang) -> Lang:
        """The language whose headings tell where a paragraph in `lang` belongs: its own, as a rule."""
        if lang not in self.headed:
            return lang.other
        first, other = self.articles[lang][:1], self.article[lang.other]
        is_early = not self.article[lang] and first and other and article_rank(other) < article_rank(first[0])
        return lang.other if is_early else lang  # early: under 第二条, and the English begins with Article 3

    def noise(self, piece: Piece, name: str) -> None:
        self.placements.append(Placement(piece.line, piece.span, "noise", name))


def read_outline(pieces: Sequence[Piece]) -> Outline:
    """Walk the pieces once: front matter, contents page, body, portal footer."""
    outline = Outline()
    law = law_headings(pieces) or plan_headings(pieces)
    first, body, end = find_zones(pieces, law)
    _read_front(outline, pieces[:first], has_contents=first < body)
    _read_contents(outline, pieces[first:body])
    for piece in pieces:
        if (heading := law.get(piece.span.start)) and heading.kind == "article":
            outline.articles[piece.lang].append(heading.number)
    headed = {lang for lang in Lang if outline.articles[lang]}
    own = {p.lang for p in pieces[body:end] if p.span.start in law or match_heading(p.text)}
    outline.headed = frozenset(headed or own)
    outline.numbered = frozenset(piece.lang for piece in pieces if piece.span.start in law)
    for piece in pieces[body:end]:
        _read_body(outline, piece, law=law)
    for piece in pieces[end:]:
        outline.noise(piece, "portal footer")
    return outline


def _read_front(outline: Outline, pieces: Sequence[Piece], *, has_contents: bool) -> None:
    """Above a contents page stands the publisher's text; else its first sentence that is none begins the text."""
    begun: set[Lang] = set()
    for piece in pieces:
        if not has_contents and is_lead(piece.text, begun=piece.lang in begun):
            begun.add(piece.lang)
            _add_paragraph(outline, piece, piece.span)
        else:
            outline.noise(piece, "front matter")
            outline.front.add(piece.text)


def _read_contents(outline: Outline, pieces: Sequence[Piece]) -> None:
    place: dict[Lang, Key] = {Lang.ZH: (), Lang.EN: ()}
    for piece in pieces:
        outline.noise(piece, "contents")
        heading = match_heading(piece.text)
        if heading:
            place[piece.lang] = descend(place[piece.lang], heading)
            outline.contents[piece.lang, place[piece.lang]] = heading.title
        elif place[piece.lang] and piece.has_words:
            outline.contents[piece.lang, place[piece.lang]] += " " + piece.text


def _read_body(outline: Outline, piece: Piece, *, law: Mapping[int, HeadingMatch]) -> None:
    heading = law.get(piece.span.start) or match_heading(piece.text)
    if heading and heading.kind != "article":
        _open_section(outline, piece, heading)
    elif heading and piece.span.start in law:
        _open_article(outline, piece, heading)
    elif is_contents_label(piece.text):
        outline.noise(piece, "contents")
    elif (
        not piece.has_words and not outline.article[outline.side(piece.lang)]
    ):  # in an article it may be a table's or a formula's
        outline.noise(piece, "line without words")
    elif _finishes_heading(outline, piece):
        key = outline.place[piece.lang]
        outline.titles[piece.lang, key] += " " + piece.text
        outline.placements.append(Placement(piece.line, piece.span, "heading", _label(key)))
    elif not outline.article[piece.lang] and _DATELINE.match(piece.text):
        outline.noise(piece, "dateline")
    elif FURNITURE.match(piece.text) or piece.text in outline.front:  # a second file repeats the portal's header
        outline.noise(piece, "portal line")
    elif _is_second_title(outline, piece):
        outline.noise(piece, "front matter")
    else:
        _add_paragraph(outline, piece, piece.span)


def _is_second_title(outline: Outline, piece: Piece) -> bool:
    """Whether a line is no text of a law or plan but stands on top of its second file."""
    lang, last = piece.lang, outline.articles[piece.lang.other][-1:]
    if lang in outline.headed:
        return lang in outline.numbered and not (
            outline.article[lang] or outline.place[lang] or is_lead(piece.text, begun=False)
        )
    is_first = not any(paragraph.lang is lang for paragraph in outline.paragraphs)
    return is_first and [outline.article[lang.other]] == last and not TEXT_END.search(piece.text)


def _open_section(outline: Outline, piece: Piece, heading: HeadingMatch) -> None:
    key = descend(outline.place[piece.lang], heading)
    while outline.article[piece.lang] and outline.titles.get((piece.lang, key), heading.title) != heading.title:
        key = (*key[:-1], (heading.kind, key[-1][1] + AGAIN))  # a law whose chapters start anew, or one numbered twice
    outline.place[piece.lang] = key
    outline.open_heading[piece.lang] = True
    title, end = heading.title, piece.span.end
    listed = outline.contents.get((piece.lang, key), "")
    if listed and title != listed and title.startswith(listed):  # words that the contents page does not have
        end = piece.span.start + heading.title_start + len(listed)
        title = listed
        stray = Span(end, piece.span.end)
        outline.placements.append(Placement(piece.line, Span(piece.span.start, end), "heading", _label(key)))
        outline.placements.append(Placement(piece.line, stray, "noise", "stray phrase"))
    else:
        outline.placements.append(Placement(piece.line, piece.span, "heading", _label(key)))
    outline.titles[piece.lang, key] = title


def _open_article(outline: Outline, piece: Piece, heading: HeadingMatch) -> None:
    outline.article[piece.lang] = heading.number
    outline.open_heading[piece.lang] = False
    start = piece.span.start + heading.title_start
    head = Span(piece.span.start, start if heading.title else piece.span.end)
    outline.placements.append(Placement(piece.line, head, "heading", f"article {heading.number}"))
    if heading.title:
        _add_paragraph(outline, piece, Span(start, piece.span.end))


def _finishes_heading(outline: Outline, piece: Piece) -> bool:
    """Whether a line right under a heading is the rest of it: the contents page has both as one, or the heading
    stops short (a number alone, "… of the") and the line is short and ends no sentence."""
    if not outline.open_heading[piece.lang] or TEXT_END.search(piece.text) or piece.text[0] in _DASHES:
        return False
    key = outline.place[piece.lang]
    title, listed = outline.titles[piece.lang, key], outline.contents.get((piece.lang, key))
    if listed is not None:
        return listed.startswith(f"{title} {piece.text}".lstrip())
    if title and not _STOPS_SHORT.search(title):
        return False
    return len(piece.text.split()) <= _HEADING_WORDS and len(piece.text) <= _HEADING_LENGTH


def _add_paragraph(outline: Outline, piece: Piece, span: Span) -> None:
    side = outline.side(piece.lang)
    outline.open_heading[piece.lang] = False
    text = piece.text[span.start - piece.span.start :]
    outline.paragraphs.append(Paragraph(piece.line, span, text, piece.lang, outline.place[side], outline.article[side]))


def _label(key: Key) -> str:
    return " ".join(f"{kind} {number}".strip() for kind, number in key)
