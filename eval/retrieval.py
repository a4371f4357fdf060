"""`python -m eval retrieval`: how well the right clause is found, by what, and beside what others start from.

One run over a dataset: the product by language and kind; each channel of it alone, and the whole without it (weights
left as they are, not fitted again); BM25 without known questions; the bundled encoder alone; LangChain's tutorial
pipeline; and, where a dataset names translations of its questions, how often both find the same clause first.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from embeddings import load_encoder
from eval.cases import DEFAULT_DATASET, KINDS, Case, load_cases
from eval.errors import EvalError
from eval.metrics.intervals import bootstrap_interval
from eval.metrics.latency import latency
from eval.ranking import read_queries
from rag import Pipeline
from rag.channels import build_channels
from rag.documents import load_questions, load_store
from rag.index import clause_rows
from rag.lexical import LexicalIndex
from rag.ranking import RankingModel, load_model, weighted
from rag.retriever import Found, HybridRetriever
from rag.settings import Settings
from rag.types import Clause, Lang

DEPTH = 10
Ranking = list[frozenset[str]]  # best first; one clause's number each, but for chunks that stand for several
PARTS = {  # what is left out together
    "lexical": ("lexical clause", "lexical sentence"),
    "related words": ("related clause", "related sentence"),
    "text vectors": ("vector clause zh", "vector clause en", "vector sentence zh", "vector sentence en"),
    "known questions": ("vector question", "questions", "questions zh", "questions en"),
    "shares held": ("held by clause", "held by sentence", "held by heading"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one system on one group of questions; None where a figure is not defined.

    intervals  of hit@1 and hit@5, 95 %
    """

    name: str
    size: int
    figures: Mapping[str, float | None]
    intervals: Mapping[str, tuple[float, float] | None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dataset", type=Path, default=DEFAULT_DATASET, metavar="FILE", help="JSON Lines of cases")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE")
    parser.add_argument("--misses", action="store_true", help="list the questions whose clause is not first")


def main(args: argparse.Namespace) -> int:
    """Run everything once, print the tables, write them as JSON where asked to."""
    cases = [case for case in load_cases(args.dataset) if case.answerable]
    pipeline = Pipeline.load()
    ranked, seconds = rank_by_product(pipeline, cases)
    kinds = [kind for kind in KINDS if any(case.kind == kind for case in cases)]
    tables = {
        "product": [figures(name, cases, ranked, rows) for name, rows in groups(cases, kinds)],
        "compared": [row for name, other in rankings(cases) for row in compare(name, cases, other)],
    }
    tables["compared"] = [*compare("the product", cases, ranked), *tables["compared"]]
    twins = twin_agreement(args.dataset, cases, ranked)
    for title, rows in tables.items():
        print(f"{title}\n{table(rows)}\n")
    print(f"95 % intervals by bootstrap over questions. Search: {_times(seconds)}.")
    print(twins or "No question of the dataset names its translation.")
    if args.misses:
        print(misses(pipeline, cases, ranked))
    if args.json:
        write_json(args.json, tables, twins)
    return 0


def rank_by_product(pipeline: Pipeline, cases: Sequence[Case]) -> tuple[list[Ranking], list[float]]:
    """What `search` gives for each question, and how long it took; for a follow-up, what `ask` answered from."""
    ranked, seconds = [], []
    for case in (*cases[:5], *cases):  # the first five twice: they load what each language needs
        start = perf_counter()
        if case.history:
            hits: Sequence[object] = pipeline.ask(case.question, history=case.history).hits
        else:
            hits = pipeline.search(case.question, k=DEPTH)
            seconds.append(perf_counter() - start)
        ranked.append([frozenset({hit.clause.number}) for hit in hits[:DEPTH]])  # type: ignore[attr-defined]
    return ranked[5:], seconds[5:]


