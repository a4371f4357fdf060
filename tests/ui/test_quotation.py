from dataclasses import replace

import pytest

from rag.types import Bilingual, Lang, Published
from rag.ui.quotation import cited_texts, escape_markdown

ISSUED = Published(Bilingual("湖区政府、湖区议会", "Lake Government and Lake Council"), "2031-05-07")


def texts(pipeline, question, **changes):
    return cited_texts(pipeline.ask(question), [replace(pipeline.lake, **changes)])


def test_plain_names_title_place_and_words(pipeline):
    assert texts(pipeline, "路")["plain"] == "《湖区规划》第一章第一节 1.1.2：“环湖公路每年检查两次。”"
    assert texts(pipeline, "road", prevailing=None)["plain"] == (
        "Lake District Plan, Chapter 1, Section 1, Clause 1.1.2: “The lakeside road shall be inspected twice a year.”"
    )


def test_plain_names_issuer_and_date_where_they_are_known(pipeline):
    zh, en = (texts(pipeline, question, published=ISSUED)["plain"] for question in ("路", "road"))
    assert zh.startswith("《湖区规划》（湖区政府、湖区议会，2031年5月7日）第一章")
    assert en.startswith("Lake District Plan (Lake Government and Lake Council, May 7, 2031), Chapter 1")


def test_a_quote_of_the_translation_says_which_text_prevails_in_every_style(pipeline):
    assert all("Chinese text prevails" in text for text in texts(pipeline, "road").values())
    translated = texts(pipeline, "路", prevailing=Lang.EN)
    assert all("以英文文本为准" in translated[style] for style in ("plain", "markdown", "gbt"))
    own = texts(pipeline, "路")
    assert not any("文本为准" in text for text in own.values())


def test_quotes_of_one_clause_are_one_citation(pipeline):
    assert texts(pipeline, "桥")["plain"].count("\n") == 0
    assert "建成三座跨湖大桥。桥上设人行道" in texts(pipeline, "桥")["plain"]
    assert texts(pipeline, "bridge and road")["plain"].count("\n") == 1


def test_gbt_7714_gives_issuers_title_kind_date_and_place(pipeline):
    assert texts(pipeline, "路")["gbt"] == "湖区规划[Z]: 第一章第一节 1.1.2."
    assert texts(pipeline, "路", published=ISSUED)["gbt"] == (
        "湖区政府, 湖区议会. 湖区规划[Z]. 2031-05-07: 第一章第一节 1.1.2."
    )
    assert texts(pipeline, "road", prevailing=None)["gbt"] == (
        "Lake District Plan[Z]: Chapter 1, Section 1, Clause 1.1.2."
    )


def test_a_document_on_the_web_is_cited_with_its_address(pipeline):
    online = texts(pipeline, "路", published=replace(ISSUED, url="https://lake.example/plan"))
    assert online["gbt"].startswith("湖区政府, 湖区议会. 湖区规划[Z/OL]. 2031-05-07: ")
    assert online["gbt"].endswith(" https://lake.example/plan.")
    assert online["bluebook"].endswith(", https://lake.example/plan.")
    assert "[*湖区规划*](<https://lake.example/plan>)" in online["markdown"]


@pytest.mark.parametrize(
    ("date", "zh", "en", "short"),
    [("2031-12-07", "2031年12月7日", "December 7, 2031", "Dec. 7, 2031"), ("2031-12", "2031年12月", "December 2031", "Dec. 2031"),
     ("2031", "2031年", "(2031)", "(2031)")],
    ids=["day", "month", "year"],
)  # fmt: skip
def test_a_date_is_written_as_far_as_it_is_known(pipeline, date, zh, en, short):
    published = Published(date=date)
    assert f"（{zh}）" in texts(pipeline, "路", published=published)["plain"]
    assert en in texts(pipeline, "road", published=published)["plain"]
    assert short in texts(pipeline, "road", published=published)["bluebook"]


