"""A character that sounds like the right one is put right where what was written makes no sense."""

import pytest

from rag.homophones import Homophones

TEXTS = ["推动云计算平台建设,云计算服务向企业开放。", "设立证券交易所,证券交易所的规则从其规定。"]


@pytest.fixture
def homophones() -> Homophones:
    return Homophones(TEXTS, asked=["云际通讯是什么?", "云际通讯好不好?", "云记算"], known={"记者"})


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("云记算平台怎么建?", "云计算平台怎么建?"),
        ("债券能在交意所发吗", "债券能在交易所发吗"),
        ("cloud 云记算 rules?", "cloud 云计算 rules?"),
        ("云计算平台怎么建?", "云计算平台怎么建?"),
        ("云际通讯好吗?", "云际通讯好吗?"),
        ("按其规定执形", "按其规定执形"),
        ("从其归定执行", "从其规定执行"),
        ("云记者平台", "云记者平台"),
        ("What of clouds?", "What of clouds?"),
    ],
    ids=["zh", "zh_middle", "mixed", "right", "asked_before", "nothing_alike", "held_once", "known_word", "en"],
)
def test_one_character_is_put_right_by_its_sound(homophones: Homophones, written: str, right: str):
    assert homophones.right(written) == right


def test_a_word_of_one_character_is_left_alone():
    assert Homophones(["示范区建设实施,建设实施。"]).right("示范区建设时施工") == "示范区建设时施工"


def test_three_characters_that_the_documents_hold_once_stand_for_nothing():
    assert Homophones(["推动云计算。"]).right("云记算") == "云记算"


def test_a_misspelled_question_makes_no_slip_right():
    assert Homophones(["云计算,云计算。"], asked=["云记算怎么做?"]).right("云记算") == "云计算"
