"""The committed datasets agree with the bundled document as it is parsed."""

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
