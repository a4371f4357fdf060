"""The whole product as one object: load it, ask it, search it."""

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import partial, reduce
from itertools import chain
from typing import cast

from embeddings import Encoder, load_encoder, load_reranker
from rag.answerability import Answerability, Judgement
from rag.answerers.extractive import ExtractiveAnswerer
from rag.answerers.sentences import SentenceRater
from rag.answerers.topics import Topics
from rag.channels import build_channels
from rag.classifier import bound
from rag.documents import Known, load_known, load_store
from rag.errors import ModelError, QuestionError
from rag.finder import Finder, ahead
from rag.grounding import NO_AIDS, Aids, Asked, Entailment, aids_of, cut_short, ground
from rag.index import make_manifest
from rag.lexical import LexicalIndex
from rag.orders import asking, tells_too
from rag.provenance import shaping, stamp
from rag.question import Question, read_question
from rag.ranking import RankingModel
from rag.refusal_words import NOT_SETTLED
from rag.reranking import RerankingRetriever
from rag.retriever import ELSEWHERE, HybridRetriever
from rag.settings import Settings
from rag.store import MemoryStore
from rag.text import normalise
from rag.types import (
    Answer,
    Answerer,
    Clause,
    Document,
    DraftKind,
    DraftSentence,
    Hit,
    Lang,
    Provenance,
    Retriever,
    Status,
    Turn,
    Usage,
)
from rag.whether import asked_openly

