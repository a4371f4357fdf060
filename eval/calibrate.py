"""Fit the regression that tells whether a question is about the documents at all (`rag/answerability.json`).

Positives are the answerable questions of `validation.jsonl`; negatives are questions about other things, from open
data: people's questions about encyclopedia articles (CMRC 2018 trial), everyday questions (Tatoeba, both languages),
and questions made from the titles of laws. The development set is not read. Half of each is held out for the figures
printed; the threshold lets `FALSE_REFUSALS` of the positives used for fitting fall below it.
"""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.pairs import PARALLEL_COLUMNS, read_rows
from eval.cases import DEFAULT_DATASET, load_cases
from rag import Pipeline
from rag.answerability import MODEL, Signals
from rag.documents import BUNDLED
from rag.errors import QuestionError
from rag.settings import Settings

VALIDATION = DEFAULT_DATASET.with_name("validation.jsonl")
FALSE_REFUSALS = 0.005
MARGIN = 2.0  # log-odds; documents that the fit never saw get the benefit of the doubt
QUESTION_COLUMNS = ("question", "passage", "lang", "source", "split")
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
    """Fit both models, print what the held-out halves say, write the file."""
    samples = [("answerable", case.question) for case in load_cases(VALIDATION) if case.answerable]
    samples += off_topic(args.data, random.Random(args.seed))
    bare = Settings.from_env(documents=(BUNDLED / "source.txt",))  # the same text, without its known questions
    bundled, models = Pipeline.load(), {}
    for name, pipeline in (("with questions", bundled), ("without questions", Pipeline.load(bare))):
        used = [field.name for field in fields(Signals) if name == "with questions" or field.name != "question"]
        kinds, features = _features(pipeline, samples, used)
        held_out = np.arange(len(kinds)) % 2 == 1
        model = models[name] = fit(features[~held_out], kinds[~held_out] == "answerable", used)
        model["threshold"] = round(model["threshold"] - (MARGIN if pipeline is not bundled else 0.0), 4)
        scores = features @ np.array(list(model["features"].values())) + model["bias"]
        for kind in dict.fromkeys(kinds):
            chosen = held_out & (kinds == kind)
            refused = np.mean(scores[chosen] < model["threshold"])
            print(f"{name:<18} {kind:<12} {refused:6.1%} refused of {chosen.sum()} held out")
    text = json.dumps({"fitted by": "python -m eval calibrate", **models}, indent=2)
    MODEL.write_text(text + "\n", encoding="utf-8")
    return 0


def off_topic(data: Path, draw: random.Random) -> list[Sample]:
    """Questions that no plan for a region answers, `_EACH` of a kind and language."""
    asked = [(row[0], row[3]) for row in read_rows(data / "qa.tsv.gz", QUESTION_COLUMNS)]
    titles = [text for text, source in asked if source in ("twlaw_title2art", "prclaw_title2art1")]
    trial = [text for text, source in asked if source == "cmrc2018_trial"]
    everyday = [
        row[:2]
        for row in read_rows(data / "parallel.tsv.gz", PARALLEL_COLUMNS)
        if row[2] == "tatoeba" and row[0].endswith("?") and len(row[0]) > 25
    ]
    samples = [("encyclopedia", question) for question in draw.sample(trial, _EACH)]
    samples += [("everyday", question) for pair in draw.sample(everyday, _EACH // 2) for question in pair]
    for title in draw.sample(titles, _EACH):
        samples.append(("other law", draw.choice(_ABOUT_LAWS["en" if title.isascii() else "zh"]).format(title)))
    return samples


def fit(features: np.ndarray, positive: np.ndarray, names: Sequence[str]) -> dict[str, Any]:
    """Logistic regression by scikit-learn; its weights in the features' own units, with bias and threshold.

    Both classes are weighted to the same distribution of lengths and languages, or the regression would learn that
    the people who wrote the positives write longer questions.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(features)
    regression = LogisticRegression(max_iter=3000)
    regression.fit(scaler.transform(features), positive, sample_weight=_balance(features, positive, names))
    weights = np.round(regression.coef_[0] / scaler.scale_, 4)
    bias = round(float(regression.intercept_[0] - weights @ scaler.mean_), 4)
    threshold = round(float(np.quantile(features[positive] @ weights + bias, FALSE_REFUSALS)), 4)
    named = {name: float(weight) for name, weight in zip(names, weights, strict=True)}
    return {"bias": bias, "threshold": threshold, "features": named}


def _balance(features: np.ndarray, positive: np.ndarray, names: Sequence[str]) -> np.ndarray:  # (samples,)
    """Weights that give each length (seventh of all) and language the same share of both classes."""
    length = features[:, names.index("terms")]
    bins = np.digitize(length, np.quantile(length, np.arange(1, 7) / 7)) * 2 + features[:, names.index("chinese")]
    weights = np.zeros(len(positive))
    for chosen in ((bins == b) & (positive == side) for b in set(bins) for side in (True, False)):
        weights[chosen] = 1000 / max(int(chosen.sum()), 8)
    return weights


def _features(pipeline: Pipeline, samples: list[Sample], names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    kinds, rows = [], []
    for kind, text in samples:
        try:
            found = pipeline.signals(text)
        except QuestionError:  # a fragment in neither language
            continue
        kinds.append(kind)
        rows.append([getattr(found, name) for name in names])
    return np.array(kinds), np.array(rows)
