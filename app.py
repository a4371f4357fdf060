"""The door to the chat window: `python app.py`.

`build_app(pipeline)` composes the panes of `rag.ui`; `main()` serves it. Errors of the core become words for people
here: in the conversation, in an API error, or on the command line.
"""

import argparse
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api as add_endpoint

from rag.errors import FOR_PEOPLE
from rag.serialise import to_json
from rag.settings import Settings, add_arguments
from rag.types import Citation, Clause, Lang
from rag.ui.answer_view import conversation_html
from rag.ui.arguments import count_of, lang_of, text_of, turns_of
from rag.ui.clause_view import Neighbours, Quoted, clause_html, group_by_clause, source_html
from rag.ui.conversation import Conversation, Exchange, exchange_at, history, with_exchange
from rag.ui.layout import chat_pane, header, launch_options, source_pane

if TYPE_CHECKING:
    from rag import Pipeline

PORT = 7860
AT_ONCE = 16  # questions answered at the same time; Gradio's own limit is one

Shown = tuple[Any, Any, Any, Any]  # conversation pane, source pane, question box, conversation


class Window:
    """What happens when a person types, clicks or calls. Holds the pipeline; everything else is in the session."""

    def __init__(self, pipeline: "Pipeline") -> None:
        self.pipeline = pipeline

    def ask(self, question: str, language: str, conversation: Conversation) -> Iterator[Shown]:
        """Answer the question typed; a question that cannot be asked stays in the box, with the reason."""
        yield from self._answer(question, _lang(language), conversation, len(conversation))

    def retell(self, conversation: Conversation, event: gr.EventData) -> Iterator[Shown]:
        """Answer a question of the conversation again in the other language, in its place."""
        exchange = exchange_at(conversation, event.turn)
        if exchange is not None:
            yield from self._answer(exchange.question, _lang(event.lang), conversation, int(event.turn))

    def open(self, conversation: Conversation, event: gr.EventData) -> str:
        """Show the clauses of an answer with the opened citation first in view, or a single clause."""
        exchange = exchange_at(conversation, event.turn)
        citations = exchange.answer.citations if exchange is not None and exchange.answer is not None else ()
        number = str(event.citation)
        if number.isdecimal() and int(number) < len(citations):
            return self.source(citations, citations[int(number)])
        return self.clause_alone(str(event.clause))

    def suggest(self, event: gr.EventData) -> str:
        """Put an example question into the box."""
        return str(event.question)

    def arrive(self, request: gr.Request) -> tuple[Any, Any]:
        """What the address asks for: `?clause=2.4.2` opens the clause, `?q=…` fills the question in."""
        wanted = request.query_params
        clauses = self.clause_alone(wanted["clause"]) if "clause" in wanted else gr.skip()
        return clauses, wanted["q"] if "q" in wanted else gr.skip()

    def source(self, citations: Sequence[Citation], active: Citation | None = None) -> str:
        """The source pane with every clause cited."""
        return self._source_html(group_by_clause(citations, active))

    def clause_alone(self, number: str) -> str:
        """The source pane with one clause, or the reason why there is none."""
        try:
            return self._source_html([Quoted(self.pipeline.clause(number))])
        except FOR_PEOPLE as error:
            return source_html((), notice=str(error))

    def _answer(self, question: str, lang: Lang | None, conversation: Conversation, turn: int) -> Iterator[Shown]:
        new = turn == len(conversation)
        asked = with_exchange(conversation, turn, Exchange(question))
        before = history(conversation[:turn])
        yield conversation_html(asked, busy=True), gr.skip(), "" if new else gr.skip(), conversation
        try:
            for answer in self.pipeline.stream(question, history=before, lang=lang):
                asked = with_exchange(conversation, turn, Exchange(question, answer))
                yield conversation_html(asked, busy=True), self.source(answer.citations), gr.skip(), asked
            yield conversation_html(asked), gr.skip(), gr.skip(), asked
        except FOR_PEOPLE as error:
            kept = question if new else gr.skip()
            yield conversation_html(conversation, notice=str(error)), gr.skip(), kept, conversation

    def _source_html(self, quoted: Sequence[Quoted]) -> str:
        every = self.pipeline.clauses
        several = len(self.pipeline.documents) > 1
        clauses = [
            clause_html(each, neighbours=_neighbours(every, each.clause), several_documents=several) for each in quoted
        ]
        documents = dict.fromkeys(each.clause.document for each in quoted)
        return source_html(clauses, documents=[self.pipeline.document(document) for document in documents])


