from dataclasses import replace

from rag.parsing import ParseReport, Placement
from rag.types import Bilingual, Heading, Span
from rag.ui.document_pane import Reader
from rag.ui.document_view import document_html
from rag.ui.labels import LABELS, word


class Event:
    def __init__(self, clause: str, document: str = "") -> None:
        self.clause = clause
        self.document = document


def html(pipeline, **options):
    return document_html(pipeline.lake, pipeline.clauses, None, **options)


def test_the_outline_holds_every_clause_in_both_languages_under_its_headings(pipeline):
    outline = html(pipeline).split("<section")[0]
    assert outline.count("data-goto=") == 4
    assert (
        '<span lang="zh-Hans">第一章 湖区建设</span> <span lang="en">Chapter 1 Building the Lake District</span>'
        in outline
    )
    assert '<b>1.1.2</b> <span lang="zh-Hans">养护道路</span> <span lang="en">Maintaining roads</span>' in outline


def test_a_clause_without_title_is_listed_by_its_first_words(pipeline):
    clause = replace(pipeline.clause("1.1.2"), title=Bilingual())
    outline = document_html(pipeline.lake, [clause], None).split("<section")[0]
    assert '<span lang="zh-Hans">养护道路。环湖公路每年检查两次。</span>' in outline
    assert '<span lang="en">Maintaining roads. The lakeside road sha…</span>' in outline


def test_the_text_names_each_heading_where_it_begins(pipeline):
    other = (pipeline.clauses[0].path[0], Heading("section", "2", Bilingual("渔业", "Fishing")))
    clauses = [*pipeline.clauses[:2], replace(pipeline.clauses[2], path=other)]
    text = document_html(pipeline.lake, clauses, None).split("<section")[1]
    assert text.count('class="heading depth-0"') == 1
    assert text.count('class="heading depth-1"') == 2
    assert text.index("Section 2 Fishing") > text.index("The lakeside road")


def test_what_parsing_set_aside_is_shown_with_its_line(pipeline):
    lake = replace(pipeline.lake, text="目录 <b>\n" + pipeline.lake.text)
    report = ParseReport(
        "lake", (Placement(1, Span(0, 6), "noise", "contents"), Placement(2, Span(7, 9), "clause", "1"))
    )
    noise = document_html(lake, pipeline.clauses, report).split('class="noise"')[1]
    assert f"1 · {word('noise_contents')}</span> 目录 &lt;b&gt;</li>" in noise
    assert noise.count("<li>") == 1


def test_every_kind_of_noise_in_the_bundled_document_has_a_label(bundled):
    kinds = {place.name for place in bundled.report.noise()}
    assert kinds
    assert not [kind for kind in kinds if f"noise_{kind.replace(' ', '_')}" not in LABELS]


def test_what_a_document_brings_is_escaped(pipeline):
    evil = "<img src=x onerror=alert(1)>"
    page = document_html(replace(pipeline.lake, title_en=evil, licence=evil), pipeline.clauses, None, notice=evil)
    assert "<img" not in page
    assert "<script" not in page
    assert page.count("&lt;img src=x onerror=alert(1)&gt;") == 4  # label, title, licence, notice


def test_an_unknown_clause_is_said_above_the_document(pipeline):
    page = Reader(pipeline, dict).show_at(Event("9.9.9"))
    assert "numbers run from 1.1.1 to 1.1.4" in page
    assert "data-goto" in page


def test_the_document_of_the_clause_is_opened_and_chosen(two_documents):
    page = Reader(two_documents, dict).show_at(Event("hill:1.1.2"))
    assert 'data-id="hill:1.1.2"' in page
    assert 'data-id="lake:1.1.2"' not in page
    assert '<option value="hill" selected>湖区规划 · Lake District Plan</option>' in page


def test_the_document_chosen_is_opened(two_documents):
    assert 'data-document="hill"' in Reader(two_documents, dict).show_at(Event("", "hill"))


def test_one_document_alone_is_not_chosen(pipeline):
    assert "<select" not in Reader(pipeline, dict).show("lake")
