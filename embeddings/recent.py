"""Vectors of the queries asked last: a question is searched for, then compared with questions, then with sentences."""

from collections.abc import Callable, Sequence

import numpy as np

_KEPT = 256


class RecentQueries:
    """Encodes queries, each once while it is recent; safe to share between threads."""

    def __init__(self, encode: Callable[[Sequence[str]], np.ndarray]) -> None:
        self._encode = encode
        self._vectors: dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts in their order, (n, dim) with n at least 1; the new ones are encoded together."""
        held = self._vectors
        new = list(dict.fromkeys(text for text in texts if text not in held))
        if new:
            kept = held if len(held) < _KEPT else {text: held[text] for text in texts if text in held}
            self._vectors = held = kept | dict(zip(new, self._encode(new), strict=True))
        return np.stack([held[text] for text in texts])
