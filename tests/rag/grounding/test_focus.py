"""Which words of a sentence are emphasised: those that answer, and none where that is unsure."""

import re

import numpy as np
import pytest

from rag.grounding.focus import asks_list, focus
from rag.question import read_question
from rag.types import Lang, Span

GOALS_ZH = "到2031年,石桥密度达到5座/百公里,木桥占比达到30%以上,路灯覆盖率达到80%。"
GOALS_EN = (
    "By 2031, the stone bridge density will have reached 5 per 100 kilometers, the share of wooden bridges more than 30%, "
    "and the street lamp coverage 80%."
)
SHARES_ZH = "石桥、木桥、铁桥分别占全部桥梁的37%、39%和24%。"
SHARES_EN = "Stone bridges, wooden bridges, and iron bridges account respectively for 37%, 39%, and 24% of all bridges."
WORKS_ZH = "围绕桥墩加固、桥面铺装、照明改造等工程,推进石料、木材、钢材等行业升级。"
WORKS_EN = "Centering on pier works, deck works, lamp works, and other works, stone, timber, and steel industries shall be upgraded."


def emphasised(question: str, sentence: str, *, lang: Lang | None = None, beside: str = "") -> list[str]:
    read = read_question(question)
    return [span.of(sentence) for span in focus(read.query, sentence, lang or read.lang, beside)]


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("木桥占比要达到多少？", GOALS_ZH, ["30%以上"]),
        ("What share should wooden bridges have?", GOALS_EN, ["more than 30%"]),
        ("石桥stone bridge密度是多少？", GOALS_ZH, ["5座/百公里"]),
        ("石桥密度和路灯覆盖率分别是多少？", GOALS_ZH, ["5座/百公里", "80%"]),
        ("木桥占全部桥梁的多少？", SHARES_ZH, ["39%"]),
        ("What share do wooden bridges account for?", SHARES_EN, ["39%"]),
        ("罚款多少？", "违者处五万元以上五十万元以下罚款。", ["五万元以上五十万元以下"]),
        ("桥上有多少盏路灯？", "12座桥上有40盏路灯。", ["40盏"]),
        ("How many lamps are there?", "The 12 bridges have 40 street lamps.", ["40"]),
        ("修桥花了多少亿元？", "修桥用工23.6万人次、支出约54亿元。", ["约54亿元"]),
    ],
    ids=["share_zh", "share_en", "mixed", "two", "row_zh", "row_en", "range", "counted_zh", "counted_en", "scale"],
)
def test_the_quantity_asked_for_is_emphasised_with_its_unit_and_bound(
    question: str, sentence: str, expected: list[str]
):
    assert emphasised(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("石桥什么时候动工？", "石桥于2018年11月5日动工。", ["2018年11月5日"]),
        ("When was the stone bridge begun?", "On November 5, 2018, the stone bridge was begun.", ["November 5, 2018"]),
        ("石桥哪年建成？", GOALS_ZH.replace("密度达到5座/百公里", "全部建成"), ["到2031年"]),
        ("石桥bridge什么时候修，修了多少座石桥？", "2018年修石桥3座。", ["2018年", "3座"]),
    ],
    ids=["day_zh", "day_en", "year", "date_and_number_mixed"],
)
def test_a_date_is_emphasised_as_a_whole(question: str, sentence: str, expected: list[str]):
    assert emphasised(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("推进哪些行业升级？", WORKS_ZH, ["石料", "木材", "钢材"]),
        ("围绕哪些工程？", WORKS_ZH, ["桥墩加固", "桥面铺装", "照明改造"]),
        ("Which works are centred on?", WORKS_EN, ["pier works", "deck works", "lamp works"]),
        (
            "哪些城市建了桥bridge？",
            "以上海市,江苏省南京、无锡,浙江省杭州、宁波4个城市为建桥城市。",
            ["上海市", "南京", "无锡", "杭州", "宁波"],
        ),
        ("江苏有哪些建桥城市？", "江苏省南京、无锡,浙江省杭州、宁波为建桥城市。", ["南京", "无锡"]),
        (
            "Which cities build bridges?",
            "Bridges shall be built by Nanjing, Wuxi, and Hangzhou.",
            ["Nanjing", "Wuxi", "Hangzhou"],
        ),
        (
            "In which fields are bridges built?",
            "Roads are good, and bridges are built in stone and steel works, timber, deck and lamp works, and other fields.",
            ["stone and steel works", "timber", "deck and lamp works"],
        ),
        (
            "五座桥是哪五座？",
            "以石桥、木桥、铁桥、竹桥、藤桥等为重点,修好五座桥。",
            ["石桥", "木桥", "铁桥", "竹桥", "藤桥"],
        ),
        (
            "有哪些品牌成为全国品牌？",
            "“快修桥”、“慢修路”、“不修墙”等品牌成为全国品牌。",
            ["“快修桥”", "“慢修路”", "“不修墙”"],
        ),
    ],
    ids=["second_list", "first_list", "en", "cities_mixed", "region", "cities_en", "others_en", "which_five", "quoted"],
)
def test_the_items_of_the_list_asked_for_are_emphasised_each(question: str, sentence: str, expected: list[str]):
    assert emphasised(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("桥梁办公室设在哪里？", "桥梁办公室设在国家桥梁局,承担日常工作。", ["国家桥梁局"]),
        ("谁编制修桥计划？", "桥梁办公室要会同三镇,组织编制修桥计划。", ["桥梁办公室"]),
        ("修桥计划bridge plan由谁批准？", "修桥计划报国家桥梁局批准。", ["国家桥梁局"]),
        ("Who prepares the bridge plan?", "The bridge office shall prepare the bridge plan.", ["The bridge office"]),
        ("Where is the bridge office?", "The bridge office shall be established at the National Bridge Bureau.", ["the National Bridge Bureau"]),
    ],
    ids=["seat_zh", "doer_zh", "approver_mixed", "doer_en", "seat_en"],
)  # fmt: skip
def test_who_and_where_are_answered_by_the_name(question: str, sentence: str, expected: list[str]):
    assert emphasised(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("石桥密度会达到5座吗？", GOALS_ZH),
        ("Will the coverage reach 80%?", GOALS_EN),
        ("为什么要提高木桥占比？", GOALS_ZH),
        ("铁桥有多少座？", GOALS_ZH),
        ("有哪些港口？", WORKS_ZH),
        ("What is a wooden bridge?", GOALS_EN),
        ("修桥bridge花了多少钱？", GOALS_ZH),
        ("谁制定桥梁纲要？", "为落实要求,制定桥梁纲要。"),
        ("太湖治理由谁负责？", "建立长江、淮河等干流太湖治理机制。"),
        (
            "Which bridges will be built?",
            "A bridge network with clear division of labor, full service, and smooth traffic shall be built.",
        ),
    ],
    ids=[
        "yes_no_zh",
        "yes_no_en",
        "why",
        "not_told_apart",
        "another_list",
        "definition",
        "no_money_mixed",
        "no_doer",
        "rivers_do_nothing",
        "attributes",
    ],
)
def test_nothing_is_emphasised_where_no_words_of_the_sentence_alone_answer(question: str, sentence: str):
    assert emphasised(question, sentence) == []


