from dataclasses import replace

from rag.types import Bilingual, Heading, Lang, Source, Span
from rag.ui.clause_view import Neighbours, Quoted, clause_html, group_by_clause, quote_spans, source_html
from rag.ui.headings import heading_words


def citations(pipeline, question="bridge"):
    return pipeline.ask(question).citations


def test_a_quote_is_marked_exactly_in_both_languages(pipeline):
    (quoted,) = group_by_clause(citations(pipeline)[:1])
    html = clause_html(quoted)
    assert "<mark>到2031年建成三座跨湖大桥。</mark>" in html
    assert "<mark>Three bridges over the lake shall be completed by 2031.</mark>" in html
    assert html.count("<mark") == 2


def test_the_opened_quote_is_told_from_the_others(pipeline):
    both = citations(pipeline)
    (quoted,) = group_by_clause(both, both[1])
    html = clause_html(quoted)
    assert '<mark class="active">The bridges shall carry footpaths and cycle lanes.</mark>' in html
    assert "<mark>Three bridges over the lake shall be completed by 2031.</mark>" in html


def test_of_a_repeated_phrase_only_the_quoted_one_is_marked(pipeline):
    cited = citations(pipeline)[0]
    start = cited.clause.source.zh[0].start
    second = cited.clause.zh.rindex("桥")
    cited = replace(cited, quote_zh="桥", source_spans=Source((Span(start + second, start + second + 1),), ()))
    assert quote_spans(cited, Lang.ZH) == [Span(second, second + 1)]


def test_a_quote_whose_range_says_something_else_is_found_by_its_words(pipeline):
    cited = citations(pipeline)[0]
    cited = replace(cited, source_spans=Source((Span(0, 2),), ()))
    start = cited.clause.zh.index(cited.quote_zh)
    assert quote_spans(cited, Lang.ZH) == [Span(start, start + len(cited.quote_zh))]


def test_a_quote_over_two_paragraphs_is_marked_in_both():
    from rag.types import Citation, Clause

    clause = Clause("d:1", "d", "1", (), Bilingual(), "甲乙\n丙丁", "", (), Source((Span(10, 12), Span(20, 22)), ()))
    cited = Citation(clause, "乙\n丙", "", Span(0, 1), Source((Span(11, 21),), ()))
    assert quote_spans(cited, Lang.ZH) == [Span(1, 2), Span(3, 4)]
    assert "甲<mark>乙</mark>\n<mark>丙</mark>丁" in clause_html(Quoted(clause, (cited,)))


def test_rows_keep_the_pairs_of_sentences_together(pipeline):
    html = clause_html(Quoted(pipeline.clause("1.1.2")))
    row = html.split('<div class="row">')[2]
    assert row.index("环湖公路") < row.index("The lakeside road")


def test_text_of_a_clause_is_escaped(pipeline):
    html = clause_html(Quoted(pipeline.clause("1.1.3")))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_clause_of_one_language_has_one_column_and_says_so(pipeline):
    clause = replace(pipeline.clause("1.1.2"), en="", sentences=())
    html = clause_html(Quoted(clause))
    assert "sides-1" in html
    assert "no English text" in html


def test_clauses_before_and_after_can_be_opened(pipeline):
    html = clause_html(Quoted(pipeline.clause("1.1.2")), neighbours=Neighbours("lake:1.1.1", None))
    assert 'data-clause="lake:1.1.1"' in html
    assert html.count("data-step=") == 1


def test_among_several_documents_a_clause_is_headed_by_its_id(pipeline):
    quoted = Quoted(pipeline.clause("1.1.2"))
    assert ">1.1.2</h3>" in clause_html(quoted)
    html = clause_html(quoted, several_documents=True)
    assert ">lake:1.1.2</h3>" in html
    assert 'aria-label="lake:1.1.2 ' in html


def test_citations_of_one_clause_are_shown_in_one_clause(pipeline):
    groups = group_by_clause(citations(pipeline, "bridge and road"))
    assert [(group.clause.number, len(group.citations)) for group in groups] == [("1.1.1", 2), ("1.1.2", 1)]


def test_the_pane_names_the_language_that_prevails(pipeline):
    html = source_html([clause_html(Quoted(pipeline.clause("1.1.2")))], documents=[pipeline.lake])
    assert "湖区规划: " in html
    assert "以中文文本为准" in html


def test_a_heading_reads_as_people_write_it():
    heading = Heading("chapter", "12", Bilingual("推进", "Advancing"))
    assert heading_words(heading, Lang.ZH) == "第十二章 推进"
    assert heading_words(heading, Lang.EN) == "Chapter 12 Advancing"
    assert heading_words(Heading("preamble", "", Bilingual("前言", "Preamble")), Lang.ZH) == "前言"


def test_a_clause_opened_alone_offers_the_way_back_to_the_answers_clauses(pipeline):
    clause = clause_html(Quoted(pipeline.clause("1.1.2")))
    assert 'data-cited="1" hidden' in source_html([clause])
    assert "data-cited" not in source_html([clause], cited=True)


def test_what_is_sent_twice_differs(pipeline):
    assert source_html(serial=1) != source_html(serial=2)
