"""What every answer carries so that it can be verified later: documents, versions, settings."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from rag.settings import Settings
from rag.types import Document, Provenance

_SHAPE_ANSWERS = ("reranker", "model", "base_url", "temperature", "max_tokens", "max_seconds", "k")


def stamp(documents: Sequence[Document], encoder: str, settings: Settings) -> Provenance:
    """The provenance of every answer of a pipeline over those documents. The key is never part of it."""
    return Provenance(
        documents={document.id: document.sha256 for document in documents},
        product=f"clausewise {product_version()}",
        encoder=encoder,
        settings={name: str(getattr(settings, name)) for name in _SHAPE_ANSWERS},
    )


def product_version() -> str:
    """The installed version; "unreleased" where it runs from its folder."""
    try:
        return version("clausewise")
    except PackageNotFoundError:
        return "unreleased"
