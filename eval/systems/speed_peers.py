"""Other libraries' vector search, given vectors that are there already, so that only their index is timed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from eval.systems.peers import missing

Finder = Callable[[np.ndarray], Iterable[Any]]  # vector of a question (dim,) -> places of the nearest, best first
K = 10


def langchain(vectors: np.ndarray) -> Finder:
    """LangChain's `InMemoryVectorStore`, the tutorial's."""
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_core.vectorstores import InMemoryVectorStore

    class Given(Embeddings):
        """The vectors in the order of the texts, which are their places."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [vectors[int(text)].tolist() for text in texts]

        def embed_query(self, text: str) -> list[float]:
            return vectors[int(text)].tolist()  # type: ignore[no-any-return]

    store = InMemoryVectorStore(Given())
    store.add_documents([Document(page_content=str(place)) for place in range(len(vectors))])
    return lambda query: [int(found.page_content) for found in store.similarity_search_by_vector(query.tolist(), k=K)]


def llamaindex(vectors: np.ndarray) -> Finder:
    """LlamaIndex's default `SimpleVectorStore`."""
    try:
        from llama_index.core.schema import TextNode
        from llama_index.core.vector_stores import SimpleVectorStore
        from llama_index.core.vector_stores.types import VectorStoreQuery
    except ImportError as error:
        raise missing("LlamaIndex", error) from error
    store = SimpleVectorStore()
    store.add([TextNode(id_=str(place), text="", embedding=vector.tolist()) for place, vector in enumerate(vectors)])
    return lambda query: map(
        int, store.query(VectorStoreQuery(query_embedding=query.tolist(), similarity_top_k=K)).ids or []
    )


def txtai(vectors: np.ndarray) -> Finder:
    """txtai's default `Embeddings`, its vectors from outside."""
    try:
        from txtai import Embeddings
    except ImportError as error:
        raise missing("txtai", error) from error
    database = Embeddings(method="external", transform=lambda rows: np.asarray(rows, dtype=np.float32))
    database.index((place, vector, None) for place, vector in enumerate(vectors))
    return lambda query: (int(place) for place, _ in database.search(query, K))


PEERS: Mapping[str, tuple[Callable[[np.ndarray], Finder], int]] = {  # name -> (loader, the largest size it bears)
    "LangChain memory": (langchain, 10_000),
    "LlamaIndex simple": (llamaindex, 10_000),
    "txtai": (txtai, 100_000),
}
