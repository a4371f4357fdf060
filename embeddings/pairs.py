"""Training pairs: aligned English and Chinese texts, read from tab-separated files and split by blocks.

`parallel.tsv.gz` has the columns `en, zh, source`; `dict.tsv.gz` has `zh, en`. Neither has a header.
"""

import gzip
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from embeddings.errors import TrainingError

PARALLEL_COLUMNS = ("en", "zh", "source")
DICTIONARY_COLUMNS = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in both languages, and the name of the collection it comes from."""

    en: str
    zh: str
    source: str


@dataclass(frozen=True, slots=True)
class Split:
    """Pairs to train on and pairs held out; no English and no Chinese text is in both."""

    train: list[Pair]
    held_out: list[Pair]


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The rows of a `.tsv` or `.tsv.gz` file; raises TrainingError naming file and line of a malformed one."""
    try:
        with _open_text(path) as lines:
            for number, line in enumerate(lines, start=1):
                row = tuple(line.rstrip("\r\n").split("\t"))
                if len(row) != len(columns):
                    raise TrainingError(
                        f"{path} line {number} has {len(row)} columns, expected {len(columns)} "
                        f"({', '.join(columns)}); give a tab-separated file with those columns and no header"
                    )
                yield row
    except FileNotFoundError as error:
        raise TrainingError(f"no file {path}; point --data at the folder that holds {path.name}") from error
    except (gzip.BadGzipFile, UnicodeDecodeError, EOFError) as error:
        raise TrainingError(
            f"{path} cannot be read ({error}); give UTF-8 text, gzipped where it ends in .gz"
        ) from error


def read_pairs(path: Path) -> list[Pair]:
    """The distinct pairs of a parallel file in file order; a pair with an empty side is left out."""
    return _distinct(Pair(en, zh, source) for en, zh, source in read_rows(path, PARALLEL_COLUMNS))


def read_dictionary(path: Path) -> list[Pair]:
    """The entries of a dictionary file as pairs whose source is "dict"."""
    return _distinct(Pair(en, zh, "dict") for zh, en in read_rows(path, DICTIONARY_COLUMNS))


def split_pairs(pairs: Sequence[Pair], *, share: float = 0.02, block: int = 200, seed: int = 0) -> Split:
    """Hold out about `share` of the pairs in whole blocks of neighbours.

    Neighbouring rows come from one law or page and often repeat each other, so that a split row by row would train
    on near copies of what it measures. Training pairs that share a text with a held-out pair are dropped.
    """
    draw = random.Random(seed)
    held_out: list[Pair] = []
    rest: list[Pair] = []
    for start in range(0, len(pairs), block):
        (held_out if draw.random() < share else rest).extend(pairs[start : start + block])
    return Split(apart_from(rest, held_out), held_out)


def apart_from(pairs: Sequence[Pair], held_out: Sequence[Pair]) -> list[Pair]:
    """The pairs that share neither their English nor their Chinese text with a held-out one."""
    english, chinese = {pair.en for pair in held_out}, {pair.zh for pair in held_out}
    return [pair for pair in pairs if pair.en not in english and pair.zh not in chinese]


def _distinct(pairs: Iterator[Pair]) -> list[Pair]:
    first: dict[tuple[str, str], Pair] = {}
    for pair in pairs:
        if pair.en and pair.zh:
            first.setdefault((pair.en, pair.zh), pair)
    return list(first.values())


def _open_text(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")
