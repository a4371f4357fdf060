"""Whether a question and its translation are answered from the same clauses."""

from eval.metrics.measure import NONE, Observations
from eval.trials import Trial


def twin_agreement(trial: Trial) -> Observations:
    """Twin agreement: 1 if both answers cite something and cite the same clauses, in any order, else 0.

    Over pairs of answerable questions, each pair observed once, on the first of the two. Two refusals agree in nothing:
    they score 0. Example: ["a", "b"] and ["b", "a"]: 1; ["a"] and ["a", "b"]: 0.
    """
    if trial.twin is None:
        return NONE
    return (float(bool(trial.cited) and set(trial.cited) == set(trial.twin)),)
