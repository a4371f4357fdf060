"""`python -m eval encoder`: what the encoder alone is worth, beside its goals, what it was made from, and BM25.

First on the bundled document, of which it was taught nothing: finding a clause's translation among all clauses, and the
clause that answers a question of the development set. Then all that `python -m embeddings evaluate` measures.
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from embeddings import Encoder, load_encoder
from embeddings.__main__ import DATA, WORK
from embeddings.evaluate import Figure, evaluate, lines, peers, translation
from embeddings.pairs import Pair
from eval.cases import DEFAULT_DATASET, load_cases
from eval.ranking import read_queries
from eval.retrieval_figures import figures
from eval.retrieval_parts import bm25_alone, encoder_alone
from rag.channels import build_channels
from rag.documents import Known, load_store
from rag.settings import Settings
from rag.types import Lang

TRANSLATED, FOUND = 99, 85  # goals, %: top-1 of a clause's translation; hit@5 of questions in each language


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=DATA, help=f"folder of parallel.tsv.gz (default: {DATA})")
    parser.add_argument("--work", type=Path, default=WORK, help=f"folder of training's stages (default: {WORK})")


def main(args: argparse.Namespace) -> int:
    """Print the figures as they are measured."""
    others, missing = peers(args.work)
    named = {"bundled": load_encoder(), **others}
    encoders = list(named.values())
    measured = chain(on_document(encoders), evaluate(encoders, args.data, teacher=others.get("teacher")))
    for line in chain(missing, lines(named, measured)):
        print(line, flush=True)
    return 0


def on_document(encoders: Sequence[Encoder]) -> Iterator[Figure]:
    """The figures on the bundled document's clauses, and on the development questions that they answer."""
    clauses = tuple(load_store(()))
    pairs = [Pair(clause.en, clause.zh, "") for clause in clauses if clause.en and clause.zh]
    yield from translation(encoders, pairs, name="clause → its translation, bundled document", goal=TRANSLATED)
    cases = [case for case in load_cases(DEFAULT_DATASET) if case.gold]
    queries = read_queries(cases, clauses)
    ranked = [encoder_alone(encoder, clauses, queries) for encoder in encoders]
    channels = build_channels(clauses, Known(), encoders[0], cache_dir=Settings().cache_dir)
    ranked.append(bm25_alone(channels, clauses, queries))
    for lang in Lang:
        rows = [place for place, case in enumerate(cases) if case.lang is lang]
        values = (figures("", cases, ranking, rows).figures["hit@5"] for ranking in ranked)
        shares = tuple(None if value is None else 100 * value for value in values)
        yield Figure(f"development questions, clauses and sentences, hit@5 {lang}", len(rows), shares, FOUND)
