"""What a reranker is, and how to get one by name."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np


class Reranker(Protocol):
    """Scores texts by how well each answers a query, reading both together: better than vectors, but slower.

    name  what `load_reranker` was given
    """

    @property
    def name(self) -> str: ...

    def score(self, query: str, texts: Sequence[str]) -> np.ndarray:
        """Scores of the texts in their order: float32 (n,), higher is better; no texts give (0,).

        The scale is the model's own: probabilities for some, logits for others.
        """
        ...


def load_reranker(name: str) -> Reranker:
    """Any sentence-transformers CrossEncoder that gives one score a text, by hub name or local path.

    Raises EncoderError where the model cannot be found, reached or read, or was not made for ranking.
    """
    from embeddings.transformer import CrossEncoderReranker

    return CrossEncoderReranker(name)
