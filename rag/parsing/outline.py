"""Pieces → outline: which piece is a heading, which is text under which heading, which is noise.

Each language keeps its own place in the outline, since the English of a bilingual page runs behind the Chinese: a
Chinese heading or paragraph may stand before the English of the one above it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.parsing.headings import LEVELS, HeadingMatch, is_contents_label, match_heading
from rag.parsing.pieces import Piece
from rag.parsing.report import Placement
from rag.types import Lang, Span

Key = tuple[tuple[str, str], ...]  # (("chapter", "2"), ("section", "4")), outermost first

# What portals print around a law; such a line, short, ends the text when no heading follows it.
_PORTAL = re.compile(
    r"log(?:ged)? ?(?:in|out)\b|font size|qr code|confirmation code|reset (?:the )?code|about us|disclaimer|all rights"
    r" reserved|kindly comment|lawinfochina|pkulaw|法宝|扫描二维码|扫一扫|版权所有|免责声明|打印本页|关闭窗口|网站地图",
    re.IGNORECASE,
)
_PORTAL_LINE = 80  # characters; the portal words inside a longer line are a law's own
# A line in brackets that says when and by whom the text was published: (新华社北京2019年12月1日电).
_DATELINE = re.compile(
    r"[(（][^()（）]*(?:\d{4}年[^()（）]*(?:电|讯|公布|发布|通过|施行|修[订正])|[A-Z][^()（）]*\b\d{4})[^()（）]*[)）]$"
)
_TEXT_END = re.compile(r"[。；;.!?！？:：][\"”’»)\]）】」』]*$")
_HEADING_WORDS = 14  # a line longer than this does not finish a broken heading
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
    """What the walk found. `titles` holds each heading's words by language and key."""

    titles: dict[tuple[Lang, Key], str] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    contents: dict[tuple[Lang, Key], str] = field(default_factory=dict)
    place: dict[Lang, Key] = field(default_factory=lambda: {Lang.ZH: (), Lang.EN: ()})
    article: dict[Lang, str] = field(default_factory=lambda: {Lang.ZH: "", Lang.EN: ""})
    open_heading: dict[Lang, bool] = field(default_factory=lambda: {Lang.ZH: False, Lang.EN: False})

    def noise(self, piece: Piece, name: str) -> None:
        self.placements.append(Placement(piece.line, piece.span, "noise", name))


def read_outline(pieces: Sequence[Piece]) -> Outline:
    """Walk the pieces once: front matter, contents page, body, portal footer."""
    outline = Outline()
    first, body, end = _zones(pieces)
    for piece in pieces[:first]:
        outline.noise(piece, "front matter")
    _read_contents(outline, pieces[first:body])
    articles = sum(1 for piece in pieces[body:end] if _article(piece)) >= 2
    headed = {piece.lang for piece in pieces[body:end] if match_heading(piece.text)}
    for piece in pieces[body:end]:
        _read_body(outline, piece, articles=articles, headed=headed)
    for piece in pieces[end:]:
        outline.noise(piece, "portal footer")
    return outline


def _zones(pieces: Sequence[Piece]) -> tuple[int, int, int]:
    """Where the contents page, the body and the footer begin; the contents page is empty where there is none."""
    label = next((i for i, piece in enumerate(pieces) if is_contents_label(piece.text)), None)
    if label is None:
        first = body = next((i for i, p in enumerate(pieces) if match_heading(p.text)), _after_title(pieces))
    else:
        first, body = label, _contents_end(pieces, label)
    last_heading = max((i for i, p in enumerate(pieces) if match_heading(p.text)), default=body)
    start = max(last_heading, body) + 1
    end = next((i for i in range(start, len(pieces)) if _is_portal(pieces[i].text)), len(pieces))
    return first, body, end


def _is_portal(text: str) -> bool:
    return len(text) <= _PORTAL_LINE and bool(_PORTAL.search(text))


def _after_title(pieces: Sequence[Piece]) -> int:
    """Where the text of a source without headings begins: after the short lines on top that end no sentence."""
    body = next((i for i, p in enumerate(pieces) if _TEXT_END.search(p.text) and not _is_portal(p.text)), 0)
    return body if body <= 4 else 0


