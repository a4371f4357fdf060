"""The `numbers` check: every quantity of the sentence stands in a cited clause, and in the place where it belongs."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rag.grounding.aids import NO_AIDS, Aids
from rag.grounding.counterparts import foreign, rendering
from rag.grounding.evidence import is_verbatim, language, plain
from rag.grounding.heads import misplaced, well_placed
from rag.grounding.swaps import swaps
from rag.numbers import Kind, Quantity, quantities, same_quantity
from rag.types import Clause, Span, Verdict

CHECK = "numbers"
_ONE = re.compile(r"一|\bone\b")
# A small number in words is often part of a word of the other language: 双向 for two-way, 二次 for secondary, 三峡 for Three Gorges.
_SMALL = ("一单首", "二两双次再", "三", "四", "五", "六", "七", "八", "九", "十"), (
    "one|first|sing|uni",
    "two|second|both|twi|doubl|dual|bi|mutual|ii",
    "thr|third|tri|iii",
    "four|quad|iv",
    "five|fifth|v",
    "six|vi",
    "seven|vii",
    "eigh|viii",
    "nin|ix",
    "ten|x",
)  # fmt: skip
_COUNTED = {Kind.COUNT, Kind.YEAR, Kind.ORDINAL}  # of which one may be told from another by its value alone


def check_numbers(sentence: str, clauses: Sequence[Clause], aids: Aids = NO_AIDS) -> Verdict:
    """Whether each number, date, ratio and percentage of the sentence occurs in the clauses after normalisation.

    A number that the clause has elsewhere fails too where the clause clearly has another one in its place: "39% of
    imports" for "37% of imports ... 39% of investment". Where the clause lacks the sentence's language the encoder
    tells which of its sentences have the numbers.
    """
    if is_verbatim(sentence, clauses):
        return Verdict(CHECK, True)
    known = [quantity for clause in clauses for text in (clause.zh, clause.en) for quantity in _quantities(text)]
    ones = any(_ONE.search(plain(text)) for clause in clauses for text in (clause.zh, clause.en))  # mostly no numbers
    missing = [
        q.span.of(sentence)
        for q in quantities(sentence)
        if not any(same_quantity(q, other) for other in known)
        and not (ones and q.kind is Kind.COUNT and q.value == 1)
        and not _in_a_word(q, sentence, foreign(sentence, clauses))
    ]
    if missing:
        return Verdict(CHECK, False, f"not in {', '.join(clause.number for clause in clauses)}: {', '.join(missing)}")
    said_again = rendering(sentence, clauses, aids)
    misplaced = [*_misplaced(sentence, clauses), *_swapped(sentence, clauses)]
    misplaced += _replaced(plain(sentence), said_again.wholes) if said_again else ()
    return Verdict(CHECK, not misplaced, "; ".join(misplaced))


_quantities = lru_cache(maxsize=4096)(quantities)


def _in_a_word(quantity: Quantity, sentence: str, texts: Sequence[str]) -> bool:
    """Whether a small number, written in words, may be part of a word of the texts, which are in another language."""
    written = quantity.span.of(sentence)
    if quantity.unit or re.search(r"\d", written) or quantity.value not in range(1, 11):
        return False
    zh, en = (forms[int(quantity.value) - 1] for forms in _SMALL)
    return any(re.search(rf"[{zh}]|\b(?:{en})", plain(text)) for text in texts)


def _replaced(said: str, texts: Sequence[str]) -> Iterator[str]:
    """Where the sentence has a number more often than the texts that it says again, and lacks one that stands there."""
    left = [(q, q.span.of(text)) for text in texts for q in _quantities(text) if q.kind is not Kind.NAME]
    added = []
    for quantity in _quantities(said):
        at = next((i for i, (other, _) in enumerate(left) if same_quantity(quantity, other)), None)
        if at is not None:
            left.pop(at)
        elif quantity.kind is not Kind.NAME and not _in_a_word(quantity, said, texts):
            added.append(quantity)
    for quantity in added:
        theirs = next((word for other, word in left if _comparable(quantity, other)), "")
        if theirs:
            yield f"says {quantity.span.of(said)}, the clause says {theirs} there"


def _comparable(a: Quantity, b: Quantity) -> bool:
    return a.kind is b.kind or {a.kind, b.kind} <= _COUNTED


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
