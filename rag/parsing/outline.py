"""Pieces → outline: which piece is a heading, which is text under which heading, which is noise.

Each language keeps its own place in the outline, since the English of a bilingual page runs behind the Chinese: a
Chinese heading or paragraph may stand before the English of the one above it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rag.parsing.articles import law_headings
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
# A line of nothing but portal furniture is noise wherever it stands: a menu with bars, buttons, where the text is from.
_FURNITURE = re.compile(
    r"(?:[^|｜]{1,30}[|｜])+[^|｜]{1,30}$|(?:資料來源|资料来源|数据来源|(?:data )?source)\s*[:：].{0,60}$"
    r"|(?:(?:列印|打印|返回顶部|返回頂端|回首頁|首页|上一篇|下一篇|print|back|home|top)\b\s*)+$",
    re.IGNORECASE,
)
_PORTAL_LINE = 80  # characters; the portal words inside a longer line are a law's own
# A line in brackets that says when and by whom the text was published: (新华社北京2019年12月1日电).
_DATELINE = re.compile(
    r"[(（][^()（）]*(?:\d{4}年[^()（）]*(?:电|讯|公布|发布|通过|施行|修[订正])|[A-Z][^()（）]*\b\d{4})[^()（）]*[)）]$"
)
_TEXT_END = re.compile(r"[。；;.!?！？:：][\"”’»)\]）】」』]*$")
_HEADING_WORDS = 14  # a line longer than this does not finish a broken heading
AGAIN = "′"  # marks, in a key, a number that came before with another title
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
    """What the walk found. `titles` holds each heading's words, `front` the lines above the first heading."""

    titles: dict[tuple[Lang, Key], str] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    contents: dict[tuple[Lang, Key], str] = field(default_factory=dict)
    place: dict[Lang, Key] = field(default_factory=lambda: {Lang.ZH: (), Lang.EN: ()})
    article: dict[Lang, str] = field(default_factory=lambda: {Lang.ZH: "", Lang.EN: ""})
    front: set[str] = field(default_factory=set)
    open_heading: dict[Lang, bool] = field(default_factory=lambda: {Lang.ZH: False, Lang.EN: False})

    def noise(self, piece: Piece, name: str) -> None:
        self.placements.append(Placement(piece.line, piece.span, "noise", name))


def read_outline(pieces: Sequence[Piece]) -> Outline:
    """Walk the pieces once: front matter, contents page, body, portal footer."""
    outline = Outline()
    law = law_headings(pieces)
    first, body, end = _zones(pieces, law)
    for piece in pieces[:first]:
        outline.noise(piece, "front matter")
        outline.front.add(piece.text)
    _read_contents(outline, pieces[first:body])
    headed = {piece.lang for piece in pieces[body:end] if match_heading(piece.text)}
    for piece in pieces[body:end]:
        _read_body(outline, piece, law=law, headed=headed)
    for piece in pieces[end:]:
        outline.noise(piece, "portal footer")
    return outline


def _zones(pieces: Sequence[Piece], law: Mapping[int, HeadingMatch]) -> tuple[int, int, int]:
    """Where the contents page, the body and the footer begin; the contents page is empty where there is none."""
    label = next((i for i, piece in enumerate(pieces) if is_contents_label(piece.text)), None)
    if label is None:
        headings = (i for i, p in enumerate(pieces) if p.span.start in law or match_heading(p.text))
        first = body = next(headings, _after_title(pieces))
    else:
        first, body = label, _contents_end(pieces, label, law)
    last_heading = max((i for i, p in enumerate(pieces) if match_heading(p.text)), default=body)
    start = max(last_heading, body) + 1
    end = next((i for i in range(start, len(pieces)) if _is_portal(pieces[i].text)), len(pieces))
    return first, body, end


def _is_portal(text: str) -> bool:
    return len(text) <= _PORTAL_LINE and bool(_PORTAL.search(text) or _FURNITURE.match(text))


def _after_title(pieces: Sequence[Piece]) -> int:
    """Where the text of a source without headings begins: after the short lines on top that end no sentence."""
    body = next((i for i, p in enumerate(pieces) if _TEXT_END.search(p.text) and not _is_portal(p.text)), 0)
    return body if body <= 4 else 0


def _contents_end(pieces: Sequence[Piece], label: int, law: Mapping[int, HeadingMatch]) -> int:
    """The contents page ends where a heading comes again, an article or running text begins."""
    seen: set[tuple[Lang, Key]] = set()
    place: dict[Lang, Key] = {Lang.ZH: (), Lang.EN: ()}
    for i in range(label, len(pieces)):
        piece = pieces[i]
        if piece.span.start in law:
            return i
        heading = match_heading(piece.text)
        if heading is None:
            if len(piece.text) > 60 and _TEXT_END.search(piece.text):
                return i
            continue
        key = place[piece.lang] = _descend(place[piece.lang], heading)
        if (piece.lang, key) in seen:
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
        elif place[piece.lang] and piece.has_words:
            outline.contents[piece.lang, place[piece.lang]] += " " + piece.text


def _descend(place: Key, heading: HeadingMatch) -> Key:
    """The key of a heading met at `place`: a section goes under the open chapter, a chapter closes both."""
    level = LEVELS[heading.kind]
    return (*(step for step in place if LEVELS[step[0]] < level), heading.key)


def _read_body(outline: Outline, piece: Piece, *, law: Mapping[int, HeadingMatch], headed: set[Lang]) -> None:
    heading = law.get(piece.span.start) or match_heading(piece.text)
    if heading and heading.kind != "article":
        _open_section(outline, piece, heading)
    elif heading and piece.span.start in law:
        _open_article(outline, piece, heading)
    elif not piece.has_words and not outline.article[piece.lang]:  # in an article it may be a table's or a formula's
        outline.noise(piece, "line without words")
    elif _finishes_heading(outline, piece):
        key = outline.place[piece.lang]
        outline.titles[piece.lang, key] += " " + piece.text
        outline.placements.append(Placement(piece.line, piece.span, "heading", _label(key)))
    elif not outline.article[piece.lang] and _DATELINE.match(piece.text):
        outline.noise(piece, "dateline")
    elif _FURNITURE.match(piece.text) or piece.text in outline.front:  # a second file repeats the portal's header
        outline.noise(piece, "portal line")
    elif law and not outline.article[piece.lang] and not outline.place[piece.lang]:
        outline.noise(piece, "front matter")
    else:
        _add_paragraph(outline, piece, piece.span, headed=headed)


def _open_section(outline: Outline, piece: Piece, heading: HeadingMatch) -> None:
    key = _descend(outline.place[piece.lang], heading)
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
        _add_paragraph(outline, piece, Span(start, piece.span.end), headed={Lang.ZH, Lang.EN})


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