def rankings(cases: Sequence[Case]) -> Iterable[tuple[str, list[Ranking]]]:
    """Each channel alone, the whole without each part, and the others; named."""
    settings = Settings.from_env()
    store, encoder = load_store(()), load_encoder(settings.encoder)
    clauses = tuple(store)
    channels = build_channels(clauses, load_questions((), store), encoder, cache_dir=settings.cache_dir)
    queries = read_queries(cases, clauses)
    model = load_model(True)
    found = [HybridRetriever(clauses, channels, encoder).find(query) for query in queries]
    for name in found[0].features:
        if not name.startswith("held by"):
            yield f"{name} alone", [by_score(f.features[name], clauses) for f in found]
    for part, names in PARTS.items():
        rest = RankingModel(*({n: w for n, w in step.items() if n not in names} for step in (model.first, model.last)))
        retriever = HybridRetriever(clauses, channels, encoder, model=rest)
        yield f"without {part}", [by_model(retriever.find(query), rest, clauses) for query in queries]
    tokenise = next(c.index for c in channels if isinstance(c.index, LexicalIndex)).terms_in
    bm25 = LexicalIndex([row.text for row in clause_rows(clauses, None)], tokenise=tokenise)
    yield "BM25 over clauses", [by_score(bm25.scores(query), clauses) for query in queries]
    texts = [n for n in PARTS["text vectors"] if n in found[0].features]
    best = [np.max([s.scores for s in f.scored if s.channel.name in texts], axis=0) for f in found]
    yield "encoder over clauses and sentences", [by_score(scores, clauses) for scores in best]
    try:
        from eval.systems.langchain_tutorial import load

        search = load(store.documents[0], clauses)
        yield "LangChain's tutorial", [search(query, DEPTH) for query in queries]
    except EvalError as error:
        print(f"LangChain's tutorial: {error}\n")


def by_score(scores: np.ndarray, clauses: Sequence[Clause]) -> Ranking:
    return [frozenset({clauses[i].number}) for i in np.argsort(-scores, kind="stable")[:DEPTH]]


def by_model(found: Found, model: RankingModel, clauses: Sequence[Clause]) -> Ranking:
    scores = np.full(len(clauses), -np.inf)
    scores[found.candidates] = weighted(found.features, model.last, len(clauses))[found.candidates]
    return by_score(scores, clauses)


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


def twin_agreement(dataset: Path, cases: Sequence[Case], ranked: Sequence[Ranking]) -> dict[str, float]:
    """Over the pairs of a question and its translation: the share with the same first clause, and of the first five
    the mean share in common; empty where the dataset names no translation (a field "twin": "<id>")."""
    places = {case.id: i for i, case in enumerate(cases)}
    records = [json.loads(line) for line in dataset.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    pairs = {
        tuple(sorted((places[record["id"]], places[record["twin"]])))
        for record in records
        if record.get("twin") in places and record["id"] in places
    }
    if not pairs:
        return {}
    same = [ranked[a][0] == ranked[b][0] for a, b in pairs]
    shared = [len(set(ranked[a][:5]) & set(ranked[b][:5])) / 5 for a, b in pairs]
    return {"pairs": len(pairs), "same first clause": float(np.mean(same)), "first five shared": float(np.mean(shared))}


def table(rows: Sequence[Row]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row.figures))
    width = max(len(row.name) for row in rows) + 2
    lines = [f"{'':{width}}{'n':>5}  {'hit@1':>18}  {'hit@5':>18}" + "".join(f"{name:>15}" for name in names[2:])]
    for row in rows:
        shares = "".join(f"  {_share(row, name):>18}" for name in names[:2])
        others = "".join(f"{_percent(row.figures.get(name)):>15}" for name in names[2:])
        lines.append(f"{row.name:{width}}{row.size:>5}{shares}{others}")
    return "\n".join(lines)


def _share(row: Row, name: str) -> str:
    interval = row.intervals.get(name)
    between = f" [{interval[0] * 100:.0f}–{interval[1] * 100:.0f}]" if interval else ""
    return _percent(row.figures[name]) + between


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value * 100:.1f}"


def _times(seconds: Sequence[float]) -> str:
    return ", ".join(f"{name} {value:.0f} ms" for name, value in latency(seconds).items())


def misses(pipeline: Pipeline, cases: Sequence[Case], ranked: Sequence[Ranking]) -> str:
    """Every question whose clause is not first, the worst first, with what came first and why."""
    worst = sorted(range(len(cases)), key=lambda i: -first_place(cases[i], ranked[i]))
    lines = []
    for case, ranking in ((cases[i], ranked[i]) for i in worst if first_place(cases[i], ranked[i]) > 1):
        place = first_place(case, ranking)
        first = pipeline.clause(next(iter(ranking[0])))
        where = str(place) if place <= DEPTH else f"past {DEPTH}"
        lines.append(f"\n{case.id} {case.kind} {case.lang}: {case.question}\n  gold {', '.join(case.gold)} at {where}")
        lines.append(f"  first {first.number}: {first[case.lang][:160]}")
    return "\n".join(lines)


def write_json(path: Path, tables: Mapping[str, Sequence[Row]], twins: Mapping[str, float]) -> None:
    record = {
        title: [{"name": r.name, "n": r.size, "figures": r.figures, "intervals": r.intervals} for r in rows]
        for title, rows in tables.items()
    }
    try:
        path.write_text(json.dumps({**record, "twins": twins}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{path} cannot be written ({error.strerror}); name another file after --json") from error
