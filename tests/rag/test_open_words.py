"""The words of a question that a text does not hold."""

import pytest

from rag.open_words import open_words
from rag.question import read_question


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("石桥的门票是多少钱？", ["门票"]),
        ("What is the parking fee on the bridge?", ["parking", "fee"]),
        ("石桥的parking在哪里？", ["parking"]),
        ("石桥在哪里？", []),
        ("青少年近视怎么防", ["青少年近视"]),
        ("哪部好看的电影在石桥取景", ["好看", "电影", "取景"]),
        ("寫一首關於地球上的詩", ["地球"]),
    ],
    ids=["zh", "en", "mixed", "none", "word_with_a_measure", "measure", "traditional"],
)
def test_they_are_given_as_they_stand_in_the_question(question: str, words: list[str]):
    assert open_words(read_question(question), {"石桥", "bridg"}.__contains__) == words
