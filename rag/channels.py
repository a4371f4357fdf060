"""From documents to retrieval channels: lexical ones made anew, vectors shipped, cached or built."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from embeddings import Encoder, load_encoder
from rag.documents import load_questions, load_store
from rag.index import (
    SHIPPED,
    Manifest,
    Questions,
    build_vectors,
    cache_folder,
    lexical_rows,
    make_manifest,
    open_vectors,
    save_vectors,
    vector_rows,
)
from rag.lexical import LexicalIndex, Tokenise
from rag.retriever import Channel
from rag.settings import Settings
from rag.text import TERMS_VERSION, jieba_segmenter, tokens
from rag.types import Clause


def build_channels(
    clauses: Sequence[Clause],
    questions: Questions,
    encoder: Encoder,
    *,
    cache_dir: Path,
    progress: bool = False,
) -> list[Channel]:
    """The retrieval channels over clauses: lexical ones made anew, vectors shipped, cached or built."""
    segment = jieba_segmenter(cache_dir)
    tokenise = lru_cache(maxsize=16384)(lambda text: tuple(tokens(text, segment)))  # sentences come again each question
    channels = []
    for name, rows in lexical_rows(clauses, questions).items():
        texts = [row.text for row in rows]
        index = LexicalIndex(texts, tokenise=tokenise, terms=_terms(texts, tokenise, cache_dir))
        channels.append(Channel(f"lexical {name}", rows, index))
    by_channel = vector_rows(clauses, questions)
    vectors = open_vectors(by_channel, encoder, cache_dir=cache_dir, progress=progress)
    return channels + [Channel(f"vector {name}", rows, vectors[name]) for name, rows in by_channel.items()]


def _terms(texts: Sequence[str], tokenise: Tokenise, cache_dir: Path) -> list[list[str]]:
    """The texts' terms, from the cache where they were cut before: cutting takes longer than all else in a cold start."""
    key = hashlib.sha256("\x00".join((str(TERMS_VERSION), *texts)).encode()).hexdigest()[:16]
    file = cache_dir / "terms" / f"{key}.json"
    with suppress(OSError, ValueError):
        held = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(held, list) and len(held) == len(texts):
            return held
    terms = [list(tokenise(text)) for text in texts]
    with suppress(OSError):  # a cache that cannot be written is told of by the index beside it
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
        part.replace(file)
    return terms


def write_index(settings: Settings, *, bundled: bool = False) -> tuple[Path, Manifest]:
    """Encode the documents' rows anew and write them to the cache, or with `bundled` to the shipped folder.

    Returns the folder and the manifest; raises CacheError where the folder cannot be written.
    """
    paths = () if bundled else settings.documents
    store = load_store(paths)
    encoder = load_encoder(settings.encoder)
    rows = vector_rows(tuple(store), load_questions(paths, store))
    manifest = make_manifest(rows, encoder)
    folder = SHIPPED if bundled else cache_folder(settings.cache_dir, manifest)
    save_vectors(folder, build_vectors(rows, encoder, progress=True), manifest)
    return folder, manifest


def words_of(clauses: Iterable[Clause]) -> frozenset[str]:
    """The English words of clauses, in lower case."""
    return frozenset(word for clause in clauses for word in re.findall(r"[a-z]{4,}", clause.en.lower()))
