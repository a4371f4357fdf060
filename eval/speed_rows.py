"""One system at one size, timed in a fresh process of its own, so that its peak memory is its own."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np

from embeddings import Encoder, FaissIndex, load_encoder
from embeddings.encoder import Role
from embeddings.index import Kind
from eval.configs import Config
from eval.loaders import Passage
from eval.metrics.latency import latency
from eval.peak import peak_megabytes
from eval.systems.speed_peers import PEERS, Finder

K = 10


@dataclass(frozen=True, slots=True)
class Timing:
    """One system at one size.

    build   seconds from vectors (and, for the product, texts) to an index that answers
    p50, p95  milliseconds a question, one after the other
    recall  share of the exact ten nearest that it finds; NaN where it searches by more than vectors
    nbytes  what the index holds; 0 where the library does not tell
    peak    the most megabytes its process held, with the vectors it was given; None where the system does not tell
    """

    name: str
    size: int
    build: float
    p50: float
    p95: float
    recall: float
    nbytes: int
    peak: float | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What all systems of one size are given, as files of a folder, which every process reads for itself."""

    folder: Path

    def write(self, vectors: np.ndarray, queries: np.ndarray, truth: np.ndarray) -> None:
        """vectors, queries: (n, dim) float32, rows unit length; truth: (queries, K) places of the exact nearest."""
        for name, array in (("vectors", vectors), ("queries", queries), ("truth", truth)):
            np.save(self.folder / f"{name}.npy", array)

    def write_texts(self, texts: Sequence[str], questions: Sequence[str]) -> None:
        """For the product: one text a vector, and the questions whose vectors the queries are."""
        words = json.dumps({"texts": texts, "questions": questions}, ensure_ascii=False)
        (self.folder / "texts.json").write_text(words, encoding="utf-8")

    def read(self, name: str) -> np.ndarray:
        array: np.ndarray = np.load(self.folder / f"{name}.npy")
        return array

    def read_texts(self) -> tuple[list[str], list[str]]:
        words = json.loads((self.folder / "texts.json").read_text(encoding="utf-8"))
        return words["texts"], words["questions"]


def alone(time: Callable[..., Timing], *given: object) -> Timing:
    """What a function of this file times, called in a fresh process, with the peak of that process.

    Raises what the function raises.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_with_peak, time, given).result()


def _with_peak(time: Callable[..., Timing], given: Sequence[object]) -> Timing:
    timing = time(*given)
    return replace(timing, peak=peak_megabytes())


def time_index(kind: Kind, given: Given) -> Timing:
    """Build one kind of index over the vectors and search it, a question at a time."""
    vectors = given.read("vectors")
    FaissIndex(vectors.shape[1])  # the library is loaded before the clock starts
    start = perf_counter()
    index = FaissIndex(vectors.shape[1], kind=kind, expected=len(vectors))
    index.add(np.arange(len(vectors), dtype=np.int64), vectors)
    build = perf_counter() - start
    found = _time(f"FAISS {kind}", len(vectors), build, lambda query: index.search(query[None], K)[1][0], given)
    return replace(found, nbytes=index.nbytes)


def time_peer(name: str, given: Given) -> Timing:
    """The same of another library; raises PeerError where it is not installed."""
    load, _ = PEERS[name]
    vectors = given.read("vectors")
    load(vectors[: 5 * K])  # the library is loaded before the clock starts
    start = perf_counter()
    find = load(vectors)
    build = perf_counter() - start
    return _time(name, len(vectors), build, find, given)


def time_product(config: Config, given: Given) -> Timing:
    """The whole product: words cut and indexed, the given vectors indexed, and its search by all channels.

    A clause here is one sentence, so that its texts' vectors are the given ones; what else is encoded, the documents'
    words and the questions, counts.
    """
    from eval.systems import store_of
    from rag import Pipeline

    texts, questions = given.read_texts()
    settings = config.build_settings()
    encoder = KnownVectors(load_encoder(settings.encoder), texts, given.read("vectors"))
    encoder.encode(["loads what it needs"])
    with TemporaryDirectory() as folder:
        start = perf_counter()
        store = store_of([Passage(str(number), text) for number, text in enumerate(texts)])
        pipeline = Pipeline.load(
            replace(settings, cache_dir=Path(folder)),
            store=store,
            weights=config.weights,
            encoder=encoder,
        )
        build = perf_counter() - start
        p50, p95 = _percentiles(lambda place: pipeline.search(questions[place], k=K), range(len(questions)))
        size = sum(file.stat().st_size for file in Path(folder).rglob("*.faiss"))
    return Timing(f"{config.name}, whole", len(texts), build, p50, p95, float("nan"), size)


class KnownVectors:
    """An encoder that need not encode passages whose vectors are there already; white space around them apart."""

    def __init__(self, encoder: Encoder, texts: Sequence[str], vectors: np.ndarray) -> None:
        self._encoder = encoder
        self._places = {text.strip(): place for place, text in enumerate(texts)}
        self._vectors = vectors
        self.name, self.dim, self.fingerprint = encoder.name, encoder.dim, encoder.fingerprint

    def encode(self, texts: Sequence[str], *, role: Role = "passage") -> np.ndarray:
        places = [self._places.get(text.strip(), -1) if role == "passage" else -1 for text in texts]
        found = np.empty((len(texts), self.dim), np.float32)
        known = np.array(places) >= 0
        found[known] = self._vectors[[place for place in places if place >= 0]]
        found[~known] = self._encoder.encode(
            [text for text, place in zip(texts, places, strict=True) if place < 0], role=role
        )
        return found


def _time(name: str, size: int, build: float, find: Finder, given: Given) -> Timing:
    queries, truth = given.read("queries"), given.read("truth")
    found: list[set[int]] = []
    p50, p95 = _percentiles(lambda query: found.append({int(place) for place in find(query)}), queries)
    found = found[-len(queries) :]
    recall = float(
        np.mean([len(set(right) & some) / len(right) for right, some in zip(truth.tolist(), found, strict=True)])
    )
    return Timing(name, size, build, p50, p95, recall, 0)


def _percentiles(ask: Callable[[Any], object], questions: Sequence[int] | np.ndarray) -> tuple[float, float]:
    """p50 and p95 in milliseconds of asking each after one that is not counted."""
    ask(questions[0])
    seconds = []
    for question in questions:
        start = perf_counter()
        ask(question)
        seconds.append(perf_counter() - start)
    found = latency(seconds)
    return found["p50_ms"], found["p95_ms"]
