"""Any sentence-transformers model as an encoder. Only this file and the training load that library."""

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from embeddings.encoder import BUNDLED, Role
from embeddings.errors import EncoderError


class SentenceTransformerEncoder:
    """Runs a model of the hub or of a local folder, with the query and passage prompts of its own configuration."""

    def __init__(self, name: str) -> None:
        if _names_a_folder(name) and not Path(name).is_dir():
            raise EncoderError(f"no model folder {name}; give an existing folder, a hub name, or {BUNDLED!r}")
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name, local_files_only=not Path(name).is_dir() and not _on_hub(name))
        except (OSError, ValueError, RuntimeError) as error:
            raise EncoderError(
                f"model {name!r} cannot be loaded ({_first_line(error)}); check the name and the network, "
                f"give a local folder, or use the encoder {BUNDLED!r}, which needs no network"
            ) from error
        self.name = name
        self.dim = int(self._model.get_embedding_dimension() or self._model.encode("x").shape[0])

    def encode(self, texts: Sequence[str], *, role: Role = "passage") -> np.ndarray:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
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
