"""Whether the system is silent where the document is, and only there."""

from eval.metrics.measure import NONE, Observations
from eval.trials import Trial


def right_refusal(trial: Trial) -> Observations:
    """Right refusals: 1 if refused, else 0; over unanswerable questions.

    Only the status `REFUSED` is a refusal; an answer that says it does not know is none. A missing answer scores 0.
    Name clash: "rejection rate" (RGB, Chen et al. 2024) is the same, read off the wording.
    """
    return (float(trial.refused),) if trial.case.answerable is False else NONE


def false_refusal(trial: Trial) -> Observations:
    """False refusals: 1 if refused or nothing came back, else 0; over answerable questions. Less is better."""
    return (float(not trial.answered),) if trial.case.answerable else NONE
