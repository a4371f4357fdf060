"""The lists of a Chinese sentence: "大数据、云计算、物联网等新技术".

Where a list's first item begins and its last one ends is seldom marked. It is told by names of places, by a word before
("在", "推进") or behind ("等", "八大领域"), and by the items between, which are of one size with it. What cannot be told so is
no list.
"""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from rag.grounding.focus.listing import PIECE_ZH, Listing, listing_of
from rag.grounding.focus.places import first_places, is_compound, is_places, last_places
from rag.types import Span

_ROW = re.compile(  # what ends one list before another
    r"分别|均(?=[占为超达在不有可应])|等(?![级候同待于])[^、]{1,10}?(?:以及|[和与及])(?=[^、]+、)"
)
_JOINT = re.compile(r"以及|[和与及或]")
_END = re.compile(
    r"等(?![级候同待于])(?:[\d两二三四五六七八九十]+[个家座大类项种])?|(?:\d+|[两二三四五六七八九十]+)[个家座大类项种](?![月年])"
)
_OPENING = re.compile(
    r"例如|诸如|其中|包括|涵盖|涉及|覆盖|有关|对于|关于|根据|依据|按照|依托|围绕|聚焦|针对|面向|通过|具有|拥有|如(?!何)"
    r"|推进|推动|促进|加强|加快|建设|建立|健全|完善|实施|实行|开展|培育|打造|形成|支持|鼓励|引导|深化|提升|提高|拓展|扩大|优化|强化|探索"
    r"|设立|制定|制订|编制|组建|构建|落实|推广|举办|改善|增强|巩固|加大|降低|取消|禁止|出台|发行|划定|办好|做好|抓好|用好|给予|赋予|享受|[在于以对为把将从向由是的]"
)
_ADVERB = re.compile(  # openings only behind another or at the start: elsewhere they are nouns and parts of words
    r"发展|发挥|利用|联合|共建|共享|统筹|协同|协调|实现|布局|整合|集聚|参与|服务|研究|放宽|治理|保护|修复|防治|管控|规范|创新|参加|限制|配置|融入"
    r"|对接|衔接|带动|辐射|联动|共同|重点|主要|有序|积极|率先|基本|全面|进一步|一批集?|若干|审议|引进|吸引|开放|应用|承接|转移|新建|扩建|改造|淘汰"
    r"|整治|打通|开通|运营|搭建|组织|开发|设置|稳步|大力|合力|经"
)
_LONGEST = 18  # characters of an item


def chinese_lists(text: str) -> Iterator[Listing]:
    """What 、 lists between two commas, in reading order."""
    for piece in PIECE_ZH.finditer(text):
        start = piece.start()
        for stop in [*(match.end() for match in _ROW.finditer(text, *piece.span())), piece.end()]:
            row, at, parts = text[start:stop], start, []
            for part in re.sub("(?:分别|均)$", "", row).split("、"):
                parts.append(Span(at, at + len(part)))
                at += len(part) + 1
            if len(parts) > 1 and all(part.end > part.start for part in parts):
                yield from _listed(text, parts, Span(*piece.span()))
            start = stop


def _listed(text: str, parts: Sequence[Span], piece: Span) -> Iterator[Listing]:
    """The list that 、 cuts into parts, where the ends of its first and last items can be told."""
    first, *middle, last = parts
    closing = _END.search(last.of(text))
    end = last.start + closing.start() if closing else last.end
    items = _places(text, parts, end if closing else None)
    if items:
        yield listing_of(text, items, piece, places=True)
        return
    ending = _ending(text, Span(last.start, end))
    known = [*middle, *ending] if closing else middle
    if not known or any("以及" in item.of(text) for item in middle):
        return
    size = median(item.end - item.start for item in known)
    start = _start(text, first, [item.of(text) for item in known], size)
    sizes = [item.end - item.start for item in ending]
    if start is not None and min(sizes) > 0 and max(sizes) <= (_LONGEST if closing else size * 1.25 + 1):
        yield listing_of(text, [Span(start, first.end), *middle, *ending], piece)


def _ending(text: str, last: Span) -> list[Span]:
    """What stands behind the last 、: one item, or the two that "和" joins."""
    joints = [j for j in _JOINT.finditer(text, last.start, last.end) if j.start() - last.start > 1 < last.end - j.end()]
    return [Span(last.start, joints[-1].start()), Span(joints[-1].end(), last.end)] if joints else [last]


def _places(text: str, parts: Sequence[Span], end: int | None) -> list[Span]:
    """The parts as places; none where they are not, or where the last does not reach to the `end` of the list."""
    first, *middle, last = parts
    names = [part.of(text) for part in middle]
    tail = first_places(last.of(text))
    head = last_places(first.of(text), whole=any(map(is_compound, (*names, tail))))
    if not (head and tail and all(map(is_places, names))) or end not in (None, last.start + len(tail)):
        return []
    start, stop = first.end - len(head), last.start + len(tail)
    if (start > first.start and text[start - 1] in "和与及") or text[stop : stop + 1] in tuple("和与及"):
        return []  # one more stands before or behind it
    return [Span(start, first.end), *middle, Span(last.start, stop)]


def _start(text: str, first: Span, known: Sequence[str], size: float) -> int | None:
    """Where a list's first item begins: at the start of its piece or behind a word that opens lists, of about that size."""
    starts = [opening.end() for opening in _OPENING.finditer(text, first.start, first.end)]
    for at in (first.start, *starts):
        while opening := _OPENING.match(text, at, first.end) or _ADVERB.match(text, at, first.end):
            at = opening.end()
            starts.append(at)
    opened = _OPENING.match(text, first.start) or _ADVERB.match(text, first.start)
    if not opened or any(_OPENING.match(item) or _ADVERB.match(item) for item in known):
        starts.append(first.start)
    if not any(map(_OPENING.match, known)):
        starts = [s for s in starts if not _OPENING.match(text, s, first.end - 1)]
    best = min((s for s in starts if s < first.end), key=lambda s: abs(first.end - s - size), default=None)
    return best if best is not None and abs(first.end - best - size) <= max(2, size * 0.6) else None
