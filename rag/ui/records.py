"""A conversation as a plain record and back, so that a browser can keep it.

What comes back is checked: its shape by pydantic, its clauses against the open documents, its quotes against the
clauses. What no longer holds is left out and said.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rag.errors import QuestionError, UnknownClauseError
from rag.types import (
    Answer,
    AnswerSentence,
    Bilingual,
    ChannelScore,
    Citation,
    Clause,
    DraftKind,
    Hit,
    Lang,
    Rejection,
    Source,
    Span,
    Status,
    Verdict,
)
from rag.ui.conversation import Conversation, Exchange
from rag.ui.feedback import VERDICTS
from rag.ui.why_view import FOUND, shown_channels

MAX_EXCHANGES = 200
_LEFT_OUT = Bilingual(
    "此回答保存之后文件已变，{} 处引文已不在现在打开的文件里，未显示。",
    "The documents have changed since this answer: {} of its quotes are not in the open ones and are not shown.",
)

Find = Callable[[str], Clause]


@dataclass(frozen=True, slots=True)
class _SavedCitation:
    clause: str
    zh: str
    en: str
    span: Span
    source: Source


@dataclass(frozen=True, slots=True)
class _SavedSentence:
    text: str
    kind: DraftKind
    verdicts: tuple[Verdict, ...]
    citations: tuple[_SavedCitation, ...]
    focus: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _SavedHit:
    clause: str
    score: float
    sentence: int | None
    channels: dict[str, ChannelScore]


@dataclass(frozen=True, slots=True)
class _SavedAnswer:
    lang: Lang
    status: Status
    text: str
    query: str
    sentences: tuple[_SavedSentence, ...]
    rejected: tuple[Rejection, ...]
    hits: tuple[_SavedHit, ...]
    timings: dict[str, float]
    reasons: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _SavedExchange:
    question: str
    answer: _SavedAnswer | None = None
    rated: str = ""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class _SavedConversation:
    exchanges: tuple[_SavedExchange, ...] = field(default=())


_SHAPE = TypeAdapter(_SavedConversation)


def record_of(conversation: Conversation) -> dict[str, Any]:
    """The conversation as JSON values; of the hits' channels only what "why this answer" shows.

    All of them would be five sixths of the record, and a browser keeps about 5 MB.
    """
    exchanges = tuple(
        _SavedExchange(each.question, _saved(each.answer) if each.answer else None, each.rated, each.stopped)
        for each in conversation
    )
    return asdict(_SavedConversation(exchanges))


def conversation_of(record: object, find: Find) -> Conversation:
    """The conversation of a record; `find` gives a clause by id or raises UnknownClauseError. Raises QuestionError."""
    try:
        saved = _SHAPE.validate_python(record)
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(map(str, problem["loc"]))
        raise QuestionError(
            f"这段保存的对话无法读取，请删除后重新提问（{where}）。 / "
            f"This saved conversation cannot be read ({where}: {problem['msg']}); delete it and ask again."
        ) from error
    exchanges = saved.exchanges[-MAX_EXCHANGES:]
    return tuple(
        Exchange(
            each.question,
            _answer(each.question, each.answer, find) if each.answer else None,
            each.rated if each.rated in VERDICTS else "",
            each.stopped,
        )
        for each in exchanges
    )


def _saved(answer: Answer) -> _SavedAnswer:
    return _SavedAnswer(
        lang=answer.lang,
        status=answer.status,
        text=answer.text,
        query=answer.query,
        sentences=tuple(_saved_sentence(sentence) for sentence in answer.sentences),
        rejected=answer.rejected,
        hits=tuple(_saved_hit(hit, answer.query, shown=place < FOUND) for place, hit in enumerate(answer.hits)),
        timings=dict(answer.timings),
        reasons=answer.reasons,
        notices=answer.notices,
    )


def _saved_sentence(sentence: AnswerSentence) -> _SavedSentence:
    citations = tuple(
        _SavedCitation(each.clause.id, each.quote_zh, each.quote_en, each.answer_span, each.source_spans)
        for each in sentence.citations
    )
    return _SavedSentence(sentence.text, sentence.kind, sentence.verdicts, citations, sentence.focus)


def _saved_hit(hit: Hit, query: str, *, shown: bool) -> _SavedHit:
    pairs = hit.clause.sentences
    place = pairs.index(hit.sentence) if hit.sentence in pairs else None
    return _SavedHit(hit.clause.id, hit.score, place, shown_channels(hit, query) if shown else {})


def _answer(question: str, saved: _SavedAnswer, find: Find) -> Answer:
    sentences = tuple(
        AnswerSentence(each.text, tuple(_citations(each.citations, find)), each.verdicts, each.kind, _focus(each))
        for each in saved.sentences
    )
    citations = tuple(citation for sentence in sentences for citation in sentence.citations)
    lost = sum(len(each.citations) for each in saved.sentences) - len(citations)
    return Answer(
        question=question,
        lang=saved.lang,
        status=saved.status,
        sentences=sentences,
        text=saved.text,
        citations=citations,
        rejected=saved.rejected,
        hits=tuple(_hits(saved.hits, find)),
        timings=saved.timings,
        query=saved.query,
        reasons=saved.reasons,
        notices=(*saved.notices, _LEFT_OUT[saved.lang].format(lost)) if lost else saved.notices,
    )


def _focus(saved: _SavedSentence) -> tuple[Span, ...]:
    """The ranges that are emphasised; none where they are not in the sentence, in order."""
    ends = [0, *(span.end for span in saved.focus)]
    apart = all(end <= span.start < span.end for end, span in zip(ends, saved.focus, strict=False))
    return saved.focus if apart and ends[-1] <= len(saved.text) else ()


def _citations(saved: Sequence[_SavedCitation], find: Find) -> list[Citation]:
    """Those whose clause is there and still holds the quotes."""
    found = []
    for each in saved:
        clause = _found(each.clause, find)
        if clause is not None and each.zh in clause.zh and each.en in clause.en:
            found.append(Citation(clause, each.zh, each.en, each.span, each.source))
    return found


def _hits(saved: Sequence[_SavedHit], find: Find) -> list[Hit]:
    hits = []
    for each in saved:
        clause = _found(each.clause, find)
        if clause is not None:
            place = each.sentence if each.sentence is not None and 0 <= each.sentence < len(clause.sentences) else None
            sentence = None if place is None else clause.sentences[place]
            hits.append(Hit(clause, each.score, sentence, each.channels))
    return hits


def _found(clause_id: str, find: Find) -> Clause | None:
    try:
        return find(clause_id)
    except UnknownClauseError:
        return None
