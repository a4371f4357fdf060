"""What a ranking of clauses is worth: the figures of one system on one group of questions, and their table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.cases import Case
from eval.findings import Table, percent_between
from eval.metrics.intervals import bootstrap_interval
from rag.types import Lang

DEPTH = 10
Ranking = list[frozenset[str]]  # best first; one clause's number each, but for chunks that stand for several


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one system on one group of questions; None where a figure is not defined.

    intervals  of hit@1 and hit@5, 95 %
    """

    name: str
    size: int
    figures: Mapping[str, float | None]
    intervals: Mapping[str, tuple[float, float] | None]


def groups(cases: Sequence[Case], kinds: Sequence[str]) -> list[tuple[str, list[int]]]:
    """All, each language, each kind and each kind of a language, as positions; no empty group."""
    wanted: list[tuple[str, Callable[[Case], bool]]] = [("all", lambda case: True)]
    wanted += [(str(lang), lambda case, lang=lang: case.lang is lang) for lang in Lang]  # type: ignore[misc]
    for kind in kinds:
        wanted.append((kind, lambda case, kind=kind: case.kind == kind))  # type: ignore[misc]
        for lang in Lang:
            wanted.append(
                (f"{kind} {lang}", lambda case, kind=kind, lang=lang: (case.kind, case.lang) == (kind, lang))  # type: ignore[misc]
            )
    found = [(name, [i for i, case in enumerate(cases) if holds(case)]) for name, holds in wanted]
    return [(name, rows) for name, rows in found if rows]


def compare(name: str, cases: Sequence[Case], ranked: Sequence[Ranking]) -> list[Row]:
    """One row: all questions, with the languages' and the paraphrases' figures beside."""
    row = figures(name, cases, ranked, range(len(cases)))
    beside: dict[str, float | None] = {}
    for label, rows in groups(cases, ["paraphrase"])[1:4]:
        part = figures(name, cases, ranked, rows).figures
        beside |= {f"{label} @1": part["hit@1"], f"{label} @5": part["hit@5"]}
    return [Row(name, row.size, {**row.figures, **beside}, row.intervals)]


def figures(name: str, cases: Sequence[Case], ranked: Sequence[Ranking], rows: Iterable[int]) -> Row:
    """hit@1, hit@5, MRR@10 as `eval.metrics.ranking` defines them; recall@10: the share of all gold clauses found.

    recall@10 is over questions of the kind "multi"; a chunk that stands for a gold clause counts as the clause.
    """
    chosen = [(cases[i], ranked[i]) for i in rows]
    places = [first_place(case, ranking) for case, ranking in chosen]
    hits = {k: [(float(place <= k),) for place in places] for k in (1, 5)}
    recalls = [recall(case, ranking) for case, ranking in chosen if case.kind == "multi"]
    values = {
        "hit@1": float(np.mean([place <= 1 for place in places])),
        "hit@5": float(np.mean([place <= 5 for place in places])),
        "MRR@10": float(np.mean([1 / place if place <= DEPTH else 0.0 for place in places])),
        "recall@10": float(np.mean(recalls)) if recalls else None,
    }
    return Row(name, len(chosen), values, {f"hit@{k}": bootstrap_interval(observed) for k, observed in hits.items()})


def first_place(case: Case, ranking: Ranking) -> int:
    """The rank of the first gold clause, from 1; one past all where none is there."""
    return next((place for place, numbers in enumerate(ranking, 1) if numbers & set(case.gold)), 10**6)


def recall(case: Case, ranking: Ranking) -> float:
    """The share of a question's gold clauses among the first ten."""
    return len(set(case.gold) & frozenset().union(*ranking)) / len(case.gold)


def twin_agreement(cases: Sequence[Case], ranked: Sequence[Ranking]) -> dict[str, float]:
    """Over the pairs of a question and its translation: the share with the same first clause, and of the first five
    the mean share in common; empty where no question names its translation."""
    places = {case.id: i for i, case in enumerate(cases)}
    named = [(places[case.id], places[case.twin]) for case in cases if case.twin in places]
    pairs = sorted({(min(pair), max(pair)) for pair in named})
    if not pairs:
        return {}
    same = [bool(ranked[a]) and ranked[a][:1] == ranked[b][:1] for a, b in pairs]
    shared = [len(set(ranked[a][:5]) & set(ranked[b][:5])) / 5 for a, b in pairs]
    return {"pairs": len(pairs), "same first clause": float(np.mean(same)), "first five shared": float(np.mean(shared))}


def table(title: str, rows: Sequence[Row]) -> Table:
    names = list(dict.fromkeys(name for row in rows for name in row.figures))
    cells = [
        (
            row.name,
            str(row.size),
            *(percent_between(row.figures.get(name), row.intervals.get(name)) for name in names),
        )
        for row in rows
    ]
    return Table(title, ("", "n", *names), tuple(cells))
