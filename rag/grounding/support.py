"""The `support` check: a sentence's content must be that of the sentence pairs it draws on."""

from collections.abc import Sequence

from rag.grounding.evidence import best_pairs, content, is_verbatim, overlap, pair_content, plain
from rag.types import Clause, Verdict

CHECK = "support"
THRESHOLD = 0.3


def check_support(sentence: str, clauses: Sequence[Clause]) -> Verdict:
    """Whether enough of the sentence's content words occur in the clauses' best sentence pairs."""
    if is_verbatim(sentence, clauses):
        return Verdict(CHECK, True)
    score = support(sentence, clauses)
    if score >= THRESHOLD:
        return Verdict(CHECK, True)
    return Verdict(CHECK, False, f"{score:.0%} of its content is in the clause, {THRESHOLD:.0%} is needed")


def support(sentence: str, clauses: Sequence[Clause]) -> float:
    """The share of the sentence's features in its best pairs."""
    found = frozenset[str]().union(*(pair_content(pair) for pair in best_pairs(sentence, clauses)))
    return overlap(content(plain(sentence)), found)
