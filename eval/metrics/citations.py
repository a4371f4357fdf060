"""Whether the right clauses are cited: citation precision and recall."""

from eval.metrics.measure import NONE, Observations
from eval.trials import Trial


def citation_precision(trial: Trial) -> Observations:
    """Citation precision: the share of the cited clauses that are gold.

    Over the answerable questions that were answered with a citation; each clause counts once however often it is
    cited. Example: cited [a, b, b], gold [b, c]: 1/2.
    Name clash: ALCE's precision (Gao et al. 2023) asks a model whether each citation supports its sentence.
    """
    cited = trial.cited
    if not trial.case.gold or not cited:
        return NONE
    return (sum(number in trial.case.gold for number in cited) / len(cited),)


def citation_recall(trial: Trial) -> Observations:
    """Citation recall: for kind `multi` the share of the gold clauses cited; for others 1 if any is cited, else 0.

    Over answerable questions; a refusal or a missing answer scores 0.
    Example: cited [a], gold [a, b]: 1/2 for a `multi` question, 1 for any other.
    Name clash: ALCE's recall is the share of sentences that their citations support.
    """
    gold = trial.case.gold
    if not gold:
        return NONE
    found = sum(number in trial.cited for number in gold)
    return (found / len(gold) if trial.case.kind == "multi" else float(found > 0),)
