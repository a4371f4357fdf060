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

CLAUSES = 4  # hits whose sentences are considered
SENTENCES = 3
BUDGET = {Lang.ZH: 160, Lang.EN: 650}  # characters an answer should not exceed
LIST_BUDGET = {Lang.ZH: 350, Lang.EN: 1500}
NEXT = 0.75  # a further sentence scores at least this share of the best one
_ASKS_NUMBER = re.compile(
    r"多少|几[个家条座项年成%]?|多大|多高|多长|百分之|比重|占比|面积"
    r"|how (?:much|many|big|large|high|long|far)|what (?:share|percentage|proportion|rate|density|size|area)"
    r"|which year|when\b|by what|target"
)
_ASKS_LIST = re.compile(
    r"哪些|哪几|哪[二两三四五六七八九十]|分别|列举|都有|有什么|什么内容|讲了|怎么说"
    r"|which .*s\b|what are|what (?:kinds|types|measures|does .* say)|list\b|name the|what .* (?:say|do) about"
)
_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千]{2,}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b")
_YEAR = re.compile(r"(?:19|20)\d{2}")
# Weights of what speaks for a sentence.
_COVERED, _COSINE, _RANK, _NUMBER_BONUS, _YEAR_BONUS, _LIST_BONUS = 1.0, 1.0, 0.25, 0.15, 0.2, 0.1


@dataclass(frozen=True, slots=True)
class _Candidate:
    clause: Clause
    position: int
    pair: SentencePair
    score: float
    covered: frozenset[str]


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
            score = (
                _COVERED * share
                + _COSINE * float(cosine)
                + _RANK * (hit.score - hits[0].score) / (abs(hits[0].score) or 1.0)
            )
            candidates.append(_Candidate(hit.clause, i, pair, score + _form_bonus(query, pair), covered))
        return sorted(candidates, key=lambda candidate: -candidate.score)

    def _cosines(self, query: str, pairs: Sequence[SentencePair]) -> np.ndarray:  # (pairs,)
        vector = self._encoder.encode([query], role="query")[0]
        sides = [self._encoder.encode([normalise(pair[lang]) for pair in pairs]) @ vector for lang in Lang]
        cosines: np.ndarray = np.max(sides, axis=0)
        return cosines


def _form_bonus(query: str, pair: SentencePair) -> float:
    """Credit for having the kind of thing asked for: a number, the year named, an enumeration."""
    text = normalise(f"{pair.zh}\n{pair.en}")
    bonus = _NUMBER_BONUS * bool(_ASKS_NUMBER.search(query) and _NUMBER.search(text))
    years = set(_YEAR.findall(query))
    bonus += _YEAR_BONUS * bool(years and years <= set(_YEAR.findall(text)))
    bonus += _LIST_BONUS * bool(_ASKS_LIST.search(query) and pair.zh.count("、") >= 3)
    return bonus


def _choose(candidates: Sequence[_Candidate], *, budget: int, lang: Lang) -> list[_Candidate]:
    """The best sentence, then others nearly as good that cover a term the chosen ones lack, within the budget."""
    chosen = [candidates[0]]
    length = len(candidates[0].pair[lang])
    for candidate in candidates[1:]:
        covered = frozenset().union(*(c.covered for c in chosen))
        size = len(candidate.pair[lang])
        near = candidate.score >= NEXT * candidates[0].score
        if len(chosen) < SENTENCES and near and candidate.covered - covered and length + size <= budget:
            chosen.append(candidate)
            length += size
    return chosen


def _in_reading_order(chosen: Sequence[_Candidate]) -> list[_Candidate]:
    """Sentences of one clause together and in its order, the clause of the best sentence first."""
    clauses = list(dict.fromkeys(candidate.clause.id for candidate in chosen))
    return sorted(chosen, key=lambda candidate: (clauses.index(candidate.clause.id), candidate.position))
