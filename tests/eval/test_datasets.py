"""The committed datasets agree with the bundled document as it is parsed, and with each other."""

import json
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

import rag.parsing
from eval.cases import DEFAULT_DATASET, load_cases
from eval.loaders import load_dataset
from eval.metrics.matching import squash
from eval.retrieval import follow_ups, rank, rankings_of
from eval.systems import Loaded
from eval.trials import corpus_of
from rag.parsing import parse
from rag.text import compact
from rag.types import Lang

YLZ = DEFAULT_DATASET.parent
CORPUS = Path(rag.parsing.__file__).parents[1] / "corpus" / "ylz"
DATASETS = sorted(path for path in YLZ.glob("*.jsonl"))
OURS = [path for path in DATASETS if path.name not in ("dev.jsonl", "validation.jsonl")]
NEAR_COPY = 85  # rapidfuzz ratio of 0..100 above which two questions count as the same


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def questions(path):
    """The questions without case, script, white space or punctuation, which make no question another one."""
    return ["".join(filter(str.isalnum, compact(row["question"]))) for row in rows(path)]


@pytest.fixture(scope="module")
def corpus():
    return corpus_of(parse((CORPUS / "source.txt").read_text(encoding="utf-8"), id="ylz").clauses)


@pytest.mark.parametrize("path", DATASETS, ids=lambda path: path.stem)
def test_every_dataset_loads_and_names_only_clauses_of_the_document(corpus, path):
    unknown = [(case.id, number) for case in load_cases(path) for number in case.gold if number not in corpus]
    assert unknown == []


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("path", DATASETS, ids=lambda path: path.stem)
def test_every_evidence_span_stands_in_a_gold_clause(corpus, path, lang):
    for case in load_cases(path):
        gold = [squash(corpus[number][lang]) for number in case.gold]
        for span in case.evidence_zh if lang is Lang.ZH else case.evidence_en:
            assert any(squash(span) in text for text in gold), f"{case.id}: {span}"


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_no_question_is_a_near_copy_of_one_from_another_file_or_its_own(path):
    own = questions(path)
    earlier = [question for other in DATASETS if other != path for question in questions(other)]
    asked = earlier + questions(CORPUS / "questions.jsonl")
    ratios = process.cdist(own, asked + own, scorer=fuzz.ratio, score_cutoff=NEAR_COPY + 1e-6)
    for number, row in enumerate(ratios):
        row[len(asked) + number] = 0
        assert row.max() == 0, f"{own[number]!r} is a near copy of {(asked + own)[row.argmax()]!r}"


def test_four_near_misses_in_each_language_are_written_from_every_clause(corpus):
    written = [(row["near"], row["lang"]) for row in rows(YLZ / "near_misses.jsonl")]
    assert {near for near, _ in written} == set(corpus)
    assert [key for number in corpus for lang in Lang if written.count(key := (number, lang)) < 4] == []


def test_every_near_miss_is_a_question_that_the_document_does_not_answer():
    wrong = [case.id for case in load_cases(YLZ / "near_misses.jsonl") if case.refusal_kind != "near_miss"]
    assert wrong == []


def test_every_refusal_names_its_part_and_is_of_another_document_or_off_the_topic():
    wrong = [
        row["id"]
        for row in rows(YLZ / "refusals.jsonl")
        if row["part"] not in ("train", "validation") or row["refusal_kind"] not in ("other_document", "off_topic")
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["test", "validation_more"])
def test_every_fact_of_our_questions_has_a_wording_that_stands_in_the_gold_clauses(corpus, name):
    for case in load_cases(YLZ / f"{name}.jsonl"):
        gold = squash(" ".join(corpus[number][case.lang] for number in case.gold))
        for fact in case.must_have:
            assert any(squash(wording) in gold for wording in fact), f"{case.id}: {fact}"


def test_every_answerable_test_question_has_evidence_in_its_own_language_and_a_fact_to_find():
    for case in load_cases(YLZ / "test.jsonl"):
        evidence = case.evidence_zh if case.lang is Lang.ZH else case.evidence_en
        assert bool(evidence) == bool(case.must_have) == case.answerable, case.id


