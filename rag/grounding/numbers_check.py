"""The `numbers` check: every quantity of the sentence stands in a cited clause, in either language."""

from collections.abc import Sequence
from functools import lru_cache

from rag.grounding.evidence import is_verbatim
from rag.numbers import quantities, same_quantity
from rag.types import Clause, Verdict

CHECK = "numbers"


def check_numbers(sentence: str, clauses: Sequence[Clause]) -> Verdict:
    """Whether each number, date, ratio and percentage of the sentence occurs in the clauses after normalisation."""
    if is_verbatim(sentence, clauses):
        return Verdict(CHECK, True)
    known = [quantity for clause in clauses for text in (clause.zh, clause.en) for quantity in _quantities(text)]
    missing = [q.span.of(sentence) for q in quantities(sentence) if not any(same_quantity(q, other) for other in known)]
    if not missing:
        return Verdict(CHECK, True)
    return Verdict(CHECK, False, f"not in {', '.join(clause.number for clause in clauses)}: {', '.join(missing)}")


_quantities = lru_cache(maxsize=4096)(quantities)
