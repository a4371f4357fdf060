"""The whole product as one object: load it, ask it, search it."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from embeddings import Encoder, load_encoder
from rag.answerers.extractive import ExtractiveAnswerer
from rag.answerability import missing_from
from rag.documents import BUNDLED, load_store
from rag.errors import ModelError
from rag.grounding import Asked, ground
from rag.index import clause_rows, open_vectors, sentence_rows, vector_rows
from rag.lexical import LexicalIndex
from rag.question import Question, read_question
from rag.retriever import Channel, HybridRetriever
from rag.settings import Settings
from rag.store import MemoryStore
from rag.text import jieba_segmenter, normalise, tokens
from rag.types import Answer, Answerer, Clause, Document, Hit, Lang, Status, Turn

MIN_HITS = 10


class Pipeline:
    """Documents, an index over them, a retriever and an answerer. `Pipeline.load()` makes one; it is safe to share."""

    def __init__(
        self,
        store: MemoryStore,
        retriever: HybridRetriever,
        extractive: Answerer,
        *,
        answerer: Answerer | None = None,
        k: int = MIN_HITS,
    ) -> None:
        """`answerer` writes the answers where given; the extractive one takes over when it fails or nothing is left."""
        self._store = store
        self._clauses = tuple(store)
        self._retriever = retriever
        self._extractive = extractive
        self._answerer = answerer
        self._k = max(k, MIN_HITS)

    @classmethod
    def load(cls, settings: Settings | None = None, *, progress: bool = False) -> "Pipeline":
        """The bundled document, encoder and extractive answerer, or what the settings say.

        Builds the index on first use (`progress` shows a bar) and caches it. Raises SourceError, SettingsError,
        EncoderError.
        """
        settings = settings or Settings.from_env()
        store = load_store(settings.documents)
        encoder = load_encoder(settings.encoder)
        retriever, sentences = _build_retriever(tuple(store), encoder, cache_dir=settings.cache_dir, progress=progress)
        extractive = ExtractiveAnswerer(encoder, sentences)
        return cls(store, retriever, extractive, answerer=_load_answerer(settings), k=settings.k)

    @property
    def documents(self) -> tuple[Document, ...]:
        return self._store.documents

    @property
    def clauses(self) -> Sequence[Clause]:
        """All clauses in document order."""
        return self._clauses

    def clause(self, number: str) -> Clause:
        """A clause by number ("2.4.2") or id ("ylz:2.4.2"); raises UnknownClauseError."""
        return self._store.get(number)

    def document(self, document_id: str) -> Document:
        return self._store.document(document_id)

    def search(self, query: str, *, k: int = 10, documents: Sequence[str] | None = None) -> list[Hit]:
        """The k best clauses for words in either language, best first, one hit a clause; raises QuestionError."""
        return self._retriever.search(read_question(query).query, k=k, documents=documents)

    def ask(self, question: str, *, history: Sequence[Turn] = (), lang: Lang | str | None = None) -> Answer:
        """The grounded answer, in the question's language or in `lang`; raises QuestionError for what is no question."""
        *_, answer = self.stream(question, history=history, lang=lang)
        return answer

    def stream(
        self, question: str, *, history: Sequence[Turn] = (), lang: Lang | str | None = None
    ) -> Iterator[Answer]:
        """Ever longer grounded answers, the last equal to `ask`'s but for its timings."""
        started = time.perf_counter()
        asked = read_question(question, history=history, lang=Lang(lang) if lang else None)
        hits = tuple(self._retriever.search(asked.query, k=self._k))
        retrieved = time.perf_counter()
        reasons = missing_from(asked, hits)
        timings = {"retrieve": retrieved - started, "judge": time.perf_counter() - retrieved}
        ...