def test_twins_name_each_other_ask_in_different_languages_and_share_kind_and_gold():
    by_id = {row["id"]: row for row in rows(YLZ / "test.jsonl")}
    paired = [row for row in by_id.values() if "twin" in row]
    assert len(paired) >= 110
    for row in paired:
        other = by_id[row["twin"]]
        assert other["twin"] == row["id"]
        assert other["lang"] != row["lang"]
        assert (other["kind"], sorted(other["gold"])) == (row["kind"], sorted(row["gold"])), row["id"]


@pytest.mark.parametrize(
    ("kind", "least"),
    {"multi": 40, "paraphrase": 80, "followup": 24, "injection": 12, "unanswerable": 180, "cross": 12}.items(),
)
def test_the_test_questions_hold_enough_of_each_kind_in_both_languages(kind, least):
    langs = [case.lang for case in load_cases(YLZ / "test.jsonl") if case.kind == kind]
    assert len(langs) >= least
    assert min(langs.count(lang) for lang in Lang) >= least // 3


def test_the_test_questions_ask_about_every_clause(corpus):
    assert {number for case in load_cases(YLZ / "test.jsonl") for number in case.gold} == set(corpus)


def test_more_questions_for_validation_keep_away_from_the_test_sections():
    sections = json.loads((YLZ / "split.json").read_text(encoding="utf-8"))["test"]
    cases = load_cases(YLZ / "validation_more.jsonl")
    assert {case.kind for case in cases} == {"multi", "followup", "injection"}
    assert [case.id for case in cases for number in case.gold if number.rpartition(".")[0] in sections] == []


def test_near_misses_of_the_test_questions_come_from_sections_that_nothing_learned_sees():
    sections = json.loads((YLZ / "split.json").read_text(encoding="utf-8"))["test"]
    near = [row["near"] for row in rows(YLZ / "test.jsonl") if row.get("refusal_kind") == "near_miss"]
    assert len(near) >= 60
    assert [number for number in near if number.rpartition(".")[0] not in sections] == []


def test_the_datasheet_gives_the_sizes_of_the_files():
    sheet = (YLZ / "DATASHEET.md").read_text(encoding="utf-8")
    header, sizes = (
        next(line for line in sheet.splitlines() if line.startswith(start)) for start in ("| kind", "| all")
    )
    for name, cell in zip(header.split("|")[2:-1], sizes.split("|")[2:-1], strict=True):
        langs = [row["lang"] for row in rows(YLZ / f"{name.strip()}.jsonl")]
        assert cell.strip() == f"{langs.count('zh')} + {langs.count('en')}", name


def test_the_datasheet_and_the_notes_leave_no_file_out():
    sheet = (YLZ / "DATASHEET.md").read_text(encoding="utf-8")
    header = next(line for line in sheet.splitlines() if line.startswith("| kind")).split("|")[2:-1]
    assert {name.strip() for name in header} == {path.stem for path in DATASETS}
    assert all(f"| `{path.name}` |" in sheet for path in DATASETS)
    fitted = {path.stem for path in DATASETS if load_dataset(path).note}
    assert fitted == {path.stem for path in DATASETS} - {"dev", "test", "twins"}


def test_the_rules_of_follow_ups_find_more_than_no_rule(pipeline):
    dataset = load_dataset(YLZ / "followups.jsonl")
    loaded = Loaded(pipeline)
    rows = follow_ups(loaded, dataset.cases, rankings_of(rank(loaded, dataset.cases)))
    rules, alone, joined = (row.figures["hit@1"] for row in rows)
    assert rules >= max(0.95, joined)
    assert rules > alone


def test_no_double_question_is_about_a_test_section(corpus):
    """What is fitted with them may not have seen those sections."""
    folder = DEFAULT_DATASET.parent
    test = set(json.loads((folder / "split.json").read_text(encoding="utf-8"))["test"])
    cases = load_cases(folder / "multi.jsonl")
    assert all(number in corpus for case in cases for number in case.gold)
    assert [c.id for c in cases if any(number.rpartition(".")[0] in test for number in c.gold)] == []


def test_every_fact_of_a_double_question_stands_in_a_gold_clause(corpus):
    for case in load_cases(DEFAULT_DATASET.with_name("multi.jsonl")):
        text = "".join(squash(corpus[number][case.lang]) for number in case.gold)
        assert all(any(squash(wording) in text for wording in fact) for fact in case.must_have), case.id
