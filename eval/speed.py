"""How indexing and search grow with the number of clauses, each system in a process of its own, beside other libraries.

The clauses are real articles of laws (data files of one JSON object a line); past their number, vectors are the
encoder's with noise added, a quarter of their length, and brought back to unit length: neighbours stay neighbours, none
is a copy. All systems of one size get the same vectors, so times compare as ratios within one run; one run on a busy
machine says little in milliseconds.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
from tqdm import tqdm

from embeddings import Encoder, load_encoder
from embeddings.index import Kind
from eval.arguments import add_shared, count, read_configs
from eval.configs import Config
from eval.errors import ConfigError, DatasetError, PeerError
from eval.findings import Findings, System, Table
from eval.hashes import source_hash
from eval.loaders import load_dataset
from eval.speed_rows import Given, K, Timing, alone, time_index, time_peer, time_product
from eval.systems.speed_peers import PEERS

KINDS: tuple[Kind, ...] = ("flat", "hnsw", "ivf")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
TEXT_FIELDS = ("text", "zh_trad", "en")  # of the article files, each a text of its own
HEADS = ("", "clauses", "build s", "p50 ms", "p95 ms", "recall", "index MB", "peak MB", "search x", "build x")
NOTE = (
    "peak MB: of a process of its own, with the vectors it is given (clauses × numbers × 4 bytes). x: times exact search "
    "of the same size. The product's build counts words and indexes, not the encoding of the clauses."
)
_NOISE = 0.25
_SEED = 20191201
_BATCH = 4096


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_shared(parser, dataset=None, asked="questions to search with (default: the ends of articles)", many=False)
    parser.add_argument(
        "--articles", type=Path, nargs="+", required=True, metavar="FILE", help="*.jsonl.gz of articles"
    )
    parser.add_argument("--sizes", type=_sizes, default=SIZES, metavar="N,…", help="numbers of clauses")
    parser.add_argument("--queries", type=count, default=100, metavar="N", help="questions to time")
    parser.add_argument(
        "--product-to", type=int, default=100_000, metavar="N", help="the whole product up to this size"
    )
    parser.add_argument("--peers", action="store_true", help="time other libraries too, where they are installed")


def main(args: argparse.Namespace) -> Findings:
    """Tell each row as it is measured; the table of them all."""
    configs = read_configs(args)
    names = {config.build_settings().encoder for config in configs}
    if len(names) > 1 or any(config.system != "clausewise" for config in configs):
        raise ConfigError(
            "all systems are timed with the same vectors: name configurations of the product, one encoder"
        )
    encoder = load_encoder(names.pop())
    timings: list[Timing] = []
    notes = [NOTE]
    _say("  ".join(HEADS))
    for found in measure(args, configs, encoder, notes):
        timings.append(found)
        _say("  ".join(cells(found, _exact(timings, found))))
    made_of = {"encoder": encoder.fingerprint, "evaluation": source_hash(Path(__file__).parent)}
    rows = tuple(cells(timing, _exact(timings, timing)) for timing in timings)
    return Findings(
        "speed",
        (Table("speed", HEADS, rows),),
        {"rows": [_record(timing) for timing in timings]},
        systems=tuple(System(config.name, made_of) for config in configs),
        notes=tuple(notes),
    )


def measure(
    args: argparse.Namespace, configs: Sequence[Config], encoder: Encoder, notes: list[str]
) -> Iterator[Timing]:
    """Every system at every size, exact search first at each; what could not be measured goes to `notes`."""
    texts = list(islice(read_articles(args.articles), max(args.sizes)))
    start = perf_counter()
    vectors = encode(encoder, texts)
    seconds = perf_counter() - start
    notes.append(f"Encoded {len(texts)} articles, {len(texts) / seconds:.0f} a second; {encoder.dim} numbers each.")
    questions = _questions(args, texts)
    queries = encoder.encode(questions, role="query")
    for size in sorted(args.sizes):
        with TemporaryDirectory() as folder:
            given, chosen = Given(Path(folder)), varied(vectors, size)
            given.write(chosen, queries, nearest(chosen, queries))
            for kind in KINDS:
                yield alone(time_index, kind, given)
            for name, (_, bears) in PEERS.items():
                if args.peers and size <= bears:
                    try:
                        yield alone(time_peer, name, given)
                    except PeerError as error:
                        notes.append(f"{name} is left out: {error}")
            if size <= min(args.product_to, len(texts)):
                given.write_texts(texts[:size], questions)
                for config in configs:
                    yield alone(time_product, config, given)


def _questions(args: argparse.Namespace, texts: Sequence[str]) -> list[str]:
    if args.dataset:
        return [case.question for case in load_dataset(args.dataset).cases[: args.queries]]
    asked = np.random.default_rng(_SEED).integers(len(texts), size=args.queries)
    return [texts[place][-60:] for place in asked]


def read_articles(paths: Sequence[Path]) -> Iterator[str]:
    """The texts of the articles, in the order of the files; DatasetError for a file that holds none."""
    for path in paths:
        found = False
        try:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                for row in map(json.loads, file):
                    texts = [row[field] for field in TEXT_FIELDS if row.get(field)]
                    found = found or bool(texts)
                    yield from texts
        except (OSError, ValueError) as error:
            raise DatasetError(f"{path} cannot be read ({error}); name a .jsonl.gz file of articles") from error
        if not found:
            fields = ", ".join(TEXT_FIELDS)
            raise DatasetError(f"{path} holds no article; each line is an object with one of the fields {fields}")


def encode(encoder: Encoder, texts: Sequence[str]) -> np.ndarray:  # (texts, dim) float32
    starts = tqdm(range(0, len(texts), _BATCH), desc="encoding", file=sys.stderr, disable=None)
    return np.concatenate([encoder.encode(texts[start : start + _BATCH]) for start in starts])


def varied(vectors: np.ndarray, size: int) -> np.ndarray:  # (size, dim) float32, rows unit length
    """The first `size` vectors; past their number, theirs again with noise, other noise each time."""
    draw = np.random.default_rng(_SEED)
    parts = [vectors[:size]]
    while (held := sum(map(len, parts))) < size:
        base = vectors[: size - held]
        noise = draw.standard_normal(base.shape, dtype=np.float32)
        noise *= _NOISE / np.linalg.norm(noise, axis=1, keepdims=True)
        noise += base
        noise /= np.maximum(np.linalg.norm(noise, axis=1, keepdims=True), 1e-9)
        parts.append(noise)
    return np.concatenate(parts) if len(parts) > 1 else parts[0]


def nearest(vectors: np.ndarray, queries: np.ndarray) -> np.ndarray:  # (queries, K) int64, in no order
    """The exact ten nearest, in float32."""
    best = [np.argpartition(-(vectors @ query), min(K, len(vectors) - 1))[:K] for query in queries]
    return np.stack(best)


def cells(timing: Timing, exact: Timing) -> tuple[str, ...]:
    """A row of the table; the last columns are times the exact search's at the same size."""
    return (
        timing.name,
        f"{timing.size:,}",
        *(f"{value:.2f}" for value in (timing.build, timing.p50, timing.p95)),
        "-" if timing.recall != timing.recall else f"{timing.recall:.3f}",
        f"{timing.nbytes / 1e6:.1f}" if timing.nbytes else "-",
        f"{timing.peak:.0f}" if timing.peak else "-",
        f"{timing.p50 / exact.p50:.2f}",
        f"{timing.build / exact.build:.1f}",
    )


def _exact(timings: Sequence[Timing], timing: Timing) -> Timing:
    """The exact search of the same size, which is timed first."""
    return next(other for other in timings if other.size == timing.size)


def _record(timing: Timing) -> dict[str, Any]:
    measured = asdict(timing)
    fixed = {name: measured.pop(name) for name in ("name", "size", "recall", "nbytes")}
    fixed["recall"] = None if timing.recall != timing.recall else timing.recall
    return {**fixed, "timings": measured}


def _sizes(words: str) -> tuple[int, ...]:
    sizes = [word.replace("_", "") for word in words.split(",")]
    if not all(size.isdecimal() and int(size) > K for size in sizes):
        raise argparse.ArgumentTypeError(f"{words!r}: write whole numbers above {K}, by commas")
    return tuple(map(int, sizes))


def _say(words: str) -> None:
    """On the way, apart from what is found: this takes long."""
    sys.stderr.write(words + "\n")
