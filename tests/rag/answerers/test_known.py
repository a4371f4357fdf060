"""Known questions tell which sentences, and which clauses together, answer a question like them."""

from collections.abc import Callable

import numpy as np
import pytest

from embeddings import FaissIndex
from rag.answerers.known import KnownQuestions
from rag.index import Row
from rag.retriever import QUESTIONS, Channel
from rag.types import Clause

LONG, WIDE, BOTH = "how long", "how wide", "how large"
VECTORS = {LONG: (1.0, 0.0), WIDE: (0.0, 1.0), BOTH: (0.8, 0.6)}


class TableEncoder:
    """Vectors from a table."""

    name, fingerprint, dim = "table", "table", 2

    def encode(self, texts, *, role="passage"):
        return np.array([VECTORS[text] for text in texts], dtype=np.float32)


@pytest.fixture
def clauses(clause_of: Callable[..., Clause]) -> list[Clause]:
    return [clause_of(str(n), ("桥。", "A bridge."), ("又一桥。", "One more.")) for n in (1, 2)]


@pytest.fixture
def known(clauses: list[Clause]) -> KnownQuestions:
    rows = [Row(0, None, LONG, (1,)), Row(1, None, WIDE, (0,)), Row(0, None, BOTH, (0,)), Row(1, None, BOTH, (1,))]
    index = FaissIndex(2)
    index.add(np.arange(len(rows), dtype=np.int64), TableEncoder().encode([row.text for row in rows]))
    found = KnownQuestions.of(clauses, [Channel(QUESTIONS, rows, index, TableEncoder())])
    assert found
    return found


def test_a_sentence_counts_by_the_nearest_question_that_it_answers(known: KnownQuestions, clauses: list[Clause]):
    one, two = (clause.id for clause in clauses)
    found = known.likeness(LONG, clauses)
    assert {key: round(value, 2) for key, value in found.items()} == {
        (one, 1): 1.0,
        (one, 0): 0.8,
        (two, 1): 0.8,
        (two, 0): 0.0,
    }


def test_clauses_count_by_the_nearest_question_that_both_answer(known: KnownQuestions, clauses: list[Clause]):
    one, two = (clause.id for clause in clauses)
    assert known.together(LONG, clauses[0]) == {one: pytest.approx(1.0, abs=0.01), two: pytest.approx(0.8, abs=0.01)}
    assert known.together(WIDE, clauses[0]) == {one: pytest.approx(0.6, abs=0.01), two: pytest.approx(0.6, abs=0.01)}


def test_questions_that_tell_no_sentence_say_nothing(clauses: list[Clause]):
    index = FaissIndex(2)
    index.add(np.arange(1, dtype=np.int64), TableEncoder().encode([LONG]))
    assert KnownQuestions.of(clauses, [Channel(QUESTIONS, [Row(0, None, LONG)], index, TableEncoder())]) is None
