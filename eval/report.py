"""A run as text for a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from eval.metrics.citations import citation_recall
from eval.metrics.facts import missing_facts
from eval.metrics.language import right_language
from eval.metrics.length import COPY_LIMIT, LENGTH_LIMITS, copied_clauses
from eval.metrics.risk import risk_coverage
from eval.run import Group, Run
from eval.trials import Trial
from rag.types import Clause, Lang

# Table columns: heading -> measure.
COLUMNS = {
    "hit@1": "hit@1",
    "hit@5": "hit@5",
    "MRR": "MRR@10",
    "facts": "fact recall",
    "full": "full answers",
    "citeP": "citation precision",
    "citeR": "citation recall",
    "refuse+": "right refusals",
    "refuse-": "false refusals",
    "lang": "language",
}
LEGEND = (
    "Shares in %. n: questions; MRR: MRR@10; facts, full: fact recall, full answers; citeP, citeR: citation precision "
    "and recall;\nrefuse+: unanswerable questions refused; refuse-: answerable questions refused (less is better)."
)


def table(run: Run) -> str:
    """The figures in %: all, zh, en, then one row a kind; "-" where a measure is not defined."""
    rows = [("", "n", *COLUMNS)]
    rows += [_row(group) for group in run.groups if group.kind is None or group.lang is None]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(_cells(row, widths)).rstrip() for row in rows]
    kinds_from = next((place for place, group in enumerate(run.groups) if group.kind), None)
    if kinds_from is not None:
        lines.insert(1 + kinds_from, "")
    return "\n".join(lines)


def details(run: Run) -> str:
    """The 95 % intervals, then what has a limit of its own: verbatim, copying, length, errors and latency."""
    lines = ["95 % intervals over questions (bootstrap)"]
    for heading, name in COLUMNS.items():
        groups = [group for group in run.groups if group.kind is None and name in group.intervals]
        if groups:
            lines.append(f"  {heading:8}" + "   ".join(_interval(group, name) for group in groups))
    lines += ["", *_limits(run), *_latencies(run)]
    return "\n".join(lines)


def _faults_of_search(trial: Trial) -> tuple[str, ...]:
    missed = trial.case.gold and not set(trial.case.gold) & set(trial.ranked[:5])
    return ("no gold clause among the first five",) if missed else ()


def changes(comparison: Mapping[str, Any]) -> str:
    """What a comparison found, a line a measure: the mean change in points, its interval, and how likely by chance."""
    lines = [f"{comparison['after']} against {comparison['before']}, paired by question (points; p: by chance)"]
    for name, change in comparison["measures"].items():
        low, high = change["interval"] or (change["mean"],) * 2
        lines.append(
            f"  {name:19}{100 * change['mean']:+6.1f} [{100 * low:+6.1f}, {100 * high:+6.1f}]  p {change['p']:.3f}"
            f"   {change['rose']} rose, {change['fell']} fell of {change['count']}"
        )
    return "\n".join(lines)


def costs(made_of: Mapping[str, Any], timings: Mapping[str, Any]) -> list[str]:
    """What the system takes: its index, and a fresh process that answers one question."""
    lines = []
    if made_of.get("index_bytes"):
        lines.append(f"index  {made_of['index_bytes'] / 1e6:.1f} MB of vectors")
    if timings.get("cold_start"):
        cold = timings["cold_start"]
        memory = f", {cold['peak_mb']:.0f} MB at the most" if cold.get("peak_mb") else ""
        lines.append(f"cold   {cold['seconds']:.1f} s for a first answer{memory}")
    return lines


def misses(run: Run) -> str:
    """Every failing question with its gold, its first five hits, its answer and why it fails, to be read one by one."""
    failing = [(trial, faults(trial)) for trial in run.trials]
    blocks = [_miss(trial, found) for trial, found in failing if found]
    return "\n\n".join([f"{len(blocks)} of {len(run.trials)} questions fail", *blocks])


def faults(trial: Trial) -> tuple[str, ...]:
    """Why a trial is read again, in words; empty where nothing is wrong."""
    if trial.error:
        return (f"no answer: {trial.error}",)
    if not trial.asked:
        return _faults_of_search(trial)
    if right_language(trial) != (1.0,):
        return ("wrong language", *_faults_in_substance(trial))
    return _faults_in_substance(trial)


def _faults_in_substance(trial: Trial) -> tuple[str, ...]:
    case = trial.case
    if case.answerable is False:
        return () if trial.refused else ("answered, though the document does not",)
    found = list(_faults_of_search(trial))
    if trial.refused and case.answerable:
        return (*found, "refused, though the document answers")
    if case.gold and citation_recall(trial) != (1.0,):
        found.append("gold not cited: " + ", ".join(number for number in case.gold if number not in trial.cited))
    lacking = [" / ".join(fact) for fact in missing_facts(trial)]
    if lacking:
        found.append("facts missing: " + "; ".join(lacking))
    found += [f"copies clause {number} whole" for number in copied_clauses(trial)]
    return tuple(found)


def _row(group: Group) -> tuple[str, ...]:
    return (group.name, str(group.size), *(_percent(group.figures[name]) for name in COLUMNS.values()))


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *rest = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
    return [first.strip().ljust(widths[0]), *rest]


def _percent(figure: float | None) -> str:
    return "-" if figure is None else f"{100 * figure:.1f}"


def _interval(group: Group, name: str) -> str:
    low, high = group.intervals[name]
    return f"{group.name:>3} {_percent(group.figures[name]):>5} [{_percent(low):>5}, {_percent(high):>5}]"


def _limits(run: Run) -> list[str]:
    """Verbatim, copying, length and errors, those with a limit beside it."""
    whole = run.group()
    if whole is None:
        return ["no trial"]
    if not any(trial.asked for trial in run.trials):
        return [f"{name:17} {_percent(whole.figures[name])} %" for name in ("nDCG@10", "recall@10")]
    named = ("verbatim", "span precision", "span recall", "ALCE precision", "ALCE recall", "twin agreement", "nDCG@10")
    curve = risk_coverage(run.trials)
    lines = [f"{name:17} {_percent(whole.figures[name])} %" for name in named if whole.figures[name] is not None]
    if curve:
        lines.append(f"risk–coverage     area {curve.area:.3f}, at best {curve.optimum:.3f} (less is better)")
    lines += [
        f"copying           {_percent(whole.figures['copying'])} % of answers (at most {_percent(COPY_LIMIT)} %)",
    ]
    for (lang, long), limit in LENGTH_LIMITS.items():
        group = run.group(lang=lang)
        figure = group.figures["length, long kinds" if long else "length"] if group else None
        if figure is not None:
            kinds = "list, topic, multi" if long else "other kinds"
            lines.append(f"length {lang}         {figure:.0f} characters at the median (at most {limit}), {kinds}")
    errors = sum(bool(trial.error) for trial in run.trials)
    return [*lines, f"questions without an answer because of an error: {errors}"]


def _latencies(run: Run) -> list[str]:
    whole = run.group()
    stages = whole.timings.items() if whole else ()
    return [
        f"{stage:6} p50 {figures['p50_ms']:.1f} ms, p95 {figures['p95_ms']:.1f} ms (warm)"
        for stage, figures in stages
        if figures
    ]


def _miss(trial: Trial, found: Sequence[str]) -> str:
    case = trial.case
    turns = [f"  {turn['role']}: {turn['content']}" for turn in case.history]
    lines = [f"{case.id}  {case.kind} {case.lang}  {case.question}", *turns]
    lines += [f"  ! {fault}" for fault in found]
    lines.append(f"  gold    {', '.join(case.gold) or 'none'}")
    lines += [f"  hit {place}   {_hit(number, trial)}" for place, number in enumerate(trial.ranked[:5], start=1)]
    lines.append(f"  {trial.status or 'no answer'}, cites {', '.join(trial.cited) or 'nothing'}")
    lines += [f"  | {line}" for line in trial.text.splitlines()]
    return "\n".join(lines)


def _hit(number: str, trial: Trial) -> str:
    mark = "*" if number in trial.case.gold else " "
    return f"{mark} {number}  {_opening(trial.corpus.get(number), trial.case.lang)}"


def _opening(clause: Clause | None, lang: Lang) -> str:
    text = (clause[lang] or clause[lang.other]) if clause else ""
    return text.replace("\n", " ")[: 40 if lang is Lang.ZH else 90]
