from dataclasses import replace

import pytest

from rag.types import Lang
from rag.ui.quotation import cited_texts, escape_markdown


def texts(pipeline, question, **changes):
    return cited_texts(pipeline.ask(question), [replace(pipeline.lake, **changes)])


def test_plain_names_title_place_and_words(pipeline):
    assert texts(pipeline, "路")["plain"] == "《湖区规划》第一章第一节 1.1.2：“环湖公路每年检查两次。”"
    assert texts(pipeline, "road")["plain"] == (
        "Lake District Plan, Chapter 1, Section 1, Clause 1.1.2: “The lakeside road shall be inspected twice a year.”"
    )


def test_quotes_of_one_clause_are_one_citation(pipeline):
    assert texts(pipeline, "桥")["plain"].count("\n") == 0
    assert "建成三座跨湖大桥。桥上设人行道" in texts(pipeline, "桥")["plain"]
    assert texts(pipeline, "bridge and road")["plain"].count("\n") == 1


def test_gbt_7714_gives_title_kind_and_place(pipeline):
    assert texts(pipeline, "路")["gbt"] == "湖区规划[Z]: 第一章第一节 1.1.2."
    assert texts(pipeline, "road")["gbt"] == "Lake District Plan[Z]: Chapter 1, Section 1, Clause 1.1.2."


def test_bluebook_gives_the_original_title_first_and_what_prevails(pipeline):
    expected = "湖区规划 [Lake District Plan], ch. 1, sec. 1, cl. 1.1.2 (Chinese text prevails)."
    assert texts(pipeline, "road")["bluebook"] == expected
    assert "(" not in texts(pipeline, "road", prevailing=None)["bluebook"]
    assert texts(pipeline, "road", title_zh="")["bluebook"].startswith("Lake District Plan, ch.")


def test_an_article_of_a_law_is_called_so(pipeline):
    answer = pipeline.ask("road")
    article = replace(answer.citations[0].clause, number="12-1")
    cited = replace(answer, citations=(replace(answer.citations[0], clause=article),))
    assert "art. 12-1" in cited_texts(cited, pipeline.documents)["bluebook"]
    assert "Article 12-1" in cited_texts(cited, pipeline.documents)["plain"]
    assert "第12-1条" in cited_texts(replace(cited, lang=Lang.ZH), pipeline.documents)["plain"]


def test_markdown_is_a_quotation_with_its_source(pipeline):
    assert texts(pipeline, "road")["markdown"] == (
        "> The lakeside road shall be inspected twice a year\\.\n>\n"
        "> — *Lake District Plan*, Chapter 1 Building the Lake District › Section 1 Roads and Bridges, [1.1.2]"
    )


def test_markup_in_a_quote_is_text_in_markdown(pipeline):
    markdown = texts(pipeline, "fish")["markdown"]
    assert "\\<img src=x onerror=alert\\('x'\\)\\>" in markdown
    assert "<img" not in markdown.replace("\\<", "")


def test_a_link_in_markdown_is_escaped():
    assert escape_markdown("[x](javascript:alert(1))") == "\\[x\\]\\(javascript:alert\\(1\\)\\)"


@pytest.mark.parametrize("question", ["moon", "月球"], ids=["en", "zh"])
def test_a_refusal_cites_nothing(pipeline, question):
    assert texts(pipeline, question) == {}


def test_a_clause_without_the_answers_language_is_quoted_in_the_other(pipeline):
    answer = pipeline.ask("road")
    cited = answer.citations[0]
    chinese = replace(cited, clause=replace(cited.clause, en=""), quote_en="")
    assert "环湖公路" in cited_texts(replace(answer, citations=(chinese,)), pipeline.documents)["plain"]
