"""Fit the models that tell what the documents answer (`rag/answerability.json`).

Two models each: `about`, whether a question is about the document at all, and `answered`, whether the clauses found say
what it asks. Positives are the answerable questions of `validation.jsonl`, `validation_second.jsonl`, `validation_terse.jsonl` and
`multi.jsonl` and a share of the document's known questions. Negatives of `about` are questions on other documents and other
things (`refusals.jsonl`, the document's `elsewhere.jsonl`; from open data CMRC 2018 trial, Tatoeba, titles of laws), of
`answered` the near misses (`near_misses.jsonl`, `validation.jsonl`, the document's `unanswered.jsonl`). How all of them are
worded is learnt first (the document's `wording.tsv`), from all but the test sections; the models see what a question gets
from weights that it had no part in. Questions that come with the document are read on an index that lacks them and their
near copies. Fitted on the train sections of `split.json`, thresholds from the validation sections, the figures printed from
the test sections; `dev.jsonl` and `test.jsonl` are not read.

The models are boosted trees of depth two (Friedman 2001), written out as rules and read by `rag.answerability`. Documents
without what is learnt of wording and by the classifier, and those without known questions, get models of their own, and
the benefit of the doubt: `MARGIN`. Those for documents that come with questions alone are fitted on clauses that were found with a
classifier.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from embeddings import load_encoder
from embeddings.pairs import PARALLEL_COLUMNS, read_rows
from eval.cases import DEFAULT_DATASET, load_cases
from eval.network import Vectors, fit_classifier, vectors_of
from eval.trees import dump, equal_say, fit_trees
from eval.wording import fit_wording, write_wording
from rag import Pipeline
from rag.answerability import MODEL
from rag.documents import BUNDLED, CLASSIFIER_FILE, load_known, load_store
from rag.errors import QuestionError
from rag.grounding.evidence import content, plain
from rag.references import clause_references
from rag.settings import Settings
from rag.text import detect_language
from rag.trees import score
from rag.types import Clause
from rag.wording import worded

DATASETS = DEFAULT_DATASET.parent
BUDGET = {"about": 0.015, "answered": 0.0125}  # of the positives of the validation sections may fall below a threshold
RAISED = 0.1  # log-odds above that threshold: of questions on validation sections 13 near misses of 373 lie between, and no answerable one
MARGIN = 2.0  # log-odds; documents that the fit never saw get the benefit of the doubt
KNOWN_FILE, UNANSWERED_FILE, ELSEWHERE_FILE = "questions.jsonl", "unanswered.jsonl", "elsewhere.jsonl"
WORDING_FILE = "wording.tsv"
QUESTION_COLUMNS = ("question", "passage", "lang", "source", "split")
POSITIVE = ("answerable", "known")
NEAR, OTHER_LAW = "near_miss", "other law"
_EACH = 150  # questions of a kind of open data
_PARTS = ("train", "train", "validation", "test")  # of questions that lie in no section
_FOLDS, _KNOWN_EVERY = 3, 3  # the share of known questions left out at a time, and of them that is put
_COPY = 0.5  # of all words of two known questions in common: near copies, left out together
_TREES = {
    "n_estimators": 200,
    "max_depth": 2,
    "learning_rate": 0.08,
    "subsample": 0.7,
    "min_samples_leaf": 15,
    "max_features": 0.4,
}
_ABOUT_LAWS = {
    "zh": ("{}是怎么规定的？", "{}规定了什么？", "违反{}怎么处罚？", "{}由哪个部门负责？"),
    "en": ("What does the {} say?", "What is the penalty under the {}?", "Who enforces the {}?"),
}


Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """A question, its kind ("answerable", "known", a refusal kind, a source), its part of the split, its fold if it is one
    of those that come with the document."""

    kind: str
    question: str
    part: str
    fold: int | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with the open training data")
    parser.add_argument("--seed", type=int, default=0)


def main(args: argparse.Namespace) -> int:
    """Fit the models, print what the test sections say, write the file."""
    draw = random.Random(args.seed)
    vectors = vectors_of(load_known((), load_store(())), load_encoder())
    known, unanswered, elsewhere = (_with_folds(name, draw) for name in (KNOWN_FILE, UNANSWERED_FILE, ELSEWHERE_FILE))
    far = _far()
    samples = [*_written(), *_off_topic(args.data, draw), *far]
    asked = [Sample("known", line["question"], part_of(line["clause"]), fold) for line, fold in known]
    samples += asked[::_KNOWN_EVERY]
    samples += [Sample(NEAR, line["question"], part_of(line["clause"]), fold) for line, fold in unanswered]
    samples += [Sample("elsewhere", line["question"], draw.choice(_PARTS[:-1]), fold) for line, fold in elsewhere]
    wording = _wording([*samples, *(sample for i, sample in enumerate(asked) if i % _KNOWN_EVERY)])
    models: dict[str, Any] = {"fitted by": "python -m eval calibrate"}
    with TemporaryDirectory() as folder:
        files = {KNOWN_FILE: known, UNANSWERED_FILE: unanswered, ELSEWHERE_FILE: elsewhere}
        read = list(_read(samples, files, Path(folder), vectors))
        by_search = [(sample, _without(features, "classified")) for sample, features in read]
        models["with questions"] = {stage: _fit(stage, by_search, margin=MARGIN) for stage in BUDGET}
        read = [(sample, features | wording[sample]) for sample, features in read]
        models["with wording and classifier"] = {stage: _fit(stage, read, margin=-RAISED) for stage in BUDGET}
        bare = _pipeline({}, Path(folder) / "bare")
        read = list(_features(bare, [s for s in samples if s.fold is None and s not in far]))
        models["without questions"] = {"about": _fit("about", read, margin=MARGIN)}
    MODEL.write_text(dump(models), encoding="utf-8")
    return 0


@cache
def part_of(clause: str) -> str:
    """The part of the split that a clause's section is in: "2.4.2" -> "validation"."""
    split: dict[str, list[str]] = json.loads((DATASETS / "split.json").read_text(encoding="utf-8"))
    return next(part for part, sections in split.items() if clause.rpartition(".")[0] in sections)


