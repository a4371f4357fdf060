"""The page of a report: what the template shows, taken from the report's record."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from markupsafe import Markup

from eval.findings import Record
from eval.html.environment import FOLDER, template
from eval.html.labels import BY_KIND, CHECKS, FAULTS, KINDS, LABELS, TILES, TILES_OF_SEARCH
from eval.html.plots import confusion_plot, latency_plot, risk_plot
from eval.loaders import Dataset
from eval.record import Outcome, compare, report_record
from eval.run import Run

_LONGEST_DIFF = 4000  # characters; comparing longer answers would take seconds


def render(
    run: Run, *, name: str = "clausewise", dataset: Dataset | None = None, against: Mapping[str, Any] | None = None
) -> str:
    """One run as a page; `against` is the record of an earlier report to compare with."""
    return page(report_record([Outcome(name, run)], dataset), against=against)


def page(record: Record, *, against: Mapping[str, Any] | None = None) -> str:
    """A report's record (`report_record`, or a report.json) as a page, its first run beside all others.

    Everything that comes from questions, answers and documents is escaped. Two calls with one record are equal.
    """
    runs = list(record["runs"])
    comparisons = list(record["comparisons"])
    if against:
        earlier = dict(against["runs"][0], name=f"{against['runs'][0]['name']} (earlier 之前)")
        runs.append(earlier)
        comparisons.append(compare(runs[0], earlier))
    clauses = dict(record["clauses"])
    answers = any(trial["asked"] for trial in runs[0]["trials"])
    html: str = template("template.html").render(
        style=Markup((FOLDER / "style.css").read_text(encoding="utf-8")),
        script=Markup((FOLDER / "script.js").read_text(encoding="utf-8")),
        clauses=_script_json(clauses),
        openings={number: _opening(clause) for number, clause in clauses.items()},
        dataset=record["dataset"],
        runs=runs,
        answers=answers,
        labels=LABELS,
        kinds=KINDS,
        checks=CHECKS,
        falling=[name for name, measure in record["measures"].items() if not measure["rising"]],
        fault_names=FAULTS,
        failing=_failing(runs[0]),
        sound=sum(not trial["faults"] for trial in runs[0]["trials"]),
        tiles=[_tile(runs[0], name) for name in (TILES if answers else TILES_OF_SEARCH)],
        table=_table(runs, comparisons, record["measures"]),
        by_language=_by_language(runs[0], record["measures"]),
        by_kind=[(name, _by_kind(runs[0], name)) for name in (BY_KIND if answers else TILES_OF_SEARCH[:3])],
        risk=risk_plot(runs),
        latency=latency_plot(runs),
        confusion=confusion_plot(runs[0], list(clauses)),
        confused=_confused(runs[0]),
        questions=list(_questions(runs)),
    )
    return html


def _script_json(value: object) -> Markup:
    """JSON that may stand inside a script element: no "<" can end it."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028"))


def _opening(clause: Record) -> str:
    """The clause's titles, or how its text begins: what its number shows under the pointer."""
    titles = [title for title in clause["title"].values() if title]
    return " · ".join(titles) or (clause["zh"] or clause["en"])[:80]


def _group(run: Record, lang: str | None = None, kind: str | None = None) -> Record | None:
    return next((group for group in run["groups"] if (group["lang"], group["kind"]) == (lang, kind)), None)


def _bar(group: Record | None, name: str) -> Record | None:
    """A figure with its interval as shares of the axis; None where the group does not have it."""
    figure = group["figures"].get(name) if group else None
    if group is None or figure is None:
        return None
    low, high = group["intervals"].get(name, (figure, figure))
    return {"figure": figure, "low": low, "high": high, "lang": group["lang"], "count": group["counts"][name]}


def _tile(run: Record, name: str) -> Record:
    return {
        "name": name,
        "all": _bar(_group(run), name),
        "zh": _bar(_group(run, "zh"), name),
        "en": _bar(_group(run, "en"), name),
    }


