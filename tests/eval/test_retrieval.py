"""The retrieval report: ranks, recall, chunks that stand for clauses, translations, and the figures of a group."""

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from eval import retrieval
from eval.cases import Case
from eval.errors import DatasetError
from eval.retrieval_figures import compare, figures, first_place, groups, recall, table, twin_agreement
from eval.systems import Loaded
from eval.systems.langchain_tutorial import stands_for
from rag.types import Bilingual, Clause, Lang, Source, Span


def case(id: str, *gold: str, lang: Lang = Lang.EN, kind: str = "factoid", twin: str = "") -> Case:
    return Case(id, lang, kind, f"Question {id}?", gold, (), True, twin=twin)


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
    assert "100.0" in table("compared", [row]).text()


def test_twins_agree_where_the_first_clause_is_the_same():
    twins = {"a": "b", "c": "d", "d": "c"}
    cases = [case(id, "1", twin=twins.get(id, "")) for id in "abcd"]
    found = twin_agreement(cases, [ranking("1", "2"), ranking("1", "3"), ranking("1"), ranking("2")])
    assert found == {"pairs": 2, "same first clause": 0.5, "first five shared": pytest.approx((0.2 + 0.0) / 2)}


def test_twins_that_both_find_nothing_agree_in_nothing():
    cases = [case("a", "1", twin="b"), case("b", "1")]
    assert twin_agreement(cases, [[], []])["same first clause"] == 0


def test_without_translations_there_is_no_agreement():
    assert twin_agreement([case("a", "1")], [ranking("1")]) == {}


def run(dataset: Path, *words: str, load) -> retrieval.Findings:
    parser = ArgumentParser()
    retrieval.add_arguments(parser)
    return retrieval.main(parser.parse_args(["--dataset", str(dataset), *words]), load=load)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A configuration whose system is not the product, so that its parts are not measured."""
    path = tmp_path / "other.toml"
    path.write_text('system = "txtai"', encoding="utf-8")
    return path


def test_configurations_are_compared_side_by_side(dataset, tram, tmp_path, other):
    (tmp_path / "late.toml").write_text('system = "txtai"', encoding="utf-8")
    late = tram.pipeline(lambda _: tram.reply("", ranked=[tram.children, tram.fare, tram.last]))
    systems = {"other": tram.pipeline(), "late": late}
    words = ["--config", str(other), "--config", str(tmp_path / "late.toml"), "--misses"]
    found = run(dataset, *words, load=lambda config, _: Loaded(systems[config.name]))
    compared = {row["name"]: row["figures"] for row in found.record()["tables"]["compared"]}
    assert (compared["other"]["hit@1"], compared["late"]["hit@1"]) == (1, 0)
    assert compared["late"]["MRR@10"] == pytest.approx((2 / 2 + 2 / 3) / 4)  # the fare second, the last tram third
    assert found.listing == ""  # the first system misses nothing


def test_follow_ups_are_measured_with_and_without_their_history(dataset, tram, other):
    text = dataset.read_text(encoding="utf-8").splitlines()[0]
    history = [{"role": "user", "content": "When is the last tram?"}, {"role": "assistant", "content": "At 11."}]
    row = json.loads(text) | {"kind": "followup", "question": "And the fare?", "history": history}
    dataset.write_text(json.dumps(row), encoding="utf-8")

    def reply(question: str):
        ranked = [tram.last, tram.fare] if question == "When is the last tram? And the fare?" else [tram.fare]
        return tram.reply("2 yuan", ranked=ranked)

    found = run(dataset, "--config", str(other), load=lambda *_: Loaded(tram.pipeline(reply)))
    rows = {row["name"]: row["figures"]["hit@1"] for row in found.record()["tables"]["follow-ups"]}
    assert rows == {"as asked, by the rules": 1, "the question alone": 1, "the question before put ahead": 0}


def test_a_dataset_without_gold_is_an_error(tmp_path, other, tram):
    path = tmp_path / "q.csv"
    path.write_text("question\nWhat is the fare?\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="fill “gold”"):
        run(path, "--config", str(other), load=lambda *_: Loaded(tram.pipeline()))


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
