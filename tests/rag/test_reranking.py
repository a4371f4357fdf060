"""A reranker over the retriever's hits: order, scores, what is read of a hit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag import Pipeline, Settings
from rag.__main__ import main
from rag.reranking import RERANKED, RERANKER, RerankingRetriever
from rag.types import Bilingual, ChannelScore, Clause, Hit, SentencePair, Span
from tests.tiny_cross_encoder import save_cross_encoder

EARLIER = {"lexical clause": ChannelScore(1, 2.0)}


class Fixed:
    """A retriever with the same hits for every query; it remembers what it was asked."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = list(hits)
        self.asked: list[tuple[str, int, Sequence[str] | None]] = []

    def search(self, query: str, *, k: int = 10, documents: Sequence[str] | None = None) -> list[Hit]:
        self.asked.append((query, k, documents))
        return self._hits[:k]


class Scripted:
    """A reranker that gives the texts the scores written down, 0 to all others; it remembers what it read."""

    name = "scripted"

    def __init__(self, scores: Mapping[str, float] | None = None) -> None:
        self._scores = scores or {}
        self.read: list[str] = []

    def score(self, query: str, texts: Sequence[str]) -> np.ndarray:
        self.read += texts
        return np.array([self._scores.get(text, 0.0) for text in texts], dtype=np.float32)


@pytest.fixture
def hits(clause_of: Callable[..., Clause]) -> list[Hit]:
    """More hits than are read again: "桥0。" with score 100, "桥1。" with 99, …"""
    clauses = [clause_of(str(i), (f"桥{i}。", f"Bridge {i}.")) for i in range(RERANKED + 5)]
    return [Hit(clause, 100.0 - i, clause.sentences[0], EARLIER) for i, clause in enumerate(clauses)]


def numbers(hits: Sequence[Hit]) -> list[str]:
    return [hit.clause.number for hit in hits]


def test_the_hits_come_in_the_reranker_s_order_and_equal_ones_in_the_old(hits: list[Hit]) -> None:
    found = RerankingRetriever(Fixed(hits), Scripted({"桥3。": 2.0, "桥1。": 1.0, "桥0。": -1.0})).search(
        "哪座桥", k=RERANKED
    )
    assert numbers(found) == ["3", "1", "2", *map(str, range(4, RERANKED)), "0"]


def test_the_scores_stay_at_their_places(hits: list[Hit]) -> None:
    found = RerankingRetriever(Fixed(hits), Scripted({"桥3。": 2.0})).search("哪座桥", k=5)
    assert [hit.score for hit in found] == [100.0, 99.0, 98.0, 97.0, 96.0]


def test_the_reranker_is_one_more_channel_with_its_rank_and_score(hits: list[Hit]) -> None:
    first, second = RerankingRetriever(Fixed(hits), Scripted({"桥3。": 2.5})).search("哪座桥", k=2)
    assert first.channels == EARLIER | {RERANKER: ChannelScore(1, 2.5)}
    assert second.channels == EARLIER | {RERANKER: ChannelScore(2, 0.0)}


def test_a_hit_far_behind_comes_among_a_few(hits: list[Hit]) -> None:
    found = RerankingRetriever(Fixed(hits), Scripted({f"桥{RERANKED - 1}。": 1.0})).search("哪座桥", k=1)
    assert numbers(found) == [str(RERANKED - 1)]


def test_hits_behind_those_that_are_read_stay_as_they_were(hits: list[Hit]) -> None:
    reranker = Scripted({"桥3。": 2.0, f"桥{RERANKED}。": 9.0})
    found = RerankingRetriever(Fixed(hits), reranker).search("哪座桥", k=RERANKED + 3)
    assert len(found) == RERANKED + 3
    assert found[RERANKED:] == hits[RERANKED : RERANKED + 3]
    assert len(reranker.read) == RERANKED


@pytest.mark.parametrize("k", [0, 1, 30])
def test_an_empty_index_has_no_hits(k: int) -> None:
    assert RerankingRetriever(Fixed([]), Scripted()).search("bridge", k=k) == []


