"""The checks that decide whether a drafted sentence may be shown, all of them pure functions.

`check_sentence` compares a sentence, its markers removed, with the clauses it cites, `check_lead` the line above it.
Each check returns a `Verdict` whose reason names the values.
"""

from collections.abc import Callable, Sequence

from rag.grounding.direction import check_direction
from rag.grounding.evidence import content, plain
from rag.grounding.names import check_names
from rag.grounding.numbers_check import check_numbers
from rag.grounding.quoted import check_quotes
from rag.grounding.support import check_support
from rag.types import Clause, Verdict

__all__ = [
    "CHECKS",
    "check_direction",
    "check_lead",
    "check_names",
    "check_numbers",
    "check_quotes",
    "check_sentence",
    "check_support",
]

Check = Callable[[str, Sequence[Clause]], Verdict]
_FRAMING = 3  # words; "by 2025 the plan provides"
CHECKS: tuple[Check, ...] = (check_quotes, check_numbers, check_direction, check_names, check_support)


def check_sentence(sentence: str, clauses: Sequence[Clause]) -> tuple[Verdict, ...]:
    """Every check's verdict on one sentence without markers, in the order of `CHECKS`.

    Without clauses nothing can stand: every check fails. An empty sentence says nothing and passes.
    """
    if not sentence.strip():
        return tuple(Verdict(_name(check), True) for check in CHECKS)
    if not clauses:
        return tuple(Verdict(_name(check), False, "cites no clause") for check in CHECKS)
    return tuple(check(sentence, clauses) for check in CHECKS)


def check_lead(lead: str, clauses: Sequence[Clause]) -> tuple[Verdict, ...]:
    """Every check's verdict on a lead line ("By 2025:") for the clauses of the claim under it.

    A lead of few words ("The plan says:") has nothing that a clause could support; a longer one is a claim.
    """
    checks = CHECKS if len(content(plain(lead))) > _FRAMING else CHECKS[:-1]
    return tuple(check(lead, clauses) for check in checks)


def _name(check: Check) -> str:
    return check.__name__.removeprefix("check_")
