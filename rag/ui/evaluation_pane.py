"""The Evaluation tab: put a question set to the product and read the report. What runs it is passed in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from markupsafe import Markup

from rag.errors import FOR_PEOPLE
from rag.ui.frame import html_pane, say
from rag.ui.labels import both, word
from rag.ui.session import Session

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

Progress = Callable[[Sequence[Any]], Iterable[Any]]
Evaluate = Callable[["Pipeline", Path, int, Progress], str]  # pipeline, question set, how many (0: all) -> an HTML page


class Examiner:
    """Runs evaluations, of the session's pipeline where it has one."""

    def __init__(self, pipeline: "Pipeline", datasets: Mapping[str, Path], evaluate: Evaluate) -> None:
        """datasets   name -> file; `evaluate` may raise what FOR_PEOPLE names."""
        self._pipeline = pipeline
        self._evaluate = evaluate
        self.datasets = datasets

    def run(self, dataset: str, limit: float | None, session: Session | None, progress: gr.Progress) -> str:
        """The report of a run as HTML, or why there is none."""
        pipeline = session.pipeline if session is not None and session.pipeline is not None else self._pipeline
        count = max(0, int(limit or 0))
        try:
            page = self._evaluate(pipeline, self.datasets[dataset], count, lambda cases: progress.tqdm(cases, unit=""))
        except FOR_PEOPLE as error:
            return Markup('<p class="notice" role="alert">{}</p>').format(error)
        return report_html(page)


def report_html(page: str) -> Markup:
    """A report, which is a page of its own, in a frame whose scripts reach nothing outside it, this page included."""
    return Markup('<iframe class="report" title="{}" sandbox="allow-scripts" srcdoc="{}"></iframe>').format(
        both("report"), str(page)
    )


def evaluation_pane(examiner: Examiner, session: gr.State) -> None:
    """Build the tab in the surrounding Blocks context."""
    html_pane(Markup('<p class="hint">{}</p>').format(word("evaluation_about")), id="evaluation-about")
    if not examiner.datasets:
        html_pane(Markup('<p class="hint">{}</p>').format(word("evaluation_no")), id="evaluation-report")
        return
    names = list(examiner.datasets)
    with gr.Row(elem_id="evaluation-bar"):
        dataset = gr.Dropdown(names, value=names[0], label=say("dataset"), elem_id="dataset")
        limit = gr.Number(0, label=say("limit"), minimum=0, maximum=100_000, precision=0, elem_id="limit")
        start = gr.Button(say("run"), variant="primary", elem_id="run", scale=0, min_width=120)
        stop = gr.Button(say("stop"), elem_id="stop-run", scale=0, min_width=120)
    report = html_pane("", id="evaluation-report")

    def run(
        dataset: str,
        limit: float | None,
        session: Session | None,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> str:
        return examiner.run(dataset, limit, session, progress)

    running = start.click(
        run, [dataset, limit, session], report, concurrency_limit=1, api_visibility="private", show_progress="full"
    )
    stop.click(None, None, None, cancels=[running], api_visibility="private")
