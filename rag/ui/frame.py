"""The page around the panes: header, help, words that scripts need, and what Gradio's controls say."""

from importlib.resources import files
from typing import Any

import gradio as gr
from gradio.i18n import I18nData
from markupsafe import Markup

from rag.ui.labels import LABELS, translation_key, word

# For every event: no overlay over the panes, and no endpoint that clients see.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_FOR_SCRIPTS = (
    "copied", "not_copied", "asked_next", "matches", "no_match", "full", "not_kept", "export_failed", "key_again",
)  # fmt: skip
_KEYS = (
    ("/", "key_ask"),
    ("Enter", "key_enter"),
    ("1 … 5", "key_tabs"),
    ("n", "key_new"),
    ("[  ]", "key_steps"),
    ("f", "key_find"),
    ("Esc", "key_stop"),
    ("?", "key_help"),
)


def asset(name: str) -> str:
    """A style sheet or script that lies beside this file."""
    return files("rag.ui").joinpath(name).read_text(encoding="utf-8")


def say(name: str) -> I18nData:
    """A label for one of Gradio's controls, in the interface's language."""
    if name not in LABELS:
        raise KeyError(name)
    return I18nData(translation_key(name))


def html_pane(value: Markup | str, *, id: str, script: str | None = None, **options: Any) -> gr.HTML:
    """A pane of our own HTML, without Gradio's looks; `script` is run in it when it is loaded."""
    js = asset(script) if script else None
    return gr.HTML(value, js_on_load=js, elem_id=id, apply_default_css=False, **options)


def header() -> gr.HTML:
    """The product's name, the switch of the interface's language, help, and where scripts announce things."""
    words = Markup("").join(Markup('<span data-word="{}">{}</span>').format(name, word(name)) for name in _FOR_SCRIPTS)
    return html_pane(
        Markup(
            '<header class="masthead"><h1><span lang="en">Clausewise</span> <span lang="zh-Hans">条文通</span></h1>'
            '<div class="header-tools"><button type="button" class="quiet" data-switch-language="1">{switch}</button>'
            '<button type="button" class="quiet" data-help="1" aria-haspopup="dialog">{keys}</button></div></header>'
            '<dialog id="help" aria-labelledby="help-label"><h2 id="help-label">{keys}</h2>{table}'
            '<form method="dialog"><button class="quiet strong">OK</button></form></dialog>'
            '<div id="words" hidden>{words}</div><p id="announcement" role="status"></p>'
        ).format(switch=word("interface_word"), keys=word("keys"), table=keys_html(), words=words),
        id="top",
    )


def keys_html() -> Markup:
    """The shortcuts as a table, and the switch that turns them off."""
    rows = Markup("").join(
        Markup("<tr><th scope=row><kbd>{}</kbd></th><td>{}</td></tr>").format(key, word(name)) for key, name in _KEYS
    )
    return Markup(
        '<table class="keys">{}</table><label class="choice"><input type="checkbox" name="ui-keys" checked> {}</label>'
    ).format(rows, word("keys_on"))
