"""LangChain's retrieval tutorial as a system; a chunk stands for the clauses that `langchain_tutorial` says it holds."""

from eval.configs import Config
from eval.systems.langchain_tutorial import load as load_tutorial
from eval.systems.loaded import Loaded
from eval.systems.peers import loaded
from rag.store import MemoryStore


def load(config: Config, store: MemoryStore, *, bundled: bool) -> Loaded:
    """The tutorial over the one document there is; raises PeerError where a package is missing."""
    clauses = tuple(store)
    by_number = {clause.number: clause for clause in clauses}
    find = load_tutorial(store.documents[0], clauses)

    def search(query: str, k: int) -> list[str]:
        """Of each chunk, the texts of the clauses it stands for: what its words answer, they answer."""
        held = ([by_number[number] for number in sorted(numbers)] for numbers in find(query, k))
        return ["\n".join(f"{clause.zh}\n{clause.en}" for clause in found) for found in held]

    return loaded("langchain", ("langchain-core", "langchain-text-splitters"), config, store, search)
