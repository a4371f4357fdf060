"""Fitting the boosted trees that `rag.trees` applies, by scikit-learn."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np


def fit_trees(
    rows: np.ndarray, right: np.ndarray, names: Sequence[str], *, weights: np.ndarray, **parameters: float
) -> dict[str, Any]:
    """Trees for rows (n, names) as {"bias": …, "rules": […]}; `parameters` are scikit-learn's."""
    from sklearn.ensemble import GradientBoostingClassifier

    trees = GradientBoostingClassifier(**parameters, random_state=0).fit(rows, right, sample_weight=weights)
    rate = float(trees.learning_rate)
    added = sum(rate * float(tree[0].predict(rows[:1])[0]) for tree in trees.estimators_)
    bias = float(trees.decision_function(rows[:1])[0]) - added
    return {"bias": round(bias, 4), "rules": [_rule(tree[0].tree_, names, rate) for tree in trees.estimators_]}


def equal_say(kinds: np.ndarray, positive: np.ndarray) -> np.ndarray:  # (samples,)
    """Weights that give each kind the same say among the positives and among the negatives."""
    weights = np.zeros(len(kinds))
    for side in (True, False):
        of_side = set(kinds[positive == side])
        for kind in of_side:
            weights[kinds == kind] = 1000 / len(of_side) / (kinds == kind).sum()
    return weights


def dump(models: Mapping[str, Any]) -> str:
    """JSON to be read: an item a line, a rule a line."""
    rules: list[str] = []

    def held(value: Any, key: str = "") -> Any:
        if isinstance(value, Mapping):
            return {name: held(each, name) for name, each in value.items()}
        if key != "rules":
            return value
        rules.extend(json.dumps(rule, ensure_ascii=False) for rule in value)
        return [f"rule {len(rules) - len(value) + i}" for i in range(len(value))]

    text = json.dumps(held(models), ensure_ascii=False, indent=2)
    return re.sub(r'"rule (\d+)"', lambda found: rules[int(found[1])], text) + "\n"


def _rule(tree: Any, names: Sequence[str], rate: float, node: int = 0) -> Any:
    """A regression tree as nested rules: [feature, limit, at or below it, above it], or what a leaf adds to the score."""
    if tree.children_left[node] < 0:
        return round(rate * float(tree.value[node][0][0]), 4)
    sides = (_rule(tree, names, rate, int(child[node])) for child in (tree.children_left, tree.children_right))
    return [names[tree.feature[node]], round(float(tree.threshold[node]), 4), *sides]
