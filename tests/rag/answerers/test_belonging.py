"""Which sentences belong to an answer is told by how they stand beside the best."""

from collections.abc import Callable

import pytest

from rag.answerers.belonging import Candidate, belonging, standings
from rag.answerers.choices import load_choice
from rag.lexical import LexicalIndex
from rag.retriever import CLASSIFIER
from rag.types import ChannelScore, Clause, Hit

BRIDGE = ("石桥长五百米。", "The stone bridge is long.")
TOLL = ("过路费十元。", "The toll costs ten yuan.")


@pytest.fixture
def hits(clause_of: Callable[..., Clause]) -> list[Hit]:
    """Two hits of scores 9 and 7, the first of two sentences."""
    return [
        Hit(clause_of("1", BRIDGE, ("石桥两公里。", "")), 9.0, channels={CLASSIFIER: ChannelScore(1, -0.1)}),
        Hit(clause_of("2", TOLL), 7.0, channels={CLASSIFIER: ChannelScore(2, -2.1)}),
    ]


@pytest.fixture
def candidates(hits: list[Hit]) -> list[Candidate]:
    features = [
        {"cosine": 0.9, "asked": 0.8, "told": -0.2},
        {"cosine": 0.5, "asked": 0.6, "told": -1.2},
        {"cosine": 0.4, "asked": 0.1, "told": -3.0},
    ]
    places = [(hits[0].clause, 0, 3.0), (hits[1].clause, 0, 1.0), (hits[0].clause, 1, -2.0)]
    return [
        Candidate(clause, i, clause.sentences[i], of, score)
        for (clause, i, score), of in zip(places, features, strict=True)
    ]


@pytest.fixture
def terms() -> LexicalIndex:
    return LexicalIndex([*BRIDGE, *TOLL], tokenise=lambda text: [text[i : i + 2] for i in range(len(text))])


def test_every_candidate_is_measured_against_the_best(hits, candidates, terms):
    best, toll, far = standings("石桥多长,过路费多少", hits, candidates, terms, {"x:1": 0.9, hits[1].clause.id: 0.7})
    assert (best["gap"], toll["gap"], far["gap"]) == (0.0, 2.0, 5.0)
    assert (best["own gap"], toll["own gap"], far["own gap"]) == (0.0, 0.0, 5.0)
    assert (best["second"], toll["second"]) == (2.0, 2.0)
    assert (best["same"], toll["same"], far["same"]) == (1.0, 0.0, 1.0)
    assert (toll["likely"], toll["behind"]) == (pytest.approx(2.0), 2.0)
    assert (toll["less asked"], toll["less told"]) == (pytest.approx(0.2), pytest.approx(1.0))
    assert toll["together"] == 0.7


def test_what_a_candidate_holds_of_the_question_beyond_the_best_counts_as_new(hits, candidates, terms):
    best, toll, far = standings("石桥多长,过路费多少", hits, candidates, terms, {})
    assert best["new"] == far["new"] == 0.0
    assert toll["new"] > 0.0
    assert best["held"] == toll["held"] > 0.0


def test_what_is_far_behind_is_not_looked_at(hits, candidates, terms):
    told = list(standings("石桥多长", hits, candidates, terms, {}))
    near, *_, far = belonging(candidates, [*told[:2], {**told[2], "gap": 99.0}], "belonging, classified")
    assert near.belongs == load_choice("belonging, classified").log_odds(told[0])
    assert far.belongs < -10
