"""The adapters drop our retriever and encoder into LangChain."""

from collections.abc import Sequence

import numpy as np
from langchain_core.vectorstores import InMemoryVectorStore

from rag.adapters import ClauseRetriever, EncoderEmbeddings
from rag.types import Bilingual, Clause, Heading, Hit, Source

PATH = (Heading("chapter", "1", Bilingual("桥", "Bridges")), Heading("section", "2", Bilingual("", "Stone")))
HIT = Hit(
    Clause("d:1.2.3", "d", "1.2.3", PATH, Bilingual("石桥。", "Arch:"), "桥长三里。", "It is long.", (), Source()), 0.5
)


class OneHit:
    """A retriever that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, Sequence[str] | None]] = []

    def search(self, query: str, *, k: int = 10, documents: Sequence[str] | None = None) -> list[Hit]:
        self.asked.append((query, k, documents))
        return [HIT]


class LetterEncoder:
    """Unit vectors that show the role: queries along the first axis, passages along the one of their length."""

    def encode(self, texts: Sequence[str], *, role: str = "passage") -> np.ndarray:
        rows = [0 if role == "query" else len(text) for text in texts]
        return np.eye(4, dtype=np.float32)[rows]


def test_a_hit_becomes_a_document_with_both_languages_and_its_metadata():
    (document,) = ClauseRetriever(retriever=OneHit()).invoke("桥多长？")
    assert document.page_content == "桥长三里。\n\nIt is long."
    assert document.id == "d:1.2.3"
    assert document.metadata == {
        "id": "d:1.2.3",
        "document": "d",
        "number": "1.2.3",
        "title": "石桥。",
        "path": "桥 > Stone",
        "score": 0.5,
    }


def test_the_retriever_gets_query_k_and_documents():
    retriever = OneHit()
    ClauseRetriever(retriever=retriever, k=3, documents=("d",)).invoke("How long?")
    assert retriever.asked == [("How long?", 3, ("d",))]


def test_a_query_and_passages_are_encoded_in_their_roles():
    embeddings = EncoderEmbeddings(LetterEncoder())
    assert embeddings.embed_query("ab") == [1.0, 0.0, 0.0, 0.0]
    assert embeddings.embed_documents(["a", "abc"]) == [[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]]
    assert embeddings.embed_documents([]) == []


def test_the_embeddings_serve_a_langchain_vector_store():
    store = InMemoryVectorStore.from_texts(["a", "ab"], EncoderEmbeddings(LetterEncoder()))
    assert {found.page_content for found in store.similarity_search("q", k=2)} == {"a", "ab"}
