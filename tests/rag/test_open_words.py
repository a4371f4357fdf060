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
        ("石桥星期一开门吗", ["开门"]),
        ("What is the toll at Ya'an's bridge?", ["toll", "Ya'an"]),
    ],
    ids=["zh", "en", "mixed", "none", "word_with_a_measure", "measure", "traditional", "weekday", "apostrophe"],
)
def test_they_are_given_as_they_stand_in_the_question(question: str, words: list[str]):
    assert open_words(read_question(question), {"石桥", "bridg"}.__contains__) == words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What does the document mention of parking?", ["parking"]),
        ("When does the plan reach its finish?", []),
        ("What goes over the bridge?", []),
        ("文件里提到的石桥门票", ["门票"]),
        ("石桥的toll什么时候结束", ["toll", "时候"]),
    ],
    ids=["framing_en", "empty_verbs_en", "irregular_en", "framing_zh", "mixed"],
)
def test_words_of_any_document_and_verbs_without_a_matter_of_their_own_are_not_among_them(question, words):
    assert open_words(read_question(question), {"石桥", "bridg"}.__contains__) == words
