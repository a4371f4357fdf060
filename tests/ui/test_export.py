import io
import json
from dataclasses import replace

import pytest

from rag.types import Span
from rag.ui.conversation import Exchange
from rag.ui.export import About, export, file_name

MALICE = "fish <script>alert(1)</script> [x](javascript:alert(1)) \x07"


def exported(pipeline, format, *questions, **about):
    said = tuple(Exchange(question, pipeline.ask(question)) for question in questions)
    return export(said, format, About("湖 *notes*", **about), documents=pipeline.documents)


def word_of(pipeline, *questions, **about):
    from docx import Document

    return Document(io.BytesIO(exported(pipeline, "word", *questions, **about)))


WHERE = {"day": "2031-05-07", "address": "http://127.0.0.1:7860/"}


def test_markdown_holds_questions_answers_and_sources_in_both_languages(pipeline):
    text = exported(pipeline, "markdown", "桥？", "road?").decode()
    assert text.startswith("# 湖 \\*notes\\*\n")
    assert "## 桥？" in text
    assert (
        "**\\[1.1.2\\]** 湖区规划 · 第一章 湖区建设 › 第一节 道路桥梁  \nLake District Plan · Chapter 1 Building"
        in text
    )
    assert "\n> 环湖公路每年检查两次。\n" in text
    assert "\n> The lakeside road shall be inspected twice a year.\n" in text


def test_a_file_says_when_it_was_said_where_clauses_open_and_which_text_prevails(pipeline):
    text = exported(pipeline, "markdown", "road?", **WHERE).decode()
    assert "\n2031-05-07 · Clausewise 条文通\n" in text
    assert "**[1.1.2](<http://127.0.0.1:7860/?clause=lake%3A1.1.2>)** " in text
    assert text.endswith("The Chinese text prevails, the translation is for reference.\n")
    texts = [paragraph.text for paragraph in word_of(pipeline, "road?", **WHERE).paragraphs]
    assert texts[1] == "2031-05-07 · Clausewise 条文通"
    assert any(text.endswith("\nhttp://127.0.0.1:7860/?clause=lake%3A1.1.2") for text in texts)
    assert texts[-1].startswith("《湖区规划》以中文文本为准")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://a> <script", "", "http://[", "file:///etc"])
def test_an_address_that_is_none_links_nothing(pipeline, address):
    text = exported(pipeline, "markdown", "road?", day="<b>", address=address).decode()
    assert "](<" not in text
    assert "<b>" not in text


def test_what_prevails_is_said_of_cited_documents_alone(pipeline):
    assert "prevails" not in exported(pipeline, "markdown", "moon?").decode()


def test_no_chinese_is_slanted_or_in_a_font_without_chinese_in_word(pipeline):
    from docx.oxml.ns import qn

    styles = word_of(pipeline, "桥？").styles
    assert styles["Quote"].font.italic is False
    for name in ("Normal", "Title", "Heading 1", "Quote"):
        fonts = styles[name].element.rPr.rFonts
        assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:eastAsiaTheme"))) == ("SimSun", None)


def test_markdown_escapes_what_a_question_and_a_clause_bring(pipeline):
    text = exported(pipeline, "markdown", MALICE).decode()
    assert "\\[x\\](javascript:alert(1))" in text
    assert "<script" not in text.replace("\\<", "")


def test_word_holds_the_same_and_opens(pipeline):
    texts = [paragraph.text for paragraph in word_of(pipeline, "桥？", MALICE).paragraphs]
    assert texts[0] == "湖 *notes*"
    assert "桥？" in texts
    assert "到2031年建成三座跨湖大桥。" in texts
    assert "Three bridges over the lake shall be completed by 2031." in texts
    assert any(text.startswith("[1.1.3] 湖区规划 · 第一章 湖区建设") for text in texts)


def test_json_holds_everything_with_the_documents_digest(pipeline):
    record = json.loads(exported(pipeline, "json", "桥？", "moon?"))
    assert record["documents"][0]["sha256"] == "0" * 64
    assert "text" not in record["documents"][0]
    assert record["answers"][0]["answer"]["citations"][0]["quote_zh"] == "到2031年建成三座跨湖大桥。"
    assert record["answers"][1]["answer"]["status"] == "refused"


@pytest.mark.parametrize("format", ["markdown", "word", "json"])
def test_an_unanswered_question_is_exported_too(pipeline, format):
    assert export((Exchange("桥？"),), format, About(""), documents=pipeline.documents)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a/b: c?", "a b c.md"), ("../../etc/passwd", "etc passwd.md"), ("桥梁规划", "桥梁规划.md"), ("…?", "….md"), ("", "clausewise.md")],
    ids=["punctuation", "path", "zh", "ellipsis", "empty"],
)  # fmt: skip
def test_a_file_name_is_one_that_every_system_takes(name, expected):
    assert file_name(name, "markdown") == expected


def test_what_answers_directly_is_bold_in_markdown_and_word(pipeline):
    from docx import Document

    answer = pipeline.ask("桥？")
    first = answer.sentences[0]
    at = first.text.index("三座")
    said = (Exchange("桥？", replace(answer, sentences=(replace(first, focus=(Span(at, at + 2),)),))),)
    text = export(said, "markdown", About(""), documents=pipeline.documents).decode()
    assert "到2031年建成**三座**跨湖大桥。" in text
    word = Document(io.BytesIO(export(said, "word", About(""), documents=pipeline.documents)))
    runs = next(paragraph.runs for paragraph in word.paragraphs if paragraph.text.startswith("到2031年建成"))
    assert [run.text for run in runs if run.bold] == ["三座"]
