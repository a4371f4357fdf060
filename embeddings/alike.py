"""Vectors for comparing questions with questions: near each other where one answer serves both, however they are put."""

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from embeddings.encoder import BUNDLED, BUNDLED_FOLDER, Encoder, Role
from embeddings.errors import EncoderError

ALIKE_FILE = BUNDLED_FOLDER / "alike.npz"
_log = logging.getLogger(__name__)


class AlikeEncoder:
    """An encoder whose vectors go through a fitted projection (`embeddings.training.alike`) and are made unit rows again."""

    def __init__(self, encoder: Encoder, projection: np.ndarray) -> None:
        """projection  # (dim, encoder.dim)"""
        self._encoder = encoder
        self._projection = np.ascontiguousarray(projection.T, dtype=np.float32)
        self.name = f"{encoder.name}, for questions"
        self.dim = len(projection)
        self.fingerprint = hashlib.sha256(encoder.fingerprint.encode() + self._projection.tobytes()).hexdigest()

    def encode(self, texts: Sequence[str], *, role: Role = "passage") -> np.ndarray:
        return unit_rows(self._encoder.encode(texts, role=role) @ self._projection)


def unit_rows(vectors: np.ndarray) -> np.ndarray:
    """Vectors (n, d) made unit rows, float32; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)


def alike_encoder(encoder: Encoder, file: Path = ALIKE_FILE) -> Encoder:
    """What compares questions: the bundled encoder with its projection; any other encoder as it is.

    Raises EncoderError for a file that is no projection.
    """
    if encoder.name != BUNDLED or not file.exists():
        return encoder
    try:
        with np.load(file, allow_pickle=False) as held:
            projection, fitted_on = held["projection"], str(held["encoder"])
    except (OSError, ValueError, KeyError) as error:
        raise EncoderError(f'{file} is no projection ({error}); run "python -m eval alike" to fit it again') from error
    if fitted_on != encoder.fingerprint:
        _log.warning(
            '%s was fitted on another encoder and is not used; run "python -m eval alike" to fit it again', file
        )
        return encoder
    return AlikeEncoder(encoder, projection)


def save_projection(projection: np.ndarray, encoder: Encoder, file: Path = ALIKE_FILE) -> None:
    """Write a projection fitted on that encoder's vectors, in float16."""
    with file.open("wb") as stream:
        np.savez(stream, projection=projection.astype(np.float16), encoder=np.array(encoder.fingerprint))
