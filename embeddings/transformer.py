"""Any sentence-transformers model as an encoder or a reranker. Only this file and the training load that library."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from embeddings.encoder import BUNDLED, Role
from embeddings.errors import EncoderError
from embeddings.recent import RecentQueries

_HEAD = "ForSequenceClassification"
_NO_RANKER = "name a cross-encoder made for ranking, or use no reranker"


class SentenceTransformerEncoder:
    """Runs a model of the hub or of a local folder, with the query and passage prompts of its own configuration."""

    def __init__(self, name: str) -> None:
        with _opening(name, otherwise=f"the encoder {BUNDLED!r}, which needs no network") as local:
            from sentence_transformers import SentenceTransformer

            self._model = SentenceTransformer(name, local_files_only=local)
        self.name = name
        self.dim = int(self._model.get_embedding_dimension() or self._model.encode("x").shape[0])
        self._queries = RecentQueries(partial(self._encode, role="query"))

    def encode(self, texts: Sequence[str], *, role: Role = "passage") -> np.ndarray:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return self._queries.encode(texts) if role == "query" else self._encode(texts, role=role)

    def _encode(self, texts: Sequence[str], *, role: Role) -> np.ndarray:
        encode = self._model.encode_query if role == "query" else self._model.encode_document
        vectors = encode(list(texts), prompt=self._prompt(role), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def _prompt(self, role: Role) -> str | None:
        """The configured prompt of a role; None leaves it to the library.

        The library looks for the names "document", "passage" and "corpus" in this order, but fills in an empty
        "document" itself, which hides the prompt of a model that calls it "passage".
        """
        names = ("query",) if role == "query" else ("document", "passage", "corpus")
        return next((prompt for name in names if (prompt := self._model.prompts.get(name))), None)

    @cached_property
    def fingerprint(self) -> str:
        """Computed when first asked for: hashing takes about a second a gigabyte."""
        import torch

        digest = hashlib.sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(f"{key} {tensor.dtype} {tuple(tensor.shape)}".encode())
            digest.update(tensor.detach().cpu().contiguous().flatten().view(torch.uint8).numpy().tobytes())
        settings = {"vocabulary": self._model.tokenizer.get_vocab(), "prompts": self._model.prompts}
        digest.update(json.dumps(settings, sort_keys=True).encode())
        return digest.hexdigest()


class CrossEncoderReranker:
    """Runs a cross-encoder of the hub or of a local folder: it reads the query and a text together (Nogueira & Cho 2019)."""

    def __init__(self, name: str) -> None:
        with _opening(name, otherwise="no reranker") as local:
            from sentence_transformers import CrossEncoder

            self._model = CrossEncoder(name, local_files_only=local)
        if (labels := self._model.num_labels) != 1:
            raise EncoderError(f"model {name!r} gives {labels} scores a text where a reranker gives one; {_NO_RANKER}")
        if self._lacks_its_head():
            raise EncoderError(f"model {name!r} was never trained to score texts; {_NO_RANKER}")
        self.name = name

    def score(self, query: str, texts: Sequence[str]) -> np.ndarray:
        if not texts:
            return np.zeros(0, dtype=np.float32)
        scores = self._model.predict([(query, text) for text in texts], show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32)

    def _lacks_its_head(self) -> bool:
        """Whether the model was saved without the head that scores: the library then makes a random one and only logs it."""
        loaded, config = type(self._model.model).__name__, getattr(self._model.model, "config", None)
        saved: Sequence[str] = getattr(config, "architectures", None) or ()
        return bool(saved) and loaded.endswith(_HEAD) and not any(name.endswith(_HEAD) for name in saved)


@contextmanager
def _opening(name: str, *, otherwise: str) -> Iterator[bool]:
    """Yields whether a model is to be looked for on this machine only; says what is wrong where it cannot be opened.

    `otherwise`: what can be used in its place, for the message.
    """
    if _names_a_folder(name) and not Path(name).is_dir():
        raise EncoderError(f"no model folder {name}; give an existing folder, a hub name, or use {otherwise}")
    try:
        yield not Path(name).is_dir() and not _on_hub(name)
    except (OSError, ValueError, RuntimeError) as error:
        raise EncoderError(
            f"model {name!r} cannot be loaded ({_first_line(error)}); check the name and the network, "
            f"give a local folder, or use {otherwise}"
        ) from error


def _names_a_folder(name: str) -> bool:
    """Hub names are "model" or "owner/model"; anything else that has separators is a path."""
    return name.startswith((".", "~", "/")) or "\\" in name or name.count("/") > 1 or Path(name).is_dir()


def _on_hub(name: str) -> bool:
    """Whether the hub answers for the model; asked once, since the loader itself retries for over a minute."""
    from huggingface_hub import HfApi
    from huggingface_hub.utils import httpx  # type: ignore[attr-defined]  # exported on access, whichever version

    try:
        HfApi().model_info(name, timeout=10)
    except (OSError, ValueError, httpx.HTTPError):
        return False
    return True


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
