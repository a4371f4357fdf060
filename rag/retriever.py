"""Hybrid retrieval: lexical, related-word and vector channels over clauses and sentences, ranked by learned weights.

Every channel scores clauses (a sentence channel by its best sentence). Scores of different kinds are made comparable
as z-scores over the channel's best clauses and summed; a sum of normalised scores keeps how far ahead a clause is,
which ranks alone (reciprocal rank fusion) forget. The best clauses of that sum are ranked again with features that
need a look at the clause itself (`rag.ranking`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings import Encoder, VectorIndex
from rag.classifier import QuestionClassifier, SentenceClassifier
from rag.index import Row
from rag.lexical import LexicalIndex
from rag.ranking import (
    CANDIDATES,
    CLASSIFIED,
    WITH,
    WITHOUT,
    RankingModel,
    best_by_owner,
    contributions,
    load_model,
    weighted,
    z_scores,
)
from rag.related import RelatedIndex
from rag.text import HAN
from rag.types import ChannelScore, Clause, Hit, SentencePair

TermIndex = LexicalIndex | RelatedIndex | QuestionClassifier | SentenceClassifier  # what scores every row for a query
QUESTIONS = "vector question"
CLASSIFIER, SENTENCE_CLASSIFIER = "classifier clause", "classifier sentence"
UNANSWERED = "vector unanswered"  # near misses: it has no weight in the ranking, and a say in `rag.answerability`
ELSEWHERE = "vector elsewhere"  # questions about other things: it has a say there alone
RANKING = "ranking"  # the name under which a hit's `channels` tell what the ranking said of it
_HELD = {"lexical clause", "lexical sentence", "lexical heading"}  # whose share of the question is a feature
_ROWS = 4096  # rows a vector channel is asked for
_SEVERAL = 3  # known questions whose mean says more than the best one alone (hit@1 of the channel 67 against 60 %)
_IS_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel: its rows and the index over them; row i of the index is `rows[i]`.

    encoder  what made an index of vectors, where it is not the retriever's own
    """

    name: str
    rows: Sequence[Row]
    index: TermIndex | VectorIndex
    encoder: Encoder | None = None


@dataclass(frozen=True, slots=True)
class _Scored:
    """A channel's word on every clause.

    scores  # (clauses,) float32, the channel's floor for a clause it did not reach
    rows    # (clauses,) int64, the best row of each clause, -1 for none
    """

    channel: Channel
    scores: np.ndarray
    rows: np.ndarray


@dataclass(frozen=True, slots=True)
class Found:
    """What the channels found for a query.

    features    name -> (clauses,) float; the shares of the question that a clause holds are 0 but for the candidates
    candidates  the best clauses by the first weights, best first
    rest        all others of the allowed documents, best first
    """

    scored: Sequence[_Scored]
    features: dict[str, np.ndarray]
    candidates: np.ndarray
    rest: np.ndarray


