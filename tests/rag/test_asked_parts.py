"""The questions in one."""

import pytest

from rag.asked_parts import parts_of
from rag.question import read_question


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("石桥有多长，违反规定罚多少钱？", ["石桥有多长", "违反规定罚多少钱"]),
        ("How long is it and who is the mayor?", ["How long is it", "who is the mayor"]),
        ("石桥密度目标和2018年的数字分别是多少", ["石桥密度目标", "2018年的数字"]),
        ("What are the length target and the patent target?", ["the length target", "the patent target"]),
        ("2018年和2025年各有多少座桥？", ["2018", "2025"]),
        ("What was it in 2020 and 2025?", ["2020", "2025"]),
        ("stone bridge多长？ who pays?", ["stone bridge多长", "who pays"]),
        ("石桥有多长，收费站会不会取消", ["石桥有多长", "收费站会不会取消"]),
        ("How long is it and will the tolls go?", ["How long is it", "will the tolls go"]),
    ],
    ids=["two_zh", "two_en", "alike_zh", "alike_en", "years_zh", "years_en", "mixed", "whether_zh", "whether_en"],
)
def test_each_part_is_told_apart(question: str, words: list[str]):
    assert [part.words for part in parts_of(read_question(question))] == words


@pytest.mark.parametrize(
    "question",
    ["石桥和木桥有什么区别？", "从2018年到2025年降多少？", "What links towns and villages?", "桥多长, 用米"],
    ids=["and_zh", "span_of_years", "and_en", "no_second_question"],
)
def test_one_question_stays_one(question: str):
    assert [part.question.text for part in parts_of(read_question(question))] == [question]


def test_a_later_part_takes_what_it_is_about_from_the_one_before():
    asked = parts_of(read_question("石桥治理的目标是什么？由谁负责？"))[1]
    assert (asked.words, asked.question.query) == ("由谁负责", "石桥治理 由谁负责")


def test_things_asked_for_alike_are_questions_of_their_own():
    parts = parts_of(read_question("石桥密度和木桥数量分别是多少"))
    assert [part.question.query for part in parts] == ["石桥密度是多少", "木桥数量是多少"]
    assert all(part.alike for part in parts)


def test_a_part_that_asks_nothing_itself_asks_what_the_one_before_it_does():
    parts = parts_of(read_question("石桥有多少座？木桥呢？"))
    assert [part.question.query for part in parts] == ["石桥有多少座", "木桥是多少"]
    parts = parts_of(read_question("石桥多长？PM2.5降了多少"))
    assert [part.question.query for part in parts] == ["石桥多长", "pm2.5降了多少"]
    assert [part.words for part in parts_of(read_question("修桥用工多少人次、多少钱"))] == [
        "修桥用工多少人次",
        "多少钱",
    ]
