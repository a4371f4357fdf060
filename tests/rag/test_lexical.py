"""BM25 over rows: what matches, how rare it is."""

import math

import pytest

from rag.lexical import LexicalIndex, share

ROWS = ["桥 stone bridge", "桥 wooden bridge", "路 road"]


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex(ROWS, tokenise=str.split)


@pytest.mark.parametrize(("query", "best"), [("stone", 0), ("路", 2), ("桥 wooden", 1)], ids=["en", "zh", "mixed"])
def test_the_row_that_holds_the_terms_scores_highest(index: LexicalIndex, query: str, best: int):
    assert int(index.scores(query).argmax()) == best


def test_rows_without_a_term_score_nothing(index: LexicalIndex):
    scores = index.scores("桥")
    assert scores[0] > 0
    assert scores[1] > 0
    assert scores[2] == 0


@pytest.mark.parametrize("query", ["", "unknown", "不知"], ids=["empty", "en", "zh"])
def test_a_query_of_unknown_terms_scores_zero_everywhere(index: LexicalIndex, query: str):
    assert index.scores(query).tolist() == [0.0, 0.0, 0.0]
    assert index.known(query) == []


def test_a_term_asked_twice_counts_once(index: LexicalIndex):
    assert index.scores("stone stone").tolist() == index.scores("stone").tolist()


def test_rarity_is_the_logarithm_of_the_share_of_rows(index: LexicalIndex):
    weights = index.weights("桥 路 unknown 桥")
    assert list(weights) == ["桥", "路", "unknown"]
    # log(1 + (3 - n + 0.5) / (n + 0.5)) with n = 2, 1 and 0
    assert weights["桥"] == pytest.approx(math.log(1 + 1.5 / 2.5))
    assert weights["路"] == pytest.approx(math.log(1 + 2.5 / 1.5))
    assert weights["unknown"] == pytest.approx(math.log(1 + 3.5 / 0.5))


def test_matched_names_the_query_s_terms_a_row_holds(index: LexicalIndex):
    assert index.matched("wooden 路 桥", 1) == ("wooden", "桥")
    assert index.matched("wooden", 2) == ()


def test_its_length_is_the_number_of_rows(index: LexicalIndex):
    assert len(index) == 3


def test_rows_without_a_single_term_match_nothing():
    assert LexicalIndex([""], tokenise=str.split).scores("桥").tolist() == [0.0]


def test_a_share_of_nothing_is_none():
    assert share({}, {"a"}) == 0
    assert share({"a": 3.0, "b": 1.0}, {"a"}) == 0.75
