"""Put one dataset to every configuration, and write the report."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tqdm import tqdm

from eval.cases import Case
from eval.configs import Config
from eval.errors import ConfigError
from eval.html import page
from eval.loaders import Dataset, Passage
from eval.progress import Progress
from eval.record import FORMAT, Outcome, Record, report_record
from eval.run import evaluate
from eval.systems import Loaded
from eval.trials import corpus_of

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
        run = evaluate(
            loaded.system, cases, progress=_bar, ask=ask, done=done, keep=progress.keep if progress else None
        )
        outcomes.append(Outcome(config.name, run, loaded.made_of, loaded.timings))
    return outcomes


def write_report(folder: Path, outcomes: Sequence[Outcome], dataset: Dataset, earlier: Record | None = None) -> None:
    """Write report.json and report.html; `earlier` is what to compare with; raises ConfigError where DIR cannot be written."""
    record = report_record(outcomes, dataset)
    texts = {"report.json": dumps(record), "report.html": page(record, against=earlier)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        for outcome in outcomes:  # what could be gone on with is whole
            _part(folder, outcome.name).unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(f"{folder} cannot be written ({error.strerror}); name another folder after --out") from error


def dumps(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def read_report(path: Path) -> Record:
    """A report.json, or the one in a folder; raises ConfigError where it is none of this version's."""
    path = path / "report.json" if path.is_dir() else path
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be read ({error}); name a report.json of an earlier run") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ConfigError(f"{path} is no report of format {FORMAT}; run “python -m eval --out” again for it")
    return record


def _part(folder: Path, name: str) -> Path:
    """Where the trials of a run are kept until its report is written."""
    plain = re.sub(r"[^\w.-]+", "-", name)
    return folder / f".{plain}.part"


def _bar(cases: Sequence[Case]) -> Iterable[Case]:
    bar: Iterable[Case] = tqdm(cases, unit=" questions", file=sys.stderr, disable=None, leave=False)
    return bar
