"""The extractive answerer: no language model, only the document's own sentences, the fewest that answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from embeddings import Encoder
from rag.lexical import LexicalIndex
from rag.markers import with_markers
from rag.text import normalise
from rag.types import Clause, DraftSentence, Hit, Lang, SentencePair, Turn
from rag.wanted import holds_wanted

# Chosen for fact recall and citation precision on eval/datasets/ylz/validation.jsonl.
CLAUSES = 5  # hits whose sentences are considered
SENTENCES = 4
BUDGET = {Lang.ZH: 220, Lang.EN: 850}  # characters that further sentences may fill
LIST_BUDGET = {Lang.ZH: 350, Lang.EN: 1500}
LENGTHS = {"short": 0.4, "normal": 1.0, "long": 2.0}  # what SENTENCES and BUDGET are multiplied by
NEXT = 0.5  # a further sentence scores at least this share of the best one
_WANTED = 0.4  # for a sentence that holds the kind of quantity asked for
_LEAD = re.compile(r"[:：]$")
_ITEM = re.compile(r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z]|[ivx]{1,4})[)）、.．]|[—–-]")
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

    def __init__(self, encoder: Encoder, terms: LexicalIndex, *, length: str = "normal") -> None:
        """`terms` is the lexical index over sentences, which knows how rare a term is; `length` is one of LENGTHS."""
        self._encoder = encoder
        self._terms = terms
        self._scale = LENGTHS[length]

    def scaled(self, length: str) -> "ExtractiveAnswerer":
        """This answerer with answers of another of LENGTHS."""
        return ExtractiveAnswerer(self._encoder, self._terms, length=length)

    def draft(
        self, question: str, hits: Sequence[Hit], *, lang: Lang, history: Sequence[Turn] = ()
    ) -> Iterator[DraftSentence]:
        """Yield the chosen sentences, best clause first, verbatim in `lang`, or in the other where it lacks that.

        Markers hold ids ("[ylz:2.4.2]"), which `ground` shortens where one document makes it unambiguous.
        """
        query = normalise(question)
        candidates = self._rate(query, hits[:CLAUSES], lang)
        if not candidates:
            return
        budget = (LIST_BUDGET if _ASKS_LIST.search(query) else BUDGET)[lang]
        most = round(SENTENCES * self._scale)
        near = NEXT / max(1.0, self._scale)
        chosen = _choose(candidates, most=most, near=near, budget=int(budget * self._scale), lang=lang)
        whole = _with_lists(chosen, candidates, budget=LIST_BUDGET[lang], lang=lang)
        for candidate in _in_reading_order(whole):
            yield DraftSentence(with_markers(_words(candidate, lang), [candidate.clause.id]))

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
        total = sum(weights.values()) or 1.0
        candidates = []
        for (hit, i, pair), cosine in zip(rows, cosines, strict=True):
            share = self._terms.covered(weights, f"{pair.zh}\n{pair.en}") / total
            behind = min(_BEHIND_MOST, (hits[0].score - hit.score) / _BEHIND_UNIT)
            score = share + float(cosine) - _BEHIND * behind + _WANTED * holds_wanted(query, pair)
            candidates.append(_Candidate(hit.clause, i, pair, score))
        return sorted(candidates, key=lambda candidate: -candidate.score)

    def _cosines(self, query: str, pairs: Sequence[SentencePair]) -> np.ndarray:  # (pairs,)
        vector = self._encoder.encode([query], role="query")[0]
        sides = [self._encoder.encode([normalise(pair[lang]) for pair in pairs]) @ vector for lang in Lang]
        cosines: np.ndarray = np.max(sides, axis=0)
        return cosines


def _words(candidate: _Candidate, lang: Lang) -> str:
    """The sentence in that language, in the other where the clause lacks it."""
    return candidate.pair[lang] or candidate.pair[lang.other]


def _choose(candidates: Sequence[_Candidate], *, most: int, near: float, budget: int, lang: Lang) -> list[_Candidate]:
    """The best sentence, then others nearly as good while they fit the budget."""
    chosen = [candidates[0]]
    length = len(_words(candidates[0], lang))
    for candidate in candidates[1:]:
        size = len(_words(candidate, lang))
        is_near = candidate.score >= near * candidates[0].score
        if len(chosen) < most and is_near and length + size <= budget:
            chosen.append(candidate)
            length += size
    return chosen


def _with_lists(
    chosen: Sequence[_Candidate], candidates: Sequence[_Candidate], *, budget: int, lang: Lang
) -> list[_Candidate]:
    """The chosen, with what they cannot stand without: an item's lead ("The following are prohibited:") and a lead's items.

    A lead or an item alone may say the opposite of the clause. Items are added in order while they fit the budget.
    """
    whole = list(chosen)
    for candidate in chosen:
        siblings = sorted((c for c in candidates if c.clause == candidate.clause), key=lambda c: c.position)
        at = siblings.index(candidate)
        if _is_item(candidate):
            heads = [c for c in siblings[:at] if _LEAD.search(_words(c, lang))]
            whole += [head for head in heads[-1:] if head not in whole]
        elif _LEAD.search(_words(candidate, lang)):
            items = list(takewhile(_is_item, siblings[at + 1 :]))
            for item in items or siblings[at + 1 : at + 2]:
                if item not in whole and sum(len(_words(c, lang)) for c in (*whole, item)) <= budget:
                    whole.append(item)
    return whole


def _is_item(candidate: _Candidate) -> bool:
    return any(_ITEM.match(candidate.pair[lang]) for lang in Lang)


def _in_reading_order(chosen: Sequence[_Candidate]) -> list[_Candidate]:
    """Sentences of one clause together and in its order, the clause of the best sentence first."""
    clauses = list(dict.fromkeys(candidate.clause.id for candidate in chosen))
    return sorted(chosen, key=lambda candidate: (clauses.index(candidate.clause.id), candidate.position))
