"""Sentences sewn together: the clause's words for one thing's beginning and for another thing's end.

"石桥应当漆成红色。" + "木桥应当每年检查两次。" -> "石桥应当每年检查两次": each half stands in the clause, the whole nowhere.
"""

import re
from collections.abc import Sequence

from rag.grounding.evidence import language, plain
from rag.types import Clause, Lang

_SHORTEST = {Lang.ZH: 4, Lang.EN: 12}  # characters
_SEAM = re.compile(
    r"[,，;；:：、(（]|\b(?:and|while|but)\b|而|且"
)  # where a new part begins, two sentences may well be joined
_INSIDE = re.compile(r"[a-z0-9]{2}")
_END = " .。;；,，"


def joined(sentence: str, clauses: Sequence[Clause]) -> str:
    """Where the sentence goes over from one sentence of a clause to another, as "…begin|end…"; "" where it does not."""
    said = plain(sentence).strip(_END)
    lang = language(said)
    texts = [plain(pair[lang]) for clause in clauses for pair in clause.sentences if pair[lang]]
    ends = [_edge(said, _shared(said, text), -1) for text in texts]
    starts = [_edge(said, len(said) - _shared(said[::-1], text[::-1]), 1) for text in texts]
    for i, end in enumerate(ends):
        for k, start in enumerate(starts):
            own = min(start, len(said) - end)  # characters that only the one sentence has, or only the other
            if (
                i != k
                and start <= end
                and own >= _SHORTEST[lang]
                and not _SEAM.search(said[max(0, start - 1) : end + 1])
            ):
                return f"{said[max(0, end - 12) : end]}|{said[end : end + 12]}"
    return ""


def _edge(text: str, at: int, step: int) -> int:
    """The nearest place from `at` on, in that direction, that is not inside a word or number."""
    while 0 < at < len(text) and _INSIDE.match(text[at - 1 : at + 1]):
        at += step
    return at


def _shared(said: str, text: str) -> int:
    """How many of the first characters of `said` stand in `text` in a row."""
    low, high = 0, len(said)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if said[:middle] in text else (low, middle - 1)
    return low
