"""The proper names of a question."""

import pytest

from rag.asked_names import places, unknown_capitals, unknown_documents
from rag.text import compact


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("内罗毕有几座桥？", ["内罗毕"]),
        ("How many bridges has Nairobi got?", ["nairobi"]),
        ("how many bridges has nairobi got", ["nairobi"]),
        ("Nairobi的桥和海南的桥", ["海南", "nairobi"]),
        ("桥面每年检查几次？", []),
        ("The nice reading room", []),
    ],
    ids=["zh", "en", "lower_case", "mixed", "none_zh", "common_words"],
)
def test_places_are_found_in_either_language(text: str, names: list[str]):
    assert [found[0] for found in places(text)] == names


def test_a_place_comes_with_its_names_in_the_other_language():
    assert "内罗毕" in places("a bridge in Nairobi")[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("《火星开发条例》怎么规定？", ["火星开发条例"]),
        ("劳动合同法规定试用期多久？", ["劳动合同法"]),
        ("What does the Mars Development Act say?", ["Mars Development Act"]),
        ("桥梁法怎么规定？", []),
        ("养护的办法、执法和立法怎么定？", []),
        ("关于本辦法的施行，本法怎么规定？", []),
        ("按照桥梁法怎么规定？", []),
        ("What does the Bridge Law say about 桥梁法?", []),
    ],
    ids=["title_zh", "law_zh", "law_en", "known_zh", "no_law_zh", "this_law_traditional", "known_led", "known_mixed"],
)
def test_laws_that_a_document_does_not_name_are_found(text: str, names: list[str]):
    assert unknown_documents(text, compact("桥梁法 Bridge Law 第一条")) == names


def test_unknown_capitals_leave_out_what_opens_a_sentence():
    known = {"bridg", "law"}.__contains__
    assert unknown_capitals("Does Boeing build a Bridge? Perhaps. 桥归Tesla管", known) == ["Boeing", "Tesla"]
