"""Laws parse into their articles: both languages paired, numbers as printed, references left in the text."""

import pytest

from rag.errors import SourceError
from rag.parsing import Parsed, parse
from rag.types import Lang

TAIWAN = """\
茶葉管理法
Tea Administration Act

第 一 章 總則
第 1 條 為管理茶葉，制定本法。
Article 1 This Act is enacted to administer tea.
第 2 條 本法用詞，定義如下：
一、茶農：指種茶之人。
二、茶商：指賣茶之人。
Article 2 In this Act:
1. "Grower" means a person who grows tea.
2. "Merchant" means a person who sells tea.
第 2-1 條 （刪除）
Article 2-1 (Deleted)
第 二 章 附則
第 3 條
第五條之規定，於茶商準用之。
Article 3
Article 5 of the Commerce Act applies to merchants.
第 4 條 本法自公布日施行。
"""
TAIWAN_ZH = "茶葉管理法\n\n第 1 條\n本法管理茶葉。\n第 1-1 條\n茶農應登記。\n登記免費。\n"
TAIWAN_EN = (
    "Tea Administration Act\n\nArticle 1\nThis Act administers tea.\nArticle 1-1\nGrowers register.\nIt is free.\n"
)
MAINLAND = """\
茶叶管理条例
目录
第一章 总则
第二章 附则
第一章 总则
第一条 为了管理茶叶，制定本条例。
第十二条之一 茶农应当登记：
一、姓名；
二、住所
第二章 附则
第十三条 第十二条规定的登记免费。
第十五条规定的除外。
第十四条 本条例自公布之日起施行。
"""


def numbers(parsed: Parsed) -> list[str]:
    return [clause.number for clause in parsed.clauses]


def texts(parsed: Parsed) -> dict[str, tuple[str, str]]:
    return {clause.number: (clause.zh, clause.en) for clause in parsed.clauses}


def test_an_interleaved_law_pairs_its_articles_by_number() -> None:
    found = texts(parse(TAIWAN, id="tea"))
    assert list(found) == ["1", "2", "2-1", "3", "4"]
    assert found["1"] == ("為管理茶葉，制定本法。", "This Act is enacted to administer tea.")
    assert found["2-1"] == ("（刪除）", "(Deleted)")


def test_the_paragraphs_of_an_article_stay_in_it_line_by_line() -> None:
    zh, en = texts(parse(TAIWAN, id="tea"))["2"]
    assert zh.split("\n") == ["本法用詞，定義如下：", "一、茶農：指種茶之人。", "二、茶商：指賣茶之人。"]
    assert len(en.split("\n")) == 3


def test_a_reference_at_the_start_of_a_line_is_text() -> None:
    assert texts(parse(TAIWAN, id="tea"))["3"] == (
        "第五條之規定，於茶商準用之。",
        "Article 5 of the Commerce Act applies to merchants.",
    )


def test_an_article_without_a_translation_keeps_one_language() -> None:
    assert texts(parse(TAIWAN, id="tea"))["4"] == ("本法自公布日施行。", "")


def test_an_article_knows_the_chapter_above_it() -> None:
    parsed = parse(TAIWAN, id="tea")
    assert [clause.path[-1].title.zh for clause in parsed.clauses] == ["總則", "總則", "總則", "附則", "附則"]


def test_two_files_in_one_text_pair_like_an_interleaved_law() -> None:
    assert texts(parse(f"{TAIWAN_ZH}\n\n{TAIWAN_EN}", id="tea")) == {
        "1": ("本法管理茶葉。", "This Act administers tea."),
        "1-1": ("茶農應登記。\n登記免費。", "Growers register.\nIt is free."),
    }


def test_a_mainland_law_numbers_inserted_articles_and_leaves_references_in_the_text() -> None:
    found = texts(parse(MAINLAND, id="tea"))
    assert list(found) == ["1", "12-1", "13", "14"]
    assert found["12-1"][0] == "茶农应当登记：\n一、姓名；\n二、住所"
    assert found["13"][0] == "第十二条规定的登记免费。\n第十五条规定的除外。"


@pytest.mark.parametrize(
    ("text", "lang"), [(TAIWAN_ZH, Lang.ZH), (TAIWAN_EN, Lang.EN)], ids=["chinese-only", "english-only"]
)
def test_one_language_alone_is_a_law_too(text: str, lang: Lang) -> None:
    parsed = parse(text, id="tea")
    assert numbers(parsed) == ["1", "1-1"]
    assert all(clause[lang] and not clause[lang.other] for clause in parsed.clauses)


def test_a_text_without_headings_becomes_numbered_paragraphs() -> None:
    parsed = parse("茶葉宜早採。\nTea is best picked early.\n茶葉宜陰乾。\nTea is best dried in the shade.\n", id="tea")
    assert texts(parsed) == {
        "1": ("茶葉宜早採。", "Tea is best picked early."),
        "2": ("茶葉宜陰乾。", "Tea is best dried in the shade."),
    }


def test_the_english_may_follow_the_next_chinese_heading() -> None:
    text = "第 1 條\n甲文。\n第 2 條\nArticle 1\nText one.\n乙文。\nArticle 2\nText two.\n"
    assert texts(parse(text, id="tea")) == {"1": ("甲文。", "Text one."), "2": ("乙文。", "Text two.")}


