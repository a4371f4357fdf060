"""Term pairs mined from aligned sentences."""

import pytest

from rag.terminology import likelihood, mine_terms

PAIRS = [(["桥", "长"], ["bridge", "long"]), (["桥", "宽"], ["bridge", "wide"]), (["路", "长"], ["road", "long"])] * 5


@pytest.mark.parametrize(("term", "partner"), [("桥", "bridge"), ("bridge", "桥"), ("长", "long"), ("road", "路")])
def test_terms_that_always_stand_together_are_partners_both_ways(term: str, partner: str):
    assert mine_terms(PAIRS)[term] == {partner: 1.0}


def test_what_stands_together_once_is_chance():
    assert mine_terms([(["桥"], ["bridge"]), (["路"], ["road"])]) == {}


def test_no_sentences_have_no_terminology():
    assert mine_terms([]) == {}


def test_the_likelihood_is_that_of_the_contingency_table():
    # 2 x (5 ln(5 / 2.5) + 5 ln(5 / 2.5)) for two terms in the same 5 of 10 pairs
    assert likelihood(5, 5, 5, 10) == pytest.approx(13.863, abs=1e-3)


def test_independent_terms_have_no_likelihood():
    assert likelihood(1, 2, 2, 4) == pytest.approx(0.0)
