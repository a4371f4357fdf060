"""Thin adapters, so that the retriever and the encoder drop into other people's LangChain chains.

Imported by their users alone: nothing else in the package needs LangChain to be loaded for it.
"""

from typing import TYPE_CHECKING

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import SkipValidation

from rag.types import Hit, Retriever

if TYPE_CHECKING:
    from embeddings import Encoder


class ClauseRetriever(BaseRetriever):
    """A LangChain retriever over ours: `ClauseRetriever(retriever=…, k=5).invoke("…")` -> documents, best first."""

    retriever: SkipValidation[Retriever]
    k: int = 10
    documents: tuple[str, ...] | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [as_document(hit) for hit in self.retriever.search(query, k=self.k, documents=self.documents)]


class EncoderEmbeddings(Embeddings):
    """LangChain embeddings over one of our encoders."""

    def __init__(self, encoder: "Encoder") -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector a text; [] for none."""
        return self._encoder.encode(texts, role="passage").tolist() if texts else []

    def embed_query(self, text: str) -> list[float]:
        """The question's unit vector."""
        vector: list[float] = self._encoder.encode([text], role="query")[0].tolist()
        return vector


def as_document(hit: Hit) -> Document:
    """A hit as a LangChain document: both languages, Chinese first, a blank line between; metadata of plain strings
    and numbers. `path` is the Chinese headings joined by " > ", the English ones where a heading has only that."""
    clause = hit.clause
    return Document(
        id=clause.id,
        page_content="\n\n".join(text for text in (clause.zh, clause.en) if text),
        metadata={
            "id": clause.id,
            "document": clause.document,
            "number": clause.number,
            "title": clause.title.zh or clause.title.en,
            "path": " > ".join(heading.title.zh or heading.title.en for heading in clause.path if heading.title),
            "score": hit.score,
        },
    )
