"""Clause markers as language models write them, brought to the one form the product uses: "[2.4.3]"."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from rag.types import Hit

_NAME = r"(?:clauses?|articles?|art\.?|§|条文|条款|第)?"
_STEP = r"(?:\d+(?:-\d+)?|(?-i:A)(?=[.．]))"
_NUMBER = rf"(?:{_STEP}[.．])*\d+(?:-\d+)?"
_SEPARATOR = r"\s*(?:[,，、;；&和与]|and)\s*"
_ITEM = rf"{_NAME}\s*(?>(?:[^\s:：\[\]【】［］]+[:：])?{_NUMBER})\s*[条條]?"  # atomic: ids may hold what parts items
# "[2.4.3]", "【2.4.3】", "[ylz:2.4.3]", "[2.4.3, 2.4.4]", "[第12条]", "[Article 12-1]"
MARKER = re.compile(rf"[\[【［]\s*{_ITEM}(?:{_SEPARATOR}{_ITEM})*\s*[\]】］]", re.IGNORECASE)
_YEAR = re.compile(r"[12]\d{3}")


def clause_labels(hits: Sequence[Hit]) -> dict[str, str]:
    """Every reference a model may write for a hit's clause -> the marker text the product uses for it.

    The label is the bare number while all hits are of one document, the id otherwise; a bare number still counts then
    where only one hit has it. Hits of ylz:2.4.3 -> {"ylz:2.4.3": "2.4.3", "2.4.3": "2.4.3"}.
    """
    clauses = [hit.clause for hit in hits]
    numbers = [clause.number for clause in clauses]
    alone = len({clause.document for clause in clauses}) == 1
    labels = {clause.id: clause.number if alone else clause.id for clause in clauses}
    return labels | {clause.number: labels[clause.id] for clause in clauses if numbers.count(clause.number) == 1}


def split_markers(text: str, labels: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The text without its markers, and the references in order, each once.

    A reference that is in `labels` becomes its label; any other is kept as written, for the checks to reject. A lone
    year in brackets, as in "国发[2019]21号", is text unless it is a known number.
    """
    references: list[str] = []
    known = {_folded(reference): label for reference, label in labels.items()}

    def take(match: re.Match[str]) -> str:
        found = _references(match[1], known)
        if len(found) == 1 and _YEAR.fullmatch(found[0]) and found[0] not in known:
            return match.group()
        references.extend(known.get(reference, reference) for reference in found)
        return ""

    bare = re.sub(rf"[ \t\u3000]*({MARKER.pattern})", take, text, flags=re.IGNORECASE)
    return bare.strip(), tuple(dict.fromkeys(references))


def _references(marker: str, known: Collection[str]) -> list[str]:
    """The references in a marker, folded; those known are looked for first: an id may hold what else parts two."""
    items = _items(tuple(sorted(map(re.escape, known), key=len, reverse=True)))
    return [match["known"] or match["other"] for match in items.finditer(_folded(marker)[1:-1])]


@lru_cache(maxsize=64)
def _items(known: tuple[str, ...]) -> re.Pattern[str]:
    other = rf"(?:[^\s:,、;&]+:)?{_NUMBER}"
    item = rf"{_NAME}\s*(?:(?P<known>{'|'.join(known) or '(?!)'})|(?P<other>{other}))\s*[条條]?"
    return re.compile(rf"{item}(?:{_SEPARATOR}|\s*$)", re.IGNORECASE)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def with_markers(text: str, references: Sequence[str]) -> str:
    """The text with its markers at the end: "… 3%." + ["2.4.3"] -> "… 3%. [2.4.3]"; no space after Chinese."""
    if not references:
        return text
    gap = " " if text[-1:].isascii() and text else ""
    return text + gap + "".join(f"[{reference}]" for reference in references)
