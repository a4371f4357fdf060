"""From documents to retrieval channels: lexical ones made anew, vectors shipped, cached or built."""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from embeddings import Encoder, load_encoder
from rag.documents import load_questions, load_store
from rag.index import (
    SHIPPED,
    Manifest,
    Questions,
    Row,
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
from rag.text import TERMS_VERSION, Segmenter, jieba_segmenter, tokens
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
    rows_by_name = lexical_rows(clauses, questions)
    terms, segment = cut_rows(rows_by_name, cache_dir)
    tokenise = lru_cache(maxsize=16384)(lambda text: tuple(tokens(text, segment)))  # sentences come again each question
    channels = []
    for name, rows in rows_by_name.items():
        index = LexicalIndex([row.text for row in rows], tokenise=tokenise, terms=terms[name])
        channels.append(Channel(f"lexical {name}", rows, index))
    by_channel = vector_rows(clauses, questions)
    vectors = open_vectors(by_channel, encoder, cache_dir=cache_dir, progress=progress)
    return channels + [Channel(f"vector {name}", rows, vectors[name]) for name, rows in by_channel.items()]


def cut_rows(rows: Mapping[str, Sequence[Row]], cache_dir: Path) -> tuple[dict[str, list[list[str]]], Segmenter]:
    """The terms of each channel's rows, and the segmenter for questions, which knows the rows' Chinese words only.

    A word that no row holds can match nothing, and jieba's whole dictionary takes longer to load than all else in a
    cold start. Terms and words are kept in the cache; where that cannot be written, the whole dictionary serves.
    """
    texts = [row.text for channel_rows in rows.values() for row in channel_rows]
    key = hashlib.sha256("\x00".join((str(TERMS_VERSION), *texts)).encode()).hexdigest()[:16]
    terms_file, words_file = (cache_dir / "terms" / f"{key}.{kind}" for kind in ("json", "txt"))
    with suppress(OSError, ValueError):
        held = json.loads(terms_file.read_text(encoding="utf-8"))
        if isinstance(held, dict) and {n: len(t) for n, t in held.items()} == {n: len(r) for n, r in rows.items()}:
            words_file.stat()
            return held, jieba_segmenter(cache_dir, words_file)
    words: Counter[str] = Counter()
    whole = jieba_segmenter(cache_dir)

    def recording(text: str) -> Iterator[str]:
        found = list(whole(text))
        words.update(found)
        return iter(found)

    terms = {name: [list(tokens(row.text, recording)) for row in channel_rows] for name, channel_rows in rows.items()}
    try:
        terms_file.parent.mkdir(parents=True, exist_ok=True)
        _write(words_file, "".join(f"{word} {count}\n" for word, count in sorted(words.items())))
        _write(terms_file, json.dumps(terms, ensure_ascii=False))
    except OSError:  # told of by the vectors, which go to the same folder
        return terms, whole
    return terms, jieba_segmenter(cache_dir, words_file)


def _write(file: Path, text: str) -> None:
    """Write whole or not at all, so that a second process never reads half a file."""
    part = file.with_suffix(f".{os.getpid()}")
    part.write_text(text, encoding="utf-8")
    part.replace(file)


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
