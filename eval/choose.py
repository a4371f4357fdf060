"""Fit what the extractive answerer chooses by (`rag/choices.json`): which sentences answer, which questions are two,
which clauses answer beside the first.

From the answerable questions of `validation.jsonl` and, but for the sentences, of `validation_second.jsonl` and `multi.jsonl` (many
of several clauses), that are not on the test sections (`split.json`); the development set is not read. Each question is asked of the
bundled document with and without its known questions, so that documents that have none are chosen from as well. What is printed is
cross-validated: no section's questions are judged by a fit that saw them.
"""

import argparse
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from eval.cases import DEFAULT_DATASET, Case, load_cases
from eval.metrics.matching import squash
from eval.trees import dump, fit_trees
from rag import Pipeline
from rag.answerers import further
from rag.answerers.choices import MODEL, choice_of
from rag.answerers.further import further_features
from rag.answerers.parts import LEAST, Cut
from rag.answerers.sentences import BARE, CLASSIFIED, KNOWN, Candidate
from rag.documents import BUNDLED
from rag.question import read_question
from rag.settings import Settings

FOLDER = DEFAULT_DATASET.parent
FOLDS = 6
_TREES = {
    "n_estimators": 80,
    "max_depth": 2,
    "learning_rate": 0.06,
    "subsample": 0.7,
    "min_samples_leaf": 30,
    "max_features": 0.5,
}
_DOUBLE = 4.0  # the weight of a double question's cuts beside a single one's: there are several times as many of those
_SOUGHT = (
    0.5  # that of multi.jsonl's questions when further clauses are learned: it holds more of several than people ask
)


@dataclass(frozen=True, slots=True)
class Sample:
    """The features of one candidate or cut, whether it is right, and of which question of which section."""

    features: Mapping[str, float]
    right: bool
    question: tuple[int, int]  # (pipeline, place among the cases)
    section: str
    weight: float = 1.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry", action="store_true", help="print the figures, write nothing")


def main(args: argparse.Namespace) -> int:
    """Fit the regressions, print what cross-validation says, write the file."""
    first, second, several = (
        _learnable(FOLDER / f"{name}.jsonl") for name in ("validation", "validation_second", "multi")
    )
    single = [*first, *second]
    text_alone = Settings.from_env(documents=(BUNDLED / "source.txt",))
    pipelines = [Pipeline.load(), Pipeline.load(text_alone)]  # with the known questions, and without
    cases = [*several, *single]
    sought = {id(case) for case in several}
    with_known, bare = (sentence_samples(pipeline, first) for pipeline in pipelines)
    cuts = [sample for pipeline in pipelines for sample in cut_samples(pipeline, cases)]
    beside = [sample for pipeline in pipelines for sample in further_samples(pipeline, cases, sought)]
    models: dict[str, Any] = {"fitted by": "python -m eval choose"}
    for name, samples in (
        (CLASSIFIED, with_known),
        (KNOWN, [_without(sample, "told") for sample in with_known]),
        (BARE, bare),
        ("cut", cuts),
        ("further", beside),
    ):
        fitted = fit_branches if name == "further" else fit
        models[name] = fitted(samples)
        print(_figures(name, samples, cross_validated(samples, fitted)))
    if not args.dry:
        MODEL.write_text(dump(models), encoding="utf-8")
        print(f"wrote {MODEL}")
    return 0


def sentence_samples(pipeline: Pipeline, cases: Sequence[Case]) -> list[Sample]:
    """Every candidate sentence of every case; right is one of a gold clause that holds a fact or the evidence."""
    found = []
    for number, case in enumerate(cases):
        query, hits = read_question(case.question).query, pipeline.search(case.question)
        found += [
            Sample(candidate.features, _answers(candidate, case), (id(pipeline), number), _section(case))
            for candidate in pipeline.extractive.rater.rate(query, hits, case.lang)
        ]
    return found


def cut_samples(pipeline: Pipeline, cases: Sequence[Case]) -> list[Sample]:
    """Every cut of every case; right is one whose sides find both gold clauses."""
    found = []
    for number, case in enumerate(cases):
        query, hits = read_question(case.question).query, pipeline.search(case.question)
        splitter = pipeline.extractive.splitter
        weight = _DOUBLE if len(case.gold) > 1 else 1.0
        found += [
            Sample(cut.features, _finds(cut, case), (id(pipeline), number), _section(case), weight)
            for cut in (splitter.cuts(query, hits) if splitter else ())
        ]
    return found


