"""Which of the rated sentences are quoted: the fewest that answer, whole where a part would mislead."""

from typing import Any

import pytest

from rag.answerers.belonging import Candidate
from rag.answerers.selection import LEAST, is_cut_short, select
from rag.types import Lang

LONG = "长" * 60


@pytest.fixture
def rated(clause_of):
    """`rated("1", ("甲。", 3.0), …)`: the candidates of one clause, each with its log-odds, to answer and to belong; English is "X." throughout."""

    def make(number: str, *sentences: tuple[str, float]) -> list[Candidate]:
        clause = clause_of(number, *((zh, f"{zh} X.") for zh, _ in sentences))
        return [
            Candidate(clause, i, clause.sentences[i], {"wanted": 0.0}, score, score)
            for i, (_, score) in enumerate(sentences)
        ]

    return make


def quoted(query: str, candidates: list[Candidate], **options: Any) -> list[str]:
    best_first = sorted(candidates, key=lambda candidate: -candidate.score)
    return [candidate.pair.zh for candidate in select(query, best_first, lang=Lang.ZH, **options)]


def test_a_further_sentence_is_quoted_where_it_belongs_to_the_answer(rated):
    near, far = LEAST + 0.1, LEAST - 0.1
    assert quoted("问", rated("1", (f"甲{LONG}。", 3.0), (f"乙{LONG}。", near))) == [f"甲{LONG}。", f"乙{LONG}。"]
    assert quoted("问", rated("1", (f"甲{LONG}。", 3.0), (f"乙{LONG}。", far))) == [f"甲{LONG}。"]


def test_sentences_of_another_clause_are_quoted_where_they_belong_to_the_answer(rated):
    candidates = [*rated("1", (f"甲{LONG}。", 3.0)), *rated("2", (f"丙{LONG}。", LEAST - 1), (f"乙{LONG}。", 0.5))]
    assert quoted("问", candidates) == [f"甲{LONG}。", f"乙{LONG}。"]
    assert quoted("问", candidates, in_order=True) == [f"甲{LONG}。"]


def test_a_brief_sentence_is_followed_by_the_one_that_spells_it_out(rated):
    assert quoted("目标", rated("1", ("到2035年较高。", 3.0), (f"其一{LONG}。", -4.0), ("其二。", -4.0))) == [
        "到2035年较高。",
        f"其一{LONG}。",
    ]


@pytest.mark.parametrize("query", ["何时实现?", "when will it be done?", "何时when实现?"], ids=["zh", "en", "mixed"])
def test_where_a_time_is_asked_for_the_sentence_that_sets_it_comes_along(rated, query: str):
    candidates = rated("1", ("到2035年较高。", -4.0), (f"实现{LONG}。", 3.0))
    assert quoted(query, candidates) == ["到2035年较高。", f"实现{LONG}。"]
    assert quoted("实现什么?", candidates) == [f"实现{LONG}。"]


def test_a_best_sentence_that_leans_on_the_one_before_it_is_quoted_with_it(rated):
    candidates = rated("1", (f"每日八小时{LONG}。", -4.0), (f"但每周不得超过{LONG}。", 3.0))
    assert quoted("每周", candidates) == [f"每日八小时{LONG}。", f"但每周不得超过{LONG}。"]


def test_a_further_sentence_that_leans_on_one_that_is_not_quoted_is_left_out(rated):
    candidates = rated("1", (f"甲{LONG}。", 3.0), (f"乙{LONG}。", -4.0), (f"前项规定{LONG}。", 2.0))
    assert quoted("甲", candidates) == [f"甲{LONG}。"]


def test_a_lead_is_quoted_with_its_items_in_order(rated):
    candidates = rated("1", ("禁止下列行为：", 3.0), ("一、甲。", -4.0), ("二、乙。", -4.0), ("另行规定。", -4.0))
    assert quoted("禁止", candidates) == ["禁止下列行为：", "一、甲。", "二、乙。"]


def test_another_clause_s_list_that_does_not_fit_is_left_out_altogether(rated):
    own = rated("1", (f"甲{LONG}。", 3.0))
    other = rated("2", ("下列行为：", 2.9), (f"一、{LONG * 3}。", -4.0), (f"二、{LONG * 3}。", -4.0))
    assert quoted("甲", [*own, *other]) == [f"甲{LONG}。"]


