"""Clause markers as language models write them, brought to the one form the product uses: "[2.4.3]"."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from rag.types import Hit

_NAME = r"(?:clauses?|articles?|art\.?|§|条文|条款|第)?"
_REFERENCE = r"(?:[\w-]+[:：])?\d+(?:[.．]\d+)*(?:-\d+)?"
_ITEM = rf"{_NAME}\s*{_REFERENCE}\s*[条條]?"
_SEPARATOR = r"\s*(?:[,，、;；&和与]|and)\s*"
# "[2.4.3]", "【2.4.3】", "[ylz:2.4.3]", "[2.4.3, 2.4.4]", "[第12条]", "[Article 12-1]"
MARKER = re.compile(rf"[\[【［]\s*{_ITEM}(?:{_SEPARATOR}{_ITEM})*\s*[\]】］]", re.IGNORECASE)
_FOUND = re.compile(_REFERENCE)
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

    def take(match: re.Match[str]) -> str:
        found = [unicodedata.normalize("NFKC", reference) for reference in _FOUND.findall(match.group())]
        if len(found) == 1 and _YEAR.fullmatch(found[0]) and found[0] not in labels:
            return match.group()
        references.extend(labels.get(reference, reference) for reference in found)
        return ""

    bare = re.sub(rf"[ \t\u3000]*({MARKER.pattern})", take, text, flags=re.IGNORECASE)
    return bare.strip(), tuple(dict.fromkeys(references))


def with_markers(text: str, references: Sequence[str]) -> str:
    """The text with its markers at the end: "… 3%." + ["2.4.3"] -> "… 3%. [2.4.3]"; no space after Chinese."""
    if not references:
        return text
    gap = " " if text[-1:].isascii() and text else ""
    return text + gap + "".join(f"[{reference}]" for reference in references)
