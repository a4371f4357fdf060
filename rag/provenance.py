"""What every answer carries so that it can be verified later: documents, versions, settings, hashes of what it used."""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import prompts
from embeddings import Encoder
from rag.settings import Settings
from rag.types import Document, Provenance

_SHAPE_ANSWERS = ("reranker", "model", "base_url", "temperature", "max_tokens", "max_seconds", "k", "length")
_DIGITS = 16  # of a hash in hexadecimal; 64 bits tell files apart, and a receipt stays readable


def stamp(documents: Sequence[Document], encoder: Encoder, settings: Settings, *, index: str = "") -> Provenance:
    """The provenance of every answer of a pipeline over those documents. The key is never part of it.

    `index` is the hash of the rows that were indexed.
    """
    return Provenance(
        documents={document.id: document.sha256 for document in documents},
        product=f"clausewise {product_version()}",
        encoder=encoder.name,
        settings=shaping(settings),
        hashes={"encoder": encoder.fingerprint[:_DIGITS], "index": index[:_DIGITS], **_files()},
    )


def shaping(settings: Settings) -> dict[str, str]:
    """The settings that shape answers, as text."""
    return {name: str(getattr(settings, name)) for name in _SHAPE_ANSWERS}


@cache
def _files() -> dict[str, str]:
    """The hash of each fitted model of this package, and one of all prompts."""
    folder = Path(__file__).parent
    models = {path.name: _hash(path) for path in sorted(folder.glob("*.json"))}
    return {**models, "prompts": _hash(*sorted(Path(prompts.__file__).parent.glob("*.md")))}


def _hash(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0".encode() + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:_DIGITS]


def product_version() -> str:
    """The installed version; "unreleased" where it runs from its folder."""
    try:
        return version("clausewise")
    except PackageNotFoundError:
        return "unreleased"