def test_what_only_the_other_language_says_is_emphasised_in_it():
    zh, en = "联盟已覆盖30个城市112家医院", "The alliance covers hospitals in 30 cities."
    assert emphasised("How many hospitals are in it?", zh, lang=Lang.EN, beside=en) == ["112家"]
    assert emphasised("How many hospitals are in it?", en, beside=zh) == []


def test_an_answer_in_another_language_than_the_question_is_read_by_the_clause_s_own_translation():
    assert emphasised("木桥占比要达到多少？", GOALS_EN, lang=Lang.EN, beside=GOALS_ZH) == ["more than 30%"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("哪些城市", True),
        ("which cities", True),
        ("what are the rules", True),
        ("what does it say", False),
        ("谁", False),
    ],
    ids=["zh", "which", "what_are", "what_does", "who"],
)
def test_a_question_for_several_things_is_told_from_others(query: str, expected: bool):
    assert asks_list(query) is expected


def test_a_long_row_of_capitals_is_read_in_good_time():
    words = "A" * 40 + "a" * 4000 + " and, " + "B" * 4000 + ", C, and D"
    assert focus("which works", words, Lang.EN) == ()


def test_ranges_are_in_order_and_apart_whatever_the_words():
    for question in ("哪些工程用了多少木材、什么时候？", "which works, how many and when?"):
        for text in (GOALS_ZH, GOALS_EN, SHARES_ZH, SHARES_EN, WORKS_ZH, WORKS_EN, "", "。", "、、,"):
            spans = focus(question, text, Lang.ZH)
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
            assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
            assert isinstance(spans, tuple)
            assert all(isinstance(span, Span) and re.search(r"\w", span.of(text)) for span in spans)