def test_a_list_that_is_not_quoted_to_its_end_is_known(rated):
    candidates = rated("1", ("禁止下列行为：", 3.0), ("一、甲。", 1.0), ("二、乙。", 0.0))
    clause = candidates[0].clause
    assert is_cut_short(candidates[:2], clause)
    assert not is_cut_short(candidates, clause)
    assert not is_cut_short(candidates[:1], clause)


def test_a_longer_clause_is_quoted_whole_only_for_an_overview_or_by_its_number(rated):
    candidates = rated("1", ("甲。", 1.0), ("乙。", 2.0), ("丙。", 3.0), ("丁。", 2.5))
    near = rated("1", ("甲。", 2.9), ("乙。", 2.9), ("丙。", 3.0), ("丁。", 2.8))
    assert quoted("问", near) == ["丙。", "甲。", "乙。"]
    assert quoted("讲了什么", candidates, whole=True) == ["甲。", "乙。", "丙。", "丁。"]
    assert quoted("讲了什么", candidates, in_order=True) == ["甲。", "乙。", "丙。", "丁。"]


@pytest.mark.parametrize("query", ["乙多长?", "有哪些乙?"], ids=["one_thing", "a_list"])
def test_the_best_sentence_leads(rated, query: str):
    candidates = rated("1", (f"甲{LONG}。", 2.9), (f"乙{LONG}。", 3.0))
    wide = "哪些" in query
    assert quoted(query, candidates, wide=wide) == [f"乙{LONG}。", f"甲{LONG}。"]
    assert quoted(query, candidates, wide=wide, whole=True) == [f"甲{LONG}。", f"乙{LONG}。"]


def test_a_sentence_far_behind_is_left_out_of_a_list_too(rated):
    candidates = rated("1", (f"甲{LONG}。", LEAST - 0.1), (f"乙{LONG}。", 3.0))
    assert quoted("有哪些乙?", candidates, wide=True) == [f"乙{LONG}。"]


@pytest.mark.parametrize("before", [f"甲{LONG}如下：", f"到2035年{LONG}。"], ids=["lead", "year"])
def test_a_sentence_that_needs_what_stands_before_it_stays_behind_it(rated, before: str):
    candidates = rated("1", (before, 2.9), (f"乙{LONG}。", 3.0))
    assert quoted("乙多长?", candidates) == [before, f"乙{LONG}。"]


def test_a_sentence_that_speaks_of_its_own_document_leans_on_nothing(clause_of):
    clause = clause_of(
        "1",
        ("本法为建桥而定。", f"This Law is made for bridges {LONG}."),
        ("本法自五月起施行。", "This Law is in force from May."),
    )
    rated = [Candidate(clause, i, clause.sentences[i], {"wanted": 1.0}, score) for i, score in ((1, 3.0), (0, -3.0))]
    assert [c.position for c in select("since when is it in force?", rated, lang=Lang.EN)] == [1]


@pytest.mark.parametrize(
    "query", ["南京、合肥、杭州各有哪些桥?", "compare nanjing, hefei and hangzhou"], ids=["zh", "en"]
)
def test_every_place_that_is_compared_is_quoted_on(rated, query: str):
    candidates = rated(
        "1", (f"南京{LONG}。", 3.0), (f"合肥{LONG}。", 2.0), (f"杭州{LONG}。", LEAST - 1), (f"又{LONG}。", -9.0)
    )
    assert quoted(query, candidates, wide=True) == [f"南京{LONG}。", f"合肥{LONG}。", f"杭州{LONG}。"]
    assert quoted("哪些桥?", candidates, wide=True) == [f"南京{LONG}。", f"合肥{LONG}。"]


def test_a_sentence_on_another_province_than_those_asked_about_is_left_out(clause_of):
    clause = clause_of(
        "1",
        (f"发挥江苏优势{LONG}。", f"The strengths of Jiangsu {LONG}."),
        (f"发挥皖江优势{LONG}。", f"The strengths of Anhui and Jiangsu {LONG}."),
        (f"各扬所长{LONG}。", f"Each its own {LONG}."),
    )
    rated = [Candidate(clause, i, pair, {"wanted": 0.0}, 3.0 - i, 3.0 - i) for i, pair in enumerate(clause.sentences)]

    def chosen(query: str) -> list[int]:
        return [c.position for c in select(query, rated, lang=Lang.ZH, scale=2.0)]

    assert (
        chosen("江苏有什么优势?") == chosen("jiangsu的优势") == chosen("what are the strengths of jiangsu?") == [0, 2]
    )
    assert chosen("江苏和安徽有什么优势?") == [0, 1, 2]
    assert chosen("有什么优势?") == [0, 1, 2]
