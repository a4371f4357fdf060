"""Whether the facts of a right answer stand in the answer: fact recall and full answers."""

from collections.abc import Sequence

from eval.metrics.matching import squash
from eval.metrics.measure import NONE, Observations
from eval.trials import Trial


def fact_recall(trial: Trial) -> Observations:
    """Fact recall: the share of `must_have` facts of which a wording occurs in the answer's text.

    Over answerable questions that name facts; a missing answer or a refusal without the facts scores 0. Compared
    after NFKC, lower case and removal of white space, as a substring, markers left in.
    Example: facts [["19%"], ["on par", "met"]], text "Fell by 19 %.": 1/2.
    Name clash: not the recall of clauses. Kin of "nugget recall" (TREC QA) with exact wordings for nuggets.
    """
    facts = trial.case.must_have
    if not trial.case.answerable or not facts:
        return NONE
    return (1 - len(missing_facts(trial)) / len(facts),)


def full_answer(trial: Trial) -> Observations:
    """Full answers: 1 if every `must_have` fact is in the answer's text, else 0; over the same questions."""
    return tuple(float(share == 1) for share in fact_recall(trial))


def missing_facts(trial: Trial) -> Sequence[tuple[str, ...]]:
    """The facts of which no wording occurs in the answer's text, in the case's order."""
    text = squash(trial.text)
    return [fact for fact in trial.case.must_have if not any(squash(wording) in text for wording in fact)]
