"""From documents to retrieval channels: lexical ones made anew, vectors shipped, cached or built."""

import re
from collections.abc import Iterable, Sequence
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
from rag.lexical import LexicalIndex
from rag.retriever import Channel
from rag.settings import Settings
from rag.text import jieba_segmenter, tokens
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
        index = LexicalIndex([row.text for row in rows], tokenise=tokenise)
        channels.append(Channel(f"lexical {name}", rows, index))
    by_channel = vector_rows(clauses, questions)
    vectors = open_vectors(by_channel, encoder, cache_dir=cache_dir, progress=progress)
    return channels + [Channel(f"vector {name}", rows, vectors[name]) for name, rows in by_channel.items()]


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
