"""The fitted choices of the extractive answerer: small logistic regressions and boosted trees, in `rag/choices.json`.

`python -m eval choose` fits them; the file is meant to be read, each weight beside the name of its feature.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rag.trees import score

MODEL = Path(__file__).parents[1] / "choices.json"


@dataclass(frozen=True, slots=True)
class Choice:
    """A bias, a weight for each feature by name, and rules as `rag.trees` has them; one of both may be empty."""

    bias: float
    weights: Mapping[str, float]
    rules: Sequence[Any] = ()

    def log_odds(self, features: Mapping[str, float]) -> float:
        """How likely the thing is to be chosen, as log-odds; a feature that is not given counts 0, as before a new fit."""
        weighed = sum(weight * features.get(name, 0.0) for name, weight in self.weights.items())
        return weighed + score({"bias": self.bias, "rules": self.rules}, features)


def choice_of(model: Mapping[str, Any]) -> Choice:
    """A choice as the file holds it."""
    return Choice(model["bias"], model.get("features", {}), model.get("rules", ()))


@cache
def load_choice(name: str) -> Choice:
    """The choice of that name: "sentence, …" or "belonging, …" for a kind of documents (`rag.answerers.sentences`)."""
    return choice_of(json.loads(MODEL.read_text(encoding="utf-8"))[name])
