"""The `numbers` check: every quantity of the sentence stands in a cited clause, and in the place where it belongs."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rag.grounding.evidence import is_verbatim, language, plain
from rag.grounding.heads import misplaced, well_placed
from rag.grounding.swaps import swaps
from rag.numbers import Kind, quantities, same_quantity
from rag.types import Clause, Span, Verdict

CHECK = "numbers"
_ONE = re.compile(r"一|\bone\b")


def check_numbers(sentence: str, clauses: Sequence[Clause]) -> Verdict:
    """Whether each number, date, ratio and percentage of the sentence occurs in the clauses after normalisation.

    A number that the clause has elsewhere fails too where the clause clearly has another one in its place: "39% of
    imports" for "37% of imports ... 39% of investment".
    """
    if is_verbatim(sentence, clauses):
        return Verdict(CHECK, True)
    known = [quantity for clause in clauses for text in (clause.zh, clause.en) for quantity in _quantities(text)]
    ones = any(_ONE.search(plain(text)) for clause in clauses for text in (clause.zh, clause.en))  # mostly no numbers
    missing = [
        q.span.of(sentence)
        for q in quantities(sentence)
        if not any(same_quantity(q, other) for other in known) and not (ones and q.kind is Kind.COUNT and q.value == 1)
    ]
    if missing:
        return Verdict(CHECK, False, f"not in {', '.join(clause.number for clause in clauses)}: {', '.join(missing)}")
    misplaced = [*_misplaced(sentence, clauses), *_swapped(sentence, clauses)]
    return Verdict(CHECK, not misplaced, "; ".join(misplaced))


_quantities = lru_cache(maxsize=4096)(quantities)


def _misplaced(sentence: str, clauses: Sequence[Clause]) -> Iterator[str]:
    """Where the clauses have another number for what the sentence says this one of."""
    said = plain(sentence)
    for mine, theirs in misplaced(said, [plain(clause[language(said)]) for clause in clauses]):
        yield f"says {mine}, the clause says {theirs} there"


def _swapped(sentence: str, clauses: Sequence[Clause]) -> Iterator[str]:
    """Where the sentence, word for word the clause's, has another number or another unit."""
    said = plain(sentence)
    right = well_placed(said, [plain(clause[language(said)]) for clause in clauses])
    for swap in swaps(sentence, clauses):
        theirs = [q for q in _quantities(swap.found) if _touches(q.span, swap.old)]
        mine = [
            q
            for q in _quantities(said)
            if _touches(q.span, swap.new) or q.span.end in (swap.new.start, swap.new.start - 1)
        ]
        words = swap.new.of(said)
        for quantity in theirs:
            lost = quantity.unit and quantity.span.start < swap.old.start and words[:1].isalpha()
            placed = bool(mine) and mine[0].span in right and bool(mine[0].unit) == bool(quantity.unit)
            if (
                mine
                and not placed
                and not any(same_quantity(quantity, other) and not (lost and not other.unit) for other in mine)
            ):
                yield f"says {_with(said, mine[0].span, swap.new)}, the clause says {quantity.span.of(swap.found)} there"


def _touches(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def _with(text: str, span: Span, other: Span) -> str:
    return text[min(span.start, other.start) : max(span.end, other.end)]