def test_no_hits_are_wanted_and_none_are_read(hits: list[Hit]) -> None:
    reranker = Scripted()
    assert RerankingRetriever(Fixed(hits), reranker).search("bridge", k=0) == []
    assert reranker.read == []


def test_the_documents_limit_the_search(hits: list[Hit]) -> None:
    retriever = Fixed(hits)
    RerankingRetriever(retriever, Scripted()).search("bridge", k=3, documents=["e"])
    assert retriever.asked == [("bridge", RERANKED, ["e"])]


ZH = SentencePair("长三里。", "", Span(0, 4), None)
BOTH = SentencePair("长三里。", "It is long.", Span(0, 4), Span(0, 11))
TITLE = SentencePair("石桥", "Stone bridge", Span(0, 2), Span(0, 12), is_title=True)


@pytest.mark.parametrize(
    ("query", "sentence", "read"),
    [
        pytest.param("桥有多长", BOTH, "石桥 长三里。", id="zh"),
        pytest.param("how long is it", BOTH, "Stone bridge It is long.", id="en"),
        pytest.param("bridge 有多长呢", BOTH, "石桥 长三里。", id="mixed-mostly-zh"),
        pytest.param("how long is the 石桥", BOTH, "Stone bridge It is long.", id="mixed-mostly-en"),
        pytest.param("how long is it", ZH, "石桥 长三里。", id="en-untranslated"),
        pytest.param("how long is it", TITLE, "Stone bridge", id="title-once"),
        pytest.param("how long is it", None, "Stone bridge It is long.", id="no-sentence"),
    ],
)
def test_the_best_sentence_is_read_behind_its_title_in_the_query_s_language(
    clause_of: Callable[..., Clause], query: str, sentence: SentencePair | None, read: str
) -> None:
    clause = clause_of("1", ("石桥", "Stone bridge"), ("长三里。", "It is long."), title=1)
    assert clause.title == Bilingual("石桥", "Stone bridge")
    reranker = Scripted()
    RerankingRetriever(Fixed([Hit(clause, 1.0, sentence)]), reranker).search(query)
    assert reranker.read == [read]


def test_a_clause_of_one_language_is_read_in_it(clause_of: Callable[..., Clause]) -> None:
    clause = replace(clause_of("1", ("长三里。", "It is long.")), en="")
    reranker = Scripted()
    RerankingRetriever(Fixed([Hit(clause, 1.0)]), reranker).search("how long is it")
    assert reranker.read == ["长三里。"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_cross_encoder(tmp_path_factory.mktemp("模型") / "cross")


def test_a_pipeline_orders_by_the_reranker_of_its_settings(folder: Path, bridges_file: Path, cache_dir: Path) -> None:
    settings = Settings(documents=(bridges_file,), reranker=str(folder), cache_dir=cache_dir)
    answer = Pipeline.load(settings).ask("每座石桥有多长？")
    by_reranker = [hit.channels[RERANKER].score for hit in answer.hits]
    assert len(by_reranker) == 3
    assert by_reranker == sorted(by_reranker, reverse=True)
    assert answer.provenance is not None
    assert answer.provenance.settings["reranker"] == str(folder)


def test_search_explained_shows_the_reranker(
    folder: Path, bridges_file: Path, cache_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--document", str(bridges_file), "--cache-dir", str(cache_dir)]
    assert main(["search", "stone bridge", "--explain", "--reranker", str(folder), *where]) == 0
    assert "reranker             rank 1    score " in capsys.readouterr().out


def test_a_reranker_that_cannot_be_loaded_is_an_error_with_its_remedy(
    bridges_file: Path, cache_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--document", str(bridges_file), "--cache-dir", str(cache_dir)]
    assert main(["search", "stone bridge", "--reranker", "./no/such", *where]) == 2
    assert "no model folder ./no/such" in capsys.readouterr().err
