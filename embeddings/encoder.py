"""What an encoder is, and how to get one by name."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

Role = Literal["passage", "query"]

BUNDLED = "bundled"
BUNDLED_FOLDER = Path(__file__).parent / "models" / "bilingual"


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their similarity.

    name         what `load_encoder` was given
    dim          length of a vector
    fingerprint  hex digest of everything that decides the vectors: weights, tokenizer, prompts; vectors of two
                 encoders may share an index only where their fingerprints agree
    """

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str], *, role: Role = "passage") -> np.ndarray:
        """Vectors of the texts in their order: float32 (n, dim), unit rows; no texts give (0, dim).

        `role` says whether the texts are searched or searched for; encoders without such a difference ignore it.
        The bundled encoder gives a zero row for a text that holds no piece it knows (empty, punctuation only, a
        script it was not trained on): it is similar to nothing.
        """
        ...


def load_encoder(name: str = BUNDLED) -> Encoder:
    """The encoder of that name: "bundled", or any sentence-transformers model by hub name or local path.

    Raises EncoderError where the model cannot be found, reached or read.
    """
    if name == BUNDLED:
        from embeddings.bundled import OnnxEncoder

        return OnnxEncoder(BUNDLED_FOLDER, name=BUNDLED)
    from embeddings.transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name)


@cache
def known_words() -> frozenset[str]:
    """The common words that are one piece of the bundled tokenizer.

    English ones of four letters or more, in lower case; Chinese ones of two characters or more.
    """
    from embeddings.bundled import TOKENIZER_FILE, read_compressed

    vocabulary = json.loads(read_compressed(BUNDLED_FOLDER / TOKENIZER_FILE))["model"]["vocab"]
    english = (piece[1:] for piece in vocabulary if piece.startswith("▁") and len(piece) > 4 and piece[1:].isascii())
    chinese = (piece for piece in vocabulary if len(piece) > 1 and not piece.isascii() and piece[0] != "▁")
    return frozenset(word for word in (*english, *chinese) if word.isalpha())
