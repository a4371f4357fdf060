"""How indexing and search grow with the number of clauses, on one processor core, beside other libraries.

The clauses are real articles of laws (data files of one JSON object a line); past their number, vectors are the
encoder's with noise added, a quarter of their length, and brought back to unit length: neighbours stay neighbours, none
is a copy. All systems of one size get the same vectors, so times compare as ratios within one run; one run on a busy
machine says little in milliseconds.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter

import numpy as np
from tqdm import tqdm

from embeddings import Encoder, FaissIndex, load_encoder
from embeddings.index import Kind
from eval.errors import DatasetError, EvalError
from eval.loaders import Passage
from eval.metrics.latency import latency
from eval.systems.speed_peers import PEERS, Finder

KINDS: tuple[Kind, ...] = ("flat", "hnsw", "ivf")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
TEXT_FIELDS = ("text", "zh_trad", "en")  # of the article files, each a text of its own
K = 10
_NOISE = 0.25
_SEED = 20191201
_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Timing:
    """One system at one size.

    build   seconds from vectors (or, for the product, texts) to an index that answers
    p50, p95  milliseconds a question, one after the other
    recall  share of the exact ten nearest that it finds; NaN where it searches by more than vectors
    nbytes  what the index holds; 0 where the library does not tell
    """

    name: str
    size: int
    build: float
    p50: float
    p95: float
    recall: float
    nbytes: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--articles", type=Path, nargs="+", required=True, metavar="FILE", help="*.jsonl.gz of articles"
    )
    parser.add_argument("--sizes", type=_sizes, default=SIZES, metavar="N,…", help="numbers of clauses")
    parser.add_argument("--queries", type=int, default=100, metavar="N", help="questions to time")
    parser.add_argument("--encoder", default="bundled", metavar="NAME", help="as CLAUSEWISE_ENCODER takes it")
    parser.add_argument("--product-to", type=int, default=10_000, metavar="N", help="the whole product up to this size")
    parser.add_argument("--peers", action="store_true", help="time other libraries too, where they are installed")


def main(args: argparse.Namespace) -> int:
    """Print a line a system and size as it is measured, then ratios to exact search of the same size."""
    encoder = load_encoder(args.encoder)
    _say(
        f"{'':18}{'clauses':>9}{'build s':>10}{'p50 ms':>9}{'p95 ms':>9}{'recall':>8}{'MB':>8}{'search x':>10}{'build x':>9}"
    )
    exact: dict[int, Timing] = {}
    for timing in measure(args, encoder):
        exact.setdefault(timing.size, timing)
        _say(line(timing, exact[timing.size]))
    return 0


def measure(args: argparse.Namespace, encoder: Encoder) -> Iterator[Timing]:
    """Every system at every size, exact search first at each."""
    texts = list(islice(read_articles(args.articles), max(args.sizes)))
    start = perf_counter()
    vectors = encode(encoder, texts)
    seconds = perf_counter() - start
    _say(f"encoded {len(texts)} articles, {len(texts) / seconds:.0f} a second; {encoder.dim} numbers each")
    asked = np.random.default_rng(_SEED).integers(len(texts), size=args.queries)
    questions = [texts[i][-60:] for i in asked]
    queries = encoder.encode(questions, role="query")
    for size in sorted(args.sizes):
        chosen = varied(vectors, size)
        truth = nearest(chosen, queries)
        for kind in KINDS:
            yield time_index(kind, chosen, queries, truth)
        if args.peers:
            for name, (load, bears) in PEERS.items():
                if size <= bears:
                    yield from _time_peer(name, load, chosen, queries, truth)
        if size <= min(args.product_to, len(texts)):
            yield time_product(texts[:size], questions)


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


def time_index(kind: Kind, vectors: np.ndarray, queries: np.ndarray, truth: np.ndarray) -> Timing:
    """Build one kind of index over the vectors and search it, a question at a time."""
    FaissIndex(vectors.shape[1])  # the library is loaded before the clock starts
    start = perf_counter()
    index = FaissIndex(vectors.shape[1], kind=kind, expected=len(vectors))
    index.add(np.arange(len(vectors), dtype=np.int64), vectors)
    build = perf_counter() - start
    return _time(
        f"FAISS {kind}",
        len(vectors),
        build,
        lambda query: index.search(query[None], K)[1][0],
        queries,
        truth,
        index.nbytes,
    )


def time_product(texts: Sequence[str], questions: Sequence[str]) -> Timing:
    """The whole product, from texts: words cut and indexed, vectors encoded, and its search by all channels."""
    from tempfile import TemporaryDirectory

    from eval.systems import store_of
    from rag import Pipeline, Settings

    store = store_of([Passage(str(number), text) for number, text in enumerate(texts)])
    with TemporaryDirectory() as folder:
        start = perf_counter()
        pipeline = Pipeline.load(Settings(cache_dir=Path(folder)), store=store)
        build = perf_counter() - start

        def search(place: int) -> None:
            pipeline.search(questions[place], k=K)

        p50, p95 = _percentiles(search, range(len(questions)))
        size = sum(file.stat().st_size for file in Path(folder).rglob("*.faiss"))
    return Timing("Clausewise, whole", len(texts), build, p50, p95, float("nan"), size)


def _time_peer(
    name: str, load: Callable[[np.ndarray], Finder], vectors: np.ndarray, queries: np.ndarray, truth: np.ndarray
) -> Iterator[Timing]:
    try:
        load(vectors[: 5 * K])  # the library is loaded before the clock starts
    except EvalError as error:
        _say(f"{name}: {error}")
        return
    start = perf_counter()
    find = load(vectors)
    build = perf_counter() - start
    yield _time(name, len(vectors), build, find, queries, truth, 0)


def _time(
    name: str, size: int, build: float, find: Finder, queries: np.ndarray, truth: np.ndarray, nbytes: int
) -> Timing:
    found: list[set[int]] = []
    p50, p95 = _percentiles(lambda query: found.append({int(place) for place in find(query)}), queries)
    found = found[-len(queries) :]
    recall = float(
        np.mean([len(set(right) & some) / len(right) for right, some in zip(truth.tolist(), found, strict=True)])
    )
    return Timing(name, size, build, p50, p95, recall, nbytes)


def _percentiles(ask: Callable[..., None], questions: Sequence[int] | np.ndarray) -> tuple[float, float]:
    """p50 and p95 in milliseconds of asking each after one that is not counted."""
    ask(questions[0])
    seconds = []
    for question in questions:
        start = perf_counter()
        ask(question)
        seconds.append(perf_counter() - start)
    found = latency(seconds)
    return found["p50_ms"], found["p95_ms"]


def line(timing: Timing, exact: Timing) -> str:
    """A row of the table; the last columns are times the exact search's at the same size."""
    recall = "-" if timing.recall != timing.recall else f"{timing.recall:.3f}"
    size = f"{timing.nbytes / 1e6:.1f}" if timing.nbytes else "-"
    return (
        f"{timing.name:18}{timing.size:>9,}{timing.build:>10.2f}{timing.p50:>9.2f}{timing.p95:>9.2f}{recall:>8}{size:>8}"
        f"{timing.p50 / exact.p50:>10.2f}{timing.build / exact.build:>9.1f}"
    )


def _sizes(words: str) -> tuple[int, ...]:
    sizes = [word.replace("_", "") for word in words.split(",")]
    if not all(size.isdecimal() and int(size) > K for size in sizes):
        raise argparse.ArgumentTypeError(f"{words!r}: write whole numbers above {K}, by commas")
    return tuple(map(int, sizes))


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
