"""The named endpoints, which are the tools of the MCP server too: /ask, /search, /clause.

Each argument but the first has a default; errors reach the client as words.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api as add_endpoint

from rag.errors import FOR_PEOPLE
from rag.serialise import to_json
from rag.ui.arguments import count_of, lang_of, text_of, turns_of

if TYPE_CHECKING:
    from rag.pipeline import Pipeline


class Api:
    """The endpoints over a pipeline."""

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


def add_endpoints(pipeline: "Pipeline") -> None:
    """Add the endpoints in the surrounding Blocks context; before the panes, or an event of theirs takes a name."""
    api = Api(pipeline)
    for endpoint in (api.ask, api.search, api.clause):
        add_endpoint(endpoint, api_name=endpoint.__name__, queue=False)  # the MCP server calls a queued one by HTTP


@contextmanager
def _errors_as_words() -> Iterator[None]:
    """Let an error of the core, or a bad argument, reach the client with its message."""
    try:
        yield
    except FOR_PEOPLE as error:
        raise gr.Error(str(error), print_exception=False) from error
