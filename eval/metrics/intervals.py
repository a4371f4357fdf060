"""How far a figure could be from what more questions would show."""

from collections.abc import Sequence

import numpy as np

from eval.metrics.measure import Observations

SEED = 20191201  # any fixed number: the same trials give the same interval on every run
ROUNDS = 2000


def bootstrap_interval(observed: Sequence[Observations]) -> tuple[float, float] | None:
    """The 95 % percentile-bootstrap interval of a mean over questions; None for fewer than two questions that count.

    observed: one tuple a question. Questions are drawn with replacement, all of a question's observations with it, so
    pooled measures keep their clusters. All equal observations give an interval of no width, which says only that this
    set could not tell. Source: Efron & Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13.
    """
    counted = [values for values in observed if values]
    if len(counted) < 2:
        return None
    totals = np.array([sum(values) for values in counted])
    counts = np.array([len(values) for values in counted])
    draws = np.random.default_rng(SEED).integers(len(counted), size=(ROUNDS, len(counted)))
    means = totals[draws].sum(axis=1) / counts[draws].sum(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)
