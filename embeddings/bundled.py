"""The bundled encoder: an ONNX graph run by onnxruntime, its text cut into pieces by `tokenizers`. No torch.

The graph (written by `embeddings/training/graph.py`) takes the tokenizer's ids and a mask, and gives finished vectors.
Its weights are codes of 8 or 4 bits with a factor a row and are turned to float32 before they meet the text, so that a
vector does not depend on the texts encoded beside it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import zstandard
from tokenizers import Tokenizer

from embeddings.encoder import Role
from embeddings.errors import EncoderError
from embeddings.recent import RecentQueries

GRAPH_FILE = "model.onnx.zst"
TOKENIZER_FILE = "tokenizer.json.zst"
LONGEST = 384  # pieces of a text that are read, the markers of beginning and end included
_PIECES_AT_ONCE = 2048  # padding counted; bounds memory
_REMEDY = 'reinstall the project, or run "python -m embeddings train"'


class OnnxEncoder:
    """Runs a folder with `tokenizer.json.zst` and `model.onnx.zst`."""

    def __init__(self, folder: Path, *, name: str) -> None:
        graph, tokenizer = read_compressed(folder / GRAPH_FILE), read_compressed(folder / TOKENIZER_FILE)
        self.name = name
        self.fingerprint = hashlib.sha256(graph + tokenizer + LONGEST.to_bytes(4)).hexdigest()
        try:
            self._tokenizer = Tokenizer.from_str(tokenizer.decode("utf-8"))
        except Exception as error:  # noqa: BLE001  (the tokenizers library raises bare Exception)
            raise EncoderError(f"{folder / TOKENIZER_FILE} is no tokenizer ({error}); {_REMEDY}") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._session = _session(graph, folder / GRAPH_FILE)
        self.dim = int(self._session.get_outputs()[0].shape[1])
        self._queries = RecentQueries(self._encode)

    def encode(self, texts: Sequence[str], *, role: Role = "passage") -> np.ndarray:
        return self._queries.encode(texts) if role == "query" and texts else self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts))]
        vectors = np.zeros((len(pieces), self.dim), dtype=np.float32)
        for rows in _batches(list(map(len, pieces))):
            ids = np.zeros((len(rows), len(pieces[rows[-1]])), dtype=np.int64)  # the last is the longest
            mask = np.zeros_like(ids)
            for place, row in enumerate(rows):
                ids[place, : len(pieces[row])] = pieces[row]
                mask[place, : len(pieces[row])] = 1
            vectors[rows] = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return vectors


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows of like length together, shortest first, so that little is padding: [9, 3, 4] -> [[1, 2, 0]]."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[row] * (len(batch) + 1) > _PIECES_AT_ONCE:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _session(graph: bytes, path: Path):  # type: ignore[no-untyped-def]  # onnxruntime has no types
    """The graph ready to run; waiting threads sleep, since a server's other work needs the cores."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    # Loads in 0.15 s instead of 0.24 and ran 15 % faster than with all optimisations.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    try:
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001  (onnxruntime's errors share no base class but Exception)
        raise EncoderError(f"{path} is no ONNX graph ({error}); {_REMEDY}") from error


def write_compressed(path: Path, content: bytes) -> None:
    """Write what `read_compressed` reads, as small as Zstandard makes it (the graph: a tenth smaller, read in 30 ms)."""
    path.write_bytes(zstandard.ZstdCompressor(level=19).compress(content))


def read_compressed(path: Path) -> bytes:
    """The content of a file that `write_compressed` wrote; raises EncoderError where it cannot be read."""
    try:
        return zstandard.ZstdDecompressor().decompress(path.read_bytes())
    except (OSError, zstandard.ZstdError) as error:
        raise EncoderError(f"cannot read {path} ({error}); {_REMEDY}") from error
