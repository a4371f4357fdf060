"""The lists of a sentence in either language, item by item, rows of quoted names among them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.grounding.evidence import language
from rag.grounding.focus.chinese_lists import chinese_lists
from rag.grounding.focus.english_lists import english_lists
from rag.grounding.focus.listing import Listing, listing_of
from rag.grounding.focus.places import is_places, last_places
from rag.types import Lang, Span

_ALONE = re.compile(r"([^，,；;。、]+)[，,；;]\s*([^，,；;。、]{0,8})$")
_QUOTED = re.compile(r"[“\"「《]([^”\"」》]{2,60})[”\"」》]")
_QUOTE_JOINT = re.compile(r"[、,，]?\s*(?:(?:以及|[和与及或]|and|or)\s*)?")
_AROUND = 40  # characters beside a row of quoted names that say what they are


def listings(text: str) -> list[Listing]:
    """The lists of a sentence in reading order; those of places that follow each other are one."""
    quoted = list(_quoted(text))
    found = chinese_lists(text) if language(text) is Lang.ZH else english_lists(text)
    plain = [new for new in found if not any(_overlap(new.items, old.items) for old in quoted)]
    merged: list[Listing] = []
    for new in sorted([*quoted, *plain], key=lambda listing: listing.items[0].start):
        if merged and _goes_on(text, merged[-1], new):
            merged[-1] = _as_one(merged[-1], new)
        else:
            merged.append(new)
    return [_with_one_before(text, listing) if listing.places else listing for listing in merged]


def _goes_on(text: str, last: Listing, new: Listing) -> bool:
    """Whether two lists of places have nothing but names of places between them."""
    between = text[last.items[-1].end : new.items[0].start]
    return last.places and new.places and is_places(between, joints=True)


def _as_one(first: Listing, second: Listing) -> Listing:
    return Listing(
        (*first.items, *second.items),
        Span(first.piece.start, second.piece.end),
        Span(first.around.start, second.around.end),
        f"{first.category} {second.category}",
        places=True,
        rows=(*(first.rows or (first,)), second),
    )


def _with_one_before(text: str, listing: Listing) -> Listing:
    """With the place that stands alone before the row of another's places: "以上海市,江苏省南京、无锡…"."""
    before = _ALONE.search(text[: listing.items[0].start])
    name = before and (last_places(before[1], whole=True) or (before[1].split()[-1:] or [""])[0])
    if not before or not name or not is_places(name) or not is_places(before[2], joints=True):
        return listing
    return replace(listing, items=(Span(before.end(1) - len(name), before.end(1)), *listing.items))


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return some[0].start < others[-1].end and others[0].start < some[-1].end


def _quoted(text: str) -> Iterator[Listing]:
    """Two and more quoted names in a row, with their marks."""
    row: list[Span] = []
    for match in [*_QUOTED.finditer(text), None]:
        if match and row and _QUOTE_JOINT.fullmatch(text, row[-1].end, match.start()):
            row.append(Span(*match.span()))
            continue
        if len(row) > 1:
            yield listing_of(text, row, Span(max(0, row[0].start - _AROUND), min(len(text), row[-1].end + _AROUND)))
        row = [Span(*match.span())] if match else []