def test_bluebook_gives_the_original_title_first_and_what_prevails(pipeline):
    expected = "湖区规划 [Lake District Plan], ch. 1, sec. 1, cl. 1.1.2 (Chinese text prevails)."
    assert texts(pipeline, "road")["bluebook"] == expected
    assert "(" not in texts(pipeline, "road", prevailing=None)["bluebook"]
    assert texts(pipeline, "road", title_zh="")["bluebook"].startswith("Lake District Plan, ch.")
    assert texts(pipeline, "road", published=ISSUED)["bluebook"].startswith(
        "湖区规划 [Lake District Plan] (Lake Government and Lake Council, May 7, 2031), ch. 1"
    )


def test_an_article_of_a_law_is_called_so_in_chinese_numerals(pipeline):
    answer = pipeline.ask("road")

    def cited(number, lang):
        article = replace(answer.citations[0].clause, number=number, is_article=True)
        again = replace(answer, lang=lang, citations=(replace(answer.citations[0], clause=article),))
        return cited_texts(again, pipeline.documents)

    assert "art. 12-1" in cited("12-1", Lang.EN)["bluebook"]
    assert "Article 12-1" in cited("12-1", Lang.EN)["plain"]
    assert "第十二条之一" in cited("12-1", Lang.ZH)["plain"]
    assert "第二条" in cited("2", Lang.ZH)["gbt"]
    assert "第一千零六十二条" in cited("1062", Lang.ZH)["plain"]


def test_a_clause_numbered_through_is_no_article(pipeline):
    answer = pipeline.ask("road")

    def cited(lang):
        clause = replace(answer.citations[0].clause, number="2", path=())
        again = replace(answer, lang=lang, citations=(replace(answer.citations[0], clause=clause),))
        return cited_texts(again, pipeline.documents)

    assert cited(Lang.ZH)["plain"].startswith("《湖区规划》2：")
    assert "Lake District Plan, Clause 2:" in cited(Lang.EN)["plain"]
    assert ", cl. 2 " in cited(Lang.EN)["bluebook"]


def test_markdown_is_a_quotation_with_its_source(pipeline):
    assert texts(pipeline, "road", prevailing=None)["markdown"] == (
        "> The lakeside road shall be inspected twice a year.\n>\n"
        "> — *Lake District Plan*, Chapter 1 Building the Lake District › Section 1 Roads and Bridges, [1.1.2]"
    )


def test_markup_in_a_quote_is_text_in_markdown(pipeline):
    markdown = texts(pipeline, "fish")["markdown"]
    assert "\\<img src=x onerror=alert('x')>" in markdown
    assert "<img" not in markdown.replace("\\<", "")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"), ("7.4.2 (a) 3%!", "7.4.2 (a) 3%!"), ("1. a\n2) b", "1\\. a\n2\\) b"),
     ("# a\n## b", "\\# a\n#\\# b"), ("- a\n+ b\n* c", "\\- a\n\\+ b\n\\* c"), ("a\n---\n===", "a\n--\\-\n==\\="), ("> a", "\\> a"),
     ("a_b `c` ~d~ \\", "a\\_b \\`c\\` \\~d\\~ \\\\"), ("&lt; & c", "\\&lt; & c"), ("修建3.5米-4米（#1）", "修建3.5米-4米（#1）"),
     ("5G、3.0 版 A-B", "5G、3.0 版 A-B")],
    ids=["link", "numbers", "lists", "headings", "bullets", "rules", "quote", "emphasis", "entity", "zh", "mixed"],
)  # fmt: skip
def test_what_markdown_reads_as_markup_is_escaped_and_nothing_else(text, escaped):
    assert escape_markdown(text) == escaped


@pytest.mark.parametrize("question", ["moon", "月球"], ids=["en", "zh"])
def test_a_refusal_cites_nothing(pipeline, question):
    assert texts(pipeline, question) == {}


def test_a_clause_without_the_answers_language_is_quoted_in_the_other(pipeline):
    answer = pipeline.ask("road")
    cited = answer.citations[0]
    chinese = replace(cited, clause=replace(cited.clause, en=""), quote_en="")
    assert "环湖公路" in cited_texts(replace(answer, citations=(chinese,)), pipeline.documents)["plain"]


def test_the_bundled_plan_is_cited_with_its_issuer_and_date(bundled):
    published = bundled.document.published
    assert (published.issuer.zh, published.date) == ("中共中央、国务院", "2019-12-01")
