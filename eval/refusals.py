"""`python -m eval refusals`: how well the product is silent where the document is, by kind of refusal and language.

A refusal is right where the document does not answer, false where it does. Beside the product as it stands, a table says
what other thresholds would give: questions are ordered by the answer's confidence, those that a rule refuses (a document
or year that is not there) last. Risk is the share of the answered questions that the document does not answer, coverage
the share of all questions that are answered (El-Yaniv & Wiener 2010).
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.arguments import add_choice, add_shared, read_configs, read_dataset
from eval.cases import Case
from eval.compare import Load, run_all
from eval.findings import Findings, System, Table, percent, percent_between
from eval.metrics.intervals import bootstrap_interval
from eval.systems import load_system
from eval.trials import Trial
from rag.types import Lang

LEVELS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.1)  # false refusals at which the curve is read
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case, whether it was refused, and how sure the judge was that it is answered; -inf where a rule refused it."""

    case: Case
    refused: bool
    confidence: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_shared(parser)
    add_choice(parser)
    parser.add_argument("--misses", action="store_true", help="list the questions wrongly answered or refused")


def main(args: argparse.Namespace, *, load: Load = load_system) -> Findings:
    dataset = read_dataset(args, answers=True)
    runs = run_all(read_configs(args), dataset, dataset.cases, load=load)
    outcomes = {
        run.name: [outcome_of(trial) for trial in run.run.trials if trial.case.answerable is not None] for run in runs
    }
    found = {name: {"refusals": shares(each), "curve": curve(each)} for name, each in outcomes.items()}
    missed = [outcome for outcome in outcomes[runs[0].name] if outcome.refused == outcome.case.answerable]
    return Findings(
        "refusals",
        tuple(table for name, rows in found.items() for table in tables(name, rows["refusals"], rows["curve"])),
        {"refusals": found},
        dataset,
        tuple(System(run.name, run.made_of, run.timings) for run in runs),
        ("Shares in %, 95 % intervals by bootstrap.",),
        "\n".join(_miss(outcome) for outcome in missed) if args.misses else "",
    )


def outcome_of(trial: Trial) -> Outcome:
    """What became of a question; a system that tells no confidence is equally sure of all that it answers."""
    sure = trial.confidence if trial.confidence is not None else 0.0
    return Outcome(trial.case, not trial.answered, float("-inf") if not trial.answered and sure >= 0 else sure)


def shares(outcomes: Sequence[Outcome]) -> list[Row]:
    """Right refusals by kind, then false ones, each for both languages together and apart."""
    rows: list[Row] = []
    kinds = sorted({outcome.case.refusal_kind for outcome in outcomes if not outcome.case.answerable})
    groups = [(f"right: {kind or 'other'}", kind, False) for kind in kinds]
    for name, kind, answerable in (*groups, ("right: all", None, False), ("false: all", None, True)):
        for lang in (None, *Lang):
            chosen = [
                (float(outcome.refused),)
                for outcome in outcomes
                if outcome.case.answerable is answerable
                and kind in (None, outcome.case.refusal_kind)
                and lang in (None, outcome.case.lang)
            ]
            if chosen:
                share = sum(value for (value,) in chosen) / len(chosen)
                row = {"name": f"{name} {lang or ''}".strip(), "n": len(chosen), "refused": share}
                rows.append({**row, "interval": bootstrap_interval(chosen)})
    return rows


def curve(outcomes: Sequence[Outcome]) -> list[Row]:
    """What the refusals would be were the threshold set for each level of false refusals; needs questions of both sorts."""
    asked = sorted(outcome.confidence for outcome in outcomes if outcome.case.answerable)
    silent = [outcome.confidence for outcome in outcomes if not outcome.case.answerable]
    rows: list[Row] = []
    for level in LEVELS if asked and silent else ():
        limit = asked[min(len(asked) - 1, int(level * len(asked)))]
        kept, wrong = sum(value >= limit for value in asked), sum(value >= limit for value in silent)
        figures = (
            1 - kept / len(asked),
            1 - wrong / len(silent),
            (kept + wrong) / len(outcomes),
            wrong / (kept + wrong),
        )
        rows.append(dict(zip(("false refusals", "right refusals", "coverage", "risk"), figures, strict=True)))
    return rows


def tables(name: str, refused: Sequence[Row], thresholds: Sequence[Row]) -> list[Table]:
    """Both as they are read; no second one where there is no curve."""
    cells = [(row["name"], str(row["n"]), percent_between(row["refused"], row["interval"])) for row in refused]
    found = [Table(f"{name}: refused", ("", "n", "refused"), tuple(cells))]
    if thresholds:
        lines = [tuple(percent(value) for value in row.values()) for row in thresholds]
        found.append(Table(f"{name}: at other thresholds", tuple(thresholds[0]), tuple(lines)))
    return found


def _miss(outcome: Outcome) -> str:
    said = "refused" if outcome.refused else "answered"
    case = outcome.case
    return f"{said:<9}{case.refusal_kind or case.kind:<15}{case.id}  {case.question}"