def held_out(clauses: Sequence[Clause]) -> list[str]:
    """The ids of the clauses on test sections."""
    return [clause.id for clause in clauses if part_of(clause.number) == "test"]


def _written() -> Iterator[Sample]:
    """The questions written for this: answerable, near misses, other documents, off the topic."""
    last = ""  # near misses of validation.jsonl follow the questions on their clause
    for case in load_cases(DATASETS / "validation.jsonl"):
        last = case.gold[0] if case.gold else last
        yield Sample("answerable" if case.answerable else NEAR, case.question, part_of(last))
    for case in load_cases(DATASETS / "multi.jsonl"):
        yield Sample("answerable", case.question, part_of(case.gold[0]))
    for name in ("near_misses.jsonl", "refusals.jsonl"):
        yield from refused(name)


def refused(name: str) -> Iterator[Sample]:
    """The questions of a set that the document does not answer."""
    for line in (DATASETS / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Sample(row["refusal_kind"], row["question"], row.get("part") or part_of(row["near"]))


def _far() -> list[Sample]:
    """Answerable questions in words far from the document's, which known questions alone bring near it."""
    cases = [case for name in ("second", "terse") for case in load_cases(DATASETS / f"validation_{name}.jsonl")]
    return [Sample("answerable", case.question, part_of(case.gold[0])) for case in cases]


def _off_topic(data: Path, draw: random.Random) -> list[Sample]:
    """Questions of open data that no plan for a region answers, `_EACH` of a kind."""
    asked = [(row[0], row[3]) for row in read_rows(data / "qa.tsv.gz", QUESTION_COLUMNS)]
    titles = [text for text, source in asked if source in ("twlaw_title2art", "prclaw_title2art1")]
    trial = [text for text, source in asked if source == "cmrc2018_trial"]
    everyday = [
        row[:2]
        for row in read_rows(data / "parallel.tsv.gz", PARALLEL_COLUMNS)
        if row[2] == "tatoeba" and row[0].endswith("?") and len(row[0]) > 25
    ]
    found = [("encyclopedia", question) for question in draw.sample(trial, _EACH)]
    found += [("everyday", question) for pair in draw.sample(everyday, _EACH // 2) for question in pair]
    for title in draw.sample(titles, _EACH):
        found.append((OTHER_LAW, draw.choice(_ABOUT_LAWS["en" if title.isascii() else "zh"]).format(title)))
    return [Sample(kind, text, draw.choice(_PARTS)) for kind, text in found]


def _with_folds(name: str, draw: random.Random) -> list[tuple[Record, int]]:
    """The lines of a file of the bundled document, each with a fold; near copies on the same clause are in the same one.

    So are a question and its translation, which stand one below the other and name the same sentences.
    """
    seen: dict[str, list[tuple[frozenset[str], int]]] = {}
    found: list[tuple[Record, int]] = []
    for line in map(json.loads, (BUNDLED / name).read_text(encoding="utf-8").splitlines()):
        words = content(plain(line["question"]))
        before = seen.setdefault(line.get("clause", ""), [])
        copies = [fold for other, fold in before if len(words & other) >= _COPY * len(words | other)]
        if found and _translates(line, found[-1][0]):
            copies.insert(0, found[-1][1])
        before.append((words, next(iter(copies), draw.randrange(_FOLDS))))
        found.append((line, before[-1][1]))
    return found


def _translates(line: Record, before: Record) -> bool:
    """Whether the line before may hold the same question in the other language."""
    if "sentences" not in line or any(line[name] != before.get(name) for name in ("clause", "sentences")):
        return False
    return detect_language(line["question"]) is not detect_language(before["question"])


def _read(
    samples: Sequence[Sample],
    files: Mapping[str, Sequence[tuple[Record, int]]],
    folder: Path,
    vectors: Vectors,
) -> Iterator[tuple[Sample, dict[str, float]]]:
    """Every sample with its features; a question of a file on an index, and by a classifier, without its fold."""
    for fold in (None, *range(_FOLDS)):
        kept = {name: [line for line, own in lines if own != fold] for name, lines in files.items()}
        pipeline = _pipeline(kept, folder / str(fold), vectors)
        yield from _features(pipeline, [sample for sample in samples if sample.fold == fold])


def _pipeline(files: Mapping[str, Sequence[Record]], folder: Path, vectors: Vectors | None = None) -> Pipeline:
    """The bundled document with those files of questions, and a classifier learnt from them by their `vectors`."""
    folder.mkdir()
    for name in ("source.txt", "document.toml"):
        (folder / name).write_bytes((BUNDLED / name).read_bytes())
    for name, lines in files.items():
        rows = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / name).write_text(rows, encoding="utf-8")
    if vectors:
        store = load_store((folder,))
        layers = fit_classifier(
            load_known((folder,), store), tuple(store), vectors, load_encoder(), held_out=held_out(tuple(store))
        )
        layers.save(folder / CLASSIFIER_FILE)
    return Pipeline.load(Settings.from_env(documents=(folder,), cache_dir=folder / "cache"))


def _wording(samples: Sequence[Sample]) -> dict[Sample, dict[str, float]]:
    """Fit and write how questions are worded; what each sample gets by it, if of a test section by the weights that ship."""
    seen = [sample for sample in samples if sample.part != "test" and sample.kind != OTHER_LAW]  # one of our templates
    kinds = np.array([sample.kind for sample in seen])
    against = {"about": sorted(set(kinds) - {*POSITIVE, NEAR}), "answered": [NEAR]}
    weights, left_out = fit_wording([sample.question for sample in seen], kinds, against, POSITIVE)
    write_wording(weights, BUNDLED / WORDING_FILE)
    found = {sample: worded(sample.question, weights) for sample in samples}
    return found | dict(zip(seen, left_out, strict=True))


def _features(pipeline: Pipeline, samples: Sequence[Sample]) -> Iterator[tuple[Sample, dict[str, float]]]:
    for sample in samples:
        if clause_references(sample.question):  # judged by the clauses that it names, without a model
            continue
        try:
            yield sample, pipeline.signals(sample.question)
        except QuestionError:  # a fragment in neither language
            continue


def _without(features: Mapping[str, float], prefix: str) -> dict[str, float]:
    return {name: value for name, value in features.items() if not name.startswith(prefix)}


def _fit(stage: str, read: Sequence[tuple[Sample, dict[str, float]]], *, margin: float = 0.0) -> dict[str, Any]:
    """Fit one stage on the train part, set its threshold on the validation part, print the test part's figures."""
    chosen = [(s, f) for s, f in read if s.kind in POSITIVE or (s.kind == NEAR) is (stage == "answered")]
    names = sorted({name for _, features in chosen for name in features})
    rows = np.array([[features.get(name, 0.0) for name in names] for _, features in chosen])
    kinds = np.array([sample.kind for sample, _ in chosen])
    part = np.array([sample.part for sample, _ in chosen])
    train, positive = part == "train", np.isin(kinds, POSITIVE)
    weights = equal_say(kinds[train], positive[train])
    model = fit_trees(rows[train], positive[train], names, weights=weights, **_TREES)
    scores = np.array([score(model, features) for _, features in chosen])
    model["threshold"] = round(_threshold(scores, kinds, part == "validation", BUDGET[stage]) - margin, 4)
    for kind in dict.fromkeys(kinds):
        at = (part == "test") & (kinds == kind)
        print(
            f"{stage:<9} {kind:<15} {np.mean(scores[at] < model['threshold']):6.1%} refused of {at.sum()} (test part)"
        )
    return model


def _threshold(scores: np.ndarray, kinds: np.ndarray, held_out: np.ndarray, budget: float) -> float:
    """The score below which `budget` of the held-out positives fall, each kind of them with the same weight."""
    chosen = held_out & np.isin(kinds, POSITIVE)
    order = np.argsort(scores[chosen])
    each = np.array([1 / (kinds[chosen] == kind).sum() for kind in kinds[chosen]]) / len(set(kinds[chosen]))
    return float(scores[chosen][order][np.searchsorted(np.cumsum(each[order]), budget)])
