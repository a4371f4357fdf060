"""What a measure is: observations of single trials, and how they become one figure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.trials import Trial

Observations = tuple[float, ...]  # what one trial adds to a measure: nothing, one number, or one a quote
NONE: Observations = ()  # the measure is not defined on this trial
Summary = Callable[[Sequence[float]], float]


def mean(observations: Sequence[float]) -> float:
    """The arithmetic mean: [1, 0, 0.5] -> 0.5. Not for an empty sequence."""
    return float(np.mean(observations))


def median(observations: Sequence[float]) -> float:
    """The middle value, or the mean of the two: [3, 1, 2] -> 2. Not for an empty sequence."""
    return float(np.median(observations))


@dataclass(frozen=True, slots=True)
class Measure:
    """A named measure.

    observe    trial -> its observations
    summarise  the observations of all trials together -> the figure
    rising     whether more is better
    share      whether the figure lies between 0 and 1
    answers    whether it looks at answers; if not, at what was retrieved
    pairs      whether it compares a question with its translation, so that it is no language's own
    """

    name: str
    observe: Callable[[Trial], Observations]
    summarise: Summary = mean
    rising: bool = True
    share: bool = True
    answers: bool = True
    pairs: bool = False

    def of(self, trial: Trial) -> Observations:
        """Its observations of a trial; none of the answer where there was only a search."""
        return self.observe(trial) if trial.asked or not self.answers else NONE

    def summary(self, observed: Iterable[Observations]) -> float | None:
        """The figure of those trials' observations; None where the measure is defined on none of them."""
        observations = [value for values in observed for value in values]
        return self.summarise(observations) if observations else None
