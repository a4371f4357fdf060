"""The proper names of a question."""

import pytest

from rag.asked_names import places, unknown_capitals


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


def test_unknown_capitals_leave_out_what_opens_a_sentence():
    known = {"bridg", "law"}.__contains__
    assert unknown_capitals("Does Boeing build a Bridge? Perhaps. 桥归Tesla管", known) == ["Boeing", "Tesla"]