class Api:
    """The named endpoints. Each argument but the first has a default; errors reach the client as words."""

    def __init__(self, pipeline: "Pipeline") -> None:
        self.pipeline = pipeline

    def ask(self, question: str, lang: str = "", history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Answer a question from the documents, citing a clause for each sentence.

        Args:
            question: the question, in Chinese or English
            lang: "zh" or "en" for the answer; empty to follow the question
            history: earlier turns, [{"role": "user" or "assistant", "content": "…"}, …]
        """
        with _errors_as_words():
            turns, language = turns_of(history, "history"), lang_of(lang, "lang")
            answer = self.pipeline.ask(text_of(question, "question"), history=turns, lang=language)
            return dict(to_json(answer))

    def search(self, query: str, k: int = 10) -> list[dict[str, Any]]:
        """Find the clauses nearest to some words, best first.

        Args:
            query: words in Chinese or English
            k: how many clauses
        """
        with _errors_as_words():
            hits = self.pipeline.search(text_of(query, "query"), k=count_of(k, "k"))
            return [to_json(hit) for hit in hits]

    def clause(self, number: str) -> dict[str, Any]:
        """One clause in both languages, its sentences aligned.

        Args:
            number: the clause's number, such as "2.4.2"
        """
        with _errors_as_words():
            return asdict(self.pipeline.clause(text_of(number, "number")))


@contextmanager
def _errors_as_words() -> Iterator[None]:
    """Let an error of the core, or a bad argument, reach the client with its message."""
    try:
        yield
    except FOR_PEOPLE as error:
        raise gr.Error(str(error), print_exception=False) from error


def build_app(pipeline: "Pipeline") -> gr.Blocks:
    """The chat window over a pipeline; serve it with `launch(**launch_options())`."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # Gradio reads it at each of its reports
    window, api = Window(pipeline), Api(pipeline)
    blocks: gr.Blocks = gr.Blocks(title="Clausewise 条文通", analytics_enabled=False, fill_height=True, fill_width=True)
    with blocks:
        for endpoint in (api.ask, api.search, api.clause):  # first, or a pane's event takes the name
            add_endpoint(endpoint, api_name=endpoint.__name__)
        said = gr.State(())
        header([document.title for document in pipeline.documents])
        with gr.Row(elem_id="panes"):
            chat, source = chat_pane(), source_pane()
        shown = [chat.conversation, source.clauses, chat.question, said]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        chat.question.submit(window.ask, [chat.question, chat.language, said], shown, **quiet)
        chat.conversation.suggest(window.suggest, None, chat.question, **quiet)
        chat.conversation.retell(window.retell, said, shown, **quiet)
        for pane in (chat.conversation, source.clauses):
            pane.open(window.open, said, source.clauses, **quiet)
        blocks.load(window.arrive, None, [source.clauses, chat.question], **quiet)
    blocks.queue(default_concurrency_limit=AT_ONCE)
    return blocks


def _neighbours(clauses: Sequence[Clause], clause: Clause) -> Neighbours:
    ids = [each.id for each in clauses if each.document == clause.document]
    place = ids.index(clause.id)
    return Neighbours(ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None)


def _lang(language: str) -> Lang | None:
    """The language of that code; None ("follow the question") for anything else."""
    return next((lang for lang in Lang if lang.value == language), None)


def free_port_error(host: str, port: int) -> str:
    """Why nothing can listen there, with the remedy; "" when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            return _cannot_listen(host, port, error)
    return ""


def _cannot_listen(host: str, port: int, error: Exception) -> str:
    return f"cannot listen on {host}:{port} ({error}); choose another with --port or --host"


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line; what is left out comes from GRADIO_SERVER_PORT or a default."""
    parser = argparse.ArgumentParser(prog="app.py", description="Clausewise 条文通: the chat window")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=os.environ.get("GRADIO_SERVER_PORT", PORT), help=f"default {PORT}")
    parser.add_argument("--open", action="store_true", help="open the window in the browser")
    add_arguments(parser)
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the window until Ctrl+C; the exit status, 1 with a message when it cannot be served."""
    from rag import Pipeline

    arguments = parse_arguments(argv)
    problem = free_port_error(arguments.host, arguments.port)
    if problem:
        print(f"app.py: {problem}", file=sys.stderr)
        return 1
    try:
        window = build_app(Pipeline.load(Settings.from_args(arguments), progress=True))
    except FOR_PEOPLE as error:
        print(f"app.py: {error}", file=sys.stderr)
        return 1
    return serve(window, arguments.host, arguments.port, show=arguments.open)


def serve(window: gr.Blocks, host: str, port: int, *, show: bool = False) -> int:
    """Serve until Ctrl+C, `show` in the browser; 1 with a message when the port was taken in the meantime."""
    try:
        options = launch_options()
        _, address, _ = window.launch(server_name=host, server_port=port, prevent_thread_lock=True, **options)
    except OSError as error:
        print(f"app.py: {_cannot_listen(host, port, error)}", file=sys.stderr)
        return 1
    print(f"Clausewise 条文通: {address}  (Ctrl+C stops)")
    if show:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    window.block_thread()
    return 0


if __name__ == "__main__":
    sys.exit(main())
