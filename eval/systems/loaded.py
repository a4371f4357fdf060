"""A system ready to be asked, with what it was made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from eval.configs import Config
from eval.hashes import source_hash, text_hash
from eval.loaders import Passage
from eval.loaders.dataset import lang_of
from eval.run import System
from rag.documents import load_store
from rag.store import MemoryStore
from rag.types import Bilingual, Clause, Document, Lang, SentencePair, Source, Span

MODULES = {  # each with load(config, store) -> Loaded; imported only when asked for
    "clausewise": "eval.systems.clausewise",
    "http": "eval.systems.http",
    "llamaindex": "eval.systems.llamaindex",
    "txtai": "eval.systems.txtai",
    "langchain": "eval.systems.langchain",
}
PASSAGES = "passages"  # the document that a dataset's own passages make


@dataclass(frozen=True, slots=True)
class Loaded:
    """A system, and all that decides what it will answer.

    answers  false where it only retrieves
    made_of  hashes and settings as JSON values; two runs with equal ones are to be equal to the last bit
    timings  what loading took, and other things that differ between runs
    """

    system: System
    answers: bool = True
    made_of: Mapping[str, Any] = field(default_factory=dict)
    timings: Mapping[str, Any] = field(default_factory=dict)


def load_system(config: Config, passages: Sequence[Passage] = ()) -> Loaded:
    """The system of a configuration over its documents, or over a dataset's passages where there are any.

    Raises PeerError where a package is missing, and whatever the product raises when it loads.
    """
    store = store_of(passages) if passages else load_store(config.build_settings().documents)
    loaded: Loaded = import_module(MODULES[config.system]).load(config, store, bundled=not passages)
    documents = {document.id: text_hash(document.text) for document in store.documents}
    evaluation = source_hash(Path(__file__).parents[1])  # the measures, the adapters and how they are called
    return replace(loaded, made_of={**loaded.made_of, "documents": documents, "evaluation": evaluation})


def store_of(passages: Sequence[Passage]) -> MemoryStore:
    """Passages as the clauses of one document, numbered by their ids, in the language each is written in."""
    clauses, texts, start = [], [], 0
    for passage in passages:
        lang = lang_of(passage.text)
        span = Span(start, start + len(passage.text))
        clauses.append(_clause(passage, lang, span))
        texts.append(passage.text)
        start = span.end + 1
    store = MemoryStore()
    store.add(Document(PASSAGES, "", "", "", "\n".join(texts)), clauses)
    return store


def _clause(passage: Passage, lang: Lang, span: Span) -> Clause:
    zh, en = (passage.text, "") if lang is Lang.ZH else ("", passage.text)
    title = Bilingual(passage.title, "") if lang is Lang.ZH else Bilingual("", passage.title)
    inner = Span(0, len(passage.text))
    pair = SentencePair(zh, en, inner if zh else None, inner if en else None)
    source = Source((span,), ()) if zh else Source((), (span,))
    return Clause(f"{PASSAGES}:{passage.id}", PASSAGES, passage.id, (), title, zh, en, (pair,), source)
