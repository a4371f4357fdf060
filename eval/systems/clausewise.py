"""The product itself, and what it is made of."""

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from subprocess import DEVNULL, Popen
from time import perf_counter
from typing import Any

import embeddings
import rag
from embeddings import Encoder, load_encoder
from eval.configs import Config
from eval.systems.loaded import Loaded
from rag.documents import load_questions
from rag.index import MANIFEST, SHIPPED, cache_folder, make_manifest, vector_rows
from rag.pipeline import Pipeline
from rag.settings import Settings
from rag.store import MemoryStore

_NOT_CODE = ("__pycache__", "corpus", "models")  # told apart by the hashes of documents and encoder
_LEFT_OUT = ("api_key", "cache_dir", "documents")  # a secret, this machine's folder, and what has a hash of its own
_QUESTION = "2025"  # what a cold start is timed with


def load(config: Config, store: MemoryStore, *, bundled: bool) -> Loaded:
    """The product over the settings' documents, or, where not `bundled`, over that store."""
    settings = config.build_settings()
    start = perf_counter()
    questions = load_questions(settings.documents, store, cache_dir=settings.cache_dir) if bundled else {}
    ranking = config.ranking(questions=bool(questions))
    pipeline = Pipeline.load(settings, store=None if bundled else store, ranking=ranking)
    seconds = perf_counter() - start
    encoder = load_encoder(settings.encoder)
    timings: dict[str, Any] = {"load_s": seconds}
    if bundled and not settings.model:
        timings["cold_start"] = cold_start(settings)
    return Loaded(pipeline, made_of=_made_of(config, settings, store, encoder, questions), timings=timings)


def _made_of(
    config: Config, settings: Settings, store: MemoryStore, encoder: Encoder, questions: Mapping[str, Any]
) -> dict[str, Any]:
    words = asdict(settings)
    return {
        "system": "clausewise",
        "code": code_hash(Path(rag.__path__[0]), Path(embeddings.__path__[0])),
        "prompts": code_hash(Path(rag.__path__[0]).parent / "prompts"),
        "documents": {document.id: _text_hash(document.text) for document in store.documents},
        "encoder": {"name": Path(encoder.name).name, "fingerprint": encoder.fingerprint, "dim": encoder.dim},
        "ranking": asdict(config.ranking(questions=bool(questions))),
        "settings": {name: value for name, value in words.items() if name not in _LEFT_OUT},
        "index_bytes": _index_bytes(settings, store, encoder, questions),
    }


def code_hash(*folders: Path) -> str:
    """Hex digest of every source file in the folders, names and bytes; documents, models and caches left out."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not set(_NOT_CODE) & set(file.relative_to(folder).parts):
                digest.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _index_bytes(settings: Settings, store: MemoryStore, encoder: Encoder, questions: Mapping[str, Any]) -> int | None:
    """The size of the vectors on disk; None where they were kept in memory only."""
    manifest = make_manifest(vector_rows(tuple(store), questions), encoder)
    for folder in (cache_folder(settings.cache_dir, manifest), SHIPPED):
        if (folder / MANIFEST).is_file():
            return sum(_sizes(folder))
    return None


def _sizes(folder: Path) -> Iterator[int]:
    return (file.stat().st_size for file in folder.iterdir() if file.is_file())


def cold_start(settings: Settings) -> dict[str, float]:
    """Seconds and peak megabytes of a fresh process that loads everything and answers one question.

    Its index is cached already. {} where the system does not tell the memory of a child (Windows).
    """
    if not hasattr(os, "wait4"):
        return {}
    given = {"CLAUSEWISE_ENCODER": settings.encoder, "CLAUSEWISE_CACHE_DIR": str(settings.cache_dir)}
    given["CLAUSEWISE_RERANKER"] = settings.reranker
    if settings.documents:
        given["CLAUSEWISE_DOCUMENTS"] = os.pathsep.join(map(str, settings.documents))
    start = perf_counter()
    command = [sys.executable, "-m", "rag", "ask", _QUESTION]
    process = Popen(command, env=os.environ | given, stdout=DEVNULL, stderr=DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    per_megabyte = 1024 * 1024 if sys.platform == "darwin" else 1024
    return {"seconds": perf_counter() - start, "peak_mb": usage.ru_maxrss / per_megabyte}
