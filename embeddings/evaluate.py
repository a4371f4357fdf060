"""What an encoder is worth: finding a sentence's translation, and finding the passage that answers a question.

Held-out pairs are those that training with the same seed leaves out. FLORES-200, CMRC 2018 and DRCD are never
trained on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder
from embeddings.pairs import Pair, read_pairs, read_rows, split_pairs

GROUPS = {
    "law": ("mojlaw", "mojlaw_title", "mojlaw_heading"),
    "docs": ("pythondocs", "tfdocs", "d2l"),
    "general": ("tatoeba", "3am", "mlqe", "ntrex", "tico19", "opensdg"),
}
QUESTIONS = ("cmrc2018.dev", "drcd.dev.simp", "drcd.dev.trad")
_AT_ONCE = 1024  # rows of the similarity matrix held at once


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value: what was measured, on how many texts, in percent."""

    name: str
    count: int
    value: float


def evaluate(encoder: Encoder, folder: Path, *, seed: int = 0) -> Iterator[Figure]:
    """All figures of an encoder on the data in `folder`, one by one as they are measured."""
    held_out = split_pairs(read_pairs(folder / "parallel.tsv.gz"), seed=seed).held_out
    for group, sources in GROUPS.items():
        yield from translation(encoder, [pair for pair in held_out if pair.source in sources], name=f"held-out {group}")
    rows = read_rows(folder / "measure" / "flores200_devtest.en-zh.tsv.gz", ("en", "zh"))
    yield from translation(encoder, [Pair(en, zh, "flores") for en, zh in rows], name="FLORES-200 devtest")
    for name in QUESTIONS:
        rows = read_rows(folder / "measure" / f"{name}.tsv.gz", ("question", "passage", "lang", "source", "split"))
        yield answering(encoder, [(question, passage) for question, passage, *_ in rows], name=name)


def translation(encoder: Encoder, pairs: Sequence[Pair], *, name: str) -> Iterator[Figure]:
    """Top-1 both ways: the share of texts whose own translation scores highest of all, texts that repeat left out."""
    pairs = without_repeats(pairs)
    english = encoder.encode([pair.en for pair in pairs])
    chinese = encoder.encode([pair.zh for pair in pairs])
    own = np.arange(len(pairs))
    for way, queries, passages in (("en→zh", english, chinese), ("zh→en", chinese, english)):
        first = ranks(queries, passages, own) == 1
        yield Figure(f"{name} {way} top-1", len(pairs), 100 * float(first.mean()) if len(pairs) else 0.0)


def answering(encoder: Encoder, questions: Sequence[tuple[str, str]], *, name: str) -> Figure:
    """nDCG@10 of each question's one passage among the distinct passages: 1 / log2(1 + rank) up to rank 10, else 0.

    With one relevant passage a question the ideal gain is 1 (Järvelin and Kekäläinen 2002).
    """
    number = {passage: row for row, passage in enumerate(dict.fromkeys(passage for _, passage in questions))}
    queries = encoder.encode([question for question, _ in questions], role="query")
    found = ranks(queries, encoder.encode(list(number)), np.array([number[passage] for _, passage in questions]))
    gains = np.where(found <= 10, 1 / np.log2(1 + found), 0.0)
    return Figure(f"{name} nDCG@10 ({len(number)} passages)", len(questions), 100 * float(gains.mean()))


def ranks(queries: np.ndarray, passages: np.ndarray, own: np.ndarray) -> np.ndarray:
    """The rank, from 1, of passage own[i] for query i; passages that score the same rank before it."""
    found = np.empty(len(queries), dtype=np.int64)
    for start in range(0, len(queries), _AT_ONCE):
        scores = queries[start : start + _AT_ONCE] @ passages.T
        mine = np.take_along_axis(scores, own[start : start + _AT_ONCE, None], axis=1)
        found[start : start + len(scores)] = (scores >= mine).sum(axis=1)
    return found


def without_repeats(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, leaving out each that repeats an English or a Chinese text of an earlier one."""
    seen: set[str] = set()
    kept = []
    for pair in pairs:
        if pair.en not in seen and pair.zh not in seen:
            kept.append(pair)
        seen |= {pair.en, pair.zh}
    return kept
