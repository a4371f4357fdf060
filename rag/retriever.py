"""Hybrid retrieval: lexical and vector channels over clauses and sentences, fused by weighted z-scores.

Every channel scores clauses (a sentence channel by its best sentence). Scores of different kinds are made comparable
as z-scores over the channel's best `DEPTH` clauses and summed; a sum of normalised scores keeps how far ahead a clause
is, which ranks alone (reciprocal rank fusion) forget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings import Encoder, VectorIndex
from rag.index import Row
from rag.lexical import LexicalIndex
from rag.types import ChannelScore, Clause, Hit, SentencePair

DEPTH = 100
_CANDIDATES = 1000  # rows a vector channel is asked for
WEIGHTS: Mapping[str, float] = {
    "lexical clause": 1.0,
    "lexical sentence": 0.4,
    "vector clause zh": 0.1,
    "vector clause en": 0.1,
    "vector sentence zh": 0.15,
    "vector sentence en": 0.15,
    "vector question": 0.55,
}


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel: its rows and the index over them, lexical or vector; row i of the index is `rows[i]`."""

    name: str
    rows: Sequence[Row]
    index: LexicalIndex | VectorIndex


@dataclass(frozen=True, slots=True)
class _Scored:
    """A channel's word on every clause.

    scores  # (clauses,) float32, the channel's floor for a clause it did not reach
    rows    # (clauses,) int64, the best row of each clause, -1 for none
    """

    channel: Channel
    scores: np.ndarray
    rows: np.ndarray


class HybridRetriever:
    """The product's `Retriever`."""

    def __init__(
        self,
        clauses: Sequence[Clause],
        channels: Sequence[Channel],
        encoder: Encoder,
        *,
        weights: Mapping[str, float] = WEIGHTS,
    ) -> None:
        self._clauses = clauses
        self._channels = [channel for channel in channels if weights.get(channel.name)]
        self._encoder = encoder
        self._weights = weights

    def search(self, query: str, *, k: int = 10, documents: Sequence[str] | None = None) -> list[Hit]:
        """The k best clauses for a normalised query, best first, one hit a clause; ties go to the earlier clause."""
        allowed = np.array([documents is None or clause.document in documents for clause in self._clauses], dtype=bool)
        vector = self._encoder.encode([query], role="query")
        scored = [self._score(channel, query, vector) for channel in self._channels]
        fused = sum((self._weights[s.channel.name] * z_scores(s.scores) for s in scored), np.zeros(len(self._clauses)))
        order = [i for i in np.argsort(-fused, kind="stable") if allowed[i]][:k]
        ranks = {s.channel.name: _ranks(s.scores) for s in scored}
        return [self._hit(int(i), float(fused[i]), query, scored, ranks) for i in order]

    def _score(self, channel: Channel, query: str, vector: np.ndarray) -> _Scored:
        if isinstance(channel.index, LexicalIndex):
            row_scores = channel.index.scores(query)
            rows = np.arange(len(row_scores))
        else:
            found, ids = channel.index.search(vector, min(_CANDIDATES, len(channel.rows)))
            rows = ids[0][ids[0] >= 0]
            row_scores = found[0][: len(rows)]
        owners = np.fromiter((channel.rows[int(row)].clause for row in rows), dtype=np.int64, count=len(rows))
        floor = float(row_scores.min()) if len(row_scores) else 0.0
        scores = np.full(len(self._clauses), floor, dtype=np.float32)
        best = np.full(len(self._clauses), -1, dtype=np.int64)
        order = np.argsort(row_scores, kind="stable")  # the best row of a clause is written last
        scores[owners[order]] = row_scores[order]
        best[owners[order]] = rows[order]
        return _Scored(channel, scores, best)

    def _hit(self, i: int, score: float, query: str, scored: Sequence[_Scored], ranks: Mapping[str, np.ndarray]) -> Hit:
        clause = self._clauses[i]
        channels = {
            s.channel.name: ChannelScore(int(ranks[s.channel.name][i]), float(s.scores[i]), _terms(s, query, i))
            for s in scored
        }
        return Hit(clause, score, self._best_sentence(clause, i, scored), channels)

    def _best_sentence(self, clause: Clause, i: int, scored: Sequence[_Scored]) -> SentencePair | None:
        """The pair that the sentence channels together favour: each votes for its best with its weight."""
        votes: dict[int, float] = {}
        for s in scored:
            row = s.channel.rows[s.rows[i]] if s.rows[i] >= 0 else None
            if row is not None and row.sentence is not None:
                votes[row.sentence] = votes.get(row.sentence, 0.0) + self._weights[s.channel.name]
        return clause.sentences[max(votes, key=lambda j: (votes[j], -j))] if votes else None


def z_scores(scores: np.ndarray) -> np.ndarray:
    """Scores in standard deviations above the mean of the best `DEPTH`; zeros where all are equal."""
    best = np.sort(scores)[-DEPTH:]
    deviation = best.std()
    return (scores - best.mean()) / deviation if deviation > 0 else np.zeros_like(scores)


def _ranks(scores: np.ndarray) -> np.ndarray:
    """Rank of each score, from 1, equal scores sharing the better rank."""
    ordered = np.sort(-scores)
    return np.searchsorted(ordered, -scores, side="left") + 1


def _terms(scored: _Scored, query: str, i: int) -> tuple[str, ...]:
    index, row = scored.channel.index, int(scored.rows[i])
    return index.matched(query, row) if isinstance(index, LexicalIndex) and row >= 0 else ()
