"""`python -m eval retrieval`: how well the right clause is found, by what, and beside what others start from.

The first system by language and kind; every system that a configuration names, side by side; of the product, each
channel of it alone, and the whole without it (weights left as they are, not fitted again); BM25 without known questions;
the bundled encoder alone; LangChain's tutorial pipeline. Where questions follow others, what the follow-up rules bring;
where a dataset names translations of its questions, how often both find the same clause first.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from eval.arguments import add_choice, add_shared, read_configs, read_dataset
from eval.cases import KINDS, Case
from eval.compare import Load, bar, check_answered
from eval.configs import Config
from eval.errors import DatasetError, PeerError
from eval.findings import Findings, System, percent
from eval.loaders import Passage
from eval.metrics.latency import latency
from eval.retrieval_figures import DEPTH, Ranking, Row, compare, figures, first_place, groups, table, twin_agreement
from eval.retrieval_parts import rankings, tutorial
from eval.run import check_gold, run_case
from eval.systems import Loaded, load_system
from eval.trials import Corpus, Trial, corpus_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_shared(parser)
    add_choice(parser)
    parser.add_argument("--misses", action="store_true", help="list the questions whose clause is not first")


def main(args: argparse.Namespace, *, load: Load = load_system) -> Findings:
    """Run everything once."""
    dataset, configs = read_dataset(args), read_configs(args)
    cases = [case for case in dataset.cases if case.gold]
    if not cases:
        raise DatasetError(f"no question of {dataset.name} names a clause that answers it; fill “gold”")
    systems = {config.name: load(config, dataset.passages) for config in configs}
    trials = {name: rank(loaded, cases) for name, loaded in systems.items()}
    ranked = {name: rankings_of(found) for name, found in trials.items()}
    first = configs[0].name
    parts, missing = beside(configs[0], cases, dataset.passages)
    tables = {
        f"{first}, by language and kind": by_kind(cases, ranked[first]),
        "compared": [row for name, other in (ranked | parts).items() for row in compare(name, cases, other)],
        "follow-ups": follow_ups(systems[first], cases, ranked[first]),
    }
    twins = twin_agreement(cases, ranked[first])
    times = {name: latency([t.timings["search"] for t in x if "search" in t.timings]) for name, x in trials.items()}
    return Findings(
        "retrieval",
        tuple(table(title, rows) for title, rows in tables.items() if rows),
        {"tables": {title: [asdict(row) for row in rows] for title, rows in tables.items()}, "twins": twins},
        dataset,
        tuple(System(name, x.made_of, {**x.timings, "search": times[name]}) for name, x in systems.items()),
        (*_notes(twins, times), *missing),
        misses(corpus_of(systems[first].system.clauses), cases, ranked[first]) if args.misses else "",
    )


def rank(loaded: Loaded, cases: Sequence[Case]) -> list[Trial]:
    """What `search` gives for each question; for a follow-up, what `ask` answered from. Raises as `evaluate` does."""
    corpus = corpus_of(loaded.system.clauses)
    check_gold(cases, corpus)

    def found(case: Case) -> Trial:
        return run_case(loaded.system, case, corpus, ask=loaded.answers and bool(case.history))

    for case in cases[:5]:  # they load what each language needs
        found(case)
    trials = [found(case) for case in bar(cases)]
    check_answered(trials)
    return trials


def beside(
    config: Config, cases: Sequence[Case], passages: Sequence[Passage]
) -> tuple[dict[str, list[Ranking]], list[str]]:
    """The product's parts, and what others start from, by name; what could not be measured, and why."""
    if config.system != "clausewise":
        return {}, []
    found = dict(rankings(config, cases, passages))
    try:
        found["LangChain's tutorial"] = tutorial(config, cases, passages)
    except PeerError as error:
        return found, [f"LangChain's tutorial is left out: {error}"]
    return found, []


def by_kind(cases: Sequence[Case], ranked: Sequence[Ranking]) -> list[Row]:
    kinds = [kind for kind in KINDS if any(case.kind == kind for case in cases)]
    return [figures(name, cases, ranked, rows) for name, rows in groups(cases, kinds)]


def rankings_of(trials: Sequence[Trial]) -> list[Ranking]:
    return [[frozenset({number}) for number in trial.ranked] for trial in trials]


def follow_ups(loaded: Loaded, cases: Sequence[Case], ranked: Sequence[Ranking]) -> list[Row]:
    """How well follow-ups are read with their history; beside it, the question alone, and the one before put ahead."""
    places = [place for place, case in enumerate(cases) if case.history]
    if not places or not loaded.answers:
        return []
    chosen = [cases[place] for place in places]
    corpus = corpus_of(loaded.system.clauses)

    def searched(words: Callable[[Case], str]) -> list[Ranking]:
        bare = [replace(case, question=words(case), history=()) for case in chosen]
        return rankings_of([run_case(loaded.system, case, corpus, ask=False) for case in bare])

    rows = {
        "as asked, by the rules": [ranked[place] for place in places],
        "the question alone": searched(lambda case: case.question),
        "the question before put ahead": searched(lambda case: f"{_before(case)} {case.question}"),
    }
    return [figures(name, chosen, found, range(len(chosen))) for name, found in rows.items()]


def _before(case: Case) -> str:
    return next((turn["content"] for turn in reversed(case.history) if turn["role"] == "user"), "")


def _notes(twins: Mapping[str, float], times: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    yield "Shares in %; 95 % intervals by bootstrap over questions."
    for name, found in times.items():
        if found:
            yield f"Search by {name}: {', '.join(f'{key} {value:.0f} ms' for key, value in found.items())}."
    if twins:
        yield (
            f"Of {twins['pairs']} questions and their translations, {percent(twins['same first clause'])} % find the same "
            f"clause first, and share {percent(twins['first five shared'])} % of the first five."
        )


def misses(corpus: Corpus, cases: Sequence[Case], ranked: Sequence[Ranking]) -> str:
    """Every question whose clause is not first, the worst first, with what came first and why."""
    worst = sorted(range(len(cases)), key=lambda i: -first_place(cases[i], ranked[i]))
    lines = []
    for case, ranking in ((cases[i], ranked[i]) for i in worst if first_place(cases[i], ranked[i]) > 1):
        place = first_place(case, ranking)
        first = corpus.get(next(iter(ranking[0]), "")) if ranking else None
        where = str(place) if place <= DEPTH else f"past {DEPTH}"
        lines.append(f"\n{case.id} {case.kind} {case.lang}: {case.question}\n  gold {', '.join(case.gold)} at {where}")
        if first:
            lines.append(f"  first {first.number}: {(first[case.lang] or first[case.lang.other])[:160]}")
    return "\n".join(lines)
