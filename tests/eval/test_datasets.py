"""The committed datasets agree with the bundled document as it is parsed."""

import json
from pathlib import Path

import pytest

import rag.parsing
from eval.cases import DEFAULT_DATASET, load_cases
from eval.metrics.matching import squash
from eval.trials import corpus_of
from rag.parsing import parse
from rag.types import Lang

SOURCE = Path(rag.parsing.__file__).parents[1] / "corpus" / "ylz" / "source.txt"


@pytest.fixture(scope="module")
def corpus():
    return corpus_of(parse(SOURCE.read_text(encoding="utf-8"), id="ylz").clauses)


def test_every_gold_number_is_a_clause(corpus):
    unknown = [
        (case.id, number) for case in load_cases(DEFAULT_DATASET) for number in case.gold if number not in corpus
    ]
    assert unknown == []


@pytest.mark.parametrize("lang", list(Lang))
def test_every_evidence_span_stands_in_a_gold_clause(corpus, lang):
    for case in load_cases(DEFAULT_DATASET):
        gold = [squash(corpus[number][lang]) for number in case.gold]
        for span in case.evidence_zh if lang is Lang.ZH else case.evidence_en:
            assert any(squash(span) in text for text in gold), f"{case.id}: {span}"


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
