"""The models that tell what is answered: their rules, and what they are fitted on."""

import json

import pytest

from eval.calibrate import part_of
from rag.answerability import MODEL
from rag.trees import score

RULES = {"bias": 0.5, "rules": [["a", 1.0, -1.0, ["b", 0.0, 2.0, 3.0]], ["b", 5.0, 0.25, 0.0]]}


@pytest.mark.parametrize(
    ("features", "expected"),
    [({"a": 1.0}, -0.25), ({"a": 2.0}, 2.75), ({"a": 2.0, "b": 6.0}, 3.5), ({}, -0.25)],
    ids=["at_limit", "above", "both_above", "missing_counts_zero"],
)
def test_a_score_is_the_bias_and_what_each_rule_adds(features: dict[str, float], expected: float):
    assert score(RULES, features) == expected


def test_the_shipped_models_name_the_command_that_writes_them():
    models = json.loads(MODEL.read_text(encoding="utf-8"))
    assert models["fitted by"] == "python -m eval calibrate"
    assert set(models["with wording and classifier"]) == set(models["with questions"]) == {"about", "answered"}
    assert set(models["without questions"]) == {"about"}


def test_a_clause_belongs_to_the_part_of_its_section():
    assert part_of("2.4.2") == "validation"
    assert part_of("0.0.1") == "test"
