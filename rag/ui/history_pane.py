"""The History tab. The browser keeps the conversations and lists them (history.js); the server only makes files of them."""

from typing import Any

import gradio as gr
from markupsafe import Markup

from rag.ui.export import FORMATS
from rag.ui.frame import html_pane
from rag.ui.labels import unseen, word
from rag.ui.window import Window


def history_pane(window: Window) -> gr.HTML:
    """Build the tab in the surrounding Blocks context."""

    def export_conversation(wanted: dict[str, Any]) -> dict[str, str]:  # Gradio marks it, which it cannot a method
        return window.export_conversation(wanted)

    return html_pane(_skeleton_html(), id="history", script="history.js", server_functions=[export_conversation])


def _skeleton_html() -> Markup:
    """What the script fills; a conversation is a copy of the template."""
    return Markup(
        '<section class="history"><p class="aside">{here}</p>'
        '<div class="bar"><label class="find">{search}<input type="search" data-search autocomplete="off"></label>'
        '<button type="button" class="quiet" data-delete-all="1" hidden>{delete_all}</button></div>'
        '<p class="undo" role="status" hidden>{deleted} <button type="button" class="quiet strong" data-undo="1">{undo}'
        '</button></p><p class="hint empty">{empty}</p>'
        '<p class="hint none" role="status" hidden>{none}</p><ul class="conversations"></ul><template>{item}</template></section>'
    ).format(
        here=word("history_here"),
        search=word("history_search"),
        delete_all=word("delete_all"),
        deleted=word("deleted"),
        undo=word("undo"),
        empty=word("history_empty"),
        none=word("history_none"),
        item=_item_html(),
    )


def _item_html() -> Markup:
    button = Markup('<button type="button" class="quiet{}" data-{}="{}">{}</button>')
    exports = Markup("").join(
        button.format(
            "",
            "export",
            name,
            word("cite_markdown") if name == "markdown" else name.title() if name == "word" else name.upper(),
        )
        for name in FORMATS
    )
    return Markup(
        '<li><label>{name}<input type="text" maxlength="120"></label><p class="aside"><time class="w zh"></time><time class="w en"></time>'
        ' · {questions}: <span class="count"></span></p>'
        '<p class="first"></p><div class="actions">{open}{rename}<span class="label">{export}</span>{exports}{delete}</div></li>'
    ).format(
        name=unseen("name"),
        questions=word("questions"),
        open=button.format(" strong", "continue", 1, word("continue")),
        rename=button.format("", "rename", 1, word("rename")),
        export=word("export"),
        exports=exports,
        delete=button.format("", "delete", 1, word("delete")),
    )
