"""The retrieval report: ranks, recall, chunks that stand for clauses, translations, and the figures of a group."""

import json
from pathlib import Path

import pytest

from eval.cases import Case
from eval.retrieval import compare, figures, first_place, groups, recall, table, twin_agreement
from eval.systems.langchain_tutorial import stands_for
from rag.types import Bilingual, Clause, Lang, Source, Span


def case(id: str, *gold: str, lang: Lang = Lang.EN, kind: str = "factoid") -> Case:
    return Case(id, lang, kind, f"Question {id}?", gold, (), True)


def ranking(*numbers: str) -> list[frozenset[str]]:
    return [frozenset(number.split()) for number in numbers]


@pytest.mark.parametrize(("gold", "place"), [("1", 1), ("3", 2), ("9", 10**6)], ids=["first", "in_a_chunk", "missing"])
def test_the_place_is_that_of_the_first_gold_clause(gold: str, place: int):
    assert first_place(case("a", gold), ranking("1", "2 3")) == place


def test_recall_is_the_share_of_the_gold_found():
    assert recall(case("a", "1", "2", "3", "4"), ranking("1", "4 7")) == 0.5


def test_figures_are_means_over_the_questions():
    cases = [case("a", "1"), case("b", "2"), case("c", "3", "4", kind="multi"), case("d", "9")]
    row = figures("all", cases, [ranking("1"), ranking("1", "2"), ranking("4"), ranking("1")], range(4))
    assert row.figures["hit@1"] == 0.5
    assert row.figures["hit@5"] == 0.75
    assert row.figures["MRR@10"] == pytest.approx((1 + 1 / 2 + 1 + 0) / 4)
    assert row.figures["recall@10"] == 0.5  # of the one question that needs several


def test_groups_are_all_the_languages_and_the_kinds_that_have_questions():
    cases = [case("a", "1", lang=Lang.ZH), case("b", "2"), case("c", "2", kind="multi")]
    assert groups(cases, ["multi"]) == [
        ("all", [0, 1, 2]),
        ("zh", [0]),
        ("en", [1, 2]),
        ("multi", [2]),
        ("multi en", [2]),
    ]


def test_a_comparison_shows_the_languages_beside_one_another():
    cases = [case("a", "1", lang=Lang.ZH), case("b", "2", kind="paraphrase")]
    row = compare("BM25", cases, [ranking("1"), ranking("1", "2")])[0]
    assert (row.figures["zh @1"], row.figures["en @1"], row.figures["paraphrase @5"]) == (1.0, 0.0, 1.0)
    assert "100.0" in table([row])


def test_twins_agree_where_the_first_clause_is_the_same(tmp_path: Path):
    records = [{"id": "a", "twin": "b"}, {"id": "b"}, {"id": "c", "twin": "d"}, {"id": "d", "twin": "c"}]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    cases = [case(id, "1") for id in "abcd"]
    found = twin_agreement(file, cases, [ranking("1", "2"), ranking("1", "3"), ranking("1"), ranking("2")])
    assert found == {"pairs": 2, "same first clause": 0.5, "first five shared": pytest.approx((0.2 + 0.0) / 2)}


def test_without_translations_there_is_no_agreement(tmp_path: Path):
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id": "a"}\n', encoding="utf-8")
    assert twin_agreement(file, [case("a", "1")], [ranking("1")]) == {}


@pytest.mark.parametrize(
    ("start", "end", "numbers"),
    [(0, 100, {"1"}), (40, 160, {"1", "2"}), (90, 130, {"2"}), (300, 400, set())],
    ids=["whole", "two_halves", "inside", "none"],
)
def test_a_chunk_stands_for_the_clauses_it_holds_half_of(start: int, end: int, numbers: set[str]):
    clauses = [
        Clause(f"d:{n}", "d", n, (), Bilingual(), "桥" * 100, "", (), Source((Span(at, at + 100),)))
        for n, at in (("1", 0), ("2", 100))
    ]
    assert stands_for(Span(start, end), clauses) == numbers
