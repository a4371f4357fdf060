"""Known questions of which it is told what sentences answer them: what they say of a question like them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embeddings import Encoder, VectorIndex
from rag.retriever import QUESTIONS, Channel, TermIndex
from rag.types import Clause


@dataclass(frozen=True, slots=True)
class KnownQuestions:
    """The questions of an index.

    rows      clause id -> row of the index -> the positions of the clause's sentences that answer it
    clauses   row -> the ids of all clauses that answer its question; a question of several has a row for each
    """

    encoder: Encoder
    index: VectorIndex
    rows: Mapping[str, Mapping[int, tuple[int, ...]]]
    clauses: Mapping[int, frozenset[str]]

    @classmethod
    def of(cls, clauses: Sequence[Clause], channels: Sequence[Channel]) -> "KnownQuestions | None":
        """None where no channel holds such questions."""
        for channel in channels:
            if channel.name == QUESTIONS and not isinstance(channel.index, TermIndex):
                told = {i: (clauses[row.clause].id, row) for i, row in enumerate(channel.rows) if row.answered_by}
                rows: dict[str, dict[int, tuple[int, ...]]] = {}
                by_text: dict[str, set[str]] = {}
                for i, (id, row) in told.items():
                    rows.setdefault(id, {})[i] = row.answered_by
                    by_text.setdefault(row.text, set()).add(id)
                sharing = {text: frozenset(ids) for text, ids in by_text.items()}
                of_row = {i: sharing[row.text] for i, (_, row) in told.items()}
                return cls(channel.encoder, channel.index, rows, of_row) if rows and channel.encoder else None
        return None

    def likeness(self, query: str, clauses: Sequence[Clause]) -> dict[tuple[str, int], float]:
        """(clause id, position of a sentence) -> the cosine of the query and the nearest question that it answers."""
        answered = {i: (clause.id, by) for clause in clauses for i, by in self.rows.get(clause.id, {}).items()}
        found: dict[tuple[str, int], float] = {}
        for row, score in self._nearest(query, list(answered)):
            id, by = answered[row]
            for position in by:
                found.setdefault((id, position), score)
        return found

    def together(self, query: str, first: Clause) -> dict[str, float]:
        """Clause id -> the cosine of the query and the nearest question that this clause and the first answer together.

        The first clause's own entry is that of the nearest question of all that it answers, alone or not.
        """
        found: dict[str, float] = {}
        for row, score in self._nearest(query, list(self.rows.get(first.id, ()))):
            for id in self.clauses[row]:
                found.setdefault(id, score)
        return found

    def _nearest(self, query: str, rows: Sequence[int]) -> list[tuple[int, float]]:
        """The rows with their cosines to the query, best first."""
        if not rows:
            return []
        scores, found = self.index.search(self.encoder.encode([query], role="query"), len(rows), ids=list(rows))
        return [(int(row), float(score)) for score, row in zip(scores[0], found[0], strict=True)]
