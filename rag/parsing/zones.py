"""Where in a source the contents page, the body and the portal's footer begin."""

import re
from collections.abc import Mapping, Sequence

from rag.parsing.headings import LEVELS, HeadingMatch, is_contents_label, match_heading
from rag.parsing.pieces import Piece
from rag.types import Lang

Key = tuple[tuple[str, str], ...]  # (("chapter", "2"), ("section", "4")), outermost first

# What portals print around a law, and nobody else does.
_PORTAL = re.compile(
    r"you have logged|kindly comment|all rights reserved|lawinfochina|pkulaw|北大法宝|法宝引证|打印本页|关闭窗口"
    r"|网站地图|版权所有(?![者人])",
    re.IGNORECASE,
)
# Words that portals and laws share: they make a line a portal's only where it ends no sentence and is no list item.
_SHARED = re.compile(
    r"log ?(?:in|out)\b|font size|qr code|confirmation code|reset (?:the )?code|about us|disclaimer"
    r"|扫描二维码|扫一扫|免责声明",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。；;.!?！？][\"”’»)\]）】」』]*$")
# A sentence that says how a text was published and not what it provides: 现予公布, is promulgated, "as follows:".
_PUBLISHING = re.compile(
    r"(?:会议|委员会|代表大会|国务院)[^。]*(?:通过|批准)|[现現]予|予以(?:公布|发布)|印发|[转轉][发發]|(?:公布|发布|發布|修正)《"
    r"|(?:hereby|ha(?:s|ve) (?:been )?) ?(?:issued|promulgated|adopted|released)"
    r"|(?:is|are|was|were) (?:hereby )?(?:issued|promulgated|adopted (?:at|by)|released)|as follows",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"[(（]?(?:\d+|[a-z]|[一二三四五六七八九十]+)[)）.、．]", re.IGNORECASE)
# A line of nothing but portal furniture is noise wherever it stands: a menu with bars, buttons, where the text is from.
FURNITURE = re.compile(
    r"(?:[^|｜]{1,30}[|｜])+[^|｜]{1,30}$|(?:資料來源|资料来源|数据来源|(?:data )?source)\s*[:：].{0,60}$"
    r"|(?:(?:列印|打印|返回顶部|返回頂端|回首頁|首页|上一篇|下一篇|print|back|home|top)\b\s*)+$",
    re.IGNORECASE,
)
_PORTAL_LINE = 80  # characters; the portal words inside a longer line are a law's own
TEXT_END = re.compile(r"[。；;.!?！？:：][\"”’»)\]）】」』]*$")


def find_zones(pieces: Sequence[Piece], law: Mapping[int, HeadingMatch]) -> tuple[int, int, int]:
    """Where the contents page, the body and the footer begin; the contents page is empty where there is none."""
    label = next((i for i, piece in enumerate(pieces) if is_contents_label(piece.text)), None)
    heading = next((i for i, p in enumerate(pieces) if p.span.start in law or match_heading(p.text)), None)
    listed = _contents_end(pieces, label, law) if label is not None and heading and label < heading else None
    if label is not None and listed is not None:
        first, body = label, listed
    else:
        first = body = _after_title(pieces) if heading is None else heading
    last_heading = max((i for i, p in enumerate(pieces) if p.span.start in law or match_heading(p.text)), default=body)
    start = max(last_heading, body) + 1
    portal = (i for i in range(start, len(pieces)) if _is_portal(pieces[i].text))
    end = next((i for i in portal if not _is_translated_below(pieces[body:i], pieces[i:])), len(pieces))
    return first, body, end


def _is_portal(text: str) -> bool:
    """Whether a line is a portal's: such a line ends the text when no heading follows it."""
    if len(text) > _PORTAL_LINE:
        return False
    is_text = _SENTENCE.search(text) or _LIST_ITEM.match(text)
    return bool(_PORTAL.search(text) or FURNITURE.match(text) or (_SHARED.search(text) and not is_text))


def _is_translated_below(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """Whether the portal's line between two stretches ends but the first file, and its translation follows."""
    for lang in Lang:
        own, text = (sum(len(p.text) for p in side if p.lang is lang) for side in (above, below))
        other = sum(len(p.text) for p in above if p.lang is not lang)
        if text > own and is_translation(**{lang: text, lang.other: other}):
            return True
    return False


def is_translation(*, zh: int, en: int) -> bool:
    """Whether texts of so many characters may be translations of each other: 1.1 to 10 English ones to a Chinese."""
    return zh > 0 and 1.1 <= en / zh <= 10.0


def is_lead(text: str, *, begun: bool) -> bool:
    """Whether a line above the first heading is text, such as a preamble without a label: a sentence, not on the
    publication; once the text has `begun`, a line that ends in a colon too."""
    is_text = (TEXT_END if begun else _SENTENCE).search(text)
    return bool(is_text) and not (_is_portal(text) or _PUBLISHING.search(text))


def _after_title(pieces: Sequence[Piece]) -> int:
    """Where the text of a source without headings begins: after the short lines on top that end no sentence."""
    body = next((i for i, p in enumerate(pieces) if TEXT_END.search(p.text) and not _is_portal(p.text)), 0)
    return body if body <= 4 else 0


def _contents_end(pieces: Sequence[Piece], label: int, law: Mapping[int, HeadingMatch]) -> int | None:
    """Where the contents page under a label ends: at a heading that comes again, an article or running text.

    None for a label with no list under it: of two headings side by side, or of one that comes again.
    """
    seen: set[tuple[Lang, Key]] = set()
    place: dict[Lang, Key] = {Lang.ZH: (), Lang.EN: ()}
    is_list = False
    for i in range(label, len(pieces)):
        piece = pieces[i]
        heading = match_heading(piece.text)
        if piece.span.start in law or (heading is None and len(piece.text) > 60 and TEXT_END.search(piece.text)):
            return i if is_list or _is_plan_list(pieces[label + 1 : i], law.get(piece.span.start)) else None
        if heading is None:
            continue
        above, place[piece.lang] = place[piece.lang], descend(place[piece.lang], heading)
        key = place[piece.lang]
        if (piece.lang, key) in seen:
            return i
        seen.add((piece.lang, key))
        is_list = is_list or (key[:-1], heading.kind) in {(above[:d], step[0]) for d, step in enumerate(above)}
    return None


def _is_plan_list(lines: Sequence[Piece], below: HeadingMatch | None) -> bool:
    """Whether lines between the label and a plan's first heading are the contents: two or more that end no sentence."""
    is_first = below is not None and below.kind == "chapter"
    return is_first and len(lines) > 1 and not any(TEXT_END.search(line.text) for line in lines)


def descend(place: Key, heading: HeadingMatch) -> Key:
    """The key of a heading met at `place`: a section goes under the open chapter, a chapter closes both."""
    level = LEVELS[heading.kind]
    return (*(step for step in place if LEVELS[step[0]] < level), heading.key)
