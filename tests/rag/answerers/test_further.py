"""Clauses that answer beside the first are told by how close they come and by cuts of the question."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from rag.answerers.further import further_features
from rag.answerers.parts import Cut
from rag.answerers.sentences import Candidate
from rag.retriever import CLASSIFIER
from rag.types import ChannelScore, Clause, Hit


@pytest.fixture
def hits(clause_of: Callable[..., Clause]) -> list[Hit]:
    """Seven hits that score 10, 9, 7, 4, 3, 2 and 1."""
    scores = (10.0, 9.0, 7.0, 4.0, 3.0, 2.0, 1.0)
    return [Hit(clause_of(str(i), ("桥长三里。", "The bridge is long.")), score) for i, score in enumerate(scores, 1)]


def rated(hit: Hit, score: float) -> Candidate:
    return Candidate(hit.clause, 0, hit.clause.sentences[0], {}, score)


def test_the_second_to_fifth_hit_are_measured_against_the_first_and_the_sixth(hits: list[Hit]):
    candidates = [rated(hits[0], 2.0), rated(hits[1], 0.5), rated(hits[2], -1.0)]
    found = list(further_features("桥", hits, candidates, (), {}))
    assert [hit for hit, _ in found] == hits[1:5]
    assert found[1][1] == {
        "behind": 3.0,
        "step": 2.0,
        "ahead": 5.0,
        "sentence": 3.0,
        "cut": -8.0,
        "together": 0.0,
        "apart": 0.0,
        "specific": 0.0,
        "wide": 0.0,
        "likely": 1.0,
        "less": 0.0,
    }


def test_a_cut_counts_for_the_clause_that_its_sides_find_beside_the_first(hits: list[Hit]):
    cut = Cut("湿地", "森林怎么保护", ((hits[2],), (hits[0],)), {}, 1.5)
    found = {
        hit.clause.number: features["cut"]
        for hit, features in further_features("桥", hits, [rated(hits[0], 2.0)], [cut], {})
    }
    assert found == {"2": -8.0, "3": 1.5, "4": -8.0, "5": -8.0}


def test_a_clause_without_a_candidate_counts_as_far_behind_as_the_farthest(hits: list[Hit]):
    found = list(further_features("桥", hits[:3], [rated(hits[0], 2.0), rated(hits[1], -1.0)], (), {}))
    assert [features["sentence"] for _, features in found] == [3.0, 3.0]


def test_a_clause_is_as_likely_as_the_classifier_has_it(hits: list[Hit]):
    told = [
        replace(hit, channels={CLASSIFIER: ChannelScore(1, score, ())})
        for hit, score in zip(hits, (-0.5, -1.0, -3.0), strict=False)
    ]
    found = list(further_features("桥", told, [rated(told[0], 2.0)], (), {}))
    assert [(features["likely"], features["less"]) for _, features in found] == [(-1.0, 0.5), (-3.0, 2.5)]


def test_a_single_hit_has_nothing_beside_it(hits: list[Hit]):
    assert list(further_features("桥", hits[:1], [rated(hits[0], 2.0)], (), {})) == []


def test_a_clause_counts_by_the_nearest_question_that_it_answers_with_the_first(hits: list[Hit]):
    together = {hits[0].clause.id: 0.9, hits[2].clause.id: 0.7}
    found = {
        hit.clause.number: (features["together"], round(features["apart"], 2))
        for hit, features in further_features("桥", hits[:3], [rated(hits[0], 2.0)], (), together)
    }
    assert found == {"2": (0.0, 0.9), "3": (0.7, 0.2)}
