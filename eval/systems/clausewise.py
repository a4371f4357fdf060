"""The product itself, and what it is made of."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

import embeddings
import rag
from embeddings import Encoder, load_encoder
from eval.configs import Config
from eval.hashes import source_hash, text_hash
from eval.peak import run_module
from eval.systems.loaded import Loaded
from rag.documents import Known, load_known
from rag.index import (
    MANIFEST,
    SHIPPED_WORDS,
    Manifest,
    cache_folder,
    make_manifest,
    vector_parts,
)
from rag.pipeline import Pipeline
from rag.settings import Settings
from rag.store import MemoryStore

_LEFT_OUT = ("api_key", "cache_dir", "documents")  # a secret, this machine's folder, and what has a hash of its own
_QUESTION = "这份规划对乡村有哪些安排？"  # what a cold start is timed with; Chinese needs more tools than English


def load(config: Config, store: MemoryStore, *, bundled: bool) -> Loaded:
    """The product over the settings' documents, or, where not `bundled`, over that store."""
    settings = config.build_settings()
    start = perf_counter()
    known = load_known(settings.documents, store, cache_dir=settings.cache_dir) if bundled else Known()
    pipeline = Pipeline.load(settings, store=None if bundled else store, weights=config.weights)
    seconds = perf_counter() - start
    encoder = load_encoder(settings.encoder)
    timings: dict[str, Any] = {"load_s": seconds}
    if bundled and not settings.model:
        timings["cold_start"] = cold_start(settings)
    return Loaded(pipeline, made_of=_made_of(pipeline, settings, store, encoder, known), timings=timings)


def _made_of(
    pipeline: Pipeline, settings: Settings, store: MemoryStore, encoder: Encoder, known: Known
) -> dict[str, Any]:
    words = asdict(settings)
    return {
        "system": "clausewise",
        "code": source_hash(Path(rag.__path__[0]), Path(embeddings.__path__[0])),
        "prompts": source_hash(Path(rag.__path__[0]).parent / "prompts"),
        "questions": text_hash(
            json.dumps([known.questions, known.unanswered, known.elsewhere], ensure_ascii=False, sort_keys=True)
        ),
        "encoder": {"name": Path(encoder.name).name, "fingerprint": encoder.fingerprint, "dim": encoder.dim},
        "ranking": asdict(pipeline.ranking) if pipeline.ranking else None,
        "settings": {name: value for name, value in words.items() if name not in _LEFT_OUT},
        **_index(settings, store, encoder, known),
    }


def _index(settings: Settings, store: MemoryStore, encoder: Encoder, known: Known) -> dict[str, Any]:
    """Hash and size of the vectors on disk, and the hash of the shipped ones of words; nothing of what is in memory only.

    Shipped vectors are in codes of fewer bits: the same texts and encoder do not give the same vectors.
    """
    parts = [(shipped, make_manifest(rows, by)) for shipped, rows, by in vector_parts(tuple(store), known, encoder)]
    words = source_hash(SHIPPED_WORDS)
    folders = [
        next((f for f in (shipped, cache_folder(settings.cache_dir, manifest)) if _holds(f, manifest)), None)
        for shipped, manifest in parts
    ]
    held = [folder for folder in folders if folder]
    if len(held) < len(parts):
        return {"vectors": None, "words": words, "index_bytes": None}
    vectors = text_hash("".join(map(source_hash, held)))
    return {"vectors": vectors, "words": words, "index_bytes": sum(size for folder in held for size in _sizes(folder))}


def _holds(folder: Path, manifest: Manifest) -> bool:
    """Whether `rag.index.open_vectors` takes a folder for this manifest."""
    file = folder / MANIFEST
    return file.is_file() and json.loads(file.read_text(encoding="utf-8")) == asdict(manifest)


def _sizes(folder: Path) -> Iterator[int]:
    return (file.stat().st_size for file in folder.iterdir() if file.is_file())


def cold_start(settings: Settings) -> dict[str, float]:
    """Seconds and, where the system tells it, peak megabytes of a fresh process that loads all and answers a question.

    Its index is cached already. Raises ConfigError where it does not answer; documents of one's own may be silent.
    """
    given = {
        "ENCODER": settings.encoder,
        "RERANKER": settings.reranker,
        "CACHE_DIR": str(settings.cache_dir),
        "MODEL": "",
        "BASE_URL": "",
    }
    given["DOCUMENTS"] = os.pathsep.join(map(str, settings.documents))
    env = os.environ | {f"CLAUSEWISE_{name}": value for name, value in given.items()}
    start = perf_counter()
    peak = run_module(["rag", "ask", _QUESTION], env, allowed=(0, 1) if settings.documents else (0,))
    seconds = perf_counter() - start
    return {"seconds": seconds} | ({"peak_mb": peak} if peak else {})
