"""`python -m eval answers`: what the answers hold, how long they are and what in them is not needed, to be read too.

One row a language and kind: facts, full answers, precision and recall of the cited clauses (with 95 % intervals where
all kinds are together), the median length in characters, the mean number of quoted sentences and of cited clauses, and
the share of quotes that are beside the point: of a clause that is not gold, or of a gold one but without fact or
evidence.
"""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from eval.arguments import add_choice, add_shared, read_configs, read_dataset
from eval.cases import KINDS
from eval.compare import Load, run_all
from eval.findings import Findings, System, Table, percent, percent_between
from eval.metrics.citations import citation_precision, citation_recall
from eval.metrics.facts import fact_recall, full_answer
from eval.metrics.intervals import bootstrap_interval
from eval.metrics.matching import squash
from eval.metrics.measure import NONE, Observations, mean, median
from eval.report import faults
from eval.systems import load_system
from eval.trials import Quote, Trial
from rag.types import Lang

SHARES = {"facts": fact_recall, "full": full_answer, "citeP": citation_precision, "citeR": citation_recall}
Row = Mapping[str, Any]


def extra_clauses(trial: Trial) -> Observations:
    """Extra clauses: 1 for each quote of a clause that is not gold, else 0; over answered answerable questions."""
    return tuple(float(quote.number not in trial.case.gold) for quote in _quotes(trial))


def extra_sentences(trial: Trial) -> Observations:
    """Extra sentences: 1 for each quote of a gold clause that holds neither a fact nor evidence, else 0.

    Over quotes of gold clauses. A sentence may be needed and still count, where the evidence names another one.
    """
    gold = [quote for quote in _quotes(trial) if quote.number in trial.case.gold]
    return tuple(float(not _to_the_point(quote, trial)) for quote in gold)


def length(trial: Trial) -> Observations:
    """Characters of the answer's text; over answered answerable questions."""
    return (float(len(trial.text)),) if _quotes(trial) else NONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_shared(parser)
    add_choice(parser)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N answers, those with faults first")


def main(args: argparse.Namespace, *, load: Load = load_system) -> Findings:
    """Ask; the tables and the answers to read."""
    dataset = read_dataset(args, answers=True)
    outcomes = run_all(read_configs(args), dataset, dataset.cases, load=load)
    rows = {outcome.name: figures(outcome.run.trials) for outcome in outcomes}
    trials = sorted(outcomes[0].run.trials, key=lambda trial: not faults(trial))
    return Findings(
        "answers",
        tuple(table(name, found) for name, found in rows.items()),
        {"answers": rows},
        dataset,
        tuple(System(outcome.name, outcome.made_of, outcome.timings) for outcome in outcomes),
        (
            "Shares in % of answerable questions, 95 % intervals by bootstrap; extra clauses and sentences: % of quotes.",
        ),
        "\n\n".join(_shown(trial) for trial in trials[: args.show]),
    )


def figures(trials: Sequence[Trial]) -> list[Row]:
    """A row for all, each language, then each kind in each language; refusals count in the shares."""
    answerable = [trial for trial in trials if trial.case.answerable]
    kinds = [kind for kind in KINDS if any(trial.case.kind == kind for trial in answerable)]
    groups = [(lang, None) for lang in (None, *Lang)] + [(lang, kind) for kind in kinds for lang in Lang]
    rows = []
    for lang, kind in groups:
        chosen = [t for t in answerable if lang in (None, t.case.lang) and kind in (None, t.case.kind)]
        if chosen:
            rows.append(_row(f"{kind or 'all'} {lang or ''}".strip(), chosen, interval=kind is None))
    return rows


def table(title: str, rows: Sequence[Row]) -> Table:
    heads = ("", "n", *SHARES, "length", "sentences", "clauses", "extra clauses", "extra sentences")
    return Table(title, heads, tuple(_cells(row) for row in rows))


def _row(name: str, trials: Sequence[Trial], *, interval: bool) -> Row:
    observed = {share: [observe(trial) for trial in trials] for share, observe in SHARES.items()}
    quoted = [trial for trial in trials if _quotes(trial)]
    return {
        "name": name,
        "n": len(trials),
        **{share: _mean(values) for share, values in observed.items()},
        "intervals": {share: bootstrap_interval(values) for share, values in observed.items()} if interval else {},
        "length": median([value for trial in quoted for value in length(trial)]) if quoted else None,
        "sentences": _mean([(float(len(_quotes(trial))),) for trial in quoted]),
        "clauses": _mean([(float(len(trial.cited)),) for trial in quoted]),
        "extra clauses": _mean([extra_clauses(trial) for trial in quoted]),
        "extra sentences": _mean([extra_sentences(trial) for trial in quoted]),
    }


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row["name"],
        str(row["n"]),
        *(percent_between(row[share], row["intervals"].get(share)) for share in SHARES),
        "-" if row["length"] is None else f"{row['length']:.0f}",
        *("-" if row[name] is None else f"{row[name]:.2f}" for name in ("sentences", "clauses")),
        *(percent(row[name]) for name in ("extra clauses", "extra sentences")),
    )


def _mean(observed: Sequence[Observations]) -> float | None:
    values = [value for found in observed for value in found]
    return mean(values) if values else None


def _quotes(trial: Trial) -> tuple[Quote, ...]:
    return trial.quotes if trial.answered and trial.case.answerable else ()


def _to_the_point(quote: Quote, trial: Trial) -> bool:
    case = trial.case
    spans = [*case.evidence_zh, *case.evidence_en, *(wording for fact in case.must_have for wording in fact)]
    sides = [squash(quote[lang]) for lang in Lang]
    return any(squash(span) in side or side and side in squash(span) for span in spans for side in sides)


def _shown(trial: Trial) -> str:
    lines = [f"{trial.case.id}  {trial.case.kind} {trial.case.lang}  {trial.case.question}"]
    lines += [f"  ! {fault}" for fault in faults(trial)]
    return "\n".join([*lines, *(f"  | {line}" for line in trial.text.splitlines())])