def _table(runs: Sequence[Record], comparisons: Sequence[Record], measures: Record) -> list[Record]:
    """A row a measure: each run's figure, and for all but the first what changed from the first."""
    rows = []
    for name, measure in measures.items():
        bars = [_bar(_group(run), name) for run in runs]
        if not any(bars):
            continue
        changes = [None, *(comparison["measures"].get(name) for comparison in comparisons)]
        cells = [{"bar": bar, "change": change} for bar, change in zip(bars, changes, strict=True)]
        rows.append({"name": name, "share": measure["share"], "rising": measure["rising"], "cells": cells})
    return rows


def _by_language(run: Record, measures: Record) -> list[tuple[str, list[Record]]]:
    rows = []
    for name, measure in measures.items():
        bars = [bar for lang in ("zh", "en") if (bar := _bar(_group(run, lang), name))]
        if bars and measure["share"]:
            rows.append((name, bars))
    return rows


def _by_kind(run: Record, name: str) -> list[tuple[str, list[Record]]]:
    kinds = dict.fromkeys(group["kind"] for group in run["groups"] if group["kind"])
    rows = [(kind, [bar for lang in ("zh", "en") if (bar := _bar(_group(run, lang, kind), name))]) for kind in kinds]
    return [(kind, bars) for kind, bars in rows if bars]


def _failing(run: Record) -> list[tuple[str, int]]:
    """How each fault begins, and in how many questions it is found, the commonest first; no fault that is in none."""
    counts = {start: sum(any(f.startswith(start) for f in t["faults"]) for t in run["trials"]) for start in FAULTS}
    return sorted(((start, count) for start, count in counts.items() if count), key=lambda item: -item[1])


def _confused(run: Record) -> list[tuple[str, str, int]]:
    """The pairs of gold clause and first retrieved clause that are confused most often, at most ten."""
    wrong: Counter[tuple[str, str]] = Counter()
    for trial in run["trials"]:
        if trial["gold"] and trial["ranked"] and trial["ranked"][0] not in trial["gold"]:
            wrong[trial["gold"][0], trial["ranked"][0]] += 1
    ordered = sorted(wrong.items(), key=lambda item: (-item[1], item[0]))
    return [(gold, first, count) for (gold, first), count in ordered[:10]]


def _questions(runs: Sequence[Record]) -> Iterator[Record]:
    """Every question of the first run, with what each run made of it."""
    others = [{trial["id"]: trial for trial in run["trials"]} for run in runs[1:]]
    for trial in runs[0]["trials"]:
        found = [trial, *(by_id[trial["id"]] for by_id in others if trial["id"] in by_id)]
        names = [
            runs[0]["name"],
            *(run["name"] for run, by_id in zip(runs[1:], others, strict=True) if trial["id"] in by_id),
        ]
        shown = [
            _shown(name, item, trial if item is not trial else None) for name, item in zip(names, found, strict=True)
        ]
        yield {
            "trial": trial,
            "runs": shown,
            "state": "error" if trial["error"] else "fail" if trial["faults"] else "pass",
            "changed": any(item["changed"] for item in shown),
            "words": f"{trial['id']} {trial['question']} {trial['text']}".lower(),
        }


def _shown(name: str, trial: Record, first: Record | None) -> Record:
    """A run's trial; beside the first run's, its answer with what the first has more and less marked."""
    kept = ("status", "text", "cited", "error")
    changed = first is not None and any(trial[key] != first[key] for key in kept)
    compared = first is not None and bool(trial["text"] and first["text"]) and trial["text"] != first["text"]
    diff = list(_diff(trial["text"], first["text"])) if first and compared else None
    return {"name": name, "trial": trial, "changed": changed, "same": first is not None and not changed, "diff": diff}


def _diff(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Pieces of two texts, each "same", "gone" or "new", in reading order."""
    if max(len(before), len(after)) > _LONGEST_DIFF:
        yield from (("gone", before), ("new", after))
        return
    for tag, start, end, other_start, other_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", before[start:end]
            continue
        if end > start:
            yield "gone", before[start:end]
        if other_end > other_start:
            yield "new", after[other_start:other_end]
