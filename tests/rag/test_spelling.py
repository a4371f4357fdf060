"""Misspelled English words."""

import pytest

from rag.channels import speller_of
from rag.documents import load_store
from rag.spelling import Speller

SPELLER = Speller(["comprehensive", "pilot", "coverage", "human"], known=["translation", "five"])


def test_unknown_words_are_matched_to_the_documents_words():
    assert SPELLER.spelled("comprehensve pilto zones", "Comprehensve pilto zones") == "comprehensive pilot zones"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("关于railwy的规划", "关于railway的规划"),
        ("railwy plans", "railway plans"),
        ("what of railwy、5G 规划", "what of railway、5G 规划"),
    ],
    ids=["beside_zh", "en", "mixed"],
)
def test_a_word_right_beside_chinese_is_put_right_too(text: str, right: str):
    assert Speller(["railway"]).spelled(text, text) == right


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


@pytest.mark.parametrize(
    ("word", "near"), [("throughput", "throughout"), ("stricter", "strict"), ("foresee", "forest")]
)
def test_words_of_an_english_dictionary_are_right_where_the_documents_lack_them(word: str, near: str):
    assert Speller([near]).spelled(f"its {word}", f"its {word}") == f"its {word}"
    assert Speller([near]).spelled(f"its {near}x", f"its {near}x") == f"its {near}"


def test_places_of_the_gazetteer_are_no_slips_of_those_in_the_document():
    speller = speller_of(tuple(load_store(())))
    assert speller.spelled("what does hubei plan", "what does hubei plan") == "what does hubei plan"
    assert speller.spelled("the plan for hefie", "the plan for hefie") == "the plan for hefei"
    assert speller.spelled("minning in nanging", "minning in nanging") == "mining in nanjing"