def further_samples(pipeline: Pipeline, cases: Sequence[Case], sought: Collection[int]) -> list[Sample]:
    """The second to fifth hit of every case; right is a gold clause. `sought`: ids of the cases of less weight."""
    found = []
    for number, case in enumerate(cases):
        query, hits = read_question(case.question).query, pipeline.search(case.question)
        candidates = pipeline.extractive.rater.rate(query, hits, case.lang)
        cuts = pipeline.extractive.splitter.cuts(query, hits) if pipeline.extractive.splitter else []
        together = pipeline.extractive.rater.together(query, hits[0].clause)
        weight = _SOUGHT if id(case) in sought else 1.0
        found += [
            Sample(features, hit.clause.number in case.gold, (id(pipeline), number), _section(case), weight)
            for hit, features in further_features(query, hits, candidates, cuts, together)
        ]
    return found


def _without(sample: Sample, name: str) -> Sample:
    return replace(sample, features={other: value for other, value in sample.features.items() if other != name})


def fit(samples: Sequence[Sample]) -> dict[str, Any]:
    """Logistic regression by scikit-learn, its weights in the features' own units."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    names = list(samples[0].features)
    rows = np.array([[sample.features[name] for name in names] for sample in samples])
    scaler = StandardScaler().fit(rows)
    regression = LogisticRegression(max_iter=3000).fit(
        scaler.transform(rows),
        [sample.right for sample in samples],
        sample_weight=[sample.weight for sample in samples],
    )
    weights = np.round(regression.coef_[0] / scaler.scale_, 3)
    bias = float(np.round(regression.intercept_[0] - weights @ scaler.mean_, 3))
    return {"bias": bias, "features": {name: float(weight) for name, weight in zip(names, weights, strict=True)}}


def fit_branches(samples: Sequence[Sample]) -> dict[str, Any]:
    """Boosted trees: which clauses answer beside the first is no sum, and they quoted a tenth more right ones."""
    names = list(samples[0].features)
    return fit_trees(
        np.array([[sample.features[name] for name in names] for sample in samples]),
        np.array([sample.right for sample in samples]),
        names,
        weights=np.array([sample.weight for sample in samples]),
        **_TREES,
    )


def cross_validated(samples: Sequence[Sample], fitted: Callable[[Sequence[Sample]], dict[str, Any]]) -> list[float]:
    """Each sample's log-odds by a fit that saw no question of its section."""
    sections = sorted({sample.section for sample in samples})
    np.random.default_rng(0).shuffle(sections)
    fold = {section: i % FOLDS for i, section in enumerate(sections)}
    scores = [0.0] * len(samples)
    for held in range(FOLDS):
        choice = choice_of(fitted([sample for sample in samples if fold[sample.section] != held]))
        for i, sample in enumerate(samples):
            if fold[sample.section] == held:
                scores[i] = choice.log_odds(sample.features)
    return scores


def _figures(name: str, samples: Sequence[Sample], scores: Sequence[float]) -> str:
    """The share of questions whose best sentence is right; double and single questions cut; further clauses quoted."""
    if name == "further":
        taken = [sample for sample, score in zip(samples, scores, strict=True) if score >= further.LEAST]
        right, of_one = sum(s.right for s in taken), sum(s.weight == 1 for s in taken)
        all_right = sum(s.right for s in samples)
        return f"further: {right} of {len(taken)} clauses quoted are right, of {all_right} that are; {of_one} on single questions"
    best: dict[tuple[tuple[int, int], bool], tuple[float, bool]] = {}
    for sample, score in zip(samples, scores, strict=True):
        key = (sample.question, sample.weight > 1)
        best[key] = max(best.get(key, (-np.inf, False)), (score, sample.right))
    if name.startswith("sentence"):
        return f"{name}: the best is right for {np.mean([right for _, right in best.values()]):.1%} of {len(best)}"
    cut = {
        kind: [right for (_, double), (s, right) in best.items() if double is kind and s >= LEAST]
        for kind in (True, False)
    }
    return f"cut: {sum(cut[True])} double questions right, {len(cut[True]) - sum(cut[True])} wrong; {len(cut[False])} single ones cut"


def _learnable(path: Any) -> list[Case]:
    test = set(json.loads((FOLDER / "split.json").read_text(encoding="utf-8"))["test"])
    return [case for case in load_cases(path) if case.answerable and _section(case) not in test]


def _section(case: Case) -> str:
    """The section that is held out with the case: "2.4.2" -> "2.4"."""
    return case.gold[0].rpartition(".")[0]


def _answers(candidate: Candidate, case: Case) -> bool:
    if candidate.clause.number not in case.gold:
        return False
    text = squash(candidate.pair[case.lang])
    spans = [*case.evidence_zh, *case.evidence_en, *(wording for fact in case.must_have for wording in fact)]
    return any(squash(span) in text for span in spans)


def _finds(cut: Cut, case: Case) -> bool:
    return {found[0].clause.number for found in cut.hits} == set(case.gold)
