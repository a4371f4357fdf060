"""Fit what tells a question's clause, and whether there is one, from its vector (the document's `classifier.npz`).

It learns from the questions that come with the document and from no others: known ones (`questions.jsonl`), near misses
(`unanswered.jsonl`), other things (`elsewhere.jsonl`); how is told in `eval.network`. Questions on
test sections teach to which clause they belong, as they do in the index, and nothing of what is answered. Printed is what it is worth on questions
that it did not see, near copies of which are left out for that: those of `validation.jsonl`, the near misses of
`near_misses.jsonl` and the others of `refusals.jsonl`, but for their test parts. The development set is not read.
"""

import argparse
from collections.abc import Sequence

import numpy as np

from embeddings import Encoder, load_encoder
from eval.calibrate import held_out, refused
from eval.cases import DEFAULT_DATASET, load_cases
from eval.network import Vectors, fit_classifier, vectors_of
from eval.ranking import without_near_copies
from rag.classifier import TOLD, QuestionClassifier
from rag.documents import BUNDLED, CLASSIFIER_FILE, Known, load_known, load_store
from rag.text import normalise
from rag.types import Clause


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="print the figures and leave the file as it is")


def main(args: argparse.Namespace) -> int:
    """Print what it is worth on questions not seen, fit it on all, write it."""
    encoder, store = load_encoder(), load_store(())
    known = load_known((), store)
    vectors = vectors_of(known, encoder)
    _tell(known, tuple(store), vectors, encoder)
    if not args.dry_run:
        file = BUNDLED / CLASSIFIER_FILE
        fit_classifier(known, tuple(store), vectors, encoder, held_out=held_out(tuple(store))).save(file)
        print(f"wrote {file}")
    return 0


def _tell(known: Known, clauses: Sequence[Clause], vectors: Vectors, encoder: Encoder) -> None:
    from sklearn.metrics import roc_auc_score

    cases = [case for case in load_cases(DEFAULT_DATASET.with_name("validation.jsonl")) if case.answerable]
    near, others = (
        [sample.question for sample in refused(name) if sample.part != "test"]
        for name in ("near_misses.jsonl", "refusals.jsonl")
    )
    asked = [case.question for case in cases]
    unseen = without_near_copies(known, [*asked, *near, *others])
    held = QuestionClassifier(fit_classifier(unseen, clauses, vectors, encoder, held_out=held_out(clauses)), encoder)
    right = [
        clauses[int(held.scores(normalise(text)).argmax())].number in case.gold
        for text, case in zip(asked, cases, strict=True)
    ]
    print(f"clause {np.mean(right):.1%} of {len(cases)} questions")
    for name, against in zip(TOLD, (near, others), strict=True):
        told = [held.told(normalise(text))[name] for text in (*asked, *against)]
        area = roc_auc_score(np.arange(len(told)) < len(asked), told)
        print(f"{name} {area:.3f}, area under ROC against {len(against)} others")
