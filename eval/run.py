"""Put every case to a system and sum up what comes back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Protocol

from eval.cases import KINDS, Case
from eval.errors import DatasetError
from eval.matches import number_in
from eval.metrics import MEASURES
from eval.metrics.intervals import bootstrap_interval
from eval.metrics.latency import latency
from eval.metrics.measure import Observations, mean
from eval.trials import Corpus, Quote, Statement, Trial, corpus_of
from rag.errors import RagError
from rag.types import Answer, Clause, DraftKind, Hit, Lang, Turn

DEPTH = 10  # how many ranked clauses are kept; MRR@10 needs no more

Scores = Mapping[str, Observations]
Progress = Callable[[Sequence[Case]], Iterable[Case]]


class System(Protocol):
    """What can be evaluated: `rag.Pipeline`, or anything that answers in its terms.

    clauses  those of the documents, in the numbers that gold uses; a system that retrieves other units gives hits of
             clauses of its own making, which are matched by their words (`eval.matches`)
    """

    @property
    def clauses(self) -> Sequence[Clause]: ...

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer: ...

    def search(self, query: str, *, k: int = 10) -> list[Hit]: ...


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of the trials of one language or kind; None in `lang` or `kind` stands for all.

    figures    measure name -> figure; None where the measure is defined on none of the trials
    intervals  measure name -> 95 % interval, only of shares
    counts     measure name -> number of trials that the measure is defined on
    timings    "ask" and "search" -> latency in milliseconds
    """

    lang: Lang | None
    kind: str | None
    size: int
    figures: Mapping[str, float | None]
    intervals: Mapping[str, tuple[float, float]]
    counts: Mapping[str, int]
    timings: Mapping[str, Mapping[str, float]]

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.kind, self.lang))) or "all"


@dataclass(frozen=True, slots=True)
class Run:
    """All trials of one run with their scores and figures.

    trials  in the order of the cases
    scores  beside each trial, measure name -> its observations
    groups  all, zh, en, then each kind (all, zh, en)
    """

    trials: tuple[Trial, ...]
    scores: tuple[Scores, ...]
    groups: tuple[Group, ...]

    def group(self, *, lang: Lang | None = None, kind: str | None = None) -> Group | None:
        """The group of that language and kind; None where no trial belongs to it."""
        return next((group for group in self.groups if (group.lang, group.kind) == (lang, kind)), None)


def evaluate(
    system: System,
    cases: Sequence[Case],
    *,
    progress: Progress | None = None,
    ask: bool = True,
    done: Mapping[str, Trial] | None = None,
    keep: Callable[[Trial], None] | None = None,
) -> Run:
    """Ask every case once, after one warm-up question a language that is not counted, and sum up.

    progress  wraps the cases while they are asked, as `tqdm` does
    ask       false to search only: for datasets that bring passages, not documents
    done      case id -> trial of an earlier, broken-off run, which is taken as it is
    keep      called with each new trial, so that a run can be resumed
    What a system raises on purpose (`RagError`) is kept in the trial, which then scores as a missing answer; any other
    exception is a bug and passes through. Raises CorpusError where the clauses cannot be told apart by number, and
    DatasetError where gold names a clause that is not there.
    """
    corpus = corpus_of(system.clauses)
    check_gold(cases, corpus)
    done = done or {}
    left = [case for case in cases if case.id not in done]
    for case in {case.lang: case for case in left}.values():  # each language loads tools of its own at first use
        run_case(system, case, corpus, ask=ask)
    trials = []
    for case in (progress or iter)(cases):
        if case.id in done:
            trials.append(done[case.id])
            continue
        trials.append(run_case(system, case, corpus, ask=ask))
        if keep:
            keep(trials[-1])
    return score(trials)


def check_gold(cases: Sequence[Case], corpus: Corpus) -> None:
    """Raises DatasetError for gold that is no clause's number: it could never be found, and would score 0 unseen."""
    for case in cases:
        for number in case.gold:
            if number not in corpus:
                raise DatasetError(
                    f'{case.place or case.id}, field "gold": the document has no clause {number!r}; '
                    f"write the number of one of its {len(corpus)} clauses, such as {next(iter(corpus), '')}"
                )


