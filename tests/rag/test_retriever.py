"""Fused retrieval: channels, weights, ranks, the best sentence, the filter by document."""

from collections.abc import Sequence

import numpy as np
import pytest

from embeddings import FaissIndex
from rag.index import Row
from rag.lexical import LexicalIndex
from rag.retriever import Channel, HybridRetriever, z_scores


class WordEncoder:
    """One axis a known word; a text is the sum of its words, brought to unit length."""

    name, fingerprint, dim = "words", "w", 3
    words = ("桥", "road", "wide")

    def encode(self, texts: Sequence[str], *, role: str = "passage") -> np.ndarray:
        rows = np.array([[float(word in text) for word in self.words] for text in texts], dtype=np.float32)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@pytest.fixture
def clauses(clause_of):
    return [
        clause_of("1", ("石桥。", "Stone bridge."), ("很长。", "It is long.")),
        clause_of("2", ("木桥。", "Wooden bridge."), ("很宽。", "It is wide.")),
        clause_of("1", ("路。", "Road."), document="e"),
    ]


def cut(text: str) -> list[str]:
    return text.lower().replace(".", " ").replace("。", " ").split()


def channels(clauses) -> list[Channel]:
    """A lexical channel over clauses, one over sentences, and a vector channel over sentences."""
    whole = [Row(i, None, f"{clause.zh} {clause.en}") for i, clause in enumerate(clauses)]
    parts = [
        Row(i, j, f"{pair.zh} {pair.en}") for i, clause in enumerate(clauses) for j, pair in enumerate(clause.sentences)
    ]
    vectors = FaissIndex(3)
    vectors.add(np.arange(len(parts)), WordEncoder().encode([row.text.lower() for row in parts]))
    return [
        Channel("lexical clause", whole, LexicalIndex([row.text for row in whole], tokenise=cut)),
        Channel("lexical sentence", parts, LexicalIndex([row.text for row in parts], tokenise=cut)),
        Channel("vector sentence", parts, vectors),
    ]


WEIGHTS = {"lexical clause": 1.0, "lexical sentence": 1.0, "vector sentence": 1.0}


def retriever(clauses, *, weights=WEIGHTS) -> HybridRetriever:
    return HybridRetriever(clauses, channels(clauses), WordEncoder(), weights=weights)


def ids(hits) -> list[str]:
    return [hit.clause.id for hit in hits]


@pytest.mark.parametrize(
    ("query", "best"), [("wooden", "d:2"), ("石桥", "d:1"), ("路 road", "e:1")], ids=["en", "zh", "mixed"]
)
def test_the_clause_that_holds_the_words_comes_first(clauses, query: str, best: str):
    assert ids(retriever(clauses).search(query))[0] == best


def test_every_clause_is_hit_once_best_first(clauses):
    hits = retriever(clauses).search("wide bridge")
    assert sorted(ids(hits)) == ["d:1", "d:2", "e:1"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("k", [1, 2])
def test_no_more_than_k_come_back(clauses, k: int):
    assert len(retriever(clauses).search("bridge", k=k)) == k


def test_documents_limit_the_search(clauses):
    assert ids(retriever(clauses).search("bridge", documents=["e"])) == ["e:1"]
    assert retriever(clauses).search("bridge", documents=[]) == []


def test_the_best_sentence_is_the_one_that_answers(clauses):
    hit = retriever(clauses).search("wide")[0]
    assert hit.clause.id == "d:2"
    assert hit.sentence is not None
    assert hit.sentence.en == "It is wide."


def test_every_channel_gives_its_rank_and_its_matched_terms(clauses):
    hit = retriever(clauses).search("wooden wide")[0]
    assert set(hit.channels) == set(WEIGHTS)
    assert hit.channels["lexical clause"].rank == 1
    assert hit.channels["lexical clause"].terms == ("wooden", "wide")
    assert hit.channels["vector sentence"].terms == ()


def test_a_channel_without_weight_has_no_say(clauses):
    hits = retriever(clauses, weights={"lexical clause": 1.0, "vector sentence": 0.0}).search("wooden")
    assert set(hits[0].channels) == {"lexical clause"}


def test_a_query_that_matches_nothing_keeps_the_document_s_order(clauses):
    hits = retriever(clauses, weights={"lexical clause": 1.0}).search("unknown")
    assert ids(hits) == ["d:1", "d:2", "e:1"]
    assert [hit.score for hit in hits] == [0.0, 0.0, 0.0]


def test_z_scores_are_deviations_from_the_mean():
    # mean 2, deviation sqrt((1 + 1 + 0 + 0) / 4) = 0.7071
    assert z_scores(np.array([1.0, 3.0, 2.0, 2.0])).tolist() == pytest.approx([-1.41421, 1.41421, 0, 0], abs=1e-4)


def test_equal_scores_have_no_deviation():
    assert z_scores(np.array([2.0, 2.0])).tolist() == [0.0, 0.0]


def test_a_clause_far_ahead_keeps_its_lead():
    near, far = z_scores(np.array([3.0, 2.0, 1.0])), z_scores(np.array([30.0, 2.0, 1.0]))
    assert far[0] / (far[1] - far[2]) > near[0] / (near[1] - near[2])