def test_a_heading_may_share_a_line_with_the_english_before_it() -> None:
    text = "第 1 條 甲文。\nArticle 1 Text one.\xa0\xa0第 2 條 乙文。\nArticle 2 Text two.\n"
    assert texts(parse(text, id="tea")) == {"1": ("甲文。", "Text one."), "2": ("乙文。", "Text two.")}


@pytest.mark.parametrize(
    "reference",
    [
        "第五條 之規定於本條準用。",
        "Article 5 Paragraph 2 of the Commerce Act applies.",
        "Article 5 The Commerce Act's.",
    ],
    ids=["chinese", "paragraph", "capital"],
)
def test_a_reference_that_looks_like_a_heading_hides_no_article(reference: str) -> None:
    text = f"第 1 條 甲文。\n第 2 條 乙文。\n{reference}\n第 3 條 丙文。\n第 4 條 丁文。\nArticle 3 C.\nArticle 4 D.\n"
    found = numbers(parse(text, id="tea"))
    assert [number for number in found if number != "5"] == ["1", "2", "3", "4"]


def test_a_forward_reference_stays_in_the_article_it_begins_a_line_of() -> None:
    text = "第一条 甲。\n第二条 乙。\n第九条 另有规定的除外。\n第三条 丙。\n第四条 丁。\n第五条 戊。\n"
    found = texts(parse(text, id="tea"))
    assert list(found) == ["1", "2", "3", "4", "5"]
    assert found["2"][0] == "乙。\n第九条 另有规定的除外。"


def test_numbered_headings_above_articles_are_headings_and_list_items_are_text() -> None:
    text = "一、管辖\n第一条 法院管辖下列案件：\n一、甲；\n二、乙\n第二条 丙。\n二、证据\n第三条 丁。\n"
    parsed = parse(text, id="tea")
    assert texts(parsed)["1"][0].endswith("二、乙")
    assert [clause.path[-1].title.zh for clause in parsed.clauses] == ["管辖", "管辖", "证据"]


def test_final_provisions_need_no_number() -> None:
    parsed = parse("第一编 总则\n第一条 甲。\n附 则\n第二条 乙。\n", id="tea")
    assert [clause.path[-1].kind for clause in parsed.clauses] == ["part", "supplement"]


def test_a_chapter_number_that_comes_twice_keeps_both_titles() -> None:
    parsed = parse("第七章 责任\n第一条 甲。\n第七章 附则\n第二条 乙。\n", id="tea")
    assert [(c.path[-1].number, c.path[-1].title.zh) for c in parsed.clauses] == [("7", "责任"), ("7", "附则")]


def test_portal_lines_and_a_second_files_header_are_noise() -> None:
    page = "法規網 Laws Online\n首頁 | 列印 | 下載\n\n"
    text = f"{page}{TAIWAN_ZH}資料來源：法規網\n\n{page}{TAIWAN_EN}Source: Laws Online\nHome | About us | Disclaimer\n"
    assert texts(parse(text, id="tea"))["1-1"] == ("茶農應登記。\n登記免費。", "Growers register.\nIt is free.")


def test_a_formula_and_a_table_belong_to_the_text_they_stand_in() -> None:
    text = "第 1 條 依下列公式：\nC = 21 / 7\n┌──┐\n│項目│ppm value│\n第 2 條 乙文。\nArticle 1 As follows.\nArticle 2 B.\n"
    assert texts(parse(text, id="tea"))["1"] == ("依下列公式：\nC = 21 / 7\n┌──┐\n│項目│ppm value│", "As follows.")


@pytest.mark.parametrize(
    "text", [TAIWAN, f"{TAIWAN_ZH}\n{TAIWAN_EN}", MAINLAND], ids=["interleaved", "two", "mainland"]
)
def test_source_and_sentence_ranges_reproduce_every_article(text: str) -> None:
    parsed = parse(text, id="tea")
    for clause in parsed.clauses:
        for lang in Lang:
            assert "\n".join(span.of(parsed.document.text) for span in clause.source[lang]) == clause[lang]
            for pair in clause.sentences:
                span = pair.span(lang)
                assert (span.of(clause[lang]) if span else "") == pair[lang]


def test_a_thousand_sentences_in_one_language_align_without_deep_recursion() -> None:
    parsed = parse("第一条 " + "甲。" * 1500 + "\n第二条 乙。\n", id="tea")
    assert len(parsed.clauses[0].sentences) == 1500


def test_headings_without_text_name_the_remedy() -> None:
    with pytest.raises(SourceError, match="give a text with paragraphs or articles"):
        parse("第一章 总则\n第二章 附则\n", id="tea", name="tea.txt")


@pytest.mark.parametrize(
    ("text", "is_article"),
    [
        ("桥梁法\n第一条 桥长三里。\n第二条 路宽五尺。\n", True),
        ("Bridge Act\nArticle 1 Bridges are long.\nArticle 2 Roads are wide.\n", True),
        ("桥梁法\nBridge Act\n第一条 桥长三里。\nArticle 1 Bridges are long.\n", True),
        ("停水通知\n1. 今日停水。\n2. 明日恢复。\n", False),
        ("Notice\n1. No water today.\n2. Water again tomorrow.\n", False),
        ("停水通知\nNotice\n今日停水。\nNo water today.\n", False),
    ],
    ids=["zh", "en", "mixed", "notice_zh", "notice_en", "notice_mixed"],
)
def test_clauses_know_whether_they_are_articles(text: str, is_article: bool):
    clauses = parse(text, id="tea").clauses
    assert clauses
    assert {clause.is_article for clause in clauses} == {is_article}
