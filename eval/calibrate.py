"""Fit the regression that tells whether a question is about the documents at all (`rag/answerability.json`).

Positives are the answerable questions of `validation.jsonl`; negatives are questions about other things, from open
data: people's questions about encyclopedia articles (CMRC 2018 trial), everyday questions (Tatoeba, both languages),
and questions made from the titles of laws. The development set is not read. Half of each is held out for the figures
printed; the threshold lets `FALSE_REFUSALS` of the positives used for fitting fall below it.
"""

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np

from eval.cases import DEFAULT_DATASET, load_cases
from rag import Pipeline
from rag.answerability import MODEL, Signals
from rag.errors import QuestionError

VALIDATION = DEFAULT_DATASET.with_name("validation.jsonl")
FALSE_REFUSALS = 0.004
_EACH = 250
_ABOUT_LAWS = {
    "zh": ("{}是怎么规定的？", "{}规定了什么？", "违反{}怎么处罚？", "{}由哪个部门负责？"),
    "en": ("What does the {} say?", "What is the penalty under the {}?", "Who enforces the {}?"),
}
Sample = tuple[str, str]  # (kind, question); kind "answerable" is the positive one


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with the open training data")
    parser.add_argument("--seed", type=int, default=0)


def main(args: argparse.Namespace) -> int:
    """Fit, print what the held-out half says, write the model."""
    pipeline = Pipeline.load()
    samples = [("answerable", case.question) for case in load_cases(VALIDATION) if case.answerable]
    samples += off_topic(args.data, random.Random(args.seed))
    kinds, features = _features(pipeline, samples)
    held_out = np.arange(len(kinds)) % 2 == 1
    model = fit(features[~held_out], kinds[~held_out] == "answerable")
    scores = features @ np.array([model[field.name] for field in fields(Signals)]) + model["bias"]
    for kind in dict.fromkeys(kinds):
        chosen = held_out & (kinds == kind)
        print(f"{kind:<12} {np.mean(scores[chosen] < model['threshold']):6.1%} refused of {chosen.sum()} held out")
    text = json.dumps({"fitted_by": "python -m eval calibrate", "weights": model}, indent=2)
    MODEL.write_text(text + "\n", encoding="utf-8")
    return 0


def off_topic(data: Path, draw: random.Random) -> list[Sample]:
    """Questions that no plan for a region answers, `_EACH` of a kind and language."""
    titles = [row[0] for row in _rows(data / "qa.tsv.gz") if row[3] in ("twlaw_title2art", "prclaw_title2art1")]
    trial = [row[0] for row in _rows(data / "qa.tsv.gz") if row[3] == "cmrc2018_trial"]
    everyday = [
        row[:2]
        for row in _rows(data / "parallel.tsv.gz")
        if row[2] == "tatoeba" and row[0].endswith("?") and len(row[0]) > 25
    ]
    samples = [("encyclopedia", question) for question in draw.sample(trial, _EACH)]
    samples += [("everyday", question) for pair in draw.sample(everyday, _EACH // 2) for question in pair]
    for title in draw.sample(titles, _EACH):
        samples.append(("other law", draw.choice(_ABOUT_LAWS["en" if title.isascii() else "zh"]).format(title)))
    return samples


def fit(features: np.ndarray, positive: np.ndarray) -> dict[str, float]:
    """Logistic regression by scikit-learn; its weights in the features' own units, with bias and threshold."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(features)
    regression = LogisticRegression(class_weight="balanced", max_iter=3000).fit(scaler.transform(features), positive)
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - weights @ scaler.mean_)
    threshold = float(np.quantile(features[positive] @ weights + bias, FALSE_REFUSALS))
    named = {field.name: round(float(w), 4) for field, w in zip(fields(Signals), weights, strict=True)}
    return {"bias": round(bias, 4), "threshold": round(threshold, 4), **named}


def _features(pipeline: Pipeline, samples: list[Sample]) -> tuple[np.ndarray, np.ndarray]:
    kinds, rows = [], []
    for kind, text in samples:
        try:
            found = pipeline.signals(text)
        except QuestionError:  # a fragment in neither language
            continue
        kinds.append(kind)
        rows.append(astuple(found))
    return np.array(kinds), np.array(rows)


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")
