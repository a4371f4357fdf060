"""Fit the models that tell what the documents answer (`rag/answerability.json`).

Two models each: `about`, whether a question is about the document at all, and `answered`, whether the clauses found say
what it asks. Positives are the answerable questions of `validation.jsonl` and `multi.jsonl` and a share of the document's known questions,
each read on an index that lacks it and its near copies. Negatives of `about` are questions on other documents and other
things (`refusals.jsonl`; from open data CMRC 2018 trial, Tatoeba, titles of laws), of `answered` the near misses
(`near_misses.jsonl`, `validation.jsonl`). Fitted on the train sections of `split.json`, thresholds from the validation
sections, the figures printed from the test sections; `dev.jsonl` and `test.jsonl` are not read.

The models are boosted trees of depth two (Friedman 2001), written out as rules and read by `rag.answerability`. Documents
without known questions get an `about` model of their own, and the benefit of the doubt: `MARGIN`.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from embeddings.pairs import PARALLEL_COLUMNS, read_rows
from eval.cases import DEFAULT_DATASET, load_cases
from rag import Pipeline
from rag.answerability import MODEL, score
from rag.documents import BUNDLED
from rag.errors import QuestionError
from rag.grounding.evidence import content, plain
from rag.settings import Settings

DATASETS = DEFAULT_DATASET.parent
BUDGET = {"about": 0.01, "answered": 0.02}  # of the positives of the validation sections may fall below a threshold
MARGIN = 2.0  # log-odds; documents that the fit never saw get the benefit of the doubt
QUESTION_COLUMNS = ("question", "passage", "lang", "source", "split")
POSITIVE = ("answerable", "known")
NEAR = "near_miss"
_EACH = 150  # questions of a kind of open data
_FOLDS, _KNOWN_EVERY = 3, 3  # the share of known questions left out at a time, and of them that is put
_COPY = 0.5  # of all words of two known questions in common: near copies, left out together
_TREES = {"n_estimators": 200, "max_depth": 2, "learning_rate": 0.08, "subsample": 0.7, "min_samples_leaf": 15}
_ABOUT_LAWS = {
    "zh": ("{}是怎么规定的？", "{}规定了什么？", "违反{}怎么处罚？", "{}由哪个部门负责？"),
    "en": ("What does the {} say?", "What is the penalty under the {}?", "Who enforces the {}?"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A question, its kind ("answerable", "known", a refusal kind, a source), its part of the split, its fold if known."""

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
    lines = [json.loads(line) for line in (BUNDLED / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    folds = _fold(lines, draw)
    samples = [*_written(), *_off_topic(args.data, draw), *_known(lines, folds)]
    models: dict[str, Any] = {"fitted by": "python -m eval calibrate"}
    with TemporaryDirectory() as folder:
        read = list(_read(samples, lines, folds, Path(folder)))
        models["with questions"] = {stage: _fit(stage, read) for stage in BUDGET}
        bare = _pipeline([], Path(folder) / "bare")
        read = list(_features(bare, [sample for sample in samples if sample.fold is None]))
        models["without questions"] = {"about": _fit("about", read, margin=MARGIN)}
    MODEL.write_text(_dump(models), encoding="utf-8")
    return 0


def part_of(clause: str) -> str:
    """The part of the split that a clause's section is in: "2.4.2" -> "validation"."""
    split: dict[str, list[str]] = json.loads((DATASETS / "split.json").read_text(encoding="utf-8"))
    return next(part for part, sections in split.items() if clause.rpartition(".")[0] in sections)


def _written() -> Iterator[Sample]:
    """The questions written for this: answerable, near misses, other documents, off the topic."""
    last = ""  # near misses of validation.jsonl follow the questions on their clause
    for case in load_cases(DATASETS / "validation.jsonl"):
        last = case.gold[0] if case.gold else last
        yield Sample("answerable" if case.answerable else NEAR, case.question, part_of(last))
    for case in load_cases(DATASETS / "multi.jsonl"):
        yield Sample("answerable", case.question, part_of(case.gold[0]))
    for name in ("near_misses.jsonl", "refusals.jsonl"):
        for line in (DATASETS / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Sample(row["refusal_kind"], row["question"], row.get("part") or part_of(row["near"]))


def _known(lines: Sequence[dict[str, str]], folds: Sequence[int]) -> Iterator[Sample]:
    for line, fold in list(zip(lines, folds, strict=True))[::_KNOWN_EVERY]:
        yield Sample("known", line["question"], part_of(line["clause"]), fold)


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
        found.append(("other law", draw.choice(_ABOUT_LAWS["en" if title.isascii() else "zh"]).format(title)))
    return [Sample(kind, text, draw.choice(("train", "train", "validation", "test"))) for kind, text in found]


def _fold(lines: Sequence[dict[str, str]], draw: random.Random) -> list[int]:
    """A fold for each known question, near copies on the same clause in the same one."""
    seen: dict[str, list[tuple[frozenset[str], int]]] = {}
    folds = []
    for line in lines:
        words = content(plain(line["question"]))
        before = seen.setdefault(line["clause"], [])
        copies = (fold for other, fold in before if len(words & other) >= _COPY * len(words | other))
        folds.append(next(copies, draw.randrange(_FOLDS)))
        before.append((words, folds[-1]))
    return folds


def _read(
    samples: Sequence[Sample], lines: Sequence[dict[str, str]], folds: Sequence[int], folder: Path
) -> Iterator[tuple[Sample, dict[str, float]]]:
    """Every sample with its features; a known question on an index without its fold."""
    for fold in (None, *range(_FOLDS)):
        kept = [line for line, own in zip(lines, folds, strict=True) if own != fold]
        pipeline = _pipeline(kept, folder / str(fold))
        yield from _features(pipeline, [sample for sample in samples if sample.fold == fold])


def _pipeline(lines: Sequence[dict[str, str]], folder: Path) -> Pipeline:
    """The bundled document with those known questions."""
    folder.mkdir()
    for name in ("source.txt", "document.toml"):
        (folder / name).write_bytes((BUNDLED / name).read_bytes())
    rows = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "questions.jsonl").write_text(rows, encoding="utf-8")
    return Pipeline.load(Settings.from_env(documents=(folder,), cache_dir=folder / "cache"))


def _features(pipeline: Pipeline, samples: Sequence[Sample]) -> Iterator[tuple[Sample, dict[str, float]]]:
    for sample in samples:
        try:
            yield sample, pipeline.signals(sample.question)
        except QuestionError:  # a fragment in neither language
            continue


def _fit(stage: str, read: Sequence[tuple[Sample, dict[str, float]]], *, margin: float = 0.0) -> dict[str, Any]:
    """Fit one stage on the train part, set its threshold on the validation part, print the test part's figures."""
    from sklearn.ensemble import GradientBoostingClassifier

    chosen = [(s, f) for s, f in read if s.kind in POSITIVE or (s.kind == NEAR) is (stage == "answered")]
    names = sorted({name for _, features in chosen for name in features})
    rows = np.array([[features.get(name, 0.0) for name in names] for _, features in chosen])
    kinds = np.array([sample.kind for sample, _ in chosen])
    part = np.array([sample.part for sample, _ in chosen])
    train, positive = part == "train", np.isin(kinds, POSITIVE)
    trees = GradientBoostingClassifier(**_TREES, max_features=0.4, random_state=0)
    trees.fit(rows[train], positive[train], sample_weight=_weights(kinds[train], positive[train]))
    bias = float(trees.decision_function(rows[:1])[0]) - sum(
        _TREES["learning_rate"] * float(tree[0].predict(rows[:1])[0]) for tree in trees.estimators_
    )
    model = {"bias": round(bias, 4), "rules": [_rule(tree[0].tree_, names) for tree in trees.estimators_]}
    scores = np.array([score(model, features) for _, features in chosen])
    model["threshold"] = round(_threshold(scores, kinds, part == "validation", BUDGET[stage]) - margin, 4)
    for kind in dict.fromkeys(kinds):
        at = (part == "test") & (kinds == kind)
        print(
            f"{stage:<9} {kind:<15} {np.mean(scores[at] < model['threshold']):6.1%} refused of {at.sum()} (test part)"
        )
    return model


def _weights(kinds: np.ndarray, positive: np.ndarray) -> np.ndarray:  # (samples,)
    """Weights that give each kind the same say among the positives and among the negatives."""
    weights = np.zeros(len(kinds))
    for side in (True, False):
        of_side = set(kinds[positive == side])
        for kind in of_side:
            weights[kinds == kind] = 1000 / len(of_side) / (kinds == kind).sum()
    return weights


def _threshold(scores: np.ndarray, kinds: np.ndarray, held_out: np.ndarray, budget: float) -> float:
    """The score below which `budget` of the held-out positives fall, each kind of them with the same weight."""
    chosen = held_out & np.isin(kinds, POSITIVE)
    order = np.argsort(scores[chosen])
    each = np.array([1 / (kinds[chosen] == kind).sum() for kind in kinds[chosen]]) / len(set(kinds[chosen]))
    return float(scores[chosen][order][np.searchsorted(np.cumsum(each[order]), budget)])


def _rule(tree: Any, names: Sequence[str], node: int = 0) -> Any:
    """A regression tree as nested rules: [feature, limit, at or below it, above it], or what a leaf adds to the score."""
    if tree.children_left[node] < 0:
        return round(_TREES["learning_rate"] * float(tree.value[node][0][0]), 4)
    sides = (_rule(tree, names, int(child[node])) for child in (tree.children_left, tree.children_right))
    return [names[tree.feature[node]], round(float(tree.threshold[node]), 4), *sides]


def _dump(models: dict[str, Any]) -> str:
    """JSON with one rule a line."""
    text = json.dumps(models, ensure_ascii=False)
    return text.replace('"rules": [[', '"rules": [\n[').replace('], ["', '],\n["') + "\n"
