"""The Evaluation tab: put a question set to the product and read the report. What runs it is passed in."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

import gradio as gr
from markupsafe import Markup

from rag.errors import FOR_PEOPLE
from rag.ui.frame import QUIET, html_pane
from rag.ui.labels import LABELS, both, word
from rag.ui.session import Session

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

Progress = Callable[[Sequence[Any]], Iterable[Any]]
Evaluate = Callable[["Pipeline", Path, int, Progress], str]  # pipeline, question set, how many (0: all) -> an HTML page

_TELL_EVERY = 0.3  # seconds
_FIRST = ("test", "dev")  # sets to offer before the others


class _StoppedError(Exception):
    """The run's own end when nobody waits for it any more."""


class _Questions:
    """Hands out the questions of a run, and counts them, until it is stopped."""

    def __init__(self) -> None:
        self.asked, self.count = 0, 0
        self._stopped = Event()

    def stop(self) -> None:
        self._stopped.set()

    def stopped(self) -> bool:
        return self._stopped.is_set()

    def __call__(self, cases: Sequence[Any]) -> Iterator[Any]:
        self.count = len(cases)
        for case in cases:
            if self.stopped():
                raise _StoppedError
            yield case
            self.asked += 1


class Examiner:
    """Runs evaluations, of the session's pipeline where it has one; one at a time, for they take all of the machine."""

    def __init__(self, pipeline: "Pipeline", datasets: Mapping[str, Path], evaluate: Evaluate) -> None:
        """datasets   name -> file; `evaluate` may raise what FOR_PEOPLE names."""
        self._pipeline = pipeline
        self._evaluate = evaluate
        self._one = Lock()
        self._running: dict[str, _Questions] = {}
        self.datasets = {name: datasets[name] for name in sorted(datasets, key=lambda name: (_place(name), name))}

    def run(self, dataset: str, limit: str, session: Session | None, *, visitor: str) -> Iterator[str]:
        """How far the run is, as HTML, then its report, or why there is none.

        `stop(visitor)` ends the run after the question in hand, and so does closing the iterator, which Gradio does
        when the page is gone.
        """
        if dataset not in self.datasets:
            return
        pipeline = session.pipeline if session is not None and session.pipeline is not None else self._pipeline
        count = int(limit) if limit.isdecimal() else 0
        questions = self._running[visitor] = _Questions()
        pool = ThreadPoolExecutor(1)
        made = pool.submit(self._alone, pipeline, self.datasets[dataset], count, questions)
        try:
            yield progress_html(0, 0)
            while not wait([made], timeout=_TELL_EVERY).done and not questions.stopped():
                yield progress_html(questions.asked, questions.count)
            yield stopped_html() if questions.stopped() else report_html(made.result())
        except FOR_PEOPLE as error:
            yield Markup('<div class="notice" role="alert">{}</div>').format(error)
        finally:
            questions.stop()
            pool.shutdown(wait=False)
            if self._running.get(visitor) is questions:
                del self._running[visitor]

    def stop(self, visitor: str) -> None:
        """End the visitor's run, if there is one."""
        if questions := self._running.get(visitor):
            questions.stop()

    def _alone(self, pipeline: "Pipeline", dataset: Path, count: int, questions: _Questions) -> str:
        """The report, made when no other run is under way."""
        while not self._one.acquire(timeout=_TELL_EVERY):
            if questions.stopped():
                raise _StoppedError
        try:
            return self._evaluate(pipeline, dataset, count, questions)
        finally:
            self._one.release()


def progress_html(asked: int, count: int) -> Markup:
    """How many questions have been asked and a button to stop; until there are any, that another run may come first."""
    bar, said = Markup("<progress></progress>"), word("evaluation_waits")
    if count:
        bar = Markup('<progress value="{}" max="{}"></progress>').format(asked, count)
        said = Markup("{} {} / {}").format(word("asked_so_far"), asked, count)
    return Markup(
        '<div class="running"><p>{}</p>{}<button type="button" class="quiet strong" data-stop="1">{}</button></div>'
    ).format(said, bar, word("stop"))


def stopped_html() -> Markup:
    """What stands in a report's place when its run was stopped."""
    return Markup('<p class="hint" role="status">{}</p>').format(word("stopped"))


def report_html(page: str) -> Markup:
    """A report, which is a page of its own, in a frame whose scripts reach nothing outside it, this page included."""
    return Markup('<iframe class="report" title="{}" sandbox="allow-scripts" srcdoc="{}"></iframe>').format(
        both("report"), str(page)
    )


def evaluation_pane(examiner: Examiner, session: gr.State) -> None:
    """Build the tab in the surrounding Blocks context."""
    form = html_pane(form_html(examiner.datasets), id="evaluation", script="evaluation.js")
    report = html_pane("", id="evaluation-report", script="report.js")

    def run(session: Session | None, event: gr.EventData, request: gr.Request) -> Iterator[str]:
        yield from examiner.run(str(event.dataset), str(event.limit), session, visitor=str(request.session_hash))

    def stop(request: gr.Request) -> None:
        examiner.stop(str(request.session_hash))

    form.run(run, session, report, concurrency_limit=None, **QUIET)
    report.stop(stop, None, None, **QUIET)


def form_html(datasets: Mapping[str, Path]) -> Markup:
    """The question sets to choose from, how many of one to ask, and the buttons; a word where there is no set."""
    about = Markup('<p class="hint">{}</p>').format(word("evaluation_about"))
    if not datasets:
        return about + Markup('<p class="hint">{}</p>').format(word("evaluation_no"))
    sets = Markup("").join(
        _set_html(name, file, checked=not place) for place, (name, file) in enumerate(datasets.items())
    )
    return about + Markup(
        '<form class="examination"><fieldset><legend class="label">{sets_label}</legend>{sets}</fieldset>'
        '<label class="count">{limit}<input type="number" name="limit" min="1" max="100000" step="1"></label>'
        '<button type="submit" class="quiet strong">{run}</button></form>'
    ).format(sets_label=word("dataset"), sets=sets, limit=word("limit"), run=word("run"))


def _set_html(name: str, file: Path, *, checked: bool) -> Markup:
    about = word(f"set_{name}") if f"set_{name}" in LABELS else Markup("")
    return Markup(
        '<label class="set"><input type="radio" name="dataset" value="{}"{}><span><b>{}</b> '
        '<span class="aside">{} {}</span><br>{}</span></label>'
    ).format(name, Markup(" checked") if checked else "", name, _size(file), word("dataset_size"), about)


def _size(file: Path) -> int:
    """How many questions a file holds, one a line."""
    with file.open("rb") as lines:
        return sum(1 for line in lines if line.strip())


def _place(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)
