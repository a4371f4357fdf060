"""What kind of thing a question asks for, and whether sentences hold one."""

import pytest

from rag.asked_for import answering, asked_keys, asked_unit, asks_quantity, certainly_unmet, unmet
from rag.types import SentencePair


def pair(zh: str, en: str = "") -> SentencePair:
    return SentencePair(zh, en, None, None)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("由哪个部门负责？", {"body"}),
        ("Which agency runs it?", {"body"}),
        ("违反的罚多少钱？", {"penalty", "an amount of money"}),
        ("What fine applies?", {"penalty"}),
        ("Who chairs the group, and what is the hotline?", {"person", "officeholder", "contact"}),
        ("领导小组组长是谁？", {"person", "officeholder"}),
        ("Who is the leader in shipbuilding?", {"person"}),
        ("G60走廊是什么？", set()),
        ("What is the 示范区 for?", set()),
        ("What will replace the toll stations?", set()),
        ("What is the toll for a lorry?", {"an amount of money"}),
        ("能不能在桥边建厂？", {"permission"}),
        ("Does the plan allow toll booths?", {"permission"}),
        ("How is the bridge financed?", {"financing"}),
        ("上桥需要什么条件？", {"procedure", "condition"}),
        ("规划什么时候发布的？", {"a date or a time", "issue"}),
        ("Who issued the outline?", {"person", "issue"}),
        ("纲要里提到了几次桥？", {"wording"}),
    ],
    ids=[
        "body_zh",
        "body_en",
        "penalty_zh",
        "penalty_en",
        "two_en",
        "officeholder_zh",
        "leader_of_nothing",
        "none_zh",
        "none_mixed",
        "toll_stations",
        "toll",
        "permission_zh",
        "permission_en",
        "financing_en",
        "condition_zh",
        "issue_zh",
        "issue_en",
        "wording_zh",
    ],
)
def test_the_kinds_asked_for_are_told(question: str, keys: set[str]):
    assert asked_keys(question) == keys


@pytest.mark.parametrize(
    ("query", "unit"),
    [
        ("全长多少公里?", "km"),
        ("how many kilometers of road?", "km"),
        ("投资多少亿元", "yuan"),
        ("how many airports", ""),
    ],
    ids=["km_zh", "km_en", "yuan", "none"],
)
def test_the_unit_of_the_quantity_asked_for_is_read(query: str, unit: str):
    assert asked_unit(query) == unit


def test_only_a_quantity_of_the_unit_asked_for_answers():
    assert not answering("全长多少公里?", "投资300亿元,设12个车站。")
    assert [q.value for q in answering("全长多少公里?", "投资300亿元,全长95公里。")] == [95]


def test_a_which_question_asks_no_quantity():
    assert not asks_quantity("哪几个城市在内?")
    assert asks_quantity("how far is it")


def test_what_no_sentence_gives_is_named():
    near = [pair("到2031年建成三座石桥。", "Three stone bridges will be completed by 2031.")]
    assert [name.zh for name in unmet("投资多少亿元?", near)] == ["金额"]
    assert [name.en for name in unmet("what is the fine for driving on it?", near)] == ["a penalty"]
    assert not unmet("哪一年建成?", near)


@pytest.mark.parametrize(
    ("query", "sentence", "unmet_kinds"),
    [
        ("规划什么时候发布的", pair("2031年建立信息发布制度。"), ["文件的发布"]),
        ("who issued the plan", pair("", "The council issued this Plan in 2031."), []),
        ("how often is the word bridge mentioned in the 规划", pair("石桥。", "Bridges."), ["词语出现的次数"]),
        ("谁负责养护", pair("石桥很长。"), []),
        ("养护办公室主任是谁?", pair("养护办公室设在桥梁局,承担日常工作。"), ["担任者的姓名"]),
        ("who is the head of the office?", pair("", "The office is headed by the mayor."), []),
        ("哪家公司承建石桥", pair("石桥由企业承建。"), ["企业的名称"]),
        ("which company will build the bridge?", pair("", "Dabeng Co. will build the bridge."), []),
        ("覆盖率是怎么计算的", pair("覆盖率达到80%。"), ["计算的方法"]),
        ("how is coverage measured?", pair("", "Coverage is measured by the meter."), []),
        ("石桥最早由谁提的", pair("石桥很长。"), ["最早的提出"]),
        ("who first proposed it, and whose idea was the wall?", pair("", "It was proposed by the council."), []),
        ("专家怎么看石桥", pair("石桥很长。"), ["他人的看法"]),
        ("what do critics say about it?", pair("", "The council opposed it."), []),
        ("what do experts think of it?", pair("", "It is built with a view to trade."), ["他人的看法"]),
    ],
    ids=[
        "not_of_the_document",
        "of_the_document",
        "mixed",
        "not_certain",
        "no_officeholder",
        "officeholder",
        "no_company",
        "company",
        "no_method",
        "method",
        "no_origin",
        "origin",
        "no_opinion",
        "opinion",
        "with_a_view",
    ],
)
def test_what_only_words_of_its_own_can_answer_is_certainly_unmet(query: str, sentence: SentencePair, unmet_kinds):
    assert [name.zh for name in certainly_unmet(query, [sentence])] == unmet_kinds