MIN_HITS = 10
Rewriter = Callable[[str, Sequence[Turn], Lang], tuple[str, Usage | None]]
_SURE = 0.5  # log-odds above its threshold with which a part of a refused message is answered alone
_FELL_BACK = {
    Lang.ZH: "语言模型没有写出可核实的句子，以下为原文摘录。",
    Lang.EN: "The language model wrote nothing that could be verified; these are the document's own sentences.",
}
_TOO_LITTLE = {
    Lang.ZH: "语言模型写的句子多数未通过核实（{} 句中去掉 {} 句），以下为原文摘录。",
    Lang.EN: "Most of what the language model wrote failed the checks ({1} of {0} sentences were removed); these are the "
    "document's own sentences.",
}
_CUT_SHORT = {
    Lang.ZH: "语言模型没有写完，以上为已核实的部分：{}",
    Lang.EN: "The language model did not finish; this is the part that was verified: {}",
}
_FAILED = {
    Lang.ZH: "语言模型没有应答，以下为原文摘录：{}",
    Lang.EN: "The language model did not answer; these are the document's own sentences: {}",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A question as it was searched, its hits, and whether it asks for an outline of some of them."""

    question: Question
    hits: tuple[Hit, ...]
    outlined: bool = False


class Pipeline:
    """Documents, an index over them, a retriever and answerers. `Pipeline.load()` makes one; it is safe to share."""

    def __init__(
        self,
        store: MemoryStore,
        retriever: Retriever,
        judge: Answerability,
        extractive: ExtractiveAnswerer,
        *,
        answerer: Answerer | None = None,
        rewrite: Rewriter | None = None,
        k: int = MIN_HITS,
        provenance: Provenance | None = None,
        questions: Mapping[str, tuple[str, ...]] | None = None,
        aids: Aids = NO_AIDS,
        ranking: RankingModel | None = None,
    ) -> None:
        """`judge` says which questions the hits cannot answer; `answerer` and `rewrite` are a language model's, where there is one.

        The extractive answerer takes over when the other fails or nothing it wrote passes the checks.
        `questions` are those each clause is known to answer, by its id. `aids` help the checks.
        `ranking` is what the retriever ranks by, for the record.
        """
        self._store = store
        self._clauses = tuple(store)
        self._retriever = retriever
        self._judge = judge
        self.extractive = extractive
        self._answerer = answerer
        self._rewrite = rewrite
        self._finder = Finder(self._clauses, retriever, k=max(k, MIN_HITS), questions=questions)
        self._provenance = provenance
        self.questions = questions or {}
        self.ranking = ranking
        self._ground = partial(ground, aids=aids)

    @classmethod
    def load(
        cls,
        settings: Settings | None = None,
        *,
        store: MemoryStore | None = None,
        known: Known | None = None,
        weights: Mapping[str, float] | None = None,
        encoder: Encoder | None = None,
        entailment: Entailment | None = None,
        progress: bool = False,
    ) -> "Pipeline":
        """The bundled document, encoder and extractive answerer, or what the settings say.

        `store` and `encoder` take the place of the settings', `known` that of the questions that come with the
        documents, `weights` that of the fitted ones of the ranking, by name; `entailment` decides whether generated
        sentences are supported. Builds the index on first use (`progress` shows a bar) and caches it. Raises
        SourceError, SettingsError, EncoderError.
        """
        settings = settings or Settings.from_env()
        given = store is not None
        store = store if store is not None else load_store(settings.documents)
        if known is None:
            known = Known() if given else load_known(settings.documents, store, cache_dir=settings.cache_dir)
        encoder = encoder or load_encoder(settings.encoder)
        reranker = load_reranker(settings.reranker) if settings.reranker else None
        channels = build_channels(tuple(store), known, encoder, cache_dir=settings.cache_dir, progress=progress)
        lexical = {c.name: c.index for c in channels if isinstance(c.index, LexicalIndex)}
        answerer, rewrite = _language_model(settings)
        rows = {channel.name: list(channel.rows) for channel in channels}
        retriever = HybridRetriever(tuple(store), channels, encoder, weights=weights)
        return cls(
            store,
            RerankingRetriever(retriever, reranker) if reranker else retriever,
            Answerability(
                tuple(store),
                store.documents,
                lexical["lexical clause"],
                known,
                elsewhere=next((channel for channel in channels if channel.name == ELSEWHERE), None),
                classifiers=bound(known.classifiers, tuple(store), encoder),
            ),
            ExtractiveAnswerer(
                SentenceRater(encoder, lexical["lexical sentence"], tuple(store), channels),
                Topics(tuple(store), lexical["lexical sentence"], store.documents),
                length=settings.length,
            ),
            answerer=answerer,
            rewrite=rewrite,
            k=settings.k,
            provenance=stamp(store.documents, encoder, settings, index=make_manifest(rows, encoder).corpus),
            questions=known.questions,
            aids=aids_of(store.documents, encoder, entailment),
            ranking=retriever.model,
        )

    def with_settings(self, settings: Settings) -> "Pipeline":
        """This pipeline with the language model and the answer length of the settings; all else is shared.

        Raises SettingsError.
        """
        other = copy(self)
        other._answerer, other._rewrite = _language_model(settings)
        other._provenance = self._provenance and replace(self._provenance, settings=shaping(settings))
        if isinstance(self.extractive, ExtractiveAnswerer):
            other.extractive = self.extractive.scaled(settings.length)
        return other

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
        return self._retriever.search(
            self._finder.spelled(read_question(query)).query, k=max(k, 0), documents=documents
        )

    def is_spelled(self, question: str) -> bool:
        """Whether a question is searched for in its own words, none put right or spelled out; raises QuestionError."""
        read = read_question(question)
        return self._finder.spelled(read).query == read.query

    def signals(self, question: str, *, history: Sequence[Turn] = ()) -> dict[str, float]:
        """What tells whether the documents answer a question; for calibration. Raises QuestionError."""
        return self._judge.signals.read(*self._finder.find(read_question(question, history=history)))

    def ask(self, question: str, *, history: Sequence[Turn] = (), lang: Lang | str | None = None) -> Answer:
        """The grounded answer in the question's language or in `lang`; raises QuestionError for what is no question."""
        *_, answer = self.stream(question, history=history, lang=lang)
        return answer

    def stream(
        self, question: str, *, history: Sequence[Turn] = (), lang: Lang | str | None = None
    ) -> Iterator[Answer]:
        """Ever longer grounded answers, the last equal to `ask`'s but for its timings.

        Where most of what a language model wrote failed the checks, the last is the extract that takes its place.
        """
        clock = _Clock()
        read = read_question(question, history=history, lang=_lang(lang))
        notices: tuple[str, ...] = ()
        spent: list[Usage] = []
        if self._rewrite and history and read.text:
            try:
                rewritten, usage = self._rewrite(read.text, history, read.lang)
                query = normalise(rewritten)
                read = replace(read, query=query, follows=query != normalise(read.text), joined="", instead=())
                spent += [usage] if usage else []
            except ModelError as error:
                notices = (_FAILED[read.lang].format(error.said[read.lang]),)
        clock.lap("read")
        for asked_so in dict.fromkeys((replace(read, query=asked_openly(read.query)), read)):
            found = self._found(asked_so)
            clock.lap("retrieve")
            judged = self._judged(found)
            clock.lap("judge")
            if not judged.refused:
                break
        if not found.question.follows and (judged.refused or self._is_doubtful(read, judged)):
            unsaid = judged if judged.refused else replace(judged, refused=(NOT_SETTLED[read.lang],))
            found, judged = self._of_a_part(read) or (found, unsaid)
        reasons = judged.refused or judged.open or judged.contrary
        asked = Asked(
            question.strip(), found.question.query, read.lang, found.hits, reasons, notices, meant=found.question.text
        )
        clock.lap("judge")
        for answer in self._answers(found, asked, history, judged, spent):
            clock.lap("answer")
            usage = reduce(Usage.plus, spent) if spent else None
            timings = dict(clock.laps)
            yield replace(
                answer, timings=timings, confidence=judged.confidence, usage=usage, provenance=self._provenance
            )

    def _found(self, read: Question) -> _Found:
        question, hits = self._finder.find(read)
        topic = self.extractive.topics.asked(question.query) if self.extractive.topics else None
        return _Found(question, ahead(topic.clauses, hits) if topic else hits, outlined=bool(topic))

    def _judged(self, found: _Found) -> Judgement:
        return Judgement() if found.outlined else self._judge.judge(found.question, found.hits)

    def _is_doubtful(self, read: Question, judged: Judgement) -> bool:
        """Whether a message that tells something beside what it asks is not surely answered."""
        return judged.confidence is not None and judged.confidence < _SURE and tells_too(read.text)

    def _of_a_part(self, read: Question) -> tuple[_Found, Judgement] | None:
        """What was found for the part of a refused message that asks, where that alone is surely answered."""
        parts = (replace(read, text=text, query=read_question(text).query, joined="") for text in asking(read.text))
        judged = [(found, self._judged(found)) for found in map(self._found, parts)]
        sure = [one for one in judged if not one[1].refused and (one[1].confidence or 0.0) >= _SURE]
        return max(sure, key=lambda one: one[1].confidence or 0.0, default=None)

    def _answers(
        self, found: _Found, asked: Asked, history: Sequence[Turn], judged: Judgement, spent: list[Usage]
    ) -> Iterator[Answer]:
        """The model's answer where it stands, else the extractive one; a refusal where the hits are silent."""
        if judged.refused:
            yield from self._ground((), asked)
            return
        if self._answerer and not asked.notices:
            failures: list[ModelError] = []
            answer = None
            draft = self._answerer.draft(found.question.text, asked.hits, lang=asked.lang, history=history)
            for answer in self._ground(chain(_until_failure(draft, failures, spent), _notes(judged)), asked):
                if answer.status is not Status.REFUSED:
                    yield answer
            failed = tuple(failure.said[asked.lang] for failure in failures)
            kept, removed = _claims(answer), len(answer.rejected) if answer else 0
            if answer and kept and kept >= removed:
                if failed:  # what was checked before it failed stands
                    yield cut_short(answer, tuple(map(_CUT_SHORT[asked.lang].format, failed)))
                return
            if answer and not kept and not failed and not answer.rejected:
                yield answer
                return
            rejected = answer.rejected if answer else ()
            told = _TOO_LITTLE[asked.lang].format(kept + removed, removed) if kept else _FELL_BACK[asked.lang]
            notices = tuple(map(_FAILED[asked.lang].format, failed)) or (told,)
            asked = replace(asked, notices=notices, rejected=rejected)
        before = history if found.question.follows and not found.outlined else ()  # only a follow-up is read with it
        extracts = self.extractive.draft(asked.query, asked.hits, lang=asked.lang, history=before)
        yield from self._ground(chain(extracts, _notes(judged)), asked)


def _claims(answer: Answer | None) -> int:
    return sum(sentence.kind is DraftKind.CLAIM for sentence in answer.sentences) if answer else 0


def _notes(judged: Judgement) -> Iterator[DraftSentence]:
    """What an answer says of itself: the part that stays open, what the document says against the question."""
    return (DraftSentence(text, DraftKind.NOTE) for text in (*judged.open, *judged.contrary))


def _until_failure(
    draft: Iterator[DraftSentence], failures: list[ModelError], spent: list[Usage]
) -> Iterator[DraftSentence]:
    """The draft as far as the model came; its error, if any, is put into `failures`, what it cost into `spent`."""
    try:
        # A language model's draft returns what it cost; any other returns nothing.
        usage = yield from cast("Generator[DraftSentence, None, Usage | None]", draft)
        if usage:
            spent.append(usage)
    except ModelError as error:
        failures.append(error)


def _language_model(settings: Settings) -> tuple[Answerer | None, Rewriter | None]:
    """The answerer and the rewriter of the settings' language model; none of either without a model."""
    if not settings.model:
        return None, None
    from rag.answerers.chat_model import load_chat_model
    from rag.answerers.llm import LangChainAnswerer

    model = load_chat_model(settings)
    answerer = LangChainAnswerer(
        model,
        name=settings.model,
        length=settings.length,
        max_tokens=settings.max_tokens,
        max_seconds=settings.max_seconds,
    )
    return answerer, answerer.rewrite


def _lang(lang: Lang | str | None) -> Lang | None:
    if not lang:
        return None
    try:
        return Lang(lang)
    except ValueError as error:
        raise QuestionError(f"cannot answer in “{lang}”; choose {' or '.join(Lang)}") from error


class _Clock:
    """Stage → seconds, measured from the end of the stage before."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.laps[stage] = self.laps.get(stage, 0.0) + now - self._last
        self._last = now
