"""The Chat tab: the conversation on the left, the cited clauses on the right."""

from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.i18n import I18nData

from rag.types import Lang
from rag.ui.chat_view import conversation_html, frame_html
from rag.ui.clause_view import source_html
from rag.ui.frame import QUIET, html_pane, say
from rag.ui.labels import word
from rag.ui.running import Running
from rag.ui.window import Window

AUTO = "auto"  # the answer's language follows the question
# A second question waits until the first is answered; chat.js keeps it meanwhile, this covers the last moment.
_ASKING: dict[str, Any] = {**QUIET, "trigger_mode": "always_last"}


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
    running: gr.State


def chat_pane(window: Window, session: gr.State) -> ChatPane:
    """Build the tab in the surrounding Blocks context; `session` holds what the user has set."""
    with gr.Row(elem_id="panes"):
        with gr.Column(scale=5, min_width=320, elem_id="chat"):
            welcome = conversation_html((), window.shelf)
            shown = html_pane(welcome, id="conversation", script="chat.js", html_template=str(frame_html()))
            question, language, new = _composer()
        with gr.Column(scale=6, min_width=320, elem_id="source"):
            sources = '<div class="sources"></div>'
            source = html_pane(source_html(), id="clauses", script="source.js", html_template=sources)
    keeper = html_pane("", id="keeper", script="keeper.js", html_template="<i></i>", visible="hidden")
    pane = ChatPane(shown, question, language, new, source, keeper, gr.State(()), gr.State(Running()))
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
            container=False,
            elem_id="question",
        )
        with gr.Row(elem_id="under"):
            html_pane(word("language"), id="language-label")
            language = gr.Radio(languages, value=AUTO, label=say("language"), container=False, elem_id="language")
            new = gr.Button(say("new"), size="sm", elem_id="new", scale=0)
    return question, language, new


def _wire(pane: ChatPane, window: Window, session: gr.State) -> None:
    whole = [pane.conversation, pane.source, pane.question, pane.said, pane.keeper]
    spoken = [pane.said, session, pane.running]
    pane.question.submit(window.ask, [pane.question, pane.language, *spoken], whole, **_ASKING)
    pane.conversation.ask(window.ask_this, [pane.language, *spoken], whole, **_ASKING)
    pane.conversation.retell(window.retell, spoken, whole, **_ASKING)
    pane.question.stop(Running.stop, pane.running, None, **QUIET)
    pane.new.click(None, None, None, js="() => clausewise.panes.chat.clear()", **QUIET)
    pane.conversation.clear(window.clear, pane.running, whole, **QUIET)
    pane.conversation.restore(window.restore, pane.running, whole, **QUIET)
    pane.conversation.rate(window.rate, pane.said, [pane.conversation, pane.said, pane.keeper], **QUIET)
    for opener in (pane.conversation, pane.source):
        opener.open(window.open, pane.said, pane.source, **QUIET)
