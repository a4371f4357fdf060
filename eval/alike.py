"""Fit the projection under which questions with one answer are alike (`embeddings/models/bilingual/alike.npz`).

Fitted on the known questions of the clauses that `split.json` gives to train, and the near misses of those clauses:
the known ones that come with the document, and the train part of `near_misses.jsonl`. Printed is what it is worth on the
sections left out, those of a quarter of the train and validation sections in turn: how often the clause whose three nearest
known questions are most like a question of `validation.jsonl` is right, and how well "nearer to a known question than to an
unanswered one" tells those questions from the near misses of `near_misses.jsonl` (area under the ROC curve), without the
projection and with it. The development set and the test part are not read. Afterwards the vectors have to be made again:
`python -m rag index --bundled`.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from embeddings import Encoder, load_encoder
from embeddings.alike import ALIKE_FILE, save_projection, unit_rows
from embeddings.training.alike import fit_alike
from eval.cases import DEFAULT_DATASET, Case, load_cases
from eval.ranking import SPLIT, VALIDATION, section, without_near_copies
from rag.documents import load_known, load_store
from rag.ranking import best_by_owner
from rag.text import normalise

NEAR_MISSES = DEFAULT_DATASET.with_name("near_misses.jsonl")
_FOLDS = 4
_NEAREST = 3


class _Texts:
    """Texts with the clauses they come with, as numbers ("2.4.2"), and their vectors."""

    def __init__(self, pairs: Sequence[tuple[str, str]], encoder: Encoder) -> None:
        self.clauses = np.array([clause for clause, _ in pairs])
        self.sections = np.array([clause.rpartition(".")[0] for clause, _ in pairs])
        self.vectors = encoder.encode([normalise(text) for _, text in pairs])

    def within(self, sections: Sequence[str]) -> np.ndarray:  # (texts,) bool
        found: np.ndarray = np.isin(self.sections, list(sections))
        return found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="print the figures and leave the file as it is")


def main(args: argparse.Namespace) -> int:
    """Print what the projection is worth on sections left out, fit it on the train sections, write it."""
    encoder = load_encoder()
    split = json.loads(SPLIT.read_text(encoding="utf-8"))
    cases = [case for case in load_cases(VALIDATION) if case.answerable and section(case) not in split["test"]]
    known = without_near_copies(load_known((), load_store(())), [case.question for case in cases])
    answered, unanswered = (_Texts(_pairs(texts), encoder) for texts in (known.questions, known.unanswered))
    lines = [json.loads(line) for line in NEAR_MISSES.read_text(encoding="utf-8").splitlines()]
    missed = _Texts([(line["near"], line["question"]) for line in lines], encoder)
    asked = _Texts([(case.gold[0], case.question) for case in cases], encoder)

    def fit(sections: Sequence[str]) -> np.ndarray:
        seen = answered.within(sections)
        apart = np.concatenate(
            [unanswered.vectors[unanswered.within(sections)], missed.vectors[missed.within(sections)]]
        )
        return fit_alike(answered.vectors[seen], answered.clauses[seen].tolist(), apart)

    mixed = np.random.default_rng(0).permutation(sorted([*split["train"], *split["validation"]])).tolist()
    figures: dict[bool, list[tuple[float, ...]]] = {False: [], True: []}
    for fold in (mixed[start::_FOLDS] for start in range(_FOLDS)):
        projection = fit([each for each in mixed if each not in fold])
        for fitted, move in ((False, lambda vectors: vectors), (True, _mover(projection))):
            rows, misses = asked.within(fold), missed.within(fold)
            some = [case for case, row in zip(cases, rows, strict=True) if row]
            right = _right(move(answered.vectors), answered.clauses, move(asked.vectors[rows]), some)
            figures[fitted].append(
                (float(np.mean(right)), _area(move, answered, unanswered, asked.vectors[rows], missed.vectors[misses]))
            )
    for fitted, name in ((False, "without"), (True, "with")):
        hit, area = np.mean(figures[fitted], axis=0)
        print(
            f"{name:<8} hit@1 {hit:.1%}   near misses told apart {area:.3f}   (sections held out, {len(cases)} questions)"
        )
    if not args.dry_run:
        save_projection(fit(split["train"]), encoder)
        print(f"wrote {ALIKE_FILE}")
    return 0


def _pairs(questions: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Clause and question, but for the questions of several clauses, which are like those of each."""
    held = Counter(text for texts in questions.values() for text in texts)
    return [
        (clause.partition(":")[2], text) for clause, texts in questions.items() for text in texts if held[text] == 1
    ]


def _mover(projection: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    def move(vectors: np.ndarray) -> np.ndarray:
        return unit_rows(vectors @ projection.T)

    return move


def _area(
    move: Callable[[np.ndarray], np.ndarray],
    answered: _Texts,
    unanswered: _Texts,
    asked: np.ndarray,
    missed: np.ndarray,
) -> float:
    from sklearn.metrics import roc_auc_score

    if not len(unanswered.vectors):
        return float("nan")
    queries = move(np.concatenate([asked, missed]))
    lead = (queries @ move(answered.vectors).T).max(axis=1) - (queries @ move(unanswered.vectors).T).max(axis=1)
    return float(roc_auc_score(np.arange(len(queries)) < len(asked), lead))


def _right(known: np.ndarray, clauses: np.ndarray, asked: np.ndarray, cases: Sequence[Case]) -> list[bool]:
    """Whether the clause whose nearest known questions are most like a case's is right, for each case."""
    names, owners = np.unique(clauses, return_inverse=True)
    found = []
    for vector, case in zip(asked, cases, strict=True):
        scores = best_by_owner(known @ vector, owners, len(names), mean_of=_NEAREST)
        found.append(names[int(scores.argmax())] in case.gold)
    return found
