"""The Chat tab: the conversation on the left, the cited clauses on the right."""

from dataclasses import dataclass

import gradio as gr
from gradio.i18n import I18nData

from rag.types import Lang
from rag.ui.chat_view import conversation_html
from rag.ui.clause_view import source_html
from rag.ui.frame import QUIET, html_pane, say
from rag.ui.window import Window

AUTO = "auto"  # the answer's language follows the question
MAX_QUESTION = 2000  # characters; `rag.question` refuses longer ones


@dataclass(frozen=True, slots=True)
class ChatPane:
    """What can change in the tab."""

    conversation: gr.HTML
    question: gr.Textbox
    language: gr.Radio
    new: gr.Button
    source: gr.HTML
    keeper: gr.HTML
    said: gr.State


def chat_pane(window: Window, session: gr.State) -> ChatPane:
    """Build the tab in the surrounding Blocks context; `session` holds what the user has set."""
    with gr.Row(elem_id="panes"):
        with gr.Column(scale=5, min_width=320, elem_id="chat"):
            shown = html_pane(conversation_html((), window.shelf), id="conversation", script="chat.js")
            question, language, new = _composer()
        with gr.Column(scale=6, min_width=320, elem_id="source"):
            source = html_pane(source_html(()), id="clauses", script="source.js")
    keeper = html_pane("", id="keeper", script="keeper.js", visible="hidden")
    pane = ChatPane(shown, question, language, new, source, keeper, gr.State(()))
    _wire(pane, window, session)
    return pane


def _composer() -> tuple[gr.Textbox, gr.Radio, gr.Button]:
    languages: list[tuple[str | I18nData, str]] = [
        (say("follow"), AUTO),
        ("中文", Lang.ZH.value),
        ("English", Lang.EN.value),
    ]
    with gr.Column(elem_id="composer"):
        question = gr.Textbox(
            label=say("question"),
            show_label=False,
            placeholder=say("type"),
            submit_btn=say("ask"),  # type: ignore[arg-type]  # the page translates it like any label
            stop_btn=say("stop"),  # type: ignore[arg-type]
            lines=1,
            max_lines=6,
            max_length=MAX_QUESTION,
            container=False,
            elem_id="question",
        )
        with gr.Row(elem_id="under"):
            language = gr.Radio(languages, value=AUTO, label=say("language"), container=False, elem_id="language")
            new = gr.Button(say("new"), size="sm", elem_id="new", scale=0)
    return question, language, new


def _wire(pane: ChatPane, window: Window, session: gr.State) -> None:
    whole = [pane.conversation, pane.source, pane.question, pane.said, pane.keeper]
    asking = [
        pane.question.submit(window.ask, [pane.question, pane.language, pane.said, session], whole, **QUIET),
        pane.conversation.ask(window.ask_this, [pane.language, pane.said, session], whole, **QUIET),
        pane.conversation.retell(window.retell, [pane.said, session], whole, **QUIET),
    ]
    stopped = [pane.conversation, pane.keeper]
    pane.question.stop(window.settle, pane.said, stopped, cancels=asking, **QUIET)
    pane.new.click(window.clear, None, whole, cancels=asking, js="() => clausewise.kept.forget()", **QUIET)
    pane.conversation.clear(window.clear, None, whole, cancels=asking, **QUIET)
    pane.conversation.restore(window.restore, None, whole, cancels=asking, **QUIET)
    pane.conversation.rate(window.rate, pane.said, [pane.conversation, pane.said], **QUIET)
    for opener in (pane.conversation, pane.source):
        opener.open(window.open, pane.said, pane.source, **QUIET)
