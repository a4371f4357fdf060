"""Related words: synonyms and translations count, less than the word itself."""

from collections.abc import Sequence

import numpy as np
import pytest

from embeddings import FaissIndex
from rag.related import RelatedIndex, Thesaurus

VECTORS = {"motorway": (1.0, 0.0), "expressway": (0.9, 0.4359), "高速公路": (0.85, 0.5268), "bridge": (0.0, 1.0)}
ROWS = [["expressway", "toll"], ["bridge"], ["高速公路"], ["motorway", "bridge"]]


class TableEncoder:
    name, fingerprint, dim = "table", "t", 2

    def encode(self, texts: Sequence[str], *, role: str = "passage") -> np.ndarray:
        return np.array([VECTORS.get(text, (0.0, 0.0)) for text in texts], dtype=np.float32).reshape(-1, 2)


def index(rows: Sequence[Sequence[str]] = ROWS, partners: dict[str, dict[str, float]] | None = None) -> RelatedIndex:
    vocabulary = {term: term for row in rows for term in row}
    vectors = FaissIndex(2)
    vectors.add(np.arange(len(vocabulary)), TableEncoder().encode(list(vocabulary)))
    split = lambda text: {word: word for word in text.split()}  # noqa: E731
    return RelatedIndex(rows, Thesaurus(vocabulary, vectors, TableEncoder(), words=split, partners=partners or {}))


@pytest.mark.parametrize("query", ["motorway", "高速公路"], ids=["en", "zh"])
def test_a_row_with_the_word_itself_is_ahead_of_one_with_a_related_word(query: str):
    scores = index([["motorway"], ["高速公路"], ["bridge"]]).scores(query)
    assert scores[["motorway", "高速公路"].index(query)] == scores.max()
    assert 0 < sorted(scores)[1] < scores.max()
    assert scores[2] == 0


def test_what_matched_is_told_with_its_related_word():
    assert index().matched("motorway bridge", 0) == ("motorway≈expressway",)
    assert index().matched("motorway bridge", 3) == ("motorway", "bridge")
    assert index().matched("toll", 2) == ()


def test_a_mined_partner_counts_where_the_vectors_know_nothing():
    assert index().scores("收费")[0] == 0
    assert index(partners={"收费": {"toll": 0.9}}).scores("收费")[0] > 0


@pytest.mark.parametrize("query", ["", "unknown"], ids=["empty", "unknown"])
def test_nothing_related_scores_nothing(query: str):
    assert index().scores(query).tolist() == [0.0] * 4


def test_without_rows_there_are_no_scores():
    assert index([]).scores("motorway").tolist() == []


def test_what_was_read_may_be_emptied_by_another_question_meanwhile():
    class Word(str):
        """A word at whose look-up another question comes in between."""

        def __hash__(self) -> int:
            thesaurus.related("bridge")
            return super().__hash__()

    vectors = FaissIndex(2)
    vectors.add(np.arange(1), TableEncoder().encode(["motorway"]))
    split = lambda text: {word: Word(word) if "slowly" in text else word for word in text.split()}  # noqa: E731
    thesaurus = Thesaurus({"motorway": "motorway"}, vectors, TableEncoder(), words=split, partners={})
    thesaurus.related(" ".join(["motorway", *map(str, range(5000))]))
    assert thesaurus.related("motorway slowly")["motorway"] == {"motorway": 1.0}
