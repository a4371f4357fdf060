"""Fail where a measure fell by more than noise since the baselines that are committed beside this file.

A baseline keeps every question's score of one dataset. The gate asks the same questions again and compares question by
question; a measure has fallen where the same changes would come by chance in fewer than `CHANCE` of cases.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.cases import DEFAULT_DATASET
from eval.compare import Load, run_all
from eval.configs import Config
from eval.errors import ConfigError
from eval.loaders import Dataset, load_dataset
from eval.metrics import MEASURES
from eval.metrics.significance import Difference, paired_difference
from eval.record import Outcome, run_record, scores_of
from eval.systems import load_system

BASELINES = Path(__file__).parent / "baselines"
DATASETS = DEFAULT_DATASET.parents[1]
PARTS = ("ylz/dev", "ylz/test")  # what `--update` keeps, of those that are there
CHANCE = 0.05
Scores = Mapping[str, Mapping[str, float]]  # measure -> case id -> score


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--update", action="store_true", help="write the baselines anew from the code as it is")


def main(
    args: argparse.Namespace, *, load: Load = load_system, folder: Path = BASELINES, datasets: Path = DATASETS
) -> int:
    """0 where nothing fell, 1 where something did; `--update` writes the baselines and says nothing of falls."""
    if args.update:
        names = [name for name in PARTS if (datasets / f"{name}.jsonl").is_file()]
        for name in names:
            write_baseline(folder, name, _dataset(datasets, name), load)
            _say(f"wrote {_file(folder, name)}")
        return 0
    files = sorted(folder.glob("*.json"))
    if not files:
        raise ConfigError(f"{folder} holds no baseline; run “python -m eval gate --update” and commit what it writes")
    fallen = 0
    for file in files:
        baseline = _read(file)
        found = changes(baseline, _dataset(datasets, baseline["dataset"]), load)
        fallen += sum(_report(baseline["dataset"], found))
    _say(f"{fallen} measures fell by more than noise" if fallen else "no measure fell by more than noise")
    return 1 if fallen else 0


def changes(baseline: Mapping[str, Any], dataset: Dataset, load: Load) -> dict[str, Difference]:
    """Measure -> what changed in its score since the baseline; positive is better, also where less is better.

    Only questions that are the same in both are compared; raises ConfigError where none is.
    """
    same = {case.id for case in dataset.cases if baseline["questions"].get(case.id) == case.question}
    if not same:
        raise ConfigError(
            f"no question of {dataset.name} is in its baseline; run “python -m eval gate --update” and commit the change"
        )
    now = _scores(_run(dataset, load))
    found = {}
    for measure in MEASURES:
        before, after = baseline["scores"].get(measure.name, {}), now.get(measure.name, {})
        both = [case for case in before if case in same and case in after]
        if both:
            sign = 1 if measure.rising else -1
            found[measure.name] = paired_difference(
                [sign * before[case] for case in both], [sign * after[case] for case in both]
            )
    return found


def write_baseline(folder: Path, name: str, dataset: Dataset, load: Load) -> None:
    """Keep the scores of a dataset's every question in their order, a line a measure, so that a change is read in a diff."""
    scores = _scores(_run(dataset, load))
    questions = {case.id: case.question for case in dataset.cases}
    lines = [f' "dataset": {_json(name)}', f' "questions": {_json(questions)}']
    in_order = {measure: [found.get(case) for case in questions] for measure, found in scores.items()}
    rows = ",\n".join(f"  {_json(measure)}: {_json(found)}" for measure, found in in_order.items())
    lines.append(f' "scores": {{\n{rows}\n }}')
    folder.mkdir(parents=True, exist_ok=True)
    _file(folder, name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _run(dataset: Dataset, load: Load) -> Outcome:
    return run_all([Config()], dataset, dataset.cases, load=load)[0]


def _scores(outcome: Outcome) -> Scores:
    """The shares; how long answers are has limits of its own and no direction worth gating."""
    record = run_record(outcome)
    found = {measure.name: scores_of(record, measure.name) for measure in MEASURES if measure.share}
    return {name: {case: round(score, 4) for case, score in scores.items()} for name, scores in found.items() if scores}


def _report(name: str, found: Mapping[str, Difference]) -> Sequence[bool]:
    """Say what changed; for each measure whether it fell by more than noise."""
    fell = []
    for measure, change in found.items():
        fell.append(change.mean < 0 and change.p_fall < CHANCE)
        if fell[-1] or change.mean:
            word = "FELL" if fell[-1] else "moved"
            _say(
                f"{name}  {measure:19}{word:6}{100 * change.mean:+6.1f} points, {change.rose} better, {change.fell} worse"
                f" of {change.count} (p {change.p_fall:.3f})"
            )
    return fell


def _read(file: Path) -> dict[str, Any]:
    try:
        baseline = json.loads(file.read_text(encoding="utf-8"))
        if {"dataset", "questions", "scores"} <= set(baseline):
            scores = {measure: _by_case(baseline, some) for measure, some in baseline["scores"].items()}
            return dict(baseline) | {"scores": scores}
    except (OSError, ValueError, AttributeError) as error:
        raise ConfigError(f"{file} cannot be read ({error}); run “python -m eval gate --update”") from error
    raise ConfigError(f"{file} is no baseline; run “python -m eval gate --update”")


def _by_case(baseline: Mapping[str, Any], scores: Sequence[float | None]) -> dict[str, float]:
    """Case id -> its score, of scores in the order of the questions; raises ValueError where they are not one each."""
    found = zip(baseline["questions"], scores, strict=True)
    return {case: float(score) for case, score in found if score is not None}


def _dataset(datasets: Path, name: str) -> Dataset:
    return load_dataset(datasets / f"{name}.jsonl")


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name.replace('/', '-')}.json"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
