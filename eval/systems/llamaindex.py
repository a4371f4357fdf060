"""LlamaIndex's default retrieval: sentence splitter of 1,024 tokens, in-memory vector store, no language model."""

from eval.configs import Config
from eval.systems.loaded import Loaded
from eval.systems.peers import encoder_name, loaded, missing, texts_of
from rag.store import MemoryStore


def load(config: Config, store: MemoryStore, *, bundled: bool) -> Loaded:
    """`VectorStoreIndex.from_documents` as its starter tutorial calls it; raises PeerError where it is not installed."""
    try:
        from llama_index.core import Document, VectorStoreIndex
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    except ImportError as error:
        raise missing("LlamaIndex", error) from error
    encoder = HuggingFaceEmbedding(model_name=encoder_name(config))
    documents = [Document(text=text) for text in texts_of(store)]
    index = VectorStoreIndex.from_documents(documents, embed_model=encoder)

    def search(query: str, k: int) -> list[str]:
        return [found.node.get_content() for found in index.as_retriever(similarity_top_k=k).retrieve(query)]

    packages = ("llama-index-core", "llama-index-embeddings-huggingface")
    return loaded("llamaindex", packages, config, store, search)
