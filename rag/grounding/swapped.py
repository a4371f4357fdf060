"""Word for word: what a sentence has in the place of a clause's word of direction, modality, bound or denial.

Here the word need not be known: where the clause says "提高" and the sentence, in the same place, neither that nor a word
of the same pole, the sentence says something else.
"""

import re
from collections.abc import Iterator, Sequence

from rag.grounding import terms
from rag.grounding.evidence import plain
from rag.grounding.swaps import Swap, swaps
from rag.text import HAN
from rag.types import Clause, Span

_INSTEAD = {"prohibit", "encourage", "permit"}  # of an obligation


def swap_conflicts(sentence: str, clauses: Sequence[Clause]) -> Iterator[str]:
    """A reason for each word of the clause that the sentence replaces by one that does not mean the same."""
    said = plain(sentence)
    for swap in swaps(sentence, clauses):
        old, new = _poles(swap.found, swap.old), _poles(said, swap.new)
        lost = [(pole, word) for pole, word in old if not _kept(pole, {other for other, _ in new})]
        kept = {pole for pole, _ in new} & {pole for pole, _ in old}
        words, theirs = swap.new.of(said), swap.old.of(swap.found)
        added = _added(words, theirs)
        if _denies(swap.found, swap.old) != _denies(said, swap.new) and not _bounded(swap, said):
            yield f'says "{_around(said, swap.new)}", the clause says "{_around(swap.found, swap.old)}"'
        elif lost and not kept and added and not _neutral(added):
            yield f'says "{words}", the clause says "{lost[0][1]}"'
        elif lost and not words and lost[0][0] in ("prohibit", terms.LEAST, terms.MOST) and theirs == lost[0][1]:
            yield f'leaves out "{theirs}"'


def _kept(pole: str, poles: set[str]) -> bool:
    """Whether words of these poles say what one of that pole says. What shall be done may be told as what will be."""
    if pole == "oblige":
        return not poles & _INSTEAD
    return bool(terms.SAME.get(pole, {pole}) & poles)


def _poles(text: str, span: Span) -> list[tuple[str, str]]:
    """(pole, word) of every listed word that the span touches; an empty span touches none."""
    words = [(pole, word, start, end) for axis in terms.AXES for pole, word, start, end in terms.find(axis, text)]
    words += [(pole, text[start:end], start, end) for pole, start, end in terms.bounds(text)]
    return [(pole, word) for pole, word, start, end in words if start < span.end and span.start < end]


def _denies(text: str, span: Span) -> bool:
    return any(start < span.end and span.start < end for start, end in terms.denials(text))


def _bounded(swap: Swap, said: str) -> bool:
    """Whether a bound stands there in either text: "not less than" for "at least" denies nothing."""
    return any(
        start < span.end and span.start < end
        for text, span in ((swap.found, swap.old), (said, swap.new))
        for _, start, end in terms.bounds(text)
    )


def _added(words: str, theirs: str) -> str:
    """The words less those the clause has there too: "的龙头" for "龙头带动" adds "的"."""
    tokens = re.findall(rf"[{HAN}]|[^\s{HAN}]+", words)
    return " ".join(token for token in tokens if token not in theirs)


def _neutral(words: str) -> bool:
    """Words that take no side: "达到" for "提高到", "is" for "is raised to"."""
    return terms.NEUTRAL.fullmatch(words) is not None


def _around(text: str, span: Span) -> str:
    return text[max(0, span.start - 4) : span.end + 6].strip()
