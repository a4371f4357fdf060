"""The named endpoints, which are the tools of the MCP server too: /ask, /search, /clause.

Each argument but the first has a default; errors reach the client as words. What comes back is JSON: the value itself
over HTTP, its text for an MCP client, which would get Python's notation from Gradio. docs/api.md lists the fields.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import gradio as gr
from gradio.events import api as add_endpoint

from rag.errors import FOR_PEOPLE
from rag.serialise import to_json
from rag.types import Answer, Hit, Lang
from rag.ui.arguments import count_of, lang_of, text_of, turns_of
from rag.ui.launch import MCP_PATH

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

_SNIPPET = 120  # characters
_T = TypeVar("_T")


class Api:
    """The endpoints over a pipeline."""

    def __init__(self, pipeline: "Pipeline") -> None:
        self.pipeline = pipeline

    def ask(
        self,
        question: str,
        lang: str = "",
        history: list[dict[str, str]] | None = None,
        request: gr.Request | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the documents, citing a clause for each sentence.

        Args:
            question: the question, in Chinese or English
            lang: "zh" or "en" for the answer; empty to follow the question
            history: earlier turns, [{"role": "user" or "assistant", "content": "…"}, …]
        """
        with _errors_as_words():
            turns, language = turns_of(history, "history"), lang_of(lang, "lang")
            answer = self.pipeline.ask(text_of(question, "question"), history=turns, lang=language)
            return _sent(_answer_record(answer), request)

    def search(self, query: str, k: int = 10, request: gr.Request | None = None) -> list[dict[str, Any]]:
        """Find the clauses nearest to some words, best first.

        Args:
            query: words in Chinese or English
            k: how many clauses
        """
        with _errors_as_words():
            hits = self.pipeline.search(text_of(query, "query"), k=count_of(k, "k"))
            return _sent([to_json(hit) for hit in hits], request)

    def clause(self, number: str, request: gr.Request | None = None) -> dict[str, Any]:
        """One clause in both languages, its sentences aligned.

        Args:
            number: the clause's number, such as "2.4.2"
        """
        with _errors_as_words():
            return _sent(asdict(self.pipeline.clause(text_of(number, "number"))), request)


def add_endpoints(pipeline: "Pipeline") -> None:
    """Add the endpoints in the surrounding Blocks context; before the panes, or an event of theirs takes a name."""
    api = Api(pipeline)
    for endpoint in (api.ask, api.search, api.clause):
        add_endpoint(endpoint, api_name=endpoint.__name__, queue=False)  # the MCP server calls a queued one by HTTP


def _answer_record(answer: Answer) -> dict[str, Any]:
    """The answer's record, of its hits no more than names them: a language model reads it, and pays for each word."""
    return {**to_json(answer), "hits": [_short(hit, answer.lang) for hit in answer.hits]}


def _short(hit: Hit, lang: Lang) -> dict[str, Any]:
    sentence = hit.sentence[lang] or hit.sentence[lang.other] if hit.sentence else ""
    return {
        "clause": hit.clause.id,
        "number": hit.clause.number,
        "title": hit.clause.title[lang] or hit.clause.title[lang.other],
        "score": round(hit.score, 4),
        "snippet": sentence[:_SNIPPET] + "…" * (len(sentence) > _SNIPPET),
    }


def _sent(value: _T, request: gr.Request | None) -> _T:
    """The value, or its JSON text where an MCP client asked."""
    if request is None or MCP_PATH not in request.url.path:
        return value
    return json.dumps(value, ensure_ascii=False)  # type: ignore[return-value]


@contextmanager
def _errors_as_words() -> Iterator[None]:
    """Let an error of the core, or a bad argument, reach the client with its message."""
    try:
        yield
    except FOR_PEOPLE as error:
        raise gr.Error(str(error), print_exception=False) from error
