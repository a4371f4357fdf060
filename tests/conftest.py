"""What the whole suite shares: the bundled document parsed once, and one pipeline over it with one index."""

import os
from pathlib import Path

import pytest

from rag import Pipeline, Settings
from rag.documents import BUNDLED, load_parsed
from rag.parsing import Parsed


@pytest.fixture(autouse=True)
def without_settings_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's CLAUSEWISE_MODEL must not send the tests to a server."""
    for name in [name for name in os.environ if name.startswith("CLAUSEWISE_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The session's own cache, so that no test reads or writes the user's."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def pipeline(cache_dir: Path) -> Pipeline:
    """The product as it ships: bundled document, bundled encoder, no language model."""
    return Pipeline.load(Settings(cache_dir=cache_dir))


@pytest.fixture(scope="session")
def bundled() -> Parsed:
    """The bundled document as the parser gives it."""
    return load_parsed(BUNDLED)
