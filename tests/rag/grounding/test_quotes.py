"""Quotes: the verbatim words a sentence stands on, in both languages, with their place in the source."""

import pytest

from rag.grounding.quotes import find_quote, source_spans
from rag.types import Clause, Lang, Source, Span

PAIRS = (
    ("修建石桥。", "Building stone bridges:"),
    ("到2031年建成三座跨湖大桥。", "Three bridges over the lake shall be completed by 2031."),
    ("桥上设人行道和自行车道。", "The bridges shall carry footpaths and cycle lanes."),
)


@pytest.fixture
def clause(clause_of) -> Clause:
    return clause_of("1.1.1", *PAIRS, title=1)


@pytest.mark.parametrize("pair", PAIRS, ids=["title", "first", "second"])
def test_a_sentence_of_the_clause_is_its_own_quote_in_both_languages(clause: Clause, pair: tuple[str, str]):
    for words in pair:
        quote = find_quote(words, clause)
        assert (quote.zh, quote.en) == pair


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        ("到２０３１年建成三座跨湖大桥", 1),
        ("- 桥上设人行道和自行车道。", 2),
        ("the bridges shall carry  footpaths", 2),
        ("建成三座跨湖大桥", 1),
        ("Footpaths and cycle lanes are planned on the bridges.", 2),
        ("到2031年,三座大桥建成", 1),
    ],
    ids=["full_width", "list_item", "case_and_space", "part", "paraphrase_en", "paraphrase_zh"],
)
def test_a_sentence_that_says_the_same_finds_its_pair(clause: Clause, words: str, pair: int):
    quote = find_quote(words, clause)
    assert (quote.zh, quote.en) == PAIRS[pair]


def test_a_sentence_made_of_two_is_quoted_as_one_stretch(clause: Clause):
    quote = find_quote(PAIRS[1][0] + PAIRS[2][0], clause)
    assert quote.zh == PAIRS[1][0] + PAIRS[2][0]
    assert quote.en == f"{PAIRS[1][1]} {PAIRS[2][1]}"


def test_a_quote_is_empty_where_the_clause_lacks_the_language(clause_of):
    quote = find_quote("石桥很长。", clause_of("1", ("石桥很长。", "")))
    assert (quote.zh, quote.en, quote.source.en) == ("石桥很长。", "", ())


def test_a_range_over_two_paragraphs_is_two_ranges_of_the_source():
    # "甲乙。" stands at 5, "丙丁。" at 20; the clause joins them by a line break: 甲0 乙1 。2 \n3 丙4 丁5 。6
    clause = Clause("d:1", "d", "1", (), None, "甲乙。\n丙丁。", "", (), Source((Span(5, 8), Span(20, 23)), ()))
    assert source_spans(clause, Lang.ZH, Span(1, 6)) == (Span(6, 8), Span(20, 22))
    assert source_spans(clause, Lang.ZH, Span(4, 7)) == (Span(20, 23),)


def test_every_sentence_of_the_bundled_document_is_found_in_its_source(bundled):
    for clause in bundled.clauses:
        for pair in clause.sentences:
            for lang in Lang:
                quote = find_quote(pair[lang], clause)
                assert pair.zh in quote.zh
                assert pair.en in quote.en
                assert "\n".join(span.of(bundled.document.text) for span in quote.source.zh) == quote.zh
                assert "\n".join(span.of(bundled.document.text) for span in quote.source.en) == quote.en


@pytest.mark.parametrize(
    "words",
    ["For building stone bridges, three across the lake by 2031 are foreseen.", "修建石桥，2031年前完成三座。"],
    ids=["en", "zh"],
)
def test_a_paraphrase_that_uses_the_title_s_words_quotes_what_it_says(clause: Clause, words: str):
    assert "2031" in find_quote(words, clause).zh
