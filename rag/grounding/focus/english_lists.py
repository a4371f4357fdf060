"""The lists of an English sentence: "big data, cloud computing, and the Internet of Things".

The last item stands behind "and"; the first is the end of what stands before the first comma: behind "such as" or a
preposition, where it begins as the others do and is of their size. What cannot be told so is no list.
"""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from rag.grounding.focus.listing import Listing, listing_of
from rag.grounding.focus.places import is_places
from rag.types import Span

_STRETCH = re.compile(r"(?:[^;:()\n.]|\.(?=\S))+")
_SEGMENT = re.compile(r"(?:[^,]|,(?=\S))+")
_FINAL = re.compile(r"\s*(?:and|or)\s+(?P<others>(?:other|others|so on|the like|more)\b)?")
_NOT_ITEM = re.compile(
    r"\b(?:is|are|was|were|be|been|will|shall|has|have|had|can|may|must|should|which|that|who|so as|such as|including|includes?|namely)\b"
)
_NAMELY = re.compile(r"\b(?:such as|including|includes?|namely|like|covers?)\s+")
_OPENING = re.compile(
    r"\b(?:between|among|of|in|for|to|with|by|on|from|at|as|into|through|under|across|against|both)\s+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s+(?:is|are|was|were|be|been|will|shall|has|have|had|can|may|must|should|accounts?|accounted|in|at|by|for|with|to|as|on|from|through"
    r"|under|which|that|so|respectively|into|throughout|across|during|within|based|remains?|needs?|move|moves)\b"
)
_GERUND = "[a-z]+ing\\b"
_PREPOSITION = ".*\\b(?:of|in|for|to|with|by|on|from|at|between|among|through)\\b"
_CAPITAL = re.compile(r"(?:the )?[A-Z]")
_CAPITALS = re.compile(r"(?:the )?(?:\b[A-Z][\w'’/-]*(?:\s+(?:of|the)\s+(?=[A-Z]))?\s*)+$")
# "An airport system with clear division of labor, …" lists no airports.
_ATTRIBUTES = re.compile(r"\bwith (?:[a-z]+ ){0,3}(?:of )?$")
_MADE_SO = re.compile(r"\s+as\b")
_LONGEST = 11  # words of an item


def english_lists(text: str) -> Iterator[Listing]:
    """What commas list up to an "and", in reading order."""
    for stretch in _STRETCH.finditer(text):
        parts = [Span(*part.span()) for part in _SEGMENT.finditer(text, stretch.start(), stretch.end())]
        low = 0
        for i, part in enumerate(parts):
            if not _FINAL.match(part.of(text)):
                continue
            first = i - 1
            while first > low and _is_item(parts[first].of(text)):
                first -= 1
            if i - first > 1:
                yield from _listed(text, _without_clause(text, parts[first : i + 1]), Span(*stretch.span()))
            low = i


def _is_item(words: str) -> bool:
    """Whether the words between two commas can be an item; else the first item is their end."""
    opens = _NOT_ITEM.search(words) or _OPENING.match(words.lstrip()) or _FINAL.match(words)
    return not opens and len(words.split()) <= _LONGEST


def _without_clause(text: str, parts: Sequence[Span]) -> Sequence[Span]:
    """Without a first part that is a clause of its own: the next, far longer than the others, ends in the first item."""
    sizes = [len(part.of(text).split()) for part in parts[1:-1]]
    return parts[1:] if len(sizes) > 1 and sizes[0] > 2 * median(sizes[1:]) else parts


def _listed(text: str, parts: Sequence[Span], stretch: Span) -> Iterator[Listing]:
    first, *middle, last = parts
    items = [_trimmed(text, part) for part in middle]
    final = _FINAL.match(text, last.start, last.end)
    if not items or not final or _NOT_ITEM.match(text, final.end()):
        return
    if not final["others"]:
        held = " ".join(item.of(text) for item in items).split()
        closings = _CLOSING.finditer(text, final.end() + 1, last.end)
        closing = next((closing for closing in closings if closing[0].strip() not in held), None)
        items.append(_trimmed(text, Span(final.end(), closing.start() if closing else last.end)))
    size = median(len(item.of(text).split()) for item in items)
    start = _start(text, first, [item.of(text) for item in items], size, sure=bool(final["others"]))
    if start is None or len(items[-1].of(text).split()) > 2 * size + 2:
        return
    lower = not any(_CAPITAL.match(item.of(text)) for item in items)
    if lower and _ATTRIBUTES.search(text, first.start, start) and not _MADE_SO.match(text, items[-1].end):
        return
    items.insert(0, _trimmed(text, Span(start, first.end)))
    around = Span(max(stretch.start, first.start), stretch.end)
    yield listing_of(text, items, around, places=all(is_places(item.of(text)) for item in items))


def _start(text: str, first: Span, items: Sequence[str], size: float, *, sure: bool) -> int | None:
    """Where a list's first item begins: behind "such as", or where it begins as the others do, or is of their size.

    `sure`: "and other …" makes it a list; its first item may be longer.
    """
    namely = list(_NAMELY.finditer(text, first.start, first.end))
    if all(_CAPITAL.match(item) for item in items):
        capitals = _CAPITALS.search(first.of(text))
        start = first.start + capitals.start() if capitals else None
        return namely[-1].end() if namely and _CAPITAL.match(text, namely[-1].end()) else start
    openings = list(_OPENING.finditer(text, first.start, first.end))
    joint = _FINAL.match(text, first.start, first.end)
    begin = joint.end() if joint else first.start
    whole = [] if _OPENING.match(text[begin : first.end].lstrip()) else [begin]
    starts = [namely[-1].end()] if namely else [*whole, *(opening.end() for opening in openings)]
    starts = [s for s in starts if _begins_alike(text[s : first.end].lstrip(), items)]
    best = min(starts, key=lambda s: abs(len(text[s : first.end].split()) - size), default=None)
    near = best is not None and abs(len(text[best : first.end].split()) - size) <= (
        max(3, size) if sure else max(1, size / 2)
    )
    return best if near else None


def _begins_alike(words: str, items: Sequence[str]) -> bool:
    """Whether the words fit the other items as their first: no verb in them, and what begins them begins others too."""
    if not words or _NOT_ITEM.search(words):
        return False
    if any(all(re.match(p, item) for item in items) and not re.match(p, words) for p in (_GERUND, "the ")):
        return False
    strange = (_GERUND, r"\d+ ", r"(?:a|an|its|their)\b", _PREPOSITION)  # only in the first: it begins behind them
    return not any(re.match(p, words) and not any(re.match(p, item) for item in items) for p in strange)


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
