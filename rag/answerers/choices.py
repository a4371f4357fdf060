"""The fitted choices of the extractive answerer: small logistic regressions, kept in `rag/choices.json`.

`python -m eval choose` fits them; the file is meant to be read, each weight beside the name of its feature.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MODEL = Path(__file__).parents[1] / "choices.json"


@dataclass(frozen=True, slots=True)
class Choice:
    """A logistic regression: the bias, and a weight for each feature by name."""

    bias: float
    weights: Mapping[str, float]

    def log_odds(self, features: Mapping[str, float]) -> float:
        """How likely the thing is to be chosen, as log-odds; a feature that is not given counts 0, as before a new fit."""
        return self.bias + sum(weight * features.get(name, 0.0) for name, weight in self.weights.items())


@cache
def load_choice(name: str) -> Choice:
    """The regression of that name: "sentence", "cut" or "further"."""
    model = json.loads(MODEL.read_text(encoding="utf-8"))[name]
    return Choice(model["bias"], model["features"])
