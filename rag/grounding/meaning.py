"""How near a sentence's meaning is to its clauses', by an encoder: part for part, so that no part is invented."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from embeddings import Encoder
from rag.grounding.evidence import content, language, plain
from rag.types import Clause

_PART = re.compile(r"[,，;；:：、。!?](?!\d)\s*|\.(?!\d)\s*")
_COMMA = re.compile(r"(?<=[,，;；])(?!\d)\s*")
_SMALLEST = 4  # features; a smaller part ("By 2025,") says nothing alone


def likeness(sentence: str, clauses: Sequence[Clause], encoder: Encoder) -> tuple[float, ...]:
    """For each part of the sentence its best cosine with a sentence of the clauses or a part of one; never empty.

    Compared with the clauses' text in the sentence's language, or, where they lack it, in the other.
    """
    lang = language(plain(sentence))
    pairs = [pair for clause in clauses for pair in clause.sentences]
    texts = [pair[lang] for pair in pairs if pair[lang]] or [pair.zh or pair.en for pair in pairs]
    units = tuple(dict.fromkeys(unit for text in texts for unit in (text, *_COMMA.split(text)) if unit))
    known = vectors_of(units, encoder)  # type: ignore[arg-type]  # a Protocol does not say that it can be hashed
    said = encoder.encode(_parts(sentence))  # (parts, d) float32, rows unit length
    return tuple(float(best) for best in (said @ known.T).max(axis=1))


def mean_likeness(sentence: str, clauses: Sequence[Clause], encoder: Encoder) -> float:
    """The mean of the parts' cosines, each by how much it says, in features."""
    sizes = [max(1, len(content(plain(part)))) for part in _parts(sentence)]
    found = likeness(sentence, clauses, encoder)
    return sum(size * cosine for size, cosine in zip(sizes, found, strict=True)) / sum(sizes)


def _parts(text: str) -> list[str]:
    """The parts between commas that say something; the whole where none does."""
    return [part for part in _PART.split(text) if len(content(plain(part))) >= _SMALLEST] or [text]


@lru_cache(maxsize=256)
def vectors_of(texts: tuple[str, ...], encoder: Encoder) -> np.ndarray:
    """The vectors of a clause's texts, which every sentence on it is compared with: float32 (n, d)."""
    return encoder.encode(texts)
