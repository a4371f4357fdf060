"""The extractive answerer: no language model, only the document's own sentences, the fewest that answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings import Encoder
from rag.lexical import LexicalIndex
from rag.markers import clause_labels, with_markers
from rag.text import normalise
from rag.types import Clause, DraftSentence, Hit, Lang, SentencePair, Turn

# Chosen for fact recall and citation precision on eval/datasets/ylz/validation.jsonl.
CLAUSES = 5  # hits whose sentences are considered
SENTENCES = 4
BUDGET = {Lang.ZH: 220, Lang.EN: 850}  # characters that further sentences may fill
LIST_BUDGET = {Lang.ZH: 350, Lang.EN: 1500}
NEXT = 0.45  # a further sentence scores at least this share of the best one
_BEHIND, _BEHIND_UNIT, _BEHIND_MOST = 1.2, 5.0, 1.5  # what a sentence loses for each 5 points its clause is behind
_ASKS_LIST = re.compile(
    r"哪些|哪几|哪[二两三四五六七八九十]|分别|列举|都有|有什么|什么内容|讲了|怎么说"
    r"|which .*s\b|what are|what (?:kinds|types|measures|does .* say)|list\b|name the|what .* (?:say|do) about"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    clause: Clause
    position: int
    pair: SentencePair
    score: float


class ExtractiveAnswerer:
    """Chooses sentences by the rare terms of the question they cover, by meaning, and by their clause's score."""

    def __init__(self, encoder: Encoder, terms: LexicalIndex) -> None:
        """`terms` is the lexical index over sentences, which knows how rare a term is."""
        self._encoder = encoder
        self._terms = terms

    def draft(
        self, question: str, hits: Sequence[Hit], *, lang: Lang, history: Sequence[Turn] = ()
    ) -> Iterator[DraftSentence]:
        """Yield the chosen sentences, best clause first, verbatim in `lang`, or in the other where it lacks that."""
        query = normalise(question)
        candidates = self._rate(query, hits[:CLAUSES], lang)
        if not candidates:
            return
        budget = (LIST_BUDGET if _ASKS_LIST.search(query) else BUDGET)[lang]
        chosen = _choose(candidates, budget=budget, lang=lang)
        labels = clause_labels(hits)
        for candidate in _in_reading_order(chosen):
            words = candidate.pair[lang] or candidate.pair[lang.other]
            yield DraftSentence(with_markers(words, [labels[candidate.clause.id]]))

    def _rate(self, query: str, hits: Sequence[Hit], lang: Lang) -> list[_Candidate]:
        """Every body sentence of the hits with its score, best first."""
        rows = [
            (hit, i, pair)
            for hit in hits
            for i, pair in enumerate(hit.clause.sentences)
            if pair in hit.clause.body and (pair[lang] or pair[lang.other])
        ]
        if not rows:
            return []
        cosines = self._cosines(query, [pair for _, _, pair in rows])
        weights = self._terms.weights(query)
        candidates = []
        for (hit, i, pair), cosine in zip(rows, cosines, strict=True):
            covered = frozenset(self._terms.terms_in(f"{pair.zh}\n{pair.en}")) & weights.keys()
            share = sum(weights[term] for term in covered) / (sum(weights.values()) or 1.0)
            behind = min(_BEHIND_MOST, (hits[0].score - hit.score) / _BEHIND_UNIT)
            score = share + float(cosine) - _BEHIND * behind
            candidates.append(_Candidate(hit.clause, i, pair, score))
        return sorted(candidates, key=lambda candidate: -candidate.score)

    def _cosines(self, query: str, pairs: Sequence[SentencePair]) -> np.ndarray:  # (pairs,)
        vector = self._encoder.encode([query], role="query")[0]
        sides = [self._encoder.encode([normalise(pair[lang]) for pair in pairs]) @ vector for lang in Lang]
        cosines: np.ndarray = np.max(sides, axis=0)
        return cosines


def _choose(candidates: Sequence[_Candidate], *, budget: int, lang: Lang) -> list[_Candidate]:
    """The best sentence, then others nearly as good while they fit the budget."""
    chosen = [candidates[0]]
    length = len(candidates[0].pair[lang])
    for candidate in candidates[1:]:
        size = len(candidate.pair[lang])
        near = candidate.score >= NEXT * candidates[0].score
        if len(chosen) < SENTENCES and near and length + size <= budget:
            chosen.append(candidate)
            length += size
    return chosen


def _in_reading_order(chosen: Sequence[_Candidate]) -> list[_Candidate]:
    """Sentences of one clause together and in its order, the clause of the best sentence first."""
    clauses = list(dict.fromkeys(candidate.clause.id for candidate in chosen))
    return sorted(chosen, key=lambda candidate: (clauses.index(candidate.clause.id), candidate.position))
