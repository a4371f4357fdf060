"""The checks that decide whether a drafted sentence may be shown, all of them pure functions.

`check_sentence` compares a sentence, its markers removed, with the clauses it cites, `check_lead` the line above it.
Each check returns a `Verdict` whose reason names the values.
"""

from collections.abc import Sequence

from rag.grounding.aids import NO_AIDS, Aids
from rag.grounding.direction import check_direction
from rag.grounding.evidence import content, plain
from rag.grounding.names import check_names
from rag.grounding.numbers_check import check_numbers
from rag.grounding.quoted import check_quotes
from rag.grounding.support import check_support
from rag.text import compact
from rag.types import Clause, Lang, Verdict

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

_FRAMING = 3  # words; "by 2025 the plan provides"
CHECKS = ("quotes", "numbers", "direction", "names", "support")


def check_sentence(sentence: str, clauses: Sequence[Clause], aids: Aids = NO_AIDS) -> tuple[Verdict, ...]:
    """Every check's verdict on one sentence without markers, in the order of `CHECKS`.

    Without clauses nothing can stand: every check fails. An empty sentence says nothing and passes.
    """
    if not sentence.strip():
        return tuple(Verdict(check, True) for check in CHECKS)
    if not clauses:
        return tuple(Verdict(check, False, "cites no clause") for check in CHECKS)
    return (*_but_support(sentence, clauses, aids), check_support(sentence, clauses, aids))


def check_lead(lead: str, clauses: Sequence[Clause], aids: Aids = NO_AIDS) -> tuple[Verdict, ...]:
    """Every check's verdict on a lead line ("By 2025:") for the clauses of the claim under it.

    A lead of few words ("The plan says:") has nothing that a clause could support; a longer one is a claim, unless it is
    made of headings that the clauses stand under.
    """
    if all(_is_heading(part, clause) for part in lead.rstrip("：:").split("›") for clause in clauses):
        return (check_quotes(lead, clauses),)
    if len(content(plain(lead))) > _FRAMING:
        return check_sentence(lead, clauses, aids)
    return _but_support(lead, clauses, aids)


def _is_heading(text: str, clause: Clause) -> bool:
    titles = (clause.title, *(heading.title for heading in clause.path))
    return compact(text) in {compact(title[lang]) for title in titles for lang in Lang}


def _but_support(sentence: str, clauses: Sequence[Clause], aids: Aids) -> tuple[Verdict, ...]:
    return (
        check_quotes(sentence, clauses),
        check_numbers(sentence, clauses, aids),
        check_direction(sentence, clauses, aids),
        check_names(sentence, clauses, aids),
    )
