"""Fitting the ranking's weights: what helps gets weight, and nothing is learned from held-out sections."""

import numpy as np
import pytest

from eval.cases import Case
from eval.ranking import Sample, fit, held_out_scores, scores_of, section, without_near_copies
from rag.documents import Known
from rag.types import Lang


def sample(questions: int = 40, clauses: int = 6) -> Sample:
    """The first feature is 1 for the right clause and 0 for others, the second is noise."""
    draw = np.random.default_rng(0)
    gold = np.eye(clauses, dtype=bool)[draw.integers(clauses, size=questions)]
    features = np.stack([gold + draw.normal(0, 0.3, gold.shape), draw.normal(size=gold.shape)], axis=2)
    cases = [Case(str(i), Lang.EN, "factoid", "?", (f"{i % 8}.1.1",), (), True) for i in range(questions)]
    return Sample(cases, features.astype(np.float32), gold, np.ones_like(gold))


def test_a_feature_that_tells_the_right_clause_gets_the_weight():
    weights = fit(sample(), penalty=1.0)
    assert weights[0] > 1.0
    assert abs(weights[1]) < weights[0] / 5


def test_a_heavier_penalty_gives_lighter_weights():
    assert np.linalg.norm(fit(sample(), penalty=100.0)) < np.linalg.norm(fit(sample(), penalty=1.0))


def test_a_question_whose_clause_was_not_found_says_nothing():
    whole = sample()
    chosen = whole.chosen.copy()
    chosen[0] = ~whole.gold[0]
    without = Sample(whole.cases, whole.features, whole.gold, chosen)
    assert fit(without) == pytest.approx(fit(without.part(np.arange(1, 40))), rel=1e-3)


def test_clauses_that_are_no_candidates_score_below_all():
    whole = sample()
    chosen = whole.chosen.copy()
    chosen[:, 0] = False
    assert np.isneginf(scores_of(Sample(whole.cases, whole.features, whole.gold, chosen), np.ones(2))[:, 0]).all()


def test_held_out_scores_find_the_right_clause():
    whole = sample()
    assert (held_out_scores(whole).argmax(axis=1) == whole.gold.argmax(axis=1)).mean() > 0.8


def test_a_section_is_the_number_without_its_last_part():
    assert section(sample().cases[3]) == "3.1"


@pytest.mark.parametrize(
    ("known", "asked"),
    [("桥有多长?", "桥有多长？"), ("How long is the bridge?", "How long is that bridge")],
    ids=["zh", "en"],
)
def test_near_copies_of_an_asked_question_are_left_out(known: str, asked: str):
    questions = Known({"d:1": (known, "完全不同 entirely different"), "d:2": (known,)})
    assert without_near_copies(questions, [asked]).questions == {"d:1": ("完全不同 entirely different",)}


def test_near_copies_are_left_out_of_what_is_not_answered_too():
    known = Known(unanswered={"d:1": ("谁修桥?", "桥值多少钱")}, elsewhere=("谁修桥", "红烧肉怎么做"))
    left = without_near_copies(known, ["谁修桥？"])
    assert (left.unanswered, left.elsewhere) == ({"d:1": ("桥值多少钱",)}, ("红烧肉怎么做",))
