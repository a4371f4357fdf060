"""Put one dataset to every configuration, and write the report."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tqdm import tqdm

from eval.cases import Case
from eval.configs import Config
from eval.errors import ConfigError, RunError
from eval.findings import FORMAT, Record, dumps, write_files
from eval.html import page
from eval.loaders import Dataset, Passage
from eval.progress import Progress
from eval.record import Outcome, report_record
from eval.run import evaluate
from eval.systems import Loaded
from eval.trials import Trial, corpus_of

Load = Callable[[Config, Sequence[Passage]], Loaded]


def run_all(
    configs: Sequence[Config],
    dataset: Dataset,
    cases: Sequence[Case],
    *,
    load: Load,
    out: Path | None = None,
    resume: bool = False,
) -> list[Outcome]:
    """The outcome of every configuration, in order; trials are kept in `out` while they come, and gone on with."""
    outcomes = []
    for config in configs:
        loaded = load(config, dataset.passages)
        ask = loaded.answers and not dataset.passages
        progress, done = None, {}
        if out:
            made_of = {"system": loaded.made_of, "dataset": dataset.sha256, "ask": ask, "format": FORMAT}
            progress = Progress(_part(out, config.name), made_of)
            done = progress.read(cases, corpus_of(loaded.system.clauses)) if resume else {}
            progress.start(done)
        run = evaluate(loaded.system, cases, progress=bar, ask=ask, done=done, keep=progress.keep if progress else None)
        check_answered(run.trials)
        outcomes.append(Outcome(config.name, run, loaded.made_of, loaded.timings))
    return outcomes


def write_report(folder: Path, outcomes: Sequence[Outcome], dataset: Dataset, earlier: Record | None = None) -> None:
    """Write report.json and report.html; `earlier` is what to compare with; raises ConfigError where DIR cannot be written."""
    record = report_record(outcomes, dataset)
    write_files(folder, {"report.json": dumps(record), "report.html": page(record, against=earlier)})
    for outcome in outcomes:  # what could be gone on with is whole
        _part(folder, outcome.name).unlink(missing_ok=True)


def read_report(path: Path) -> Record:
    """A report.json, or the one in a folder; raises ConfigError where it is none of this version's."""
    path = path / "report.json" if path.is_dir() else path
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be read ({error}); name a report.json of an earlier run") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT or "runs" not in record:
        raise ConfigError(f"{path} is no report of answers of format {FORMAT}; run “python -m eval --out” again for it")
    return record


def _part(folder: Path, name: str) -> Path:
    """Where the trials of a run are kept until its report is written."""
    plain = re.sub(r"[^\w.-]+", "-", name)
    return folder / f".{plain}.part"


def check_answered(trials: Sequence[Trial]) -> None:
    """Raises RunError with the first error where every single question ended in one."""
    if trials and all(trial.error for trial in trials):
        first = trials[0]
        raise RunError(f"none of the {len(trials)} questions was answered; the first, {first.case.id}: {first.error}")


def bar(cases: Sequence[Case]) -> Iterable[Case]:
    """The cases, with a progress bar on a terminal."""
    shown: Iterable[Case] = tqdm(cases, unit=" questions", file=sys.stderr, disable=None, leave=False)
    return shown
