"""Quantities in Chinese, English and mixed text."""

from fractions import Fraction

import pytest

from rag.numbers import Kind, quantities, same_quantity

SAME = {
    "ten-thousand-yuan": ("人均2.1万元", "21,000 yuan per capita"),
    "area": ("35.8万平方公里", "358,000 square kilometers"),
    "hundred-million": ("约54亿元", "about 5.4 billion yuan"),
    "trillion": ("1.2万亿元", "1.2 trillion yuan"),
    "persons": ("23.6万人次", "236,000 visits"),
    "percent-zh-words": ("百分之七十", "70%"),
    "percent-en-words": ("seventy per cent", "70 percent"),
    "percent-full-width": ("１８％", "18%"),
    "quarter": ("四分之一", "a quarter"),
    "quarter-slash": ("1/4", "one fourth"),
    "half": ("一半", "half of them"),
    "ratio-sign": ("2.2∶1", "2.2:1"),
    "ratio-words": ("2.2∶1", "2.2 to 1"),
    "ratio-no-space": ("2.2∶1", "2.2 to1"),
    "cities": ("27个城市", "twenty seven cities"),
    "fields": ("十大领域", "ten fields"),
    "provinces": ("三省", "three provinces"),
    "traditional": ("三萬元", "NT$30,000"),
    "chapter": ("第三章", "Chapter III"),
    "article": ("第十二条", "Article 12"),
    "article-inserted": ("第十二条之一", "Article 12-1"),
    "congress": ("党的十八大", "the 18th Congress"),
    "class": ("Ⅲ类", "Class III"),
    "year-zh-digits": ("二〇二五年", "2025"),
    "duration": ("11.5年", "11.5 years"),
    "blank-before-scale": ("35.8 万平方公里", "358,000 km2"),
    "sentence-end": ("within 2.2:1.", "2.2∶1以内"),
    "mixed-per": ("5公里", "5 kilometers"),
}
DIFFERENT = {
    "percent-count": ("18%", "18"),
    "year-length": ("2025年", "2025 km"),
    "digit": ("2.2:1", "3.5:1"),
    "scale": ("2.1万元", "2.1亿元"),
    "currency": ("100元", "100 dollars"),
    "area-length": ("100平方公里", "100公里"),
    "points": ("3个百分点", "3%"),
    "ordinal-count": ("第三条", "三条"),
    "article-chapter": ("第三条", "第三章"),
    "name": ("5G", "4G"),
}


def only(text: str):
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("a", "b"), SAME.values(), ids=SAME.keys())
def test_two_ways_of_writing_a_quantity_are_the_same(a: str, b: str) -> None:
    assert same_quantity(only(a), only(b))


@pytest.mark.parametrize(("a", "b"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_different_quantities_differ(a: str, b: str) -> None:
    assert not same_quantity(only(a), only(b))


def test_a_date_reads_alike_in_both_languages() -> None:
    zh, en = quantities("2018年11月5日"), quantities("on November 5, 2018")
    assert {(q.value, q.kind) for q in zh} == {(q.value, q.kind) for q in en}
    assert len(zh) == 3


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("十月一日", [10]),
        ("2025年三月", [3]),
        ("二〇二五年十二月三十一日", [12]),
        ("每年三月底前完成", [3]),
        ("自三月至十一月", [3, 11]),
        ("reports by the end of March.", [3]),
        ("open from May to October", [5, 10]),
        ("in early Sep. the gates", [9]),
        ("no later than March", [3]),
        ("5G站三月底前 or by May", [3, 5]),
    ],
    ids=[
        "zh_day",
        "zh_of_year",
        "zh_year_and_day",
        "zh_end",
        "zh_range",
        "en_end",
        "en_range",
        "en_short",
        "en_latest",
        "mixed",
    ],
)
def test_months_are_read_in_words(text: str, months: list[int]) -> None:
    assert [q.value for q in quantities(text) if q.kind is Kind.MONTH] == months


@pytest.mark.parametrize(
    "text",
    ["五月花小区", "三个月", "一年三月", "三月内", "what they invest in may change", "May boats enter?", "written by June Smith",
     "the order of march", "五月花 may open"],
    ids=["zh_name", "zh_duration", "zh_term", "zh_within", "verb", "verb_first", "en_name", "en_noun", "mixed"],
)  # fmt: skip
def test_words_that_only_look_like_months_are_none(text: str) -> None:
    assert [q for q in quantities(text) if q.kind is Kind.MONTH] == []


def test_a_day_in_chinese_reads_as_in_english() -> None:
    zh, en = quantities("二〇一八年十一月五日"), quantities("on November 5, 2018")
    assert {(q.value, q.kind, q.unit) for q in zh} == {(q.value, q.kind, q.unit) for q in en}


@pytest.mark.parametrize(
    "text", ["5G网络", "the G60 corridor", "PM2.5 levels", "1+N规划"], ids="5g g60 pm25 1n".split()
)
def test_tokens_with_letters_are_names(text: str) -> None:
    assert [q.kind for q in quantities(text)] == [Kind.NAME]


@pytest.mark.parametrize(
    "text",
    [
        "长三角一体化",
        "统一规划",
        "千村示范、万村整治",
        "一二三产业",
        "first implemented",
        "one of the areas",
        "",
        "十分",
        "要花多少亿元",
        "哪一年实现",
    ],
    ids="delta unified idiom industries first one empty very asked which".split(),
)
def test_words_that_only_look_like_numbers_are_none(text: str) -> None:
    assert quantities(text) == ()


def test_a_range_shares_its_unit() -> None:
    assert [(q.value, q.kind) for q in quantities("5至10%")] == [
        (Fraction(1, 20), Kind.SHARE),
        (Fraction(1, 10), Kind.SHARE),
    ]


def test_articles_in_a_list_are_all_articles() -> None:
    assert [q.unit for q in quantities("Articles 3 and 4")] == ["article", "article"]


def test_spans_point_into_the_original_text() -> None:
    text = "水质Ⅲ类及以上占７７％，面积35.8万平方公里"
    assert [q.span.of(text) for q in quantities(text)] == ["Ⅲ", "７７％", "35.8万平方公里"]


def test_mixed_text_gives_all_quantities_in_order() -> None:
    assert [q.value for q in quantities("By 2025, 5G覆盖率达到80%, with 46 ports")] == [2025, 0, Fraction(4, 5), 46]
