"""The static encoder: a text's vector is the mean of its pieces' vectors, looked up in a table.

It reads the folder that sentence-transformers' `StaticEmbedding` reads and gives the same vectors, without importing
torch: a cold start takes tenths of a second instead of several seconds.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors import numpy as safetensors
from tokenizers import Tokenizer

from embeddings.encoder import Role
from embeddings.errors import EncoderError

WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
_TEXTS_AT_ONCE = 512  # bounds memory: the pieces' vectors of these texts are held at once
_SMALLEST_NORM = 1e-12  # as torch.nn.functional.normalize


class StaticEncoder:
    """Runs a folder with `tokenizer.json` and `model.safetensors`.

    The tensors are those of the model2vec layout, which sentence-transformers reads too:
    embeddings (rows, dim) int8 or float; mapping (pieces,): the row of each piece; weights (pieces,): its factor.
    Piece p has the vector `embeddings[mapping[p]] * weights[p]`.
    """

    def __init__(self, folder: Path, *, name: str) -> None:
        weights, tokenizer = _read(folder / WEIGHTS_FILE), _read(folder / TOKENIZER_FILE)
        self.name = name
        self.fingerprint = hashlib.sha256(weights + tokenizer).hexdigest()
        try:
            tensors = safetensors.load(weights)
            self._embeddings = tensors["embeddings"]
            self._mapping = tensors["mapping"]
            self._weights = tensors["weights"].astype(np.float32)
        except (SafetensorError, KeyError) as error:
            raise EncoderError(f"{folder / WEIGHTS_FILE} is no static model ({error!r}); {_REMEDY}") from error
        try:
            self._tokenizer = Tokenizer.from_str(tokenizer.decode("utf-8"))
        except Exception as error:  # noqa: BLE001  (the tokenizers library raises bare Exception)
            raise EncoderError(f"{folder / TOKENIZER_FILE} is no tokenizer ({error}); {_REMEDY}") from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.dim = int(self._embeddings.shape[1])

    def encode(self, texts: Sequence[str], *, role: Role = "passage") -> np.ndarray:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            some = list(texts[start : start + _TEXTS_AT_ONCE])
            vectors[start : start + len(some)] = self._sums(some)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.maximum(norms, _SMALLEST_NORM)
        return vectors

    def _sums(self, texts: list[str]) -> np.ndarray:
        """The sum of each text's piece vectors; the mean differs by a factor that normalising removes."""
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
        lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
        sums = np.zeros((len(texts), self.dim), dtype=np.float32)
        if lengths.any():
            ids = np.fromiter((piece for text in pieces for piece in text), dtype=np.int64, count=lengths.sum())
            vectors = self._embeddings[self._mapping[ids]] * self._weights[ids, None]
            filled = lengths > 0  # reduceat gives an empty segment its neighbour's first row
            sums[filled] = np.add.reduceat(vectors, (np.cumsum(lengths) - lengths)[filled], axis=0)
        return sums


_REMEDY = 'reinstall the project, or run "python -m embeddings train"'


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EncoderError(f"cannot read {path} ({error}); {_REMEDY}") from error
