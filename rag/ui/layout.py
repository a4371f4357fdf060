"""The panes as Gradio components, and everything `launch()` is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import gradio as gr
from markupsafe import Markup

from rag.types import Bilingual, Lang
from rag.ui.answer_view import conversation_html
from rag.ui.clause_view import source_html
from rag.ui.labels import HTML_LANG, both

# Names of fonts that systems bring; nothing is fetched.
FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Noto Sans",
    "Noto Sans CJK SC",
    "PingFang SC",
    "Microsoft YaHei",
    "sans-serif",
)
MONO_FONTS = ("ui-monospace", "Consolas", "monospace")
AUTO = "auto"  # the answer's language follows the question
LANGUAGES = [("自动 Auto", AUTO), ("中文", Lang.ZH.value), ("English", Lang.EN.value)]


@dataclass(frozen=True, slots=True)
class ChatPane:
    """The conversation on the left: what was said, where to type, which language to answer in."""

    conversation: gr.HTML
    question: gr.Textbox
    language: gr.Radio


@dataclass(frozen=True, slots=True)
class SourcePane:
    """The cited clauses on the right."""

    clauses: gr.HTML


def asset(name: str) -> str:
    """A style sheet or script that lies beside this file."""
    return files("rag.ui").joinpath(name).read_text(encoding="utf-8")


def header(titles: Sequence[Bilingual]) -> gr.HTML:
    """The product's name and the documents it answers from."""
    line = Markup('<p class="document">{}</p>')
    span = Markup('<span lang="{}">{}</span>')
    documents = Markup("").join(
        line.format(Markup(" ").join(span.format(HTML_LANG[lang], title[lang]) for lang in Lang if title[lang]))
        for title in titles
    )
    name = Markup('<h1><span lang="en">Clausewise</span> <span lang="zh-Hans">条文通</span></h1>')
    return gr.HTML(name + documents, elem_id="top", apply_default_css=False)


def chat_pane() -> ChatPane:
    """Build the chat pane in the surrounding Blocks context."""
    with gr.Column(scale=5, min_width=320, elem_id="chat"):
        conversation = gr.HTML(
            conversation_html(()), js_on_load=asset("chat.js"), elem_id="conversation", apply_default_css=False
        )
        with gr.Column(elem_id="composer"):
            question = gr.Textbox(
                label=both("question"),
                show_label=False,
                placeholder=both("type"),
                submit_btn=both("ask"),
                lines=1,
                max_lines=6,
                container=False,
                elem_id="question",
            )
            language = gr.Radio(LANGUAGES, value=AUTO, label=both("language"), container=False, elem_id="language")
    return ChatPane(conversation, question, language)


def source_pane() -> SourcePane:
    """Build the source pane in the surrounding Blocks context."""
    with gr.Column(scale=6, min_width=320, elem_id="source"):
        clauses = gr.HTML(source_html(()), js_on_load=asset("source.js"), elem_id="clauses", apply_default_css=False)
    return SourcePane(clauses)


def launch_options() -> dict[str, Any]:
    """What `launch()` is told besides host and port: looks, and that nothing is shared, recorded or fetched."""
    return {
        "theme": gr.themes.Base(primary_hue="blue", neutral_hue="stone", font=FONTS, font_mono=MONO_FONTS),
        "css": asset("style.css"),
        "footer_links": [],
        "share": False,
        "ssr_mode": False,
        "pwa": False,
        "run_history": False,
        "enable_monitoring": False,
        "max_file_size": "1mb",
        "quiet": True,
    }
