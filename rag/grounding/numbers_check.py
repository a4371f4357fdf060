"""The `numbers` check: every quantity of the sentence stands in a cited clause, and in the place where it belongs."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.grounding.evidence import best_pairs, context, is_verbatim, language, overlap, plain, sides
from rag.grounding.swaps import swaps
from rag.numbers import Kind, Quantity, quantities, same_quantity
from rag.types import Clause, Span, Verdict

CHECK = "numbers"
_REACH = 10  # characters on each side in which a number's neighbourhood is compared letter by letter
_SAME_PLACE = 0.5  # of the neighbourhood, or of the words around: the number there is the one that was meant
_ONE = re.compile(r"一|\bone\b")
_MARGIN = 0.25  # by how much the place of another number must fit better than any place of this one


@dataclass(frozen=True, slots=True)
class Place:
    """A quantity with what stands around it."""

    quantity: Quantity
    word: str
    left: str
    right: str
    context: frozenset[str]


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
    said = plain(sentence)
    mine = _places(said)
    if not mine:
        return
    theirs = [place for text in sides(best_pairs(sentence, clauses), language(said)) for place in _places(text)]
    for place in mine:
        same = [other for other in theirs if same_quantity(place.quantity, other.quantity)]
        rivals = [other for other in theirs if other not in same and other.quantity.kind is place.quantity.kind]
        rival = next((rival for rival in rivals if _fits_better(place, rival, same)), None)
        if rival is not None:
            yield f"says {place.word}, the clause says {rival.word} there"


def _swapped(sentence: str, clauses: Sequence[Clause]) -> Iterator[str]:
    """Where the sentence, word for word the clause's, has another number or another unit."""
    said = plain(sentence)
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
            if mine and not any(same_quantity(quantity, other) and not (lost and not other.unit) for other in mine):
                yield f"says {_with(said, mine[0].span, swap.new)}, the clause says {quantity.span.of(swap.found)} there"


def _touches(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def _with(text: str, span: Span, other: Span) -> str:
    return text[min(span.start, other.start) : max(span.end, other.end)]


def _fits_better(place: Place, rival: Place, same: Sequence[Place]) -> bool:
    letters, words = _letters(place, rival), overlap(place.context, rival.context)
    own_letters = max((_letters(place, other) for other in same), default=0.0)
    own_words = max((overlap(place.context, other.context) for other in same), default=0.0)
    if letters >= _SAME_PLACE and letters >= own_letters + _MARGIN and words >= own_words:
        return True
    return words >= _SAME_PLACE and words >= own_words + _MARGIN and letters >= own_letters


def _letters(a: Place, b: Place) -> float:
    """The share of the two neighbourhoods that agrees, counted from the numbers outwards."""
    before = os.path.commonprefix([a.left[::-1], b.left[::-1]])
    after = os.path.commonprefix([a.right, b.right])
    return (len(before) + len(after)) / (2 * _REACH)


@lru_cache(maxsize=2048)
def _places(text: str) -> tuple[Place, ...]:
    return tuple(
        Place(
            quantity=quantity,
            word=quantity.span.of(text),
            left=text[max(0, quantity.span.start - _REACH) : quantity.span.start],
            right=text[quantity.span.end : quantity.span.end + _REACH],
            context=context(text, quantity.span.start, quantity.span.end),
        )
        for quantity in quantities(text)
        if quantity.kind is not Kind.NAME
    )