def _contents_end(pieces: Sequence[Piece], label: int) -> int:
    """The contents page ends where a heading comes again, or where running text begins."""
    seen: set[tuple[Lang, Key]] = set()
    place: dict[Lang, Key] = {Lang.ZH: (), Lang.EN: ()}
    for i in range(label, len(pieces)):
        piece = pieces[i]
        heading = match_heading(piece.text)
        if heading is None:
            if len(piece.text) > 60 and _TEXT_END.search(piece.text):
                return i
            continue
        key = place[piece.lang] = _descend(place[piece.lang], heading)
        if (piece.lang, key) in seen or heading.kind == "article":
            return i
        seen.add((piece.lang, key))
    return label + 1  # a label with no list under it


def _read_contents(outline: Outline, pieces: Sequence[Piece]) -> None:
    place: dict[Lang, Key] = {Lang.ZH: (), Lang.EN: ()}
    for piece in pieces:
        outline.noise(piece, "contents")
        heading = match_heading(piece.text)
        if heading:
            place[piece.lang] = _descend(place[piece.lang], heading)
            outline.contents[piece.lang, place[piece.lang]] = heading.title
        elif place[piece.lang]:
            outline.contents[piece.lang, place[piece.lang]] += " " + piece.text


def _descend(place: Key, heading: HeadingMatch) -> Key:
    """The key of a heading met at `place`: a section goes under the open chapter, a chapter closes both."""
    level = LEVELS[heading.kind]
    return (*(step for step in place if LEVELS[step[0]] < level), heading.key)


def _article(piece: Piece) -> HeadingMatch | None:
    heading = match_heading(piece.text)
    return heading if heading and heading.kind == "article" else None


def _read_body(outline: Outline, piece: Piece, *, articles: bool, headed: set[Lang]) -> None:
    heading = match_heading(piece.text)
    if heading and heading.kind != "article":
        _open_section(outline, piece, heading)
    elif heading and articles and _follows(heading, outline.article[piece.lang]):
        _open_article(outline, piece, heading)
    elif _finishes_heading(outline, piece):
        key = outline.place[piece.lang]
        outline.titles[piece.lang, key] += " " + piece.text
        outline.placements.append(Placement(piece.line, piece.span, "heading", _label(key)))
    elif _DATELINE.match(piece.text):
        outline.noise(piece, "dateline")
    elif articles and not outline.article[piece.lang] and not outline.place[piece.lang]:
        outline.noise(piece, "front matter")
    else:
        _add_paragraph(outline, piece, piece.span, headed=headed)


def _open_section(outline: Outline, piece: Piece, heading: HeadingMatch) -> None:
    key = _descend(outline.place[piece.lang], heading)
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
        _add_paragraph(outline, piece, Span(start, piece.span.end), headed={Lang.ZH, Lang.EN})


def _follows(heading: HeadingMatch, last: str) -> bool:
    """Articles go up; one whose head runs into its text must be the very next, or it is a reference."""
    number, before = (tuple(int(n) for n in part.split("-")) if part else (0,) for part in (heading.number, last))
    if heading.set_off:
        return number > before
    return number in ((before[0] + 1,), (before[0], (before[1] if len(before) > 1 else 1) + 1), (*before, 1))


def _finishes_heading(outline: Outline, piece: Piece) -> bool:
    """A short line with no sentence end under a heading with no text yet is the rest of that heading."""
    if not outline.open_heading[piece.lang] or _TEXT_END.search(piece.text) or piece.text[0] in _DASHES:
        return False
    key = outline.place[piece.lang]
    listed = outline.contents.get((piece.lang, key))
    if listed is not None:
        return listed.startswith(f"{outline.titles[piece.lang, key]} {piece.text}")
    return piece.lang is Lang.EN and len(piece.text.split()) <= _HEADING_WORDS


def _add_paragraph(outline: Outline, piece: Piece, span: Span, *, headed: set[Lang]) -> None:
    lang = piece.lang if piece.lang in headed else piece.lang.other  # without headings of its own: the other's place
    outline.open_heading[piece.lang] = False
    text = piece.text[span.start - piece.span.start :]
    outline.paragraphs.append(Paragraph(piece.line, span, text, piece.lang, outline.place[lang], outline.article[lang]))


def _label(key: Key) -> str:
    return " ".join(f"{kind} {number}".strip() for kind, number in key)
