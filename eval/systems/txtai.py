"""txtai's default retrieval: its Textractor's paragraphs in an Embeddings database with content."""

from eval.configs import Config
from eval.systems.loaded import Loaded
from eval.systems.peers import encoder_name, loaded, missing, texts_of
from rag.store import MemoryStore


def load(config: Config, store: MemoryStore, *, bundled: bool) -> Loaded:
    """`Embeddings(content=True)` as its first example calls it, a row a paragraph; raises PeerError where missing."""
    try:
        from txtai import Embeddings
    except ImportError as error:
        raise missing("txtai", error) from error
    rows = [line.strip() for text in texts_of(store) for line in text.split("\n") if line.strip()]
    database = Embeddings(path=encoder_name(config), content=True)
    database.index(rows)

    def search(query: str, k: int) -> list[str]:
        return [str(found["text"]) for found in database.search(query, k)]

    return loaded("txtai", ("txtai",), config, store, search)
