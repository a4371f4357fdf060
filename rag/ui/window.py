"""What happens when a person types or clicks. The window holds the pipeline; everything else is in the session."""

import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from markupsafe import Markup

from rag.errors import FOR_PEOPLE, QuestionError
from rag.types import Citation, Clause, Lang
from rag.ui.arguments import text_of
from rag.ui.chat_view import Shelf, conversation_html, exchange_html, frame_html
from rag.ui.clause_view import Neighbours, Quoted, clause_html, group_by_clause, source_html
from rag.ui.conversation import Conversation, Exchange, exchange_at, history, with_exchange
from rag.ui.export import FORMATS, About, export, file_name
from rag.ui.feedback import VERDICTS, feedback_record, save_feedback
from rag.ui.records import conversation_of, record_of
from rag.ui.session import Session
from rag.ui.suggestions import example_questions

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

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
        self.shelf = Shelf(tuple(pipeline.documents), pipeline.questions, examples)

    def ask(self, question: str, language: str, conversation: Conversation, session: Session | None) -> Iterator[Shown]:
        """Answer the question typed; a question that cannot be asked stays in the box, with the reason."""
        yield from self._answer(question, _lang(language), conversation, session, len(conversation))

    def ask_this(
        self, language: str, conversation: Conversation, session: Session | None, event: gr.EventData
    ) -> Iterator[Shown]:
        """Answer a question of the page: an example, a suggestion, or the address's `?q=`."""
        yield from self._answer(str(event.question), _lang(language), conversation, session, len(conversation))

    def retell(self, conversation: Conversation, session: Session | None, event: gr.EventData) -> Iterator[Shown]:
        """Answer a question of the conversation again, in the language asked for, in its place."""
        exchange = exchange_at(conversation, event.turn)
        if exchange is not None:
            yield from self._answer(exchange.question, _lang(event.lang), conversation, session, int(event.turn))

    def settle(self, conversation: Conversation) -> tuple[Any, Any]:
        """After Stop: what has come so far, with its tools."""
        return conversation_html(conversation, self.shelf), _kept_html(conversation)

    def open(self, conversation: Conversation, event: gr.EventData) -> str:
        """Show the clauses of an answer with the opened citation first in view, or a single clause."""
        exchange = exchange_at(conversation, event.turn)
        citations = exchange.answer.citations if exchange is not None and exchange.answer is not None else ()
        number = str(event.citation)
        if number.isdecimal() and int(number) < len(citations):
            return self.source(citations, citations[int(number)])
        return self.clause_alone(str(event.clause))

    def clear(self) -> Shown:
        """An empty conversation."""
        return conversation_html((), self.shelf), source_html(()), "", (), ""

    def restore(self, event: gr.EventData) -> Shown:
        """A conversation that the browser kept."""
        try:
            conversation = conversation_of(event.record, self.pipeline.clause)
        except FOR_PEOPLE as error:
            return conversation_html((), self.shelf, notice=str(error)), gr.skip(), gr.skip(), (), gr.skip()
        last = conversation[-1].answer if conversation else None
        shown = source_html(()) if last is None else self.source(last.citations)
        return conversation_html(conversation, self.shelf), shown, gr.skip(), conversation, gr.skip()

    def rate(self, conversation: Conversation, event: gr.EventData) -> tuple[Any, Any]:
        """Save a thumb with its comment; conversation pane and conversation."""
        exchange = exchange_at(conversation, event.turn)
        if exchange is None or exchange.answer is None or event.verdict not in VERDICTS:
            return gr.skip(), gr.skip()
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
            return conversation_html(conversation, self.shelf, notice=str(error)), gr.skip()
        rated = with_exchange(conversation, turn, Exchange(exchange.question, answer, event.verdict))
        return conversation_html(rated, self.shelf), rated

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

    def source(self, citations: Sequence[Citation], active: Citation | None = None) -> str:
        """The source pane with every clause cited."""
        return self._source_html(group_by_clause(citations, active))

    def clause_alone(self, number: str) -> str:
        """The source pane with one clause, or the reason why there is none."""
        try:
            return self._source_html([Quoted(self.pipeline.clause(number))])
        except FOR_PEOPLE as error:
            return source_html((), notice=str(error))

    def _answer(
        self, question: str, lang: Lang | None, conversation: Conversation, session: Session | None, turn: int
    ) -> Iterator[Shown]:
        new = turn == len(conversation)
        asked = with_exchange(conversation, turn, Exchange(question))
        around = [exchange_html(asked, other, self.shelf) for other in range(len(asked)) if other != turn]

        def shown(asked: Conversation) -> Markup:
            parts = [*around[:turn], exchange_html(asked, turn, self.shelf, busy=True), *around[turn:]]
            return frame_html(parts, busy=True)

        pipeline = session.pipeline if session is not None and session.pipeline is not None else self.pipeline
        yield shown(asked), gr.skip(), "" if new else gr.skip(), conversation, gr.skip()
        try:
            for answer in pipeline.stream(question, history=history(conversation[:turn]), lang=lang):
                asked = with_exchange(conversation, turn, Exchange(question, answer))
                yield shown(asked), self.source(answer.citations), gr.skip(), asked, gr.skip()
            yield conversation_html(asked, self.shelf), gr.skip(), gr.skip(), asked, _kept_html(asked)
        except FOR_PEOPLE as error:
            kept = question if new else gr.skip()
            notice = conversation_html(conversation, self.shelf, notice=str(error))
            yield notice, gr.skip(), kept, conversation, gr.skip()

    def _source_html(self, quoted: Sequence[Quoted]) -> str:
        every = self.pipeline.clauses
        several = len(self.shelf.documents) > 1
        clauses = [
            clause_html(each, neighbours=_neighbours(every, each.clause), several_documents=several) for each in quoted
        ]
        documents = dict.fromkeys(each.clause.document for each in quoted)
        return source_html(clauses, documents=[self.pipeline.document(document) for document in documents])


def _kept_html(conversation: Conversation) -> Markup:
    """The conversation for the browser to keep."""
    return Markup("<pre>{}</pre>").format(json.dumps(record_of(conversation), ensure_ascii=False))


def _neighbours(clauses: Sequence[Clause], clause: Clause) -> Neighbours:
    ids = [each.id for each in clauses if each.document == clause.document]
    place = ids.index(clause.id)
    return Neighbours(ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None)


def _lang(language: object) -> Lang | None:
    """The language of that code; None ("follow the question") for anything else."""
    return next((lang for lang in Lang if lang.value == language), None)
