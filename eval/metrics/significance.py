"""Whether two runs over the same questions differ by more than the choice of questions explains."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.metrics.intervals import SEED, bootstrap_interval

_RESAMPLES = 9999
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one run to another in one measure, question by question.

    count     questions that the measure is defined on in both
    mean      mean of after - before
    interval  its 95 % bootstrap interval over questions; None for fewer than two
    p         two-sided: how often chance alone would bring a difference as large
    p_fall    one-sided: how often chance alone would bring as low a mean
    rose, fell  questions that score more, and less, than before
    """

    count: int
    mean: float
    interval: tuple[float, float] | None
    p: float
    p_fall: float
    rose: int
    fell: int


def paired_difference(before: Sequence[float], after: Sequence[float]) -> Difference:
    """Compare two runs' scores of the same questions, in one order; not for no questions.

    A randomisation test: if the runs were alike, each question's two scores could change places (exact for up to 12
    that changed, else `_RESAMPLES` draws with a fixed seed, so the same on every call).
    Example: five questions that all fell: p_fall = 1/32, p = 1/16.
    Source: Fisher 1935; Smucker, Allan & Carterette, A Comparison of Statistical Significance Tests for Information
    Retrieval Evaluation, 2007; computed by scipy.stats.permutation_test.
    """
    change = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    p, p_fall = (1.0, 1.0) if not change.any() else (_p_value(change, "two-sided"), _p_value(change, "less"))
    return Difference(
        count=len(change),
        mean=float(change.mean()),
        interval=bootstrap_interval([(float(value),) for value in change]),
        p=p,
        p_fall=p_fall,
        rose=int((change > 0).sum()),
        fell=int((change < 0).sum()),
    )


def _p_value(change: np.ndarray, alternative: str) -> float:
    """Only the changed questions matter to the test; leaving out the others makes it exact more often.

    One that did not change stands with them, for scipy wants two at least; it alters no sum.
    """
    from scipy.stats import permutation_test

    moved = np.append(change[change != 0], 0.0)
    tested = permutation_test(
        (moved,),
        lambda values, axis: np.sum(values, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=_RESAMPLES,
        batch=_AT_ONCE,
        alternative=alternative,
        rng=np.random.default_rng(SEED),
    )
    return float(tested.pvalue)
