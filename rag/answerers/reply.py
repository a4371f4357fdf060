"""A model's reply becomes draft sentences while it is still growing: thoughts out, sentences cut, markers in place."""

import re
from collections.abc import Iterable, Iterator, Mapping

from rag.answerers.structured import plain_pieces
from rag.markers import MARKER, split_markers, with_markers
from rag.types import DraftKind, DraftSentence

SILENT_TOKEN = "NOT_IN_DOCUMENT"

_SILENT = re.compile(r"\bNOT[_ ]IN[_ ]DOCUMENT\b", re.IGNORECASE)
_OPEN, _CLOSE = "<think>", "</think>"
_LONGEST_LEAD = 80  # a longer line before a colon says something, and is checked as a claim

_STOP = re.compile(r"""\n|[。！？!?]+[”’」』）)"']*|[；;]|\.+[”’"')）]*""")
_MARKERS = re.compile(rf"(?:[ \t\u3000]*{MARKER.pattern})+", re.IGNORECASE)
_MARKERS_BEFORE = re.compile(rf"{MARKER.pattern}\s*$", re.IGNORECASE)
_LONE_MARKERS = re.compile(rf"\s*\n\s*(?:{MARKER.pattern}[ \t]*)+(?=\n|$)", re.IGNORECASE)
_OPEN_BRACKET = re.compile(r"\s*[\[【［][^\]】］\n]{0,80}$")
_LIST_NUMBER = re.compile(r"[(（]?\d{1,3}")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]|[A-Z]")  # "U.S", "e.g", "J" before their last full stop
_ABBREVIATIONS = re.compile(
    r"approx|arts?|cf|ch|co|corp|dr|etc|figs?|inc|jr|ltd|mrs?|ms|nos?|paras?|prof|sec|sr|st|vol|vs", re.IGNORECASE
)
_HEADING = re.compile(r"\A#{1,6}\s+")
_BULLET = re.compile(r"\A(?:[-*•·–—]\s+|[-•·–—](?=[^\W\d])|\d{1,3}[.)、．](?:\s+|(?=[^\W\d]))|[(（]\d{1,3}[)）]\s*)")


def draft_sentences(pieces: Iterable[str], labels: Mapping[str, str]) -> Iterator[DraftSentence]:
    """The draft sentences of a streamed reply, plain text or JSON, each as soon as it is complete.

    `labels` as `clause_labels` gives them. Lines without a letter or digit ("---") are layout and give nothing.
    """
    for sentence in cut_sentences(plain_pieces(without_thoughts(pieces))):
        draft = read_sentence(sentence, labels)
        if draft is not None:
            yield draft


def read_sentence(sentence: str, labels: Mapping[str, str]) -> DraftSentence | None:
    """One cut sentence as a draft sentence: layout off, markers at the end; None where only layout was there.

    "- 研发投入达到**3%**【2.4.3】。" -> CLAIM "研发投入达到3%。[2.4.3]"; "By 2025:" -> LEAD; the token -> SILENT.
    """
    heading = bool(_HEADING.match(sentence.strip()))
    line = _BULLET.sub("", _HEADING.sub("", sentence.strip(), count=1), count=1).replace("**", "")
    text, references = split_markers(line, labels)
    if _SILENT.search(text):
        return DraftSentence("", DraftKind.SILENT)
    if not any(char.isalnum() for char in text):
        return None
    lead = not references and len(text) <= _LONGEST_LEAD and (heading or text.endswith((":", "：")))
    return DraftSentence(with_markers(text, references), DraftKind.LEAD if lead else DraftKind.CLAIM)


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without what stands between <think> and </think>, wherever the tags are cut.

    A thought that never closes runs to the end.
    """
    buffer, thinking = "", False
    for piece in pieces:
        buffer += piece
        while (tag := _CLOSE if thinking else _OPEN) in buffer:
            before, _, buffer = buffer.partition(tag)
            if before and not thinking:
                yield before
            thinking = not thinking
        held = _begun(buffer, tag)
        if not thinking and len(buffer) > held:
            yield buffer[: len(buffer) - held]
        buffer = buffer[len(buffer) - held :]
    if buffer and not thinking:
        yield buffer


def _begun(text: str, tag: str) -> int:
    """How many of the last characters of `text` may be the start of `tag`: ("a <thi", "<think>") -> 4."""
    return next((size for size in range(len(tag) - 1, 0, -1) if text.endswith(tag[:size])), 0)


def cut_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences of a growing text with the markers that follow them, stripped, each once it cannot go on.

    Chinese sentences end at 。！？, English ones at . ! ? unless the stop belongs to a number, an abbreviation or a
    list number; a semicolon ends one only beside a marker; a line end always does. A stop between “ and ” is quoted.
    """
    buffer = ""
    for piece in pieces:
        buffer = (buffer + piece).lstrip()
        while (end := _sentence_end(buffer, last=False)) is not None:
            yield buffer[:end].strip()
            buffer = buffer[end:].lstrip()
    while buffer:
        end = _sentence_end(buffer, last=True) or len(buffer)
        yield buffer[:end].strip()
        buffer = buffer[end:].lstrip()


def _sentence_end(text: str, *, last: bool) -> int | None:
    """Where the first sentence of `text` ends, markers included; None while that depends on what comes next.

    `last`: nothing comes next.
    """
    for stop in _STOP.finditer(text):
        ends = _is_end(text, stop, last=last)
        if ends is None:
            return None
        if ends:
            return _after_markers(text, stop, last=last)
    return None


def _is_end(text: str, stop: re.Match[str], *, last: bool) -> bool | None:
    """Whether this stop ends a sentence; None while the next characters decide."""
    if stop.group() == "\n":
        return True
    before = text[: stop.start()]
    # A quotation that closes with this very stop ("…。”") is over.
    if before.count("“") > before.count("”") + stop.group().count("”"):
        return False
    rest = text[stop.end() :]
    if stop.group() in "；;":
        if _MARKERS_BEFORE.search(before) or _MARKERS.match(rest):
            return True
        return None if not last and (not rest.strip() or _OPEN_BRACKET.match(rest)) else False
    return _is_full_stop(before, rest, last=last) if stop.group().startswith(".") else True


def _is_full_stop(before: str, rest: str, *, last: bool) -> bool | None:
    """Whether the dot between `before` and `rest` ends an English sentence: not in 2.4.3, "U.S. firms", "1. "."""
    following = rest.lstrip(" \t")
    if not following:
        return True if last else None
    if following[0] in "\n[【［":
        return not _LIST_NUMBER.fullmatch(before)
    if following is rest and following[0].isascii():  # no space: inside a number, a name or an address
        return False
    word = before.split()[-1].lstrip("(（\"'“‘") if before.strip() else ""
    if _LIST_NUMBER.fullmatch(before) or _INITIALS.fullmatch(word) or _ABBREVIATIONS.fullmatch(word):
        return False
    return not following[0].islower()


def _after_markers(text: str, stop: re.Match[str], *, last: bool) -> int | None:
    """The end of the markers after a stop, on its line or alone on the next; None while more may come."""
    end = stop.end()
    if stop.group() != "\n" and (markers := _MARKERS.match(text, end)):
        end = markers.end()
    start = stop.start() if stop.group() == "\n" else end
    if lone := _LONE_MARKERS.match(text, start):
        end = lone.end()
    rest = text[end:]
    if not last and (not rest.strip() or _OPEN_BRACKET.match(rest)):
        return None
    return end
