"""`python -m eval refusals`: how well the product is silent where the document is, by kind of refusal and language.

A refusal is right where the document does not answer, false where it does. Beside the product as it stands, a table says
what other thresholds would give: questions are ordered by `rag.answerability.confidence`, those that a rule refuses
(a document or year that is not there) last. Risk is the share of the answered questions that the document does not
answer, coverage the share of all questions that are answered (El-Yaniv & Wiener 2010).
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from eval.cases import DEFAULT_DATASET, Case, load_cases
from eval.metrics.intervals import bootstrap_interval
from rag import Pipeline, Status
from rag.answerability import confidence
from rag.types import Lang

LEVELS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.1)  # false refusals at which the curve is read


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case, whether it was refused, and how sure the judge was that it is answered; -inf where a rule refused it."""

    case: Case
    refused: bool
    confidence: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    help_text = "JSON Lines of cases; may be repeated"
    parser.add_argument("--dataset", type=Path, action="append", metavar="FILE", help=help_text)
    parser.add_argument("--misses", action="store_true", help="list the questions wrongly answered or refused")


def main(args: argparse.Namespace) -> int:
    cases = [case for path in args.dataset or [DEFAULT_DATASET] for case in load_cases(path)]
    pipeline = Pipeline.load()
    outcomes = [_ask(pipeline, case) for case in tqdm(cases, unit=" questions", disable=None, leave=False)]
    print(table(outcomes), curve(outcomes), sep="\n\n")
    if args.misses:
        print("", *(_miss(outcome) for outcome in outcomes if outcome.refused == outcome.case.answerable), sep="\n")
    return 0


def table(outcomes: Sequence[Outcome]) -> str:
    """Right refusals by kind, then false ones, each for both languages together and apart, with 95 % intervals."""
    lines = [f"{'':<22}{'n':>5}  refused % [95 %]"]
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
                lines.append(f"{' '.join((name, lang or '')):<22}{len(chosen):>5}  {_share(chosen)}")
    return "\n".join(lines)


def curve(outcomes: Sequence[Outcome]) -> str:
    """What the refusals would be were the threshold set for each level of false refusals."""
    asked = sorted(outcome.confidence for outcome in outcomes if outcome.case.answerable)
    silent = [outcome.confidence for outcome in outcomes if not outcome.case.answerable]
    if not asked or not silent:
        return "risk and coverage: needs questions of both sorts"
    lines = ["false refusals %  right refusals %  coverage %  risk %"]
    for level in LEVELS:
        limit = asked[min(len(asked) - 1, int(level * len(asked)))]
        kept, wrong = sum(value >= limit for value in asked), sum(value >= limit for value in silent)
        figures = (
            1 - kept / len(asked),
            1 - wrong / len(silent),
            (kept + wrong) / len(outcomes),
            wrong / (kept + wrong),
        )
        lines.append("{:>16.1f}  {:>16.1f}  {:>10.1f}  {:>6.1f}".format(*(100 * figure for figure in figures)))
    return "\n".join(lines)


def _ask(pipeline: Pipeline, case: Case) -> Outcome:
    refused = pipeline.ask(case.question, history=case.history).status is Status.REFUSED
    sure = confidence(pipeline.signals(case.question, history=case.history))
    return Outcome(case, refused, float("-inf") if refused and sure >= 0 else sure)


def _share(chosen: Sequence[tuple[float]]) -> str:
    share = sum(value for (value,) in chosen) / len(chosen)
    low, high = bootstrap_interval(chosen) or (share, share)
    return f"{100 * share:5.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def _miss(outcome: Outcome) -> str:
    said = "refused" if outcome.refused else "answered"
    case = outcome.case
    return f"{said:<9}{case.refusal_kind or case.kind:<15}{case.id}  {case.question}"
