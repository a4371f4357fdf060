"""Write a trained table as a folder that both sentence-transformers and our static encoder load.

Two things keep it small. Vectors are stored as int8 with one factor a row (retrieval on held-out pairs moved by at
most 0.1 points). A piece in traditional characters shares the row of its simplified form through `mapping`, so that
both scripts give one vector and the traditional ones cost no weights.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from embeddings.static import TOKENIZER_FILE, WEIGHTS_FILE

# Normalize has no settings, so its folder need not exist.
_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def save_static(folder: Path, tokenizer: Tokenizer, vectors: np.ndarray) -> None:
    """Write model.safetensors, tokenizer.json and sentence-transformers' configuration.

    vectors  # (pieces, dim) float32; pieces whose row is zero share one row in the file
    """
    vocabulary, simplified = with_traditional(json.loads(tokenizer.to_str()))
    rows, row_of = distinct_rows(vectors)
    mapping = row_of[simplified]
    codes, factors = quantise(rows)
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {"embeddings": codes, "mapping": mapping.astype(np.int32), "weights": factors[mapping]}
    save_file(tensors, folder / WEIGHTS_FILE)
    _write_json(folder / TOKENIZER_FILE, vocabulary)
    _write_json(folder / "modules.json", _MODULES)
    settings = {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"}
    _write_json(folder / "config_sentence_transformers.json", settings)


def with_traditional(settings: dict[str, Any]) -> tuple[dict[str, Any], np.ndarray]:
    """Add the traditional forms of all Chinese pieces to a tokenizer's settings.

    Returns the settings and, for each of their pieces, the piece it takes its vector from: (pieces,) int64. A form
    gets its piece's score; one that is a piece already is left alone.
    """
    from opencc import OpenCC

    vocabulary = [(piece, score) for piece, score in settings["model"]["vocab"]]
    known = {piece for piece, _ in vocabulary}
    origins = list(range(len(vocabulary)))
    converters = [OpenCC(name) for name in ("s2t", "s2tw", "s2hk")]
    for origin, (piece, score) in enumerate(list(vocabulary)):
        for form in {converter.convert(piece) for converter in converters} - known if piece.isalpha() else ():
            known.add(form)
            vocabulary.append((form, score))
            origins.append(origin)
    model = settings["model"] | {"vocab": vocabulary}
    return settings | {"model": model}, np.array(origins)


def distinct_rows(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows that are not zero behind one zero row, and the number of each original row among them."""
    used = np.abs(vectors).max(axis=1) > 0
    row_of = np.where(used, np.cumsum(used), 0)
    return np.concatenate([np.zeros_like(vectors[:1]), vectors[used]]), row_of


def quantise(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Codes int8 and factors float32 whose product is close to the rows: [2, -1, 0] -> [127, -64, 0] and 2/127."""
    factors = (np.abs(rows).max(axis=1) / 127).astype(np.float32)
    codes = np.rint(rows / np.where(factors > 0, factors, 1)[:, None]).astype(np.int8)
    return codes, factors


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
