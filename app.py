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
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from rag.documents import BUNDLED, load_parsed
from rag.errors import FOR_PEOPLE, SettingsError, SourceError
from rag.parsing import ParseReport
from rag.settings import Settings, add_arguments
from rag.ui.api import add_endpoints
from rag.ui.chat_pane import chat_pane
from rag.ui.document_pane import Reader, document_pane
from rag.ui.evaluation_pane import Examiner, Progress, evaluation_pane
from rag.ui.feedback import feedback_path
from rag.ui.frame import header, say
from rag.ui.history_pane import history_pane
from rag.ui.launch import is_private, launch_options
from rag.ui.session import LoadPipeline, Workshop
from rag.ui.settings_pane import resume_pane, settings_pane
from rag.ui.suggestions import example_questions
from rag.ui.window import Window

if TYPE_CHECKING:
    from rag import Pipeline

PORT = 7860
# Questions answered at the same time; Gradio's own limit is one. Who waits for a language model leaves the processor to others;
# extracts keep it busy, and taken by turns are done sooner: of 20 people at once the slowest twentieth waits 1.5 s, not 2.1.
AT_ONCE, AT_ONCE_MODEL = 4, 16
PASSWORD = "CLAUSEWISE_PASSWORD"
# Gradio reports nothing, and does not sum up all its events in pandas after each of them, which only its monitoring shows.
_GRADIO = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
}


def build_app(
    pipeline: "Pipeline",
    settings: Settings | None = None,
    *,
    load: LoadPipeline | None = None,
    feedback: Path | None = None,
    datasets: Mapping[str, Path] | None = None,
    closed: bool = False,
) -> gr.Blocks:
    """The window over a pipeline made with those settings; serve it with `launch(**launch_options())`.

    load      makes the pipeline of another encoder for a session; None allows no other
    feedback  the file that thumbs are appended to; None for the user's own
    datasets  name -> question set of the Evaluation tab; None for those that come with the documents
    closed    sessions cannot set a language model or an encoder
    """
    os.environ.update(_GRADIO)
    settings = settings or Settings()
    window = Window(pipeline, feedback=feedback or feedback_path())
    blocks: gr.Blocks = gr.Blocks(title="Clausewise 条文通", analytics_enabled=False, fill_height=True, fill_width=True)
    with blocks:
        add_endpoints(pipeline)
        session = gr.State(None)
        workshop = Workshop(pipeline, settings, load)
        header()
        resume_pane(workshop, session, closed=closed)
        with gr.Tabs(elem_id="tabs", overflow_behavior="wrap"):
            with gr.Tab(say("tab_chat"), id="chat", elem_id="tab-chat"):
                chat_pane(window, session)
            with gr.Tab(say("tab_document"), id="document", elem_id="tab-document"):
                document_pane(Reader(pipeline, cache(lambda: _reports(settings))))
            with gr.Tab(say("tab_history"), id="history", elem_id="tab-history"):
                history_pane(window)
            with gr.Tab(say("tab_evaluation"), id="evaluation", elem_id="tab-evaluation"):
                evaluation_pane(Examiner(pipeline, datasets or _datasets(pipeline), _evaluate), session)
            with gr.Tab(say("tab_settings"), id="settings", elem_id="tab-settings"):
                settings_pane(workshop, session, closed=closed)
        blocks.load(
            None, None, None, js="() => { clausewise.arrive(); clausewise.place.settle(); }", api_visibility="private"
        )
    blocks.queue(default_concurrency_limit=AT_ONCE_MODEL if settings.model else AT_ONCE)
    return blocks


def _reports(settings: Settings) -> dict[str, ParseReport]:
    """Document id -> what became of every line of it."""
    parsed = [load_parsed(path) for path in settings.documents or (BUNDLED,)]
    return {each.document.id: each.report for each in parsed}


def _datasets(pipeline: "Pipeline") -> dict[str, Path]:
    """Name -> question set, of the sets that there are for the open documents."""
    from eval.cases import DEFAULT_DATASET

    folders = [DEFAULT_DATASET.parents[1] / document.id for document in pipeline.documents]
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.jsonl"))}


def _evaluate(pipeline: "Pipeline", dataset: Path, limit: int, progress: Progress) -> str:
    """The report on a question set as an HTML page."""
    from eval.cases import load_cases, select_cases
    from eval.errors import EvalError
    from eval.html.page import render
    from eval.run import evaluate

    try:
        run = evaluate(pipeline, select_cases(load_cases(dataset), limit=limit or None), progress=progress)
    except EvalError as error:
        raise SourceError(str(error)) from error
    return render(run, name=dataset.stem)


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
    parser = argparse.ArgumentParser(
        prog="app.py",
        description="Clausewise 条文通: the chat window",
        epilog=f"With {PASSWORD} set, the window asks for that password (any user name).",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=os.environ.get("GRADIO_SERVER_PORT", PORT), help=f"default {PORT}")
    parser.add_argument(
        "--password-file", type=Path, metavar="FILE", help=f"read the password from FILE, not {PASSWORD}"
    )
    parser.add_argument("--open", action="store_true", help="open the window in the browser")
    add_arguments(parser)
    return parser.parse_args(argv)


def read_password(arguments: argparse.Namespace) -> str:
    """The window's password, "" for none; raises SettingsError for a file that holds none or cannot be read."""
    if arguments.password_file is None:
        return os.environ.get(PASSWORD, "")
    try:
        password = str(arguments.password_file.read_text(encoding="utf-8")).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"--password-file {arguments.password_file} cannot be read: {error}") from error
    if not password:
        raise SettingsError(f"--password-file {arguments.password_file} is empty; write the password into it")
    return password


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the window until Ctrl+C; the exit status, 1 with a message when it cannot be served."""
    from rag import Pipeline

    arguments = parse_arguments(argv)
    problem = free_port_error(arguments.host, arguments.port)
    if problem:
        print(f"app.py: {problem}", file=sys.stderr)
        return 1
    try:
        password = read_password(arguments)
        settings = Settings.from_args(arguments)
        pipeline = Pipeline.load(settings, progress=True)
    except FOR_PEOPLE as error:
        print(f"app.py: {error}", file=sys.stderr)
        return 1
    threading.Thread(target=warm_up, args=(pipeline, settings), daemon=True).start()
    closed = not password and not is_private(arguments.host)
    window = build_app(pipeline, settings, load=None if closed else Pipeline.load, closed=closed)
    return serve(window, arguments.host, arguments.port, show=arguments.open, password=password)


def warm_up(pipeline: "Pipeline", settings: Settings) -> None:
    """Answer the examples without a language model, so that no visitor waits for what is read when first asked (0.5 s)."""
    extracts = pipeline.with_settings(replace(settings, model=""))
    for _, question in example_questions(pipeline.clauses):
        extracts.ask(question)


def serve(window: gr.Blocks, host: str, port: int, *, show: bool = False, password: str = "") -> int:
    """Serve until Ctrl+C, `show` in the browser; 1 with a message when the port was taken in the meantime."""
    try:
        options = launch_options(password=password)
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
