"""The grammar of headings: which lines are headings, with what kind and number, and which only look like one."""

import pytest

from rag.parsing.headings import is_contents_label, match_heading, match_plan_heading
from rag.types import Lang


@pytest.mark.parametrize(
    ("line", "kind", "number", "title"),
    [
        ("第一章 总则", "chapter", "1", "总则"),
        ("第十二章 附录", "chapter", "12", "附录"),
        ("第12章 附录", "chapter", "12", "附录"),
        ("第二十节 责任", "section", "20", "责任"),
        ("第一编 总论", "part", "1", "总论"),
        ("第 三 節 橋樑", "section", "3", "橋樑"),
        ("第一百零五条 桥长三里。", "article", "105", "桥长三里。"),
        ("第十二条之一 桥长三里。", "article", "12-1", "桥长三里。"),
        ("第 12-1 條", "article", "12-1", ""),
        ("Chapter I Bridges", "chapter", "1", "Bridges"),
        ("CHAPTER IX: Bridges", "chapter", "9", "Bridges"),
        ("Chapter Four Bridges", "chapter", "4", "Bridges"),
        ("Chapter Nineteen Bridges", "chapter", "19", "Bridges"),
        ("Part Twenty-One Bridges", "part", "21", "Bridges"),
        ("CHAPTER NINETY NINE BRIDGES", "chapter", "99", "BRIDGES"),
        ("Section Fortieth", "section", "40", ""),
        ("Section 12 Bridges", "section", "12", "Bridges"),
        ("Article 12-1 The bridge is long.", "article", "12-1", "The bridge is long."),
        ("前言", "preamble", "", "前言"),
        ("Preamble", "preamble", "", "Preamble"),
    ],
    ids=[
        "zh_chapter", "zh_teen", "zh_arabic", "zh_section", "zh_part", "zh_traditional_spaced", "zh_article_hundreds",
        "zh_article_inner", "zh_article_arabic_inner", "en_roman", "en_capitals_colon", "en_word",
        "en_teen", "en_compound", "en_compound_spaced", "en_ordinal", "en_section",
        "en_article_inner", "zh_preamble", "en_preamble",
    ],
)  # fmt: skip
def test_a_heading_has_its_kind_number_and_title(line: str, kind: str, number: str, title: str):
    found = match_heading(line)
    assert found is not None
    assert (found.kind, found.number, found.title) == (kind, number, title)
    assert line[found.title_start :].rstrip() == title


@pytest.mark.parametrize(
    "line",
    [
        "第三章规定的桥梁。",
        "第二节、第三节的规定不适用于石桥",
        "本规划第一章",
        "Chapter 3 of this plan covers bridges",
        "Section 2 shall apply to stone bridges",
        "Parts of the bridge",
        "The first chapter",
        "Chapterhouse Bridge",
        "Chapter Twentyfold Bridges",
        "桥长三里。",
    ],
    ids=[
        "zh_reference", "zh_list_of_references", "zh_inside", "en_of", "en_shall", "en_plural", "en_inside",
        "en_longer_word", "en_no_number", "text",
    ],
)  # fmt: skip
def test_a_reference_or_plain_text_is_no_heading(line: str):
    assert match_heading(line) is None


@pytest.mark.parametrize("line", ["目录", "目 錄", "目次：", "Contents", "Table of Contents"])
def test_a_contents_label_is_known(line: str):
    assert is_contents_label(line)


@pytest.mark.parametrize("line", ["目录编制办法", "Contents of the box"], ids=["zh", "en"])
def test_a_line_that_goes_on_is_no_contents_label(line: str):
    assert not is_contents_label(line)


@pytest.mark.parametrize(
    ("line", "number"),
    [("XIV. Goals", "14"), ("CIVIL. Goals", ""), ("十四、目标", "14"), ("四、G60目标", "4")],
    ids=["en", "no_numeral", "zh", "mixed"],
)
def test_a_plan_heading_begins_with_a_numeral_in_its_usual_form(line: str, number: str):
    found, _ = match_plan_heading(line, Lang.EN if line.isascii() else Lang.ZH)
    assert (found.number if found else "") == number