def run_case(system: System, case: Case, corpus: Corpus, *, ask: bool = True) -> Trial:
    """Ask one case and search for it, each timed from outside.

    Ranked is what `search` gives for the question; for a follow-up, which says little without its history, the hits
    that `ask` answered from.
    """
    try:
        start = perf_counter()
        answer = system.ask(case.question, history=case.history) if ask else None
        asked = perf_counter()
        searched = not (answer and case.history)
        hits = system.search(case.question, k=DEPTH) if searched else list(answer.hits if answer else ())
        end = perf_counter()
    except RagError as error:
        return Trial(case, corpus, error=f"{type(error).__name__}: {error}", asked=ask)
    timings = {"search": end - asked} if searched else {}
    if answer is None:
        return Trial(case, corpus, ranked=_ranked(hits, case, corpus), asked=False, timings=timings)
    stages = {f"ask.{stage}": seconds for stage, seconds in answer.timings.items()}
    return trial_of(case, corpus, answer, hits, timings={"ask": asked - start, **stages, **timings})


def trial_of(case: Case, corpus: Corpus, answer: Answer, hits: Sequence[Hit], *, timings: Mapping[str, float]) -> Trial:
    """An answer in the plain values that measures look at."""

    def number(clause: Clause) -> str:
        return number_in(clause, case, corpus)

    return Trial(
        case,
        corpus,
        ranked=_ranked(hits, case, corpus),
        status=answer.status,
        text=answer.text,
        quotes=tuple(Quote(number(item.clause), item.quote_zh, item.quote_en) for item in answer.citations),
        statements=tuple(
            Statement(
                item.text, tuple(dict.fromkeys(number(citation.clause) for citation in item.citations)), item.verdicts
            )
            for item in answer.sentences
            if item.kind is DraftKind.CLAIM
        ),
        rejected=tuple(Statement(item.text, verdicts=item.verdicts) for item in answer.rejected),
        query=answer.query,
        reasons=answer.reasons,
        confidence=answer.confidence,
        timings=timings,
    )


def score(trials: Sequence[Trial]) -> Run:
    """Measure every trial once and sum up: all, each language, each kind, each of both; no empty group."""
    trials = with_twins(trials)
    scores = tuple({measure.name: measure.of(trial) for measure in MEASURES} for trial in trials)
    kinds = [kind for kind in KINDS if any(trial.case.kind == kind for trial in trials)]
    keys = [(kind, lang) for kind in (None, *kinds) for lang in (None, Lang.ZH, Lang.EN)]
    scored = list(zip(trials, scores, strict=True))
    groups = (_group(scored, kind=kind, lang=lang) for kind, lang in keys)
    return Run(trials, scores, tuple(group for group in groups if group.size))


def with_twins(trials: Sequence[Trial]) -> tuple[Trial, ...]:
    """The trials, the first of each two answerable twins with what the other one's answer cites."""
    by_id = {trial.case.id: trial for trial in trials}
    paired: set[str] = set()
    found = []
    for trial in trials:
        twin = by_id.get(trial.case.twin)
        if twin and trial.case.answerable and twin.case.answerable and not {trial.case.id, twin.case.id} & paired:
            paired |= {trial.case.id, twin.case.id}
            trial = replace(trial, twin=twin.cited)
        found.append(trial)
    return tuple(found)


def _ranked(hits: Sequence[Hit], case: Case, corpus: Corpus) -> tuple[str, ...]:
    return tuple(number_in(hit.clause, case, corpus) for hit in hits[:DEPTH])


def _group(scored: Sequence[tuple[Trial, Scores]], *, kind: str | None, lang: Lang | None) -> Group:
    chosen = [pair for pair in scored if kind in (None, pair[0].case.kind) and lang in (None, pair[0].case.lang)]
    observed: dict[str, list[Observations]] = {
        measure.name: [() if measure.pairs and lang else scores[measure.name] for _, scores in chosen]
        for measure in MEASURES
    }
    shares = [measure.name for measure in MEASURES if measure.share and measure.summarise is mean]
    intervals = {name: bootstrap_interval(observed[name]) for name in shares}
    return Group(
        lang=lang,
        kind=kind,
        size=len(chosen),
        figures={measure.name: measure.summary(observed[measure.name]) for measure in MEASURES},
        intervals={name: interval for name, interval in intervals.items() if interval},
        counts={name: sum(map(bool, values)) for name, values in observed.items()},
        timings={
            stage: latency([trial.timings[stage] for trial, _ in chosen if stage in trial.timings])
            for stage in ("ask", "search")
        },
    )
