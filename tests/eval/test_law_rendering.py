"""The renderer writes laws as portals do, and loses nothing of them."""

import pytest

from eval.law_rendering import (
    NBSP,
    Order,
    Style,
    chinese_numeral,
    chinese_only,
    interleaved,
    style_of,
    two_files,
)
from eval.law_source import Article, Law, chinese_value

PLAIN = Style(
    order=Order.ARTICLE,
    own_line=False,
    spaced=True,
    chinese_numerals=False,
    gap=" ",
    indent="",
    english="Article",
    contents=False,
    frame=False,
    glued=False,
)
LAW = Law(
    "T1",
    "茶葉法",
    "Tea Act",
    (
        Article("1", ("第 一 章 總則",), "為保護茶葉，制定本法。", "This Act protects tea."),
        Article("1-1", ("第 一 章 總則",), "茶農應登記。\n登記免費。", "Growers register.\nIt is free."),
        Article("2", ("第 二 章 附則",), "（刪除）", ""),
    ),
)


def style(**changes: object) -> Style:
    values = {name: getattr(PLAIN, name) for name in Style.__slots__} | changes
    return Style(**values)  # type: ignore[arg-type]


def test_the_languages_alternate_article_by_article() -> None:
    assert interleaved(LAW, PLAIN).splitlines() == [
        "茶葉法",
        "Tea Act",
        "",
        "第 一 章 總則",
        "第 1 條 為保護茶葉，制定本法。",
        "Article 1 This Act protects tea.",
        "第 1-1 條 茶農應登記。",
        "登記免費。",
        "Article 1-1 Growers register.",
        "It is free.",
        "第 二 章 附則",
        "第 2 條 （刪除）",
    ]


def test_a_lag_puts_the_english_after_the_next_heading() -> None:
    lines = interleaved(LAW, style(order=Order.LAG, own_line=True)).splitlines()
    assert lines[4:9] == ["第 1 條", "為保護茶葉，制定本法。", "第 1-1 條", "Article 1", "This Act protects tea."]


def test_paragraphs_alternate_where_their_numbers_agree() -> None:
    lines = interleaved(LAW, style(order=Order.PARAGRAPH, own_line=True)).splitlines()
    assert lines[8:14] == ["第 1-1 條", "Article 1-1", "茶農應登記。", "Growers register.", "登記免費。", "It is free."]


def test_a_glued_heading_follows_an_english_sentence_on_its_line() -> None:
    lines = interleaved(LAW, style(glued=True)).splitlines()
    assert f"It is free.{NBSP * 2}第 二 章 附則" in lines


def test_two_files_keep_the_languages_apart() -> None:
    zh, en = two_files(LAW, PLAIN)
    assert "Article" not in zh
    assert en.splitlines()[2:] == [
        "Article 1 This Act protects tea.",
        "Article 1-1 Growers register.",
        "It is free.",
    ]


def test_chinese_numerals_number_an_inserted_article() -> None:
    assert "第 一 條之一 茶農應登記。" in interleaved(LAW, style(chinese_numerals=True))
    assert "第一条之一 茶農應登記。" in chinese_only(LAW, PLAIN)


def test_a_contents_page_repeats_the_headings() -> None:
    assert two_files(LAW, style(contents=True))[0].count("第 二 章 附則") == 2


def test_a_law_keeps_its_style_under_one_seed() -> None:
    assert style_of(LAW, seed=3) == style_of(LAW, seed=3)
    assert len({style_of(LAW, seed=seed) for seed in range(20)}) > 10


@pytest.mark.parametrize(
    ("value", "numeral"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一"), (115, "一百一十五"), (1030, "一千零三十")],
    ids=str,
)
def test_a_number_and_its_chinese_numeral_stand_for_each_other(value: int, numeral: str) -> None:
    assert chinese_numeral(value) == numeral
    assert chinese_value(numeral) == value
