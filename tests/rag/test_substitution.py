"""A thing named alone, put into the question before it."""

import pytest

from rag.substitution import MOST, in_its_place


@pytest.mark.parametrize(
    ("thing", "topic", "wanted"),
    [
        ("木桥", "石桥怎么修?", "木桥怎么修?"),
        ("运输", "园区在资金自由方面有什么政策?", "园区在运输自由方面有什么政策?"),
        ("财税", "园区在土地管理上有什么制度?", "园区在财税上有什么制度?"),
        ("隧道", "石桥维修费能直接结算吗?", "隧道能直接结算吗?"),
        ("寿命", "石桥2025年目标?", "寿命2025年目标?"),
        ("air", "how is water pollution treated?", "how is air pollution treated?"),
        ("trade", "what freedom of investment does the zone have?", "what freedom of trade does the zone have?"),
        ("airports", "what does the plan say about ports?", "what does the plan say about airports?"),
        ("LNG", "石桥怎么修?", "LNG怎么修?"),
    ],
)
def test_the_thing_takes_the_place_of_each_thing_named(thing: str, topic: str, wanted: str):
    found = in_its_place(thing, topic)
    assert wanted in found
    assert topic not in found
    assert len(found) <= MOST


def test_what_a_question_asks_for_keeps_its_place():
    assert all(
        question.startswith("what plans") for question in in_its_place("ferries", "what plans are there for bridges?")
    )
    assert all(question.endswith("有什么政策?") for question in in_its_place("木桥", "石桥有什么政策?"))


def test_a_question_that_names_nothing_gives_none():
    assert in_its_place("木桥", "?") == []