class HybridRetriever:
    """The product's `Retriever`."""

    def __init__(
        self,
        clauses: Sequence[Clause],
        channels: Sequence[Channel],
        encoder: Encoder,
        *,
        model: RankingModel | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        """`model` in place of the fitted one for what the channels are; `weights`: those in it that differ."""
        channels = [channel for channel in channels if channel.name != ELSEWHERE]  # it knows no clause
        self._clauses = clauses
        self._channels = channels
        self._encoder = encoder
        fitted = model or load_model(model_for(channel.name for channel in channels))
        self.model = fitted.altered(weights or {})
        self._owners = {c.name: np.array([row.clause for row in c.rows], dtype=np.int64) for c in channels}
        self._chinese = {c.name: _chinese(c.rows) for c in channels if c.name == QUESTIONS}
        self._held = {c.name: _rows_by_clause(c.rows, len(clauses)) for c in channels if c.name in _HELD}

    def search(self, query: str, *, k: int = 10, documents: Sequence[str] | None = None) -> list[Hit]:
        """The k best clauses for a normalised query, best first, one hit a clause; ties go to the earlier clause."""
        found = self.find(query, documents=documents)
        order, scores = self._order(found, k)
        return [self._hit(i, rank, float(scores[i]), query, found) for rank, i in enumerate(order, 1)]

    def find(self, query: str, *, documents: Sequence[str] | None = None) -> Found:
        """What every channel found, the best clauses by the first weights, and all their features."""
        encoders = {e.fingerprint: e for e in (self._encoder, *(c.encoder for c in self._channels if c.encoder))}
        vectors = {name: encoder.encode([query], role="query") for name, encoder in encoders.items()}
        return self._find(query, vectors, documents)

    def _order(self, found: Found, k: int) -> tuple[list[int], np.ndarray]:
        """The k best clauses by the last weights, best first, and the scores of all."""
        scores = weighted(found.features, self.model.last, len(self._clauses))
        first = found.candidates[np.argsort(-scores[found.candidates], kind="stable")]
        order = [int(i) for i in (*first, *found.rest)][:k]
        return order, _descending(scores, order)

    def _find(self, query: str, vectors: Mapping[str, np.ndarray], documents: Sequence[str] | None) -> Found:
        """`vectors`: fingerprint of an encoder -> the query's vector (1, d) by it."""
        scored, features = [], {}
        for channel in self._channels:
            rows, values = self._row_scores(channel, query, vectors[(channel.encoder or self._encoder).fingerprint])
            scored.append(self._score(channel, rows, values))
            features[channel.name] = z_scores(scored[-1].scores)
            if channel.name == QUESTIONS:
                features |= self._several(channel, rows, values)
        fused = weighted(features, self.model.first, len(self._clauses))
        order = np.argsort(-fused, kind="stable")
        if documents is not None:
            order = order[[self._clauses[i].document in documents for i in order]]
        candidates, rest = order[:CANDIDATES], order[CANDIDATES:]
        return Found(scored, features | self._shares(query, candidates), candidates, rest)

    def _row_scores(self, channel: Channel, query: str, vector: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rows that a channel reached, and their scores."""
        if isinstance(channel.index, TermIndex):
            values = channel.index.scores(query)
            return np.arange(len(values)), values
        found, ids = channel.index.search(vector, min(_ROWS, len(channel.rows)))
        rows = ids[0][ids[0] >= 0]
        return rows, found[0][: len(rows)]

    def _score(self, channel: Channel, rows: np.ndarray, values: np.ndarray) -> _Scored:
        owners = self._owners[channel.name][rows]
        best = np.full(len(self._clauses), -1, dtype=np.int64)
        order = np.argsort(values, kind="stable")  # the best row of a clause is written last
        best[owners[order]] = rows[order]
        return _Scored(channel, best_by_owner(values, owners, len(self._clauses)), best)

    def _several(self, channel: Channel, rows: np.ndarray, values: np.ndarray) -> dict[str, np.ndarray]:
        """Features: the mean similarity of a clause's several nearest known questions, all, Chinese, English."""
        chinese, owners = self._chinese[channel.name][rows], self._owners[channel.name][rows]
        sides = {"questions": chinese | True, "questions zh": chinese, "questions en": ~chinese}
        return {
            name: z_scores(best_by_owner(values[side], owners[side], len(self._clauses), mean_of=_SEVERAL))
            for name, side in sides.items()
        }

    def _shares(self, query: str, candidates: np.ndarray) -> dict[str, np.ndarray]:
        """Features of the candidates: the share of the question's terms that the clause, its best sentence, its headings hold."""
        features = {}
        for channel in self._channels:
            if isinstance(channel.index, LexicalIndex) and channel.name in _HELD:
                rows = [self._held[channel.name][i] for i in candidates]
                shares = channel.index.shares(query, [row for some in rows for row in some])
                ends = np.cumsum([0, *map(len, rows)])
                held = np.zeros(len(self._clauses))
                for i, start, end in zip(candidates, ends, ends[1:], strict=False):
                    held[i] = shares[start:end].max(initial=0.0)
                features[channel.name.replace("lexical", "held by")] = held
        return features

    def _hit(self, i: int, rank: int, score: float, query: str, found: Found) -> Hit:
        channels = {
            s.channel.name: ChannelScore(
                int((s.scores > s.scores[i]).sum()) + 1, float(s.scores[i]), _matched(s, query, i)
            )
            for s in found.scored
        }
        moved = contributions(found.features, self.model.last, i) if i in found.candidates else ()
        channels[RANKING] = ChannelScore(rank, score, moved)
        return Hit(self._clauses[i], score, self._best_sentence(i, found), channels)

    def _best_sentence(self, i: int, found: Found) -> SentencePair | None:
        """The pair that the sentence channels together favour: each votes for its best with its weight."""
        votes: dict[int, float] = {}
        for s in found.scored:
            row = s.channel.rows[s.rows[i]] if s.rows[i] >= 0 else None
            if row is not None and row.sentence is not None:
                votes[row.sentence] = votes.get(row.sentence, 0.0) + max(self.model.last.get(s.channel.name, 0.0), 0.0)
        return self._clauses[i].sentences[max(votes, key=lambda j: (votes[j], -j))] if votes else None


def model_for(channels: Iterable[str]) -> str:
    """The name of the fitted weights for channels of those names."""
    names = set(channels)
    return CLASSIFIED if CLASSIFIER in names else WITH if QUESTIONS in names else WITHOUT


def _chinese(rows: Sequence[Row]) -> np.ndarray:  # (rows,) bool
    return np.array([bool(_IS_HAN.search(row.text)) for row in rows], dtype=bool)


def _rows_by_clause(rows: Sequence[Row], size: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(size)]
    for i, row in enumerate(rows):
        found[row.clause].append(i)
    return found


def _descending(scores: np.ndarray, order: Sequence[int]) -> np.ndarray:
    """The scores made to fall along `order`: clauses past the candidates, which lack features, never pass them."""
    fallen = scores.copy()
    fallen[order] = np.minimum.accumulate(scores[order])
    return fallen


def _matched(scored: _Scored, query: str, i: int) -> tuple[str, ...]:
    """What matched: a row's terms, or the known question nearest to the query."""
    index, row = scored.channel.index, int(scored.rows[i])
    if row < 0:
        return ()
    if isinstance(index, TermIndex):
        return index.matched(query, row)
    return (scored.channel.rows[row].text,) if scored.channel.name in (QUESTIONS, UNANSWERED) else ()
