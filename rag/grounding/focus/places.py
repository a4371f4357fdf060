"""Names of places at the ends of a stretch, by the gazetteer: "拥有上海张江" ends in "上海张江", "宣城27个城市" begins with "宣城"."""

import re
from collections.abc import Iterator
from functools import cache

from rag.asked_names import gazetteer
from rag.grounding.places import by_en, by_zh

_LONGEST = 7
_SUFFIX = re.compile(r"[省市县区](?![域场际级内外长])")
_JOINTS = re.compile(r"[、,，和与及;；\s]|and\b|province\b|municipality\b|of\b")


@cache
def _names() -> frozenset[str]:
    return frozenset(gazetteer()[0]) | frozenset(by_zh())


@cache
def _names_en() -> frozenset[str]:
    return frozenset(gazetteer()[1]) | frozenset(by_en())


def first_places(text: str) -> str:
    """The names that a Chinese text begins with, in a row; "" where it begins with none."""
    return "".join(_row(text))


def last_places(text: str, *, whole: bool) -> str:
    """The name that a Chinese text ends with, or `whole` all in a row; "" where it ends with none.

    A name with 省 or 市 is no part of the next: 江苏省南京 ends with 南京, 拥有上海张江 with 上海张江.
    """
    for start in range(max(0, len(text) - 2 * _LONGEST), len(text) - 1):
        row = list(_row(text[start:]))
        if "".join(row) == text[start:]:
            ends = [i for i, name in enumerate(row[:-1], 1) if name[-1] in "省市"]
            return text[start:] if whole or not ends else "".join(row[ends[-1] :])
    return ""


def is_compound(text: str) -> bool:
    """Whether a Chinese name holds another before it: 上海张江."""
    return len(list(_row(text))) > 1


def _row(text: str) -> Iterator[str]:
    at = 0
    while size := next((n for n in range(_LONGEST, 1, -1) if text[at : at + n] in _names()), 0):
        size += _SUFFIX.match(text, at + size) is not None
        yield text[at : at + size]
        at += size


def is_places(text: str, *, joints: bool = False) -> bool:
    """Whether a text is names of places and nothing else; with `joints`, what joins them may stand between."""
    words = " ".join(_JOINTS.sub(" ", text).split()) if joints else text.strip()
    if joints and not words:
        return True
    english = re.sub(r"^[tT]he | (?:of|in) .*| (?:province|municipality)$", "", words, flags=re.IGNORECASE).lower()
    if re.match(r"(?:the )?[A-Z]", words) and english.replace("’", "'") in _names_en():
        return True
    return bool(words) and all(first_places(word) == word for word in words.split())
