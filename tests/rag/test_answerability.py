"""What is refused, and the reasons given, on the bundled document."""

import pytest

from rag import Status
from rag.wanted import lacking, wanted_kinds


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("总投资是多少亿元", ["金额"]),
        ("哪一年建成", ["时间"]),
        ("when will it open?", ["时间"]),
        ("what share of it", ["比例"]),
        ("how many bridges", ["数量"]),
        ("桥有多宽", ["大小"]),
        ("要建哪几个都市圈", []),
        ("when provinces build together, who pays?", []),
    ],
    ids=["money", "year_zh", "when", "share", "many", "wide", "which_few", "when_clause"],
)
def test_the_kind_of_thing_asked_for_is_told(question: str, kinds: list[str]):
    assert [kind.name.zh for kind in wanted_kinds(question)] == kinds


def test_a_quantity_of_the_question_itself_is_no_answer_to_it():
    assert lacking("2025年要建多少座桥?", ["2025年建桥。"], [])
    assert not lacking("2025年要建多少座桥?", ["2025年建30座桥。"], [])


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Foreign Exchange Law of Atlantis: what does the Atlantis Customs Law say?", "Law"),
        ("《火星开发条例》怎么规定？", "火星开发条例"),
        ("2041年的常住人口城镇化率目标是多少？", "2041"),
        ("How do volcanoes erupt on Jupiter's moons?", "volcanoes"),
    ],
    ids=["law_en", "law_zh", "year", "off_topic"],
)
def test_a_refusal_says_what_was_not_found(pipeline, question: str, reason: str):
    answer = pipeline.ask(question)
    assert answer.status is Status.REFUSED
    assert reason in answer.reasons[0]
    assert answer.reasons[0] in answer.text
    assert len(answer.hits) >= 10


@pytest.mark.parametrize(
    "question",
    ["规划期到哪一年？", "What is the rail density target?", "长三角要建立哪些制度？", "乡村卫生"],
    ids=["short_zh", "short_en", "kind_of_document", "two_words"],
)
def test_short_and_general_questions_are_answered(pipeline, question: str):
    assert pipeline.ask(question).status is not Status.REFUSED
