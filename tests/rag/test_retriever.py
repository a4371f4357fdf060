"""Fused retrieval: channels, weights, ranks, the best sentence, the filter by document."""

from collections.abc import Sequence

import numpy as np
import pytest

from embeddings import FaissIndex
from rag.index import Row
from rag.lexical import LexicalIndex
from rag.ranking import CANDIDATES, RankingModel
from rag.retriever import RANKING, Channel, HybridRetriever


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
    return HybridRetriever(clauses, channels(clauses), WordEncoder(), model=RankingModel(weights, weights))


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
    assert set(hit.channels) == {*WEIGHTS, RANKING}
    assert hit.channels["lexical clause"].rank == 1
    assert hit.channels["lexical clause"].terms == ("wooden", "wide")
    assert hit.channels["vector sentence"].terms == ()


def test_a_channel_without_weight_has_no_say(clauses):
    alone = retriever(clauses, weights={"lexical clause": 1.0}).search("wooden")
    assert [hit.score for hit in alone] == pytest.approx(
        [
            hit.score
            for hit in retriever(clauses, weights={"lexical clause": 1.0, "vector sentence": 0.0}).search("wooden")
        ]
    )


def test_the_ranking_tells_what_moved_a_clause_most(clauses):
    best = retriever(clauses, weights={"lexical clause": 1.0, "lexical sentence": 0.1}).search("wooden")[0]
    told = best.channels[RANKING]
    assert (told.rank, told.score) == (1, best.score)
    assert told.terms[0].startswith("lexical clause +")


def test_the_last_weights_rank_the_candidates_by_what_they_hold(clauses):
    model = RankingModel({"lexical clause": 1.0}, {"held by clause": 1.0})
    hits = HybridRetriever(clauses, channels(clauses), WordEncoder(), model=model).search("wooden bridge wide")
    assert ids(hits)[0] == "d:2"
    assert hits[0].score == pytest.approx(1.0)  # all the words that any clause holds
    assert 0.0 < hits[1].score < 1.0


def test_clauses_past_the_candidates_never_score_above_them(clause_of):
    many = [clause_of(str(i), (f"桥{i}。", f"Bridge number{i} {'long ' * (i % 3)}")) for i in range(1, CANDIDATES + 6)]
    rows = [Row(i, None, clause.en) for i, clause in enumerate(many)]
    channel = Channel("lexical clause", rows, LexicalIndex([row.text for row in rows], tokenise=cut))
    model = RankingModel({"lexical clause": 1.0}, {"lexical clause": -1.0, "held by clause": 1.0})
    hits = HybridRetriever(many, [channel], WordEncoder(), model=model).search("long bridge", k=CANDIDATES + 5)
    assert len(hits) == CANDIDATES + 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_known_questions_are_told_and_weigh_by_language(clauses):
    rows = [Row(0, None, "桥 多高"), Row(1, None, "how wide road"), Row(2, None, "road")]
    vectors = FaissIndex(3)
    vectors.add(np.arange(3), WordEncoder().encode([row.text for row in rows]))
    channel = Channel("vector question", rows, vectors)
    model = RankingModel({"questions en": 1.0}, {"questions en": 1.0})
    hits = HybridRetriever(clauses, [channel], WordEncoder(), model=model).search("road wide 桥")
    assert hits[0].clause.id == "d:2"
    assert hits[0].channels["vector question"].terms == ("how wide road",)


def test_a_query_that_matches_nothing_keeps_the_document_s_order(clauses):
    hits = retriever(clauses, weights={"lexical clause": 1.0}).search("unknown")
    assert ids(hits) == ["d:1", "d:2", "e:1"]
    assert [hit.score for hit in hits] == [0.0, 0.0, 0.0]
