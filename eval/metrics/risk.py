"""How well a system knows when it is right: the risk–coverage curve of its answers and refusals, and the area under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from eval.cases import Case
from eval.metrics.facts import full_answer
from eval.trials import Trial


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """Errors as ever more questions are answered, the surest first.

    points   (coverage, risk): share of all questions answered, share of those that are wrong; coverage rising
    area     mean risk over all coverages (AURC), less is better
    optimum  the area if every right answer came before every wrong one
    stop     the point at which the system itself stops: (share not refused, risk there)
    """

    points: tuple[tuple[float, float], ...]
    area: float
    optimum: float
    stop: tuple[float, float]


def risk_coverage(trials: Sequence[Trial]) -> RiskCoverage | None:
    """The curve over all questions that were asked and whose right answer is known; None where there is none.

    Questions are ordered by whether they were answered, then by the system's confidence; equal ones share their errors
    evenly, as a random order would on average. An answer is right if the question is answerable and the answer holds
    all its facts (cites a gold clause, where the case has no facts); a refusal is right nowhere on the curve: what it
    spares shows in the risk before it.
    Example: right, wrong, refused: points (1/3, 0), (2/3, 1/2), (1, 2/3); area (0 + 1/2 + 2/3) / 3 = 7/18.
    Source: Geifman & El-Yaniv, Selective Classification for Deep Neural Networks, 2017; AURC in their Bias-Reduced
    Uncertainty Estimation, 2019.
    """
    asked = [trial for trial in trials if trial.asked and _tells_right(trial.case)]
    if not asked:
        return None
    ordered = sorted(asked, key=_sureness, reverse=True)
    errors: list[float] = []
    for _, tied in groupby(ordered, key=_sureness):
        wrong = [not is_right(trial) for trial in tied]
        errors += [sum(wrong) / len(wrong)] * len(wrong)
    risks = _running(errors)
    answered = sum(trial.answered for trial in asked)
    return RiskCoverage(
        points=tuple((place / len(risks), risk) for place, risk in enumerate(risks, start=1)),
        area=sum(risks) / len(risks),
        optimum=_mean(_running(sorted(float(not is_right(trial)) for trial in asked))),
        stop=(answered / len(asked), risks[answered - 1] if answered else 0.0),
    )


def _tells_right(case: Case) -> bool:
    """Whether a case says what a right answer is: nothing, facts, or gold."""
    return case.answerable is False or bool(case.answerable and (case.must_have or case.gold))


def is_right(trial: Trial) -> bool:
    """Whether an answer came back, was called for, and holds all its facts (or cites gold where none are named)."""
    if not trial.answered or not trial.case.answerable:
        return False
    if trial.case.must_have:
        return full_answer(trial) == (1.0,)
    return bool(set(trial.cited) & set(trial.case.gold))


def _sureness(trial: Trial) -> tuple[bool, float]:
    return trial.answered, trial.confidence if trial.answered and trial.confidence is not None else 0.0


def _running(errors: Sequence[float]) -> list[float]:
    """The mean of the first n, for each n: [0, 1] -> [0, 1/2]."""
    total, means = 0.0, []
    for count, error in enumerate(errors, start=1):
        total += error
        means.append(total / count)
    return means


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
