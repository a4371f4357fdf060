"""Abbreviations of the names a document holds."""

import pytest

from rag.abbreviations import abbreviations, spelled_out

TEXT = "The Greater Bay Area and the Pilot Free Trade Zone. A Free Trade Zone; by GDP, a Gasification Demonstration Project."


@pytest.mark.parametrize(
    ("short", "name"),
    [("GBA", "Greater Bay Area"), ("FTZ", "Free Trade Zone"), ("PFTZ", "Pilot Free Trade Zone")],
)
def test_initials_stand_for_the_name_or_part_of_it(short: str, name: str):
    assert abbreviations([TEXT])[short] == name


def test_what_the_document_abbreviates_itself_is_left_out():
    assert "GDP" not in abbreviations([TEXT])


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Is the GBA in it?", ["Greater Bay Area"]),
        ("大湾区GBA是什么", ["Greater Bay Area"]),
        ("FTZ 在哪里", ["Free Trade Zone"]),
        ("gba", []),
        ("石桥", []),
    ],
    ids=["en", "attached", "mixed", "lower_case", "zh"],
)
def test_a_question_s_abbreviations_are_spelled_out(question: str, names: list[str]):
    assert spelled_out(question, abbreviations([TEXT])) == names


JOINED = "Repair and upkeep. The repair and upkeep of bridges; repair and upkeep, roads and rails, and the rest and the rest."


@pytest.mark.parametrize(
    "question", ["the R&U budget", "r&u?", "R & U of bridges", "桥的R&U"], ids=["caps", "small", "apart", "mixed"]
)
def test_initials_joined_by_an_ampersand_stand_for_words_often_joined(question: str):
    assert spelled_out(question, abbreviations([JOINED])) == ["repair and upkeep"]


@pytest.mark.parametrize("question", ["R&R", "A&T", "R&UX", "AR&U"], ids=["seldom", "the", "longer", "inside"])
def test_other_initials_stand_for_nothing(question: str):
    assert spelled_out(question, abbreviations([JOINED])) == []
