"""The sentences that could answer a question, each with what speaks for it."""

from collections.abc import Sequence

import numpy as np

from embeddings import Encoder
from rag.answerers.belonging import Candidate, belonging, standings
from rag.answerers.choices import load_choice
from rag.answerers.known import KnownQuestions
from rag.classifier import QuestionClassifier
from rag.lexical import LexicalIndex, share
from rag.retriever import Channel, TermIndex
from rag.text import normalise
from rag.types import Clause, Hit, Lang
from rag.wanted import holds_wanted

BARE, KNOWN, CLASSIFIED = "text alone", "questions known", "classified"  # what a document has: kinds of choices
CLAUSES = 5  # hits whose sentences are considered
_TITLE_SAID, _TITLE_HELD = 0.8, 0.33  # of the title in the question, of the question in the title; by rarity
_SPREAD = 10  # hits over which "far behind" is measured


class SentenceRater:
    """Rates the sentences of hits for a question."""

    def __init__(
        self, encoder: Encoder, terms: LexicalIndex, clauses: Sequence[Clause] = (), channels: Sequence[Channel] = ()
    ) -> None:
        """`terms` is the lexical index over sentences, which knows how rare a term is.

        `channels` over `clauses` whose rows are sentences give their vectors; what they lack is encoded when asked.
        """
        self._encoder = encoder
        self._terms = terms
        self._known = KnownQuestions.of(clauses, channels)
        self._classifier = next((c.index for c in channels if isinstance(c.index, QuestionClassifier)), None)
        self._indexes = [
            (channel.index, {(clauses[row.clause].id, row.sentence): i for i, row in enumerate(channel.rows)})
            for channel in channels
            if not isinstance(channel.index, TermIndex) and all(row.sentence is not None for row in channel.rows)
        ]

    def rate(self, query: str, hits: Sequence[Hit], lang: Lang) -> list[Candidate]:
        """Every body sentence of the first hits, best first; `query` is normalised."""
        rows = [
            (hit, i, pair)
            for hit in hits[:CLAUSES]
            for i, pair in enumerate(hit.clause.sentences)
            if pair in hit.clause.body and (pair[lang] or pair[lang.other])
        ]
        if not rows:
            return []
        cosines = self._cosines(query, [(hit.clause, i) for hit, i, _ in rows])
        weights = self._terms.weights(query)
        total = sum(weights.values()) or 1.0
        scores = [hit.score for hit in hits[:_SPREAD]]
        spread = (max(scores) - min(scores)) or 1.0
        asked = self._known.likeness(query, [hit.clause for hit in hits[:CLAUSES]]) if self._known else {}
        least = min(asked.values(), default=0.0)
        told = self._told(query, [hit.clause for hit in hits[:CLAUSES]])
        kind = CLASSIFIED if told else KNOWN if asked else BARE
        choice = load_choice(f"sentence, {kind}")
        candidates = []
        for (hit, i, pair), cosine in zip(rows, cosines, strict=True):
            features = {
                "covered": self._terms.covered(weights, f"{pair.zh}\n{pair.en}") / total,
                "cosine": float(cosine),
                "behind": (max(scores) - hit.score) / spread,
                "wanted": float(holds_wanted(query, pair)),
                **({"asked": asked.get((hit.clause.id, i), least)} if asked else {}),
                **({"told": told[hit.clause.id, i]} if told else {}),
            }
            candidates.append(Candidate(hit.clause, i, pair, features, choice.log_odds(features)))
        candidates.sort(key=lambda candidate: -candidate.score)
        return belonging(candidates, self.standings(query, hits, candidates), f"belonging, {kind}")

    def standings(self, query: str, hits: Sequence[Hit], candidates: Sequence[Candidate]) -> list[dict[str, float]]:
        """What tells of each candidate whether it belongs to the answer, as `belonging.standings` has it."""
        together = self._known.together(query, hits[0].clause) if self._known else {}
        return list(standings(query, hits, candidates, self._terms, together))

    def is_about(self, query: str, clause: Clause) -> bool:
        """Whether a question asks for what a clause is about as a whole: it says the title and little beside it."""
        asked = self._terms.weights(query)
        titles = [self._terms.weights(title) for title in (clause.title.zh, clause.title.en) if title]
        said = max((share(title, asked) for title in titles), default=0.0)
        held = max((share(asked, title) for title in titles), default=0.0)
        return said >= _TITLE_SAID and held >= _TITLE_HELD

    def _told(self, query: str, clauses: Sequence[Clause]) -> dict[tuple[str, int], float]:
        """(clause id, position of a sentence) -> the feature `told`; empty without a classifier."""
        if self._classifier is None:
            return {}
        by_clause = {clause.id: self._classifier.sentences(query, clause.id) for clause in clauses}
        return {(id, i): float(score) for id, scores in by_clause.items() for i, score in enumerate(scores)}

    def _cosines(self, query: str, places: Sequence[tuple[Clause, int]]) -> np.ndarray:  # (places,)
        vector = self._encoder.encode([query], role="query")
        best = np.full(len(places), -np.inf, dtype=np.float32)
        for index, rows in self._indexes:
            ids = {rows[key]: at for at, key in enumerate((c.id, i) for c, i in places) if key in rows}
            if ids:
                scores, found = index.search(vector, len(ids), ids=list(ids))
                for score, row in zip(scores[0], found[0], strict=True):
                    best[ids[int(row)]] = max(best[ids[int(row)]], score)
        missing = np.flatnonzero(np.isinf(best))
        if len(missing):
            pairs = [places[at][0].sentences[places[at][1]] for at in map(int, missing)]
            sides = [self._encoder.encode([normalise(pair[side]) for pair in pairs]) @ vector[0] for side in Lang]
            best[missing] = np.max(sides, axis=0)
        return best
