"""A list inside a sentence: what it is made of, and what is said of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Span

_HAN = re.compile(r"[\u3400-\u9fff]")
PIECE_ZH = re.compile(r"(?:“[^”]{1,20}”|[(（][^()（）]{1,8}[)）]|[^，,。；;：:！!？?()（）“”\n])+")
_AROUND = {True: 20, False: 40}  # characters before and behind a list that say what it lists; True: in Chinese


@dataclass(frozen=True, slots=True)
class Listing:
    """A list.

    piece     the stretch between commas, or in English between stops, that it stands in
    around    that and the piece behind it: what is said of the items
    category  the words right before and behind it: "等新技术", "new technologies such as"
    places    whether the items are places
    rows      the lists that make it up, where those of several regions follow each other
    """

    items: tuple[Span, ...]
    piece: Span
    around: Span
    category: str
    places: bool = False
    rows: tuple["Listing", ...] = ()


def listing_of(text: str, items: Sequence[Span], piece: Span, *, places: bool = False) -> Listing:
    """The list of those items; `piece` is what they stand in."""
    items = [Span(item.start, item.end - text[item.start : item.end].endswith("“")) for item in items]
    reach = _AROUND[bool(_HAN.search(text))]
    before = text[max(piece.start, items[0].start - reach) : items[0].start]
    behind = text[items[-1].end : min(piece.end, items[-1].end + reach)]
    following = PIECE_ZH.match(text, piece.end + 1) if text[piece.end : piece.end + 1] in tuple(",，") else None
    around = Span(piece.start, following.end() if following else piece.end)
    return Listing(tuple(items), piece, around, f"{before} {behind}", places)
