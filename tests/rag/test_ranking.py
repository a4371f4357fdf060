"""The arithmetic of ranking: z-scores, the best of a clause's rows, weighted sums, and the fitted file."""

import numpy as np
import pytest

from rag.ranking import (
    CLASSIFIED,
    WITH,
    WITHOUT,
    RankingModel,
    best_by_owner,
    contributions,
    load_model,
    weighted,
    z_scores,
)


def test_z_scores_are_deviations_from_the_mean():
    # mean 2, deviation sqrt((1 + 1 + 0 + 0) / 4) = 0.7071
    assert z_scores(np.array([1.0, 3.0, 2.0, 2.0])).tolist() == pytest.approx([-1.41421, 1.41421, 0, 0], abs=1e-4)


def test_equal_scores_have_no_deviation():
    assert z_scores(np.array([2.0, 2.0])).tolist() == [0.0, 0.0]


def test_a_clause_far_ahead_keeps_its_lead():
    near, far = z_scores(np.array([3.0, 2.0, 1.0])), z_scores(np.array([30.0, 2.0, 1.0]))
    assert far[0] / (far[1] - far[2]) > near[0] / (near[1] - near[2])


@pytest.mark.parametrize(("mean_of", "found"), [(1, [2.0, 5.0, 1.0]), (2, [2.0, 4.0, 1.0])], ids=["best", "two"])
def test_an_owner_has_the_mean_of_its_best_values_and_one_without_any_the_least(mean_of: int, found: list[float]):
    values, owners = np.array([2.0, 1.0, 5.0, 3.0]), np.array([0, 1, 1, 1])
    assert best_by_owner(values, owners, 3, mean_of=mean_of).tolist() == found


def test_no_values_give_zeros():
    assert best_by_owner(np.array([]), np.array([], dtype=np.int64), 2).tolist() == [0.0, 0.0]


def test_features_that_are_not_there_have_no_say():
    features = {"a": np.array([1.0, 2.0])}
    assert weighted(features, {"a": 2.0, "b": 9.0}, 2).tolist() == [2.0, 4.0]


def test_contributions_name_the_strongest_first():
    features = {"a": np.array([0.0, 1.0]), "b": np.array([0.0, -2.0])}
    assert contributions(features, {"a": 1.0, "b": 2.0}, 1, most=1) == ("b -4.00",)


def test_weights_take_the_place_of_those_that_there_are():
    model = RankingModel({"a": 1.0, "b": 2.0}, {"a": 3.0})
    assert model.altered({"a": 0.0, "c": 9.0}) == RankingModel({"a": 0.0, "b": 2.0}, {"a": 0.0})


@pytest.mark.parametrize("kind", [CLASSIFIED, WITH, WITHOUT])
def test_the_fitted_file_has_weights_for_both_steps(kind: str):
    model = load_model(kind)
    assert isinstance(model, RankingModel)
    assert model.first
    assert model.last
    assert any("question" in name for name in model.last) is (kind != WITHOUT)
    assert any("classifier" in name for name in model.last) is (kind == CLASSIFIED)
