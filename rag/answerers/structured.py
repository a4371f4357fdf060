"""A reply in JSON becomes lines of plain text while it is still growing, so that one reader serves both.

Models asked for plain sentences sometimes answer in JSON, and some servers make them. Any JSON is read in which objects
have a text and the clauses it rests on, under whatever lists they stand:

    {"sentences": [{"text": "桥长三里。", "clauses": ["1.1.1"]}]} -> "桥长三里。[1.1.1]\\n"
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

_TEXT = ("text", "sentence", "claim", "content", "answer", "句子", "内容", "答案")
_CLAUSES = (
    "clauses", "clause", "citations", "citation", "sources", "source", "references", "refs", "markers", "条文", "出处", "编号"
)  # fmt: skip
_STRUCTURED = re.compile(r'\s*(?:```(?:json)?\s*)?(?:\{\s*"|\[\s*[{"])', re.IGNORECASE)
_UNDECIDED = re.compile(r"\s*(?:`{1,3}|```(?:j|js|jso|json)?\s*|(?:```(?:json)?\s*)?[\[{]\s*)?", re.IGNORECASE)
_FENCE = re.compile(r"^\s*```(?:json)?|```\s*$", re.IGNORECASE)
_DECODER = json.JSONDecoder()


def plain_pieces(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces as they are, or, where the reply is JSON, a line for each object with a text as soon as it closes."""
    stream = iter(pieces)
    begun = ""
    for piece in stream:
        begun += piece
        if not _UNDECIDED.fullmatch(begun):
            break
    whole = chain([begun], stream)
    yield from _lines(whole) if _STRUCTURED.match(begun) else whole


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """One line for each object that has a text; where there was none, the strings of the whole."""
    text, at = "", 0
    for piece in pieces:
        text += piece
        while (found := _next_claim(text, at)) is not None:
            line, at = found
            yield line
    if not at:
        yield _strings(text)


def _next_claim(text: str, at: int) -> tuple[str, int] | None:
    """The line of the first whole object with a text from `at` on, and where it ends; None while there is none."""
    start = text.find("{", at)
    while start >= 0:
        try:
            value, end = _DECODER.raw_decode(text, start)
        except ValueError:
            line = ""
        else:
            line = _line(value)
        if line:
            return line, end
        start = text.find("{", start + 1)
    return None


def _line(value: Mapping[str, object]) -> str:
    """ "text[1.1.1]" of an object; "" where it has no text."""
    words = next((words for key in _TEXT if isinstance(words := value.get(key), str)), "")
    named = next((value[key] for key in _CLAUSES if value.get(key)), [])
    references = named if isinstance(named, list) else [named]
    marks = "".join(f"[{str(_name(reference)).strip('[]【】')}]" for reference in references)
    return f"{words.strip()}{marks}\n" if words else ""


def _name(reference: object) -> object:
    """A clause's number where a model wrote an object for it: {"number": "1.1.1"} -> "1.1.1"."""
    if isinstance(reference, Mapping):
        return next((reference[key] for key in ("number", "id", "clause", "编号") if key in reference), "")
    return reference


def _strings(text: str) -> str:
    """The strings of JSON whose objects have no text, a line each: ["A. [1.1]"]; what is no JSON as it is."""
    try:
        value = json.loads(_FENCE.sub("", text))
    except ValueError:
        return text
    items = value if isinstance(value, list) else value.values()
    flat = chain.from_iterable(item if isinstance(item, list) else [item] for item in items)
    return "\n".join(item for item in flat if isinstance(item, str))
