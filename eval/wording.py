"""Fitting how questions are worded, as `rag.wording` applies it, by scikit-learn: logistic regression on runs of a text."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.trees import equal_say
from rag.wording import STAGES, Weights, runs, worded

_KEPT = 5000  # runs: with all 22,000 the area under ROC on held-out sections is the same within 0.01
_LEAST = 4  # questions that hold a run
_INVERSE = 3.0  # strength of regularisation, its inverse
_FOLDS = 5


def fit_wording(
    texts: Sequence[str], kinds: np.ndarray, against: Mapping[str, Sequence[str]], right: Sequence[str]
) -> tuple[Weights, list[dict[str, float]]]:
    """The weights, and what each text gets from weights that a fifth of the texts, its own among them, had no part in.

    kinds    # (texts,) of each text
    against  by stage the kinds that tell against; `right` are those that tell for both
    """
    every = np.ones(len(texts), dtype=bool)
    folds = np.random.default_rng(0).integers(0, _FOLDS, len(texts))
    left_out: list[dict[str, float]] = [{} for _ in texts]
    for fold in range(_FOLDS):
        weights = _fit(texts, kinds, against, right, folds != fold)
        for row in np.flatnonzero(folds == fold).tolist():
            left_out[row] = worded(texts[row], weights)
    return _fit(texts, kinds, against, right, every), left_out


def write_wording(weights: Weights, file: Path) -> None:
    lines = ("\t".join([run, *map(str, values)]) for run, values in sorted(weights.items()))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _fit(
    texts: Sequence[str],
    kinds: np.ndarray,
    against: Mapping[str, Sequence[str]],
    right: Sequence[str],
    some: np.ndarray,
) -> Weights:
    from sklearn.feature_extraction.text import CountVectorizer

    vectoriser = CountVectorizer(analyzer=runs, min_df=_LEAST, binary=True, dtype=np.float64)
    held = vectoriser.fit_transform([text for text, taken in zip(texts, some, strict=True) if taken])
    names, kinds = vectoriser.get_feature_names_out(), kinds[some]
    say = np.abs(_coefficients(held, kinds, against, right)).max(axis=0) * np.sqrt(
        np.asarray(held.mean(axis=0)).ravel()
    )
    kept = np.sort(np.argsort(-say)[:_KEPT])
    coefficients = _coefficients(held[:, kept], kinds, against, right)
    return {str(names[run]): tuple(np.round(coefficients[:, at], 2).tolist()) for at, run in enumerate(kept)}


def _coefficients(
    held: Any, kinds: np.ndarray, against: Mapping[str, Sequence[str]], right: Sequence[str]
) -> np.ndarray:
    """By stage the weight of each run (stages, runs); held: which text holds which run, (texts, runs) of 0 and 1."""
    from scipy.sparse import diags
    from sklearn.linear_model import LogisticRegression

    shares = diags(1 / np.sqrt(np.maximum(np.asarray(held.sum(axis=1)).ravel(), 1))) @ held
    found = []
    for stage in STAGES:
        some = np.isin(kinds, [*right, *against[stage]])
        positive = np.isin(kinds[some], right)
        weights = equal_say(kinds[some], positive)
        model = LogisticRegression(C=_INVERSE, max_iter=2000)
        found.append(model.fit(shares.tocsr()[some], positive, sample_weight=weights / weights.mean()).coef_[0])
    return np.array(found)
