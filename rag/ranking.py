"""Learned weights of what tells the right clause from the others: for all clauses, then for the best of them.

`python -m eval ranking` fits them on questions about the bundled document (`eval/ranking.py`) and writes `ranking.json`;
documents without known questions, and those without a classifier of them, have weights of their own, fitted on the
same questions without what they lack.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

MODEL = Path(__file__).with_name("ranking.json")
CLASSIFIED, WITH, WITHOUT = "with a classifier", "with questions", "without questions"  # the models in the file
CANDIDATES = 20  # clauses ranked with all features; hit@20 of the first weights is 0.998 on validation questions
Features = Mapping[str, np.ndarray]  # name -> (clauses,) float32


@dataclass(frozen=True, slots=True)
class RankingModel:
    """Weights of features, by name; a feature without a weight has no say.

    first  over all clauses: z-scores of the channels
    last   over the first `CANDIDATES`: z-scores of the channels and shares of the question held
    """

    first: Mapping[str, float]
    last: Mapping[str, float]

    def altered(self, weights: Mapping[str, float]) -> "RankingModel":
        """With other weights for the features named that it weighs."""
        steps = ({name: weights.get(name, own) for name, own in step.items()} for step in (self.first, self.last))
        return RankingModel(*steps)


@cache
def load_model(kind: str) -> RankingModel:
    """The fitted model for documents with known questions and a classifier of them, with known questions, or without."""
    held = json.loads(MODEL.read_text(encoding="utf-8"))[kind]
    return RankingModel(held["first"], held["last"])


def weighted(features: Features, weights: Mapping[str, float], size: int) -> np.ndarray:  # (size,) float64
    """The weighted sum of the features that are there."""
    total = np.zeros(size)
    for name, weight in weights.items():
        if name in features:
            total += weight * features[name]
    return total


def z_scores(scores: np.ndarray, *, depth: int = 100) -> np.ndarray:
    """Scores in standard deviations above the mean of the best `depth`; zeros where all are equal."""
    best = np.sort(scores)[-depth:]
    deviation = best.std()
    return (scores - best.mean()) / deviation if deviation > 0 else np.zeros_like(scores)


def best_by_owner(values: np.ndarray, owners: np.ndarray, size: int, *, mean_of: int = 1) -> np.ndarray:
    """(size,) float32: for each owner the mean of its `mean_of` best values, or of all where it has fewer.

    The least value of all stands for an owner without one. `[1, 5, 3], [0, 1, 1] -> [1, 5]`; mean of two: `[1, 4]`.
    """
    found = np.full(size, values.min() if len(values) else 0.0, dtype=np.float32)
    if mean_of == 1:
        np.maximum.at(found, owners, values)
        return found
    order = np.lexsort((-values, owners))
    owner, value = owners[order], values[order]
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]]) if len(owner) else np.empty(0, dtype=np.int64)
    place = np.arange(len(owner)) - np.repeat(starts, np.diff(np.r_[starts, len(owner)]))
    kept = place < mean_of
    counts = np.bincount(owner[kept], minlength=size)
    sums = np.bincount(owner[kept], weights=value[kept], minlength=size)
    found[counts > 0] = (sums[counts > 0] / counts[counts > 0]).astype(np.float32)
    return found


def contributions(features: Features, weights: Mapping[str, float], at: int, *, most: int = 4) -> tuple[str, ...]:
    """What moved the score of one clause most, in words: ("related clause +2.1", "questions zh -0.4")."""
    parts = {name: weight * float(features[name][at]) for name, weight in weights.items() if name in features}
    best = sorted(parts, key=lambda name: -abs(parts[name]))[:most]
    return tuple(f"{name} {parts[name]:+.2f}" for name in best)
