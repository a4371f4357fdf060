"""Misspelled English words."""

from rag.spelling import Speller

SPELLER = Speller(["comprehensive", "pilot", "coverage", "human"], known=["translation", "five"])


def test_unknown_words_are_matched_to_the_documents_words():
    assert SPELLER.spelled("comprehensve pilto zones", "Comprehensve pilto zones") == "comprehensive pilot zones"


def test_a_compound_may_be_written_as_one_word():
    speller = Speller(["border"], compounds=["cross-border"])
    assert (
        speller.spelled("crosborder trade, crossborder", "crosborder trade, crossborder")
        == "cross-border trade, cross-border"
    )


def test_right_words_that_the_documents_lack_are_left_alone():
    assert SPELLER.spelled("five translation", "five translation") == "five translation"


def test_names_with_a_capital_are_left_alone():
    assert SPELLER.spelled("what of hunan?", "What of Hunan?") == "what of hunan?"


def test_chinese_has_nothing_to_spell():
    assert SPELLER.spelled("铁路网密度是多少?", "铁路网密度是多少？") == "铁路网密度是多少?"
