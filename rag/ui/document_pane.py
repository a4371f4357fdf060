"""The Document tab: one of the open documents, whole, with its outline and what parsing set aside."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import gradio as gr

from rag.errors import FOR_PEOPLE
from rag.parsing import ParseReport
from rag.ui.document_view import document_html, unopened_html
from rag.ui.frame import QUIET, html_pane
from rag.ui.troubles import trouble_html

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

Reports = Callable[[], Mapping[str, ParseReport]]  # -> document id -> what became of every line of it


class Reader:
    """Shows documents."""

    def __init__(self, pipeline: "Pipeline", reports: Reports) -> None:
        """`reports` is called when a document is first opened."""
        self._pipeline = pipeline
        self._reports = reports

    def show(self, document_id: str, *, notice: str = "") -> str:
        """A document as HTML; the first one where the id is unknown."""
        documents = {document.id: document for document in self._pipeline.documents}
        document = documents.get(document_id) or next(iter(documents.values()))
        clauses = [clause for clause in self._pipeline.clauses if clause.document == document.id]
        report = self._reports().get(document.id)
        return document_html(document, clauses, report, notice=notice, documents=tuple(documents.values()))

    def show_at(self, event: gr.EventData) -> str:
        """The document of the clause asked for, or the one chosen."""
        number = str(event.clause)[:200]
        if not number:
            return self.show(str(event.document))
        try:
            return self.show(self._pipeline.clause(number).document)
        except FOR_PEOPLE as error:
            return self.show(str(event.document), notice=trouble_html(error))


def document_pane(reader: Reader) -> gr.HTML:
    """Build the tab in the surrounding Blocks context."""
    text = html_pane(unopened_html(), id="document", script="document.js")
    text.show(reader.show_at, None, text, **QUIET)
    return text
