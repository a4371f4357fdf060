"""Boosted trees written out as rules (Friedman 2001), read from JSON: no library is needed to apply them.

A model is {"bias": b, "rules": [rule, …]}; a rule is what it adds to the score, or [feature, limit, at or below it, above it]
with rules for sides. `eval.trees` fits them.
"""

from collections.abc import Mapping
from typing import Any


def score(model: Mapping[str, Any], features: Mapping[str, float]) -> float:
    """The log-odds by a model: its bias and what each of its rules adds, a missing feature counting 0."""
    return float(model["bias"] + sum(_apply(rule, features) for rule in model["rules"]))


def _apply(rule: Any, features: Mapping[str, float]) -> float:
    while not isinstance(rule, float | int):
        name, limit, below, above = rule
        rule = below if features.get(name, 0.0) <= limit else above
    return float(rule)
