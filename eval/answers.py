"""`python -m eval answers`: what the answers hold, how long they are and what in them is not needed, to be read too.

One row a language and kind: facts, full answers, precision and recall of the cited clauses (with 95 % intervals where
all kinds are together), the median length in characters, the mean number of quoted sentences and of cited clauses, and
the share of quotes that are beside the point: of a clause that is not gold, or of a gold one but without fact or
evidence.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from eval.cases import DEFAULT_DATASET, KINDS, load_cases, select_cases
from eval.metrics.citations import citation_precision, citation_recall
from eval.metrics.facts import fact_recall, full_answer
from eval.metrics.intervals import bootstrap_interval
from eval.metrics.matching import squash
from eval.metrics.measure import NONE, Observations, mean, median
from eval.report import faults
from eval.run import evaluate
from eval.trials import Quote, Trial
from rag.types import Lang

SHARES = {"facts": fact_recall, "full": full_answer, "citeP": citation_precision, "citeR": citation_recall}


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
    parser.add_argument("--dataset", type=Path, default=DEFAULT_DATASET, metavar="FILE", help="JSON Lines of cases")
    parser.add_argument("--kind", action="append", default=[], choices=KINDS, metavar="K", help="only this kind")
    parser.add_argument("--lang", type=Lang, choices=tuple(Lang), help="only this language")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N answers, those with faults first")


def main(args: argparse.Namespace) -> int:
    """Ask, print the table and the answers to read."""
    from rag import Pipeline

    cases = select_cases(load_cases(args.dataset), kinds=args.kind, lang=args.lang, limit=args.limit)
    trials = evaluate(Pipeline.load(), cases).trials
    print(table(trials))
    for trial in sorted(trials, key=lambda trial: not faults(trial))[: args.show]:
        print(f"\n{_shown(trial)}")
    return 0


def table(trials: Sequence[Trial]) -> str:
    """The figures as text: all, each language, then each kind in each language; refusals count in the shares."""
    kinds = [kind for kind in KINDS if any(trial.case.kind == kind for trial in trials)]
    groups = [(lang, None) for lang in (None, *Lang)] + [(lang, kind) for kind in kinds for lang in Lang]
    heads = ("", "n", *SHARES, "length", "sentences", "clauses", "extra clauses", "extra sentences")
    rows = [heads]
    for lang, kind in groups:
        chosen = [t for t in trials if lang in (None, t.case.lang) and kind in (None, t.case.kind)]
        chosen = [t for t in chosen if t.case.answerable]
        if chosen:
            rows.append(_row(f"{kind or 'all'} {lang or ''}".strip(), chosen, interval=kind is None))
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _row(name: str, trials: Sequence[Trial], *, interval: bool) -> tuple[str, ...]:
    shares = []
    for observe in SHARES.values():
        observed = [observe(trial) for trial in trials]
        values = [value for values in observed for value in values]
        span = bootstrap_interval(observed) if interval else None
        shares.append(_percent(values) + (f" [{100 * span[0]:.0f}, {100 * span[1]:.0f}]" if span else ""))
    quoted = [trial for trial in trials if _quotes(trial)]
    lengths = [value for trial in quoted for value in length(trial)]
    return (
        name,
        str(len(trials)),
        *shares,
        f"{median(lengths):.0f}" if lengths else "-",
        f"{mean([len(_quotes(trial)) for trial in quoted]):.2f}" if quoted else "-",
        f"{mean([len(trial.cited) for trial in quoted]):.2f}" if quoted else "-",
        _percent([value for trial in quoted for value in extra_clauses(trial)]),
        _percent([value for trial in quoted for value in extra_sentences(trial)]),
    )


def _percent(values: Sequence[float]) -> str:
    return f"{100 * mean(values):.1f}" if values else "-"


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