class Meanings:
    """Puts what speaks of years and what speaks of people's age together, whatever the words."""

    name, dim, fingerprint = "meanings", 2, "m"

    def encode(self, texts, *, role="passage"):
        return np.array(
            [[1.0, 0.0] if re.search("岁|years|old|活", text) else [0.0, 1.0] for text in texts], np.float32
        )


@pytest.mark.parametrize(
    ("query", "sentence", "lang", "span"),
    [
        ("人要活到多大,目标是什么", "期望寿命达到79岁,覆盖率达到80%。", Lang.ZH, ["79岁"]),
        ("how old do folks get?", "Coverage will reach 80%, and life expectancy 79 years.", Lang.EN, ["79 years"]),
        ("how good is it meant to be?", "The share is 80%, and the other is 70%.", Lang.EN, []),
        ("how do folks get old?", "Coverage will reach 80%, and life expectancy 79 years.", Lang.EN, []),
        ("how many old folks?", "Coverage will reach 80%, and life expectancy 79 years.", Lang.EN, []),
    ],
    ids=["zh", "en", "not_told_apart", "no_figure_asked", "a_count_asked"],
)
def test_a_figure_that_words_do_not_tell_apart_is_told_by_its_meaning(query, sentence, lang, span):
    assert [found.of(sentence) for found in focus(query, sentence, lang, "", Meanings())] == span


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("石桥密度要到多少？路灯覆盖率呢？", GOALS_ZH, ["5座/百公里", "80%"]),
        (
            "How dense should stone bridges be, and what share should wooden bridges have?",
            GOALS_EN,
            ["5 per 100 kilometers", "more than 30%"],
        ),
        ("石桥、木桥分别占全部桥梁的多少？", SHARES_ZH, ["37%", "39%"]),
        ("修桥用工多少人次、花了多少亿元？", "修桥用工23.6万人次、支出约54亿元。", ["约54亿元"]),
    ],
    ids=["then_zh", "two_en", "alike_zh", "two_kinds_zh"],
)
def test_each_question_of_several_has_its_own_words(question: str, sentence: str, expected: list[str]):
    assert emphasised(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("桥梁数据中心建在哪？", "支持新技术应用,建设南京桥梁数据中心。", ["南京"]),
        ("木桥试点放在哪个市？", "在浙江丽水开展木桥试点。", ["浙江丽水"]),
        (
            "Where will the bridge data center be?",
            "New techniques are used, and a Nanjing bridge data center is built.",
            ["Nanjing"],
        ),
        ("南京的桥梁数据中心建在哪？", "建设南京桥梁数据中心。", []),
        ("桥梁数据中心建在哪？", "建设南京和杭州桥梁数据中心的通道,连接合肥。", []),
    ],
    ids=["zh", "in_a_row_zh", "en", "asked_about", "several"],
)
def test_the_one_place_named_beside_what_is_asked_for_answers_where(question: str, sentence: str, expected: list[str]):
    assert emphasised(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("除了石料，还有哪些行业要升级？", WORKS_ZH, ["木材", "钢材"]),
        (
            "Which bridges besides arch bridges are protected?",
            "Old bridges such as arch bridges, beam bridges, and chain bridges shall be protected.",
            ["beam bridges", "chain bridges"],
        ),
    ],
    ids=["zh", "en"],
)
def test_what_a_question_leaves_out_is_not_among_the_answers(question: str, sentence: str, expected: list[str]):
    assert emphasised(question, sentence) == expected
