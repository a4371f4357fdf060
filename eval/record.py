"""Runs as plain JSON values. What varies between two runs stands under keys named `timings`, the rest is equal."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from eval.findings import FORMAT, Record, dataset_record
from eval.loaders import Dataset
from eval.metrics import MEASURES
from eval.metrics.measure import mean
from eval.metrics.risk import risk_coverage
from eval.metrics.significance import paired_difference
from eval.report import faults
from eval.run import Group, Run, Scores
from eval.trials import Quote, Statement, Trial
from rag.types import Status, Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """One system's run under the name of its configuration.

    made_of  hashes and settings, equal for equal runs
    timings  what loading took, and the like
    """

    name: str
    run: Run
    made_of: Mapping[str, Any] = field(default_factory=dict)
    timings: Mapping[str, Any] = field(default_factory=dict)


def report_record(outcomes: Sequence[Outcome], dataset: Dataset | None = None) -> Record:
    """All runs over one dataset; each after the first is compared with the first, question by question."""
    trials = [trial for outcome in outcomes for trial in outcome.run.trials]
    runs = [run_record(outcome) for outcome in outcomes]
    return {
        "format": FORMAT,
        "dataset": dataset_record(dataset or Dataset("", "", ())),
        "measures": {
            measure.name: {"rising": measure.rising, "share": measure.share, "answers": measure.answers}
            for measure in MEASURES
        },
        "clauses": _clauses(trials),
        "runs": runs,
        "comparisons": [compare(runs[0], other) for other in runs[1:]],
    }


def run_record(outcome: Outcome) -> Record:
    run = outcome.run
    curve = risk_coverage(run.trials)
    return {
        "name": outcome.name,
        "made_of": dict(outcome.made_of),
        "groups": [_group_record(group) for group in run.groups],
        "risk_coverage": asdict(curve) if curve else None,
        "trials": [trial_record(*scored) for scored in zip(run.trials, run.scores, strict=True)],
        "timings": dict(outcome.timings),
    }


def compare(before: Record, after: Record) -> Record:
    """The paired difference in each share, over the questions that both runs' records score; the rest is left out."""
    names = [measure.name for measure in MEASURES if measure.share]
    changes = {name: difference(scores_of(before, name), scores_of(after, name)) for name in names}
    return {
        "before": before["name"],
        "after": after["name"],
        "measures": {name: change for name, change in changes.items() if change},
    }


def scores_of(run: Record, name: str) -> dict[str, float]:
    """Case id -> score in one measure, for the cases of a run's record that it is defined on."""
    scores = {trial["id"]: trial["scores"].get(name) for trial in run["trials"]}
    return {case: score for case, score in scores.items() if score is not None}


def difference(before: Mapping[str, float], after: Mapping[str, float]) -> Record | None:
    """The paired difference of the cases that both score, as JSON values; None where there are none."""
    both = [case for case in before if case in after]
    if not both:
        return None
    return asdict(paired_difference([before[case] for case in both], [after[case] for case in both]))


def trial_record(trial: Trial, scores: Scores) -> Record:
    """A trial with its own scores: the mean of its observations, null where the measure is not defined on it."""
    case = trial.case
    return {
        "id": case.id,
        "lang": case.lang,
        "kind": case.kind,
        "question": case.question,
        "history": [dict(turn) for turn in case.history],
        "gold": list(case.gold),
        "facts": [list(fact) for fact in case.must_have],
        "answerable": case.answerable,
        **answer_record(trial),
        "cited": list(trial.cited),
        "faults": list(faults(trial)),
        "scores": {name: mean(values) if values else None for name, values in scores.items()},
    }


def answer_record(trial: Trial) -> Record:
    """What came back, from which `trial_from` makes the trial again."""
    return {
        "ranked": list(trial.ranked),
        "status": trial.status,
        "text": trial.text,
        "quotes": [{"number": quote.number, "zh": quote.zh, "en": quote.en} for quote in trial.quotes],
        "statements": [asdict(item) for item in trial.statements],
        "rejected": [asdict(item) for item in trial.rejected],
        "query": trial.query,
        "reasons": list(trial.reasons),
        "error": trial.error,
        "asked": trial.asked,
        "confidence": trial.confidence,
        "timings": dict(trial.timings),
    }


def trial_from(record: Mapping[str, Any], bare: Trial) -> Trial:
    """The trial of `answer_record`, its case and corpus those of `bare`."""
    return Trial(
        bare.case,
        bare.corpus,
        ranked=tuple(record["ranked"]),
        status=Status(record["status"]) if record["status"] else None,
        text=record["text"],
        quotes=tuple(Quote(**quote) for quote in record["quotes"]),
        statements=tuple(_statement(item) for item in record["statements"]),
        rejected=tuple(_statement(item) for item in record["rejected"]),
        query=record["query"],
        reasons=tuple(record["reasons"]),
        error=record["error"],
        asked=record["asked"],
        confidence=record["confidence"],
        timings=record["timings"],
    )


def _statement(record: Mapping[str, Any]) -> Statement:
    verdicts = tuple(Verdict(**verdict) for verdict in record["verdicts"])
    return Statement(record["text"], tuple(record["cited"]), verdicts)


def _group_record(group: Group) -> Record:
    return {
        "name": group.name,
        "lang": group.lang,
        "kind": group.kind,
        "size": group.size,
        "figures": dict(group.figures),
        "intervals": {name: list(interval) for name, interval in group.intervals.items()},
        "counts": dict(group.counts),
        "timings": {stage: dict(figures) for stage, figures in group.timings.items()},
    }


def _clauses(trials: Sequence[Trial]) -> Record:
    """Number -> title and texts of every clause that a page may show: gold, cited, or among the first five."""
    shown: Record = {}
    for trial in trials:
        for number in (*trial.case.gold, *trial.cited, *trial.ranked[:5]):
            clause = trial.corpus.get(number)
            if clause:
                title = {"zh": clause.title.zh, "en": clause.title.en}
                shown[number] = {"title": title, "zh": clause.zh, "en": clause.en}
    corpora = {id(trial.corpus): trial.corpus for trial in trials}.values()
    in_order = dict.fromkeys(number for corpus in corpora for number in corpus)
    return {number: shown[number] for number in in_order if number in shown}
