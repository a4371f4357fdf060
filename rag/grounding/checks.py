"""The checks that decide whether a drafted sentence may be shown, all of them pure functions.

`check_sentence` compares a sentence, its markers removed, with the clauses it cites; `check_marker` and `check_quote`
judge the citation itself. Each returns a `Verdict` whose reason names the values.
"""

from collections.abc import Callable, Collection, Sequence

from rag.grounding.direction import check_direction
from rag.grounding.names import check_names
from rag.grounding.numbers_check import check_numbers
from rag.grounding.support import check_support
from rag.types import Clause, Lang, Verdict

__all__ = [
    "CHECKS",
    "check_direction",
    "check_marker",
    "check_names",
    "check_numbers",
    "check_quote",
    "check_sentence",
    "check_support",
]

Check = Callable[[str, Sequence[Clause]], Verdict]
CHECKS: tuple[Check, ...] = (check_numbers, check_direction, check_names, check_support)


def check_sentence(sentence: str, clauses: Sequence[Clause]) -> tuple[Verdict, ...]:
    """Every check's verdict on one sentence without markers, in the order of `CHECKS`.

    Without clauses nothing can stand: every check fails. An empty sentence says nothing and passes.
    """
    if not sentence.strip():
        return tuple(Verdict(_name(check), True) for check in CHECKS)
    if not clauses:
        return tuple(Verdict(_name(check), False, "cites no clause") for check in CHECKS)
    return tuple(check(sentence, clauses) for check in CHECKS)


def _name(check: Check) -> str:
    return check.__name__.removeprefix("check_")


def check_marker(number: str, retrieved: Collection[str]) -> Verdict:
    """Whether a marker's number ("2.4.2") or id ("ylz:2.4.2") is that of exactly one retrieved clause id."""
    matches = [id for id in retrieved if number in (id, id.partition(":")[2])]
    if len(matches) == 1:
        return Verdict("marker", True)
    why = "was not retrieved" if not matches else f"could be {', '.join(sorted(matches))}"
    return Verdict("marker", False, f"[{number}] {why}")


def check_quote(quote: str, clause: Clause, lang: Lang) -> Verdict:
    """Whether the quote is a non-empty verbatim slice of the clause's text in that language."""
    text = clause.zh if lang is Lang.ZH else clause.en
    if quote and quote in text:
        return Verdict("quote", True)
    return Verdict("quote", False, f"not verbatim in {clause.number} ({lang}): {quote[:60]!r}")
