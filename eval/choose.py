"""Fit what the extractive answerer chooses by (`rag/choices.json`): which sentence answers, which belong to the answer with it.

The first from the answerable questions of `validation.jsonl`. The second from known questions, of which it is told by
which sentences they are answered: every eighth run of those with one answer is taken out with its near copies, the question
classifier is learnt from the rest, and the pipeline of the rest is asked; some of them are joined, two to a message. Nothing on
the test sections (`split.json`) teaches, and the development set is not read. Each question is asked of the bundled document
with and without known questions, so that documents that have none are chosen from as well. What is printed is cross-validated:
no section's questions are judged by a fit that saw them.
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np

from embeddings import load_encoder
from eval.calibrate import held_out
from eval.cases import DEFAULT_DATASET, Case, load_cases
from eval.metrics.matching import squash
from eval.network import fit_classifier, vectors_of
from eval.ranking import without_near_copies
from eval.trees import dump, fit_trees
from rag import Pipeline
from rag.answerers.belonging import Candidate
from rag.answerers.choices import MODEL, choice_of
from rag.answerers.selection import LEAST, SENTENCES_WIDE
from rag.answerers.sentences import BARE, CLASSIFIED, KNOWN
from rag.documents import BUNDLED, Known, load_known, load_store
from rag.question import read_question
from rag.settings import Settings
from rag.text import detect_language
from rag.types import Lang

FOLDER = DEFAULT_DATASET.parent
EVERY = 8  # the share of known questions that is asked
FOLDS = 6
_LINKS = {Lang.ZH: ("，", "？", "，还有", "；"), Lang.EN: (", and ", "? ", " and ", "; ")}
_TREES = {
    "n_estimators": 120,
    "max_depth": 3,
    "learning_rate": 0.1,
    "subsample": 0.7,
    "min_samples_leaf": 30,
    "max_features": 0.5,
}
Answer = Mapping[str, Sequence[int]]  # clause id -> the positions of its sentences that answer


@dataclass(frozen=True, slots=True)
class Sample:
    """The features of one candidate, whether it is right, and of which question of which section.

    of  how many sentences answer the question in all
    """

    features: Mapping[str, float]
    right: bool
    question: int
    section: str
    of: int = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry", action="store_true", help="print the figures, write nothing")


def main(args: argparse.Namespace) -> int:
    """Fit the choices, print what cross-validation says, write the file."""
    cases = _learnable(FOLDER / "validation.jsonl")
    text_alone = Settings.from_env(documents=(BUNDLED / "source.txt",))
    bare = Pipeline.load(text_alone)
    asked, rest = held_questions()
    pipelines = {CLASSIFIED: Pipeline.load(), BARE: bare}
    answering = {kind: sentence_samples(pipeline, cases) for kind, pipeline in pipelines.items()}
    pipelines[CLASSIFIED] = Pipeline.load(known=rest)
    belonging = {kind: belonging_samples(pipeline, asked) for kind, pipeline in pipelines.items()}
    answering[KNOWN] = [_without(sample, "told") for sample in answering[CLASSIFIED]]
    belonging[KNOWN] = [_without(sample, "told", "less told", "likely") for sample in belonging[CLASSIFIED]]
    models: dict[str, Any] = {"fitted by": "python -m eval choose"}
    for kind in (CLASSIFIED, KNOWN, BARE):
        for name, samples, fitted, tell in (
            ("sentence", answering[kind], fit, _best),
            ("belonging", belonging[kind], fit_branches, _quoted),
        ):
            models[f"{name}, {kind}"] = fitted(samples)
            print(f"{name}, {kind}: {tell(samples, cross_validated(samples, fitted))}", flush=True)
    if not args.dry:
        MODEL.write_text(dump(models), encoding="utf-8")
        print(f"wrote {MODEL}")
    return 0


def held_questions() -> tuple[dict[str, Answer], Known]:
    """The known questions to ask, each with its answer, and what is known without them and their near copies."""
    store, encoder = load_store(()), load_encoder()
    known = load_known((), store)
    answers: dict[str, Answer] = {}
    for (clause, text), positions in known.sentences.items():
        answers[text] = {**answers.get(text, {}), clause: positions}
    runs = [list(run) for _, run in groupby(answers.items(), key=itemgetter(1))]
    held = dict(pair for run in runs[::EVERY] for pair in run)
    rest = without_near_copies(known, list(held))
    clauses = tuple(store)
    test = set(held_out(clauses))
    layers = fit_classifier(rest, clauses, vectors_of(rest, encoder), encoder, held_out=test)
    asked = {text: answer for text, answer in held.items() if not test & answer.keys()}
    return {**asked, **_joined(asked)}, replace(rest, classifiers={document.id: layers for document in store.documents})


def _joined(asked: Mapping[str, Answer]) -> dict[str, Answer]:
    """Every eighth question with one in its language that other clauses answer, as people ask two at a time."""
    found: dict[str, Answer] = {}
    for lang, links in _LINKS.items():
        questions = [(text, answer) for text, answer in asked.items() if detect_language(text) is lang]
        for number, (first, second) in enumerate(zip(questions[::EVERY], questions[EVERY // 2 :: EVERY], strict=False)):
            if not first[1].keys() & second[1].keys():
                text = f"{first[0].rstrip(' ?？。.')}{links[number % len(links)]}{second[0]}"
                found[text] = {**first[1], **second[1]}
    return found


def sentence_samples(pipeline: Pipeline, cases: Sequence[Case]) -> list[Sample]:
    """Every candidate sentence of every case; right is one of a gold clause that holds a fact or the evidence."""
    found = []
    for number, case in enumerate(cases):
        query, hits = read_question(case.question).query, pipeline.search(case.question)
        found += [
            Sample(candidate.features, _answers(candidate, case), number, _section(case.gold[0]))
            for candidate in pipeline.extractive.rater.rate(query, hits, case.lang)
        ]
    return found


def belonging_samples(pipeline: Pipeline, asked: Mapping[str, Answer]) -> list[Sample]:
    """Every candidate sentence of every question; right is one of its answer."""
    found = []
    ids = {clause.number: clause.id for clause in pipeline.clauses}  # of the text alone they are others
    for number, (text, answer) in enumerate(asked.items()):
        numbers = {clause.rpartition(":")[2]: positions for clause, positions in answer.items()}
        right = {(ids[clause], position) for clause, positions in numbers.items() for position in positions}
        query, hits = read_question(text).query, pipeline.search(text)
        rater = pipeline.extractive.rater
        candidates = rater.rate(query, hits, detect_language(text) or Lang.ZH)
        found += [
            Sample(features, (c.clause.id, c.position) in right, number, _section(min(numbers)), len(right))
            for c, features in zip(candidates, rater.standings(query, hits, candidates), strict=True)
        ]
    return found


def _without(sample: Sample, *names: str) -> Sample:
    return replace(sample, features={name: value for name, value in sample.features.items() if name not in names})


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
    )
    weights = np.round(regression.coef_[0] / scaler.scale_, 3)
    bias = float(np.round(regression.intercept_[0] - weights @ scaler.mean_, 3))
    return {"bias": bias, "features": {name: float(weight) for name, weight in zip(names, weights, strict=True)}}


def fit_branches(samples: Sequence[Sample]) -> dict[str, Any]:
    """Boosted trees: what belongs to an answer is no sum."""
    names = list(samples[0].features)
    return fit_trees(
        np.array([[sample.features[name] for name in names] for sample in samples]),
        np.array([sample.right for sample in samples]),
        names,
        weights=np.ones(len(samples)),
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


def _best(samples: Sequence[Sample], scores: Sequence[float]) -> str:
    """The share of questions whose best sentence is right."""
    found = _by_question(samples, scores)
    return f"the best is right for {np.mean([max(rows)[1] for rows in found]):.1%} of {len(found)} questions"


def _quoted(samples: Sequence[Sample], scores: Sequence[float]) -> str:
    """Precision and recall of the sentences that would be quoted, a mean over questions."""
    taken, precision, recall = [], [], []
    for rows in _by_question(samples, scores):
        best, *others = sorted(rows, reverse=True)[:SENTENCES_WIDE]
        quoted = [best, *(row for row in others if row[0] >= LEAST)]
        right = sum(row[1] for row in quoted)
        taken.append(len(quoted))
        precision.append(right / len(quoted))
        recall.append(right / best[2])
    shares = f"precision {np.mean(precision):.1%}, recall {np.mean(recall):.1%}"
    return f"{np.mean(taken):.2f} sentences quoted, {shares}, of {len(taken)} questions"


def _by_question(samples: Sequence[Sample], scores: Sequence[float]) -> list[list[tuple[float, bool, int]]]:
    """(score, right, sentences that answer) of the candidates of each question."""
    found: dict[int, list[tuple[float, bool, int]]] = {}
    for sample, score in zip(samples, scores, strict=True):
        found.setdefault(sample.question, []).append((score, sample.right, sample.of))
    return list(found.values())


def _learnable(path: Any) -> list[Case]:
    test = set(json.loads((FOLDER / "split.json").read_text(encoding="utf-8"))["test"])
    return [case for case in load_cases(path) if case.answerable and _section(case.gold[0]) not in test]


def _section(number: str) -> str:
    """The section that is held out with a clause: "2.4.2" -> "2.4"."""
    return number.rpartition(".")[0]


def _answers(candidate: Candidate, case: Case) -> bool:
    if candidate.clause.number not in case.gold:
        return False
    text = squash(candidate.pair[case.lang])
    spans = [*case.evidence_zh, *case.evidence_en, *(wording for fact in case.must_have for wording in fact)]
    return any(squash(span) in text for span in spans)
