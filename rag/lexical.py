"""Lexical search: BM25 over terms of both languages, by bm25s."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

Tokenise = Callable[[str], Sequence[str]]
K1, B = 1.2, 0.75  # Robertson & Zaragoza 2009, the usual values; 0.6–1.5 changed hit@1 by under 0.01 on the expansions


class LexicalIndex:
    """BM25 (Lucene's variant) over texts that keep their order: row i is the i-th text."""

    def __init__(
        self, texts: Sequence[str], *, tokenise: Tokenise, terms: Sequence[Sequence[str]] | None = None
    ) -> None:
        """`terms` are the texts' terms where they are known already, as `tokenise` gives them."""
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it lets DEBUG through whatever the root's level
        self._tokenise = tokenise
        self._size = len(texts)
        self._bm25 = bm25s.BM25(method="lucene", k1=K1, b=B)
        rows = terms if terms is not None else [tokenise(text) for text in texts]
        self._held = [frozenset(row) for row in rows]
        self._counts = Counter(term for held in self._held for term in held)
        if any(rows):  # bm25s cannot index rows that are all empty
            self._bm25.index(rows, show_progress=False)

    def __len__(self) -> int:
        return self._size

    def known(self, query: str) -> list[str]:
        """The query's distinct terms that some row holds, in order."""
        return list(dict.fromkeys(term for term in self._tokenise(query) if term in self._counts))

    def terms_in(self, text: str) -> list[str]:
        """The distinct terms of any text, as this index cuts it."""
        return list(dict.fromkeys(self._tokenise(text)))

    def weights(self, query: str) -> dict[str, float]:
        """The query's distinct terms and their rarity: log(1 + (N - n + 0.5) / (n + 0.5)), n of N rows holding it."""
        return {
            term: float(np.log1p((self._size - n + 0.5) / (n + 0.5)))
            for term in self.terms_in(query)
            for n in [self._counts.get(term, 0)]
        }

    def covered(self, weights: Mapping[str, float], text: str) -> float:
        """The sum of the `weights` (see there) of the terms that a text holds."""
        return sum(weights.get(term, 0.0) for term in self.terms_in(text))

    def shares(self, query: str, rows: Sequence[int]) -> np.ndarray:  # (rows,) float32
        """How much of the query each of the rows holds: the share of its terms, the rarer weighing more (`weights`)."""
        weights = self.weights(query)
        total = sum(weights.values()) or 1.0
        held = [sum(map(weights.__getitem__, weights.keys() & self._held[row])) for row in rows]
        return np.array(held, dtype=np.float32) / np.float32(total)

    def scores(self, query: str) -> np.ndarray:  # (rows,) float32
        """Every row's score, zero where no term matches."""
        terms = self.known(query)
        if not terms:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(terms), dtype=np.float32)

    def matched(self, query: str, row: int) -> tuple[str, ...]:
        """The query's terms that a row holds."""
        return tuple(term for term in self.known(query) if term in self._held[row])


def share(weights: Mapping[str, float], held: Collection[str]) -> float:
    """The share of the weights whose terms are held; 0 where there are none: {"a": 3, "b": 1}, {"a"} -> 0.75."""
    return sum(weight for term, weight in weights.items() if term in held) / (sum(weights.values()) or 1.0)
