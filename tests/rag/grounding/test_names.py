"""Bodies and places: a body must stand in the clause, a place in the clause near what is said of it."""

import pytest

from rag.grounding.aids import Aids
from rag.grounding.bodies import bodies
from rag.grounding.checks import check_names

PAIR = (
    "领导小组办公室设在国家发展改革委。巩固提升上海国际航空枢纽地位。优化提升杭州、南京区域航空枢纽功能。规划建设嘉兴航空联运中心。"
    "苏州(太仓)港建设上海港的喂给港。支持虹桥-昆山、嘉定-太仓、顶山-汊河等毗邻区域开展深度合作。"
    "建设中韩(盐城)产业园,居全国前列。",
    "The office of the leading group shall be at the National Development and Reform Commission. The status of Shanghai as an "
    "international aviation hub shall be improved. The functions of Hangzhou and Nanjing regional aviation hubs shall be "
    "enhanced. A Jiaxing Air Transport Center shall be planned. Suzhou (Taicang) Port shall feed Shanghai Port. Hongqiao-Kunshan, "
    "Jiading-Taicang, and other adjacent areas shall be supported in cooperation. A China-ROK Industrial Park shall be built in "
    "Yancheng, among the first in the country.",
)


def missing(sentence: str, clause_of, about: str = "") -> str:
    return check_names(sentence, [clause_of("1.1", PAIR)], Aids({"d": about})).reason


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("领导小组办公室设在财政部。", "财政部"),
        ("领导小组办公室设在商务部,承担日常工作。", "商务部"),
        ("重大规划报全国人大常委会审定。", "全国人大"),
        ("航空联运中心由民航局规划。", "民航局"),
        ("The office is at the Ministry of Finance.", "Ministry"),
        ("The office 设在税务总局。", "总局"),
    ],
    ids=["zh", "zh-in-sentence", "zh-congress", "zh-agency", "en", "mixed"],
)
def test_a_body_that_the_clause_does_not_name_is_rejected(clause_of, sentence: str, name: str):
    assert name in missing(sentence, clause_of)


@pytest.mark.parametrize(
    "sentence",
    ["领导小组办公室设在国家发改委。", "办公室在国家发展和改革委。", "The office is at the National Development and Reform Commission."],
    ids=["zh-short", "zh-long", "en"],
)  # fmt: skip
def test_a_body_may_be_shortened_or_written_out(clause_of, sentence: str):
    assert missing(sentence, clause_of) == ""


def test_words_that_end_like_bodies_are_none():
    text = "东部和内部的格局,全部干部由大会主办,医院和院校办理入院,各级党委、有关部门委托俱乐部"
    assert list(bodies(text)) == []


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("南京将成为南京国际航空枢纽。", "南京 for 上海"),
        ("巩固提升杭州国际航空枢纽地位。", "杭州 for 上海"),
        ("南京规划建设航空联运中心。", "南京 for 嘉兴"),
        ("The status of Nanjing as an international aviation hub shall be improved.", "nanjing for 上海"),
        ("A Hangzhou Air Transport Center shall be planned.", "hangzhou for 嘉兴"),
        ("By 2025, 南京规划建设航空联运中心。", "南京 for 嘉兴"),
    ],
    ids=["zh-own", "zh-swapped", "zh-reordered", "en", "en-reordered", "mixed"],
)
def test_what_the_clause_says_of_one_place_may_not_be_said_of_another(clause_of, sentence: str, place: str):
    assert place in missing(sentence, clause_of)


@pytest.mark.parametrize(
    "sentence",
    [
        "嘉兴要规划建设航空联运中心。",
        "杭州的区域航空枢纽功能将会提升。",
        "太仓港是上海港的喂给港。",
        "虹桥和昆山等毗邻区域将开展深度合作。",
        "A center for air transport is planned in Jiaxing.",
        "Taicang port feeds Shanghai.",
        "A China-South Korea industrial park is built in Yancheng.",
        "It is among the first in China.",
    ],
)
def test_a_place_in_other_words_of_its_own_passes(clause_of, sentence: str):
    assert missing(sentence, clause_of) == ""


@pytest.mark.parametrize("sentence", ["长三角建设产业园。", "The Yangtze River Delta builds an industrial park."])
def test_what_the_document_is_about_may_be_named_in_every_sentence(clause_of, sentence: str):
    assert missing(sentence, clause_of) != ""
    assert missing(sentence, clause_of, about="长江三角洲(长三角)规划\nYangtze River Delta Plan") == ""
