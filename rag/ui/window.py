"""What happens when a person types or clicks. The window holds the pipeline; everything else is in the session."""

import base64
import json
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from markupsafe import Markup

from rag.errors import FOR_PEOPLE, QuestionError
from rag.types import Answer, Clause, Lang, Status
from rag.ui.arguments import text_of
from rag.ui.chat_view import Shelf, change_html, conversation_html
from rag.ui.clause_view import Neighbours, Quoted, clause_html, group_by_clause, source_html
from rag.ui.conversation import Conversation, Exchange, exchange_at, history, with_exchange
from rag.ui.export import FORMATS, About, export, file_name
from rag.ui.feedback import VERDICTS, feedback_record, save_feedback
from rag.ui.labels import LABELS
from rag.ui.records import conversation_of, record_of
from rag.ui.running import Running, until
from rag.ui.session import Session
from rag.ui.suggestions import example_questions
from rag.ui.troubles import trouble_html

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

MOST_AT_ONCE = 64  # answers being written, those included that were stopped and whose model has not noticed yet
Shown = tuple[Any, Any, Any, Any, Any]  # conversation pane, source pane, question box, conversation, keeper
_TYPES = {
    "markdown": "text/markdown",
    "json": "application/json",
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Window:
    """The chat: asking, telling again, opening clauses, rating, keeping and exporting conversations."""

    def __init__(self, pipeline: "Pipeline", *, feedback: Path) -> None:
        """`feedback` is the file that thumbs are appended to."""
        self.pipeline = pipeline
        self.feedback = feedback
        examples = tuple(example_questions(pipeline.clauses))
        counts = Counter(clause.document for clause in pipeline.clauses)
        self.shelf = Shelf(tuple(pipeline.documents), pipeline.questions, examples, counts, pipeline.is_spelled)
        self._sent = count(1)
        self._workers = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="answer")

    def ask(
        self, question: str, language: str, conversation: Conversation, session: Session | None, running: Running
    ) -> Iterator[Shown]:
        """Answer the question typed; a question that cannot be asked stays in the box, with the reason."""
        yield from self._answer(question, _lang(language), conversation, session, running, len(conversation))

    def ask_this(
        self, language: str, conversation: Conversation, session: Session | None, running: Running, event: gr.EventData
    ) -> Iterator[Shown]:
        """Answer a question of the page: an example, a suggestion, or the address's `?q=`."""
        yield from self._answer(str(event.question), _lang(language), conversation, session, running, len(conversation))

    def retell(
        self, conversation: Conversation, session: Session | None, running: Running, event: gr.EventData
    ) -> Iterator[Shown]:
        """Answer a question of the conversation again, in the language asked for, in its place."""
        exchange = exchange_at(conversation, event.turn)
        if exchange is not None:
            turn = int(event.turn)
            yield from self._answer(exchange.question, _lang(event.lang), conversation, session, running, turn)

    def open(self, conversation: Conversation, event: gr.EventData) -> str:
        """Show the clauses of an answer with the opened citation first in view, or a single clause."""
        exchange = exchange_at(conversation, event.turn)
        citations = exchange.answer.citations if exchange is not None and exchange.answer is not None else ()
        number = str(event.citation)
        if number.isdecimal() and int(number) < len(citations):
            return self.source(group_by_clause(citations, citations[int(number)]), cited=True)
        return self.clause_alone(str(event.clause))

    def clear(self, running: Running) -> Shown:
        """An empty conversation."""
        running.begin()
        return conversation_html((), self.shelf), self.source(()), "", (), ""

    def restore(self, running: Running, event: gr.EventData) -> Shown:
        """A conversation that the browser kept."""
        running.begin()
        try:
            conversation = conversation_of(event.record, self.pipeline.clause)
        except FOR_PEOPLE as error:
            return (
                conversation_html((), self.shelf, notice=trouble_html(error)),
                self.source(()),
                gr.skip(),
                (),
                gr.skip(),
            )
        last = conversation[-1].answer if conversation else None
        shown = self.source(()) if last is None else self.answer_source(last)
        pane = conversation_html(conversation, self.shelf, restored=next(self._sent))
        return pane, shown, gr.skip(), conversation, gr.skip()

    def rate(self, conversation: Conversation, event: gr.EventData) -> tuple[Any, Any, Any]:
        """Save a thumb with its comment; a later one puts it right. Conversation pane, conversation and keeper."""
        exchange = exchange_at(conversation, event.turn)
        if exchange is None or exchange.answer is None or event.verdict not in VERDICTS:
            return gr.skip(), gr.skip(), gr.skip()
        turn, answer = int(event.turn), exchange.answer
        document = answer.hits[0].clause.document if answer.hits else self.shelf.documents[0].id
        try:
            record = feedback_record(
                answer,
                verdict=event.verdict,
                comment=text_of(event.comment, "comment"),
                history=history(conversation[:turn]),
                document=self.pipeline.document(document).sha256,
            )
            save_feedback(self.feedback, record)
        except FOR_PEOPLE as error:
            return change_html(conversation, [], self.shelf, notice=trouble_html(error)), gr.skip(), gr.skip()
        rated = with_exchange(conversation, turn, replace(exchange, rated=event.verdict))
        return change_html(rated, [turn], self.shelf), rated, _kept(rated)

    def export_conversation(self, wanted: dict[str, Any]) -> dict[str, str]:
        """A kept conversation as a file: {"name", "record", "format", "day", "address"} -> {"name", "type", "data"}.

        "data" is in base 64.
        """
        format, name = str(wanted.get("format")), str(wanted.get("name", ""))[:200]
        if format not in FORMATS:
            raise QuestionError(f"cannot export as {format!r}; choose {', '.join(FORMATS)}")
        conversation = conversation_of(wanted.get("record"), self.pipeline.clause)
        about = About(name, str(wanted.get("day", ""))[:10], str(wanted.get("address", ""))[:300])
        written = export(conversation, format, about, documents=self.shelf.documents)
        return {"name": file_name(name, format), "type": _TYPES[format], "data": base64.b64encode(written).decode()}

    def answer_source(self, answer: Answer, *, streamed: bool = False) -> Markup:
        """The source pane with every clause that an answer cites; with the nearest one where it is a refusal."""
        quoted = group_by_clause(answer.citations)
        if answer.status is Status.REFUSED and answer.hits:
            quoted = [Quoted(answer.hits[0].clause)]
        return self.source(quoted, cited=bool(quoted), streamed=streamed)

    def clause_alone(self, number: str) -> Markup:
        """The source pane with one clause, or the reason why there is none."""
        try:
            return self.source([Quoted(self.pipeline.clause(number))])
        except FOR_PEOPLE as error:
            return source_html(notice=trouble_html(error), serial=next(self._sent))

    def source(self, quoted: Sequence[Quoted], *, cited: bool = False, streamed: bool = False) -> Markup:
        """The source pane with these clauses."""
        every = self.pipeline.clauses
        several = len(self.shelf.documents) > 1
        clauses = [
            clause_html(each, neighbours=_neighbours(every, each.clause), several_documents=several) for each in quoted
        ]
        documents = [self.pipeline.document(id) for id in dict.fromkeys(each.clause.document for each in quoted)]
        return source_html(clauses, documents=documents, cited=cited, streamed=streamed, serial=next(self._sent))

    def _answer(
        self,
        question: str,
        lang: Lang | None,
        conversation: Conversation,
        session: Session | None,
        running: Running,
        turn: int,
    ) -> Iterator[Shown]:
        """Answer in that place of the conversation; a question that cannot be asked leaves it as it was."""
        new = turn == len(conversation)
        number = running.begin()
        asked = with_exchange(conversation, turn, Exchange(question))
        yield (
            change_html(asked, [turn], self.shelf, busy=True),
            gr.skip(),
            "" if new else gr.skip(),
            gr.skip(),
            gr.skip(),
        )
        pipeline = session.pipeline if session is not None and session.pipeline is not None else self.pipeline
        try:
            stream = pipeline.stream(question, history=history(conversation[:turn]), lang=lang)
            wanted = until(stream, wanted=lambda: running.wanted(number), workers=self._workers)
            answer = yield from self._growing(wanted, asked, turn)
        except FOR_PEOPLE as error:
            pane = change_html(conversation, [] if new else [turn], self.shelf, notice=trouble_html(error))
            yield pane, gr.skip(), question if new else gr.skip(), conversation, gr.skip()
            return
        if running.dropped(number):
            return
        exchange = Exchange(question, answer)
        if not running.wanted(number):
            exchange = _stopped(exchange) if answer is not None or new else conversation[turn]
        said = with_exchange(conversation, turn, exchange)
        source = gr.skip() if answer is None else self.answer_source(answer, streamed=True)
        yield change_html(said, [turn], self.shelf), source, gr.skip(), said, _kept(said)

    def _growing(
        self, stream: Iterator[Answer], asked: Conversation, turn: int
    ) -> Generator[Shown, None, Answer | None]:
        """Show an answer as it grows, its clauses when there is another; the last of it, None where nothing came."""
        answer, cited = None, list[str]()
        for answer in stream:
            before, cited = cited, list(dict.fromkeys(each.clause.id for each in answer.citations))
            source = gr.skip() if before == cited else self.answer_source(answer, streamed=True)
            growing = with_exchange(asked, turn, Exchange(asked[turn].question, answer))
            yield change_html(growing, [turn], self.shelf, busy=True), source, gr.skip(), growing, gr.skip()
        return answer


def _stopped(exchange: Exchange) -> Exchange:
    """The exchange whose answer its reader stopped; what there is of it says so, here and in every file it goes to."""
    answer = exchange.answer
    if answer is None:
        return replace(exchange, stopped=True)
    return replace(
        exchange, answer=replace(answer, notices=(*answer.notices, LABELS["stopped_note"][answer.lang])), stopped=True
    )


def _kept(conversation: Conversation) -> str:
    """The conversation for the browser to keep, as JSON."""
    return json.dumps(record_of(conversation), ensure_ascii=False).replace("<", "\\u003c")


def _neighbours(clauses: Sequence[Clause], clause: Clause) -> Neighbours:
    ids = [each.id for each in clauses if each.document == clause.document]
    place = ids.index(clause.id)
    return Neighbours(ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None)


def _lang(language: object) -> Lang | None:
    """The language of that code; None ("follow the question") for anything else."""
    return next((lang for lang in Lang if lang.value == language), None)
