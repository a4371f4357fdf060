"""Lexical search that takes related words too: a question's "motorway" finds "expressway" and 高速公路.

What a word is related to is looked up once a question: the terms of the documents that the encoder puts near it, in
either language, and its partners in the bilingual terminology mined from the documents (`rag.terminology`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from embeddings import Encoder, VectorIndex
from rag.lexical import K1, B

Words = Callable[[str], Mapping[str, str]]  # a text's words, term -> as written
Related = Mapping[str, float]  # term of the documents -> similarity above 0, at most 1
NEAR = 0.72  # cosine from which a term counts as related; lower ones let in words of the same topic
_MOST = 30  # related terms looked up a word
_KEPT = 4096  # words whose related terms are kept
_HELD = 0.3  # score of one word from which a row counts as holding it, for the word's rarity


class Thesaurus:
    """What words of a question are related to among the terms of the documents."""

    def __init__(
        self,
        vocabulary: Mapping[str, str],
        vectors: VectorIndex,
        encoder: Encoder,
        *,
        words: Words,
        partners: Mapping[str, Related],
    ) -> None:
        """`vocabulary`: the documents' terms -> as written, in the order of the vectors; `partners`: mined translations."""
        self._terms = list(vocabulary)
        self._known = frozenset(vocabulary)
        self._vectors = vectors
        self._encoder = encoder
        self._words = words
        self._partners = partners
        self.related = lru_cache(maxsize=256)(self._related)
        self._read: dict[str, Related] = {}  # word as written -> related terms; a question's parts hold its words again

    def _related(self, query: str) -> dict[str, Related]:
        """Each word of a query, in order -> its related terms, itself first where the documents hold it."""
        words = self._words(query)
        if not words or not self._terms:
            return {}
        read = self._read  # taken once: another thread may put an emptied one in its place
        found = {term: read[word] for term, word in words.items() if word in read}
        unread = [term for term in words if term not in found]
        if unread:
            vectors = self._encoder.encode([words[term] for term in unread], role="passage")
            near = zip(*self._vectors.search(vectors, min(_MOST, len(self._terms))), strict=True)
            found |= {term: self._of(term, scores, ids) for term, (scores, ids) in zip(unread, near, strict=True)}
            kept = read if len(read) < _KEPT else {}
            self._read = kept | {words[term]: found[term] for term in unread}
        return {term: found[term] for term in words}

    def _of(self, term: str, scores: np.ndarray, ids: np.ndarray) -> Related:
        found = {self._terms[i]: min(float(s), 1.0) for s, i in zip(scores, ids, strict=True) if i >= 0 and s >= NEAR}
        for partner, strength in self._partners.get(term, {}).items():
            found[partner] = max(strength, found.get(partner, 0.0))
        if term in self._known:
            found[term] = 1.0
        return found


class RelatedIndex:
    """BM25 over rows in which each word of the query counts by the most similar term that the row holds."""

    def __init__(self, rows: Sequence[Sequence[str]], thesaurus: Thesaurus) -> None:
        """`rows`: the terms of each row, repeats kept."""
        self._size = len(rows)
        self._held = [frozenset(row) for row in rows]
        self._thesaurus = thesaurus
        self._postings = _postings(rows)

    def __len__(self) -> int:
        return self._size

    def scores(self, query: str) -> np.ndarray:  # (rows,) float32
        """Every row's score, zero where nothing related is held."""
        total = np.zeros(self._size, dtype=np.float32)
        for related in self._thesaurus.related(query).values():
            word = np.zeros(self._size, dtype=np.float32)
            for term, similarity in related.items():
                if term in self._postings:
                    rows, weights = self._postings[term]
                    word[rows] = np.maximum(word[rows], similarity * weights)
            held = int((word > _HELD).sum())
            total += np.float32(np.log1p((self._size - held + 0.5) / (held + 0.5))) * word
        return total

    def matched(self, query: str, row: int) -> tuple[str, ...]:
        """The query's words with the most similar term that a row holds: ("motorway≈expressway", "bridge")."""
        found = []
        for word, related in self._thesaurus.related(query).items():
            nearest = max(((related[term], term) for term in related.keys() & self._held[row]), default=None)
            if nearest:
                found.append(word if nearest[1] == word else f"{word}≈{nearest[1]}")
        return tuple(found)


def _postings(rows: Sequence[Iterable[str]]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Term -> the rows that hold it, ascending, and how well each does: BM25's saturated, length-normalised frequency."""
    lengths = np.array([len(list(row)) for row in rows], dtype=np.float32)
    norms = K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1.0)) if len(rows) else lengths
    found: dict[str, tuple[list[int], list[float]]] = {}
    for i, row in enumerate(rows):
        for term, count in Counter(row).items():
            held, weights = found.setdefault(term, ([], []))
            held.append(i)
            weights.append(count * (K1 + 1) / (count + float(norms[i])))
    return {term: (np.array(held), np.array(weights, dtype=np.float32)) for term, (held, weights) in found.items()}
