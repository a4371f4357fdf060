"""Retrieval fine-tuning: a question near the passage that answers it, in either language.

Questions, titles and headings of `qa.tsv.gz` with their passages; each batch also holds, for every question, one hard
negative: a passage of the same kind that the table of words finds near the question. The loss is the in-batch
contrastive one over the vectors that ship (meaning and words), so the body learns what words alone do not tell.
Between these batches go batches of distillation, which keep the languages aligned and English in place.
"""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.pairs import read_rows as read_columns
from embeddings.training.distil import Distillation, Report, Rows, batch_loss, resume, save, set_rates, two_rates
from embeddings.training.student import by_length, join, meaning, pad, words

if TYPE_CHECKING:
    import torch

COLUMNS = ("question", "passage", "lang", "source", "split")


@dataclass(frozen=True, slots=True)
class Question:
    """A question or heading, the passage that answers it, and the collection and language both come from.

    group  what its neighbours share: the law or page a heading belongs to
    """

    text: str
    passage: str
    kind: str
    group: str


@dataclass(frozen=True, slots=True)
class Tuning:
    """Settings.

    steps      batches, of questions or of parallel pairs
    questions  questions a batch
    at_most    questions of one kind, so that no kind prevails
    longest    pieces of a text that are read
    parallel   share of batches that distil
    scale      inverse temperature of the softmax over cosines
    share      weight of meaning in the joined vector
    way        how far the weights that are kept lie from those before towards those after
    """

    steps: int = 300
    questions: int = 16
    at_most: int = 1500
    longest: int = 64
    rows_rate: float = 1e-4
    body_rate: float = 2e-5
    parallel: float = 0.4
    scale: float = 20.0
    share: float = 0.6
    way: float = 0.5
    every: int = 50
    seed: int = 0


def read_questions(path: Path) -> tuple[list[Question], list[Question]]:
    """Those to train on and a tenth held out, whole groups at a time; no passage is in both."""
    rows = read_columns(path, COLUMNS)
    found = [Question(q, p, f"{source}:{lang}", _group(q)) for q, p, lang, source, _ in rows if q and p]
    held_out = [one for one in found if _held_out(one)]
    passages = {one.passage for one in held_out}
    return [one for one in found if not _held_out(one) and one.passage not in passages], held_out


def sample(questions: Sequence[Question], settings: Tuning) -> list[Question]:
    """At most `at_most` questions of each kind."""
    draw = random.Random(settings.seed)
    by_kind: dict[str, list[Question]] = {}
    for one in questions:
        by_kind.setdefault(one.kind, []).append(one)
    return [one for some in by_kind.values() for one in draw.sample(some, min(settings.at_most, len(some)))]


def hard_negatives(questions: np.ndarray, passages: np.ndarray, own: Sequence[int], groups: Sequence[str]) -> list[int]:
    """For each question the passage nearest by words that belongs to another group; its own where there is none.

    questions (n, dim), passages (m, dim): rows of unit length; own: each question's passage; groups: of each passage.
    """
    found = []
    for vector, mine in zip(questions, own, strict=True):
        order = np.argsort(-(passages @ vector))[:50]
        found.append(next((int(row) for row in order if groups[row] != groups[mine]), mine))
    return found


def tune(
    body: Any,
    table: Any,
    questions: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray]],
    teacher: Any,
    pairs: Rows,
    settings: Tuning,
    *,
    english_rows: int,
    checkpoint: Path,
    report: Report,
) -> None:
    """Train `body` in place on questions, their passages and hard negatives (as row numbers) and on parallel pairs."""
    import torch

    rows = body.get_input_embeddings().weight
    optimizer = two_rates(body, rows, rows=settings.rows_rate, rest=settings.body_rate)
    done = resume(checkpoint, body, optimizer)
    mixture = Distillation(longest=settings.longest)
    parallel = list(by_length(list(map(len, pairs.chinese)), tokens=2048, at_most=192, seed=settings.seed + 1))
    asked = _shuffled(len(questions), settings)
    for step in range(done, settings.steps):
        set_rates(optimizer, step, settings.steps)
        draw = random.Random(step)
        if draw.random() < settings.parallel:
            loss = batch_loss(body, teacher, pairs, parallel[step % len(parallel)], mixture, draw)
        else:
            loss = retrieval_loss(body, table, [questions[row] for row in asked[step % len(asked)]], settings)
        loss.backward()  # type: ignore[no-untyped-call]
        rows.grad[:english_rows] = 0
        torch.nn.utils.clip_grad_norm_([weight for weight in body.parameters() if weight is not rows], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if (step + 1) % settings.every == 0 or step + 1 == settings.steps:
            report(f"tune {step + 1}/{settings.steps}: loss {loss.item():.4f}")
            save(checkpoint, body, optimizer, step + 1)


def part_way(body: Any, before: "dict[str, torch.Tensor]", way: float) -> None:
    """Put the body's weights between `before` (way 0) and now (way 1) (Wortsman et al. 2022, WiSE-FT).

    It keeps most of what tuning brings on its own kinds of question and loses little on others; how far was chosen on
    validation for each tuning (see the model card).
    """
    body.load_state_dict(
        {
            name: before[name] + way * (weight - before[name]) if weight.is_floating_point() else weight
            for name, weight in body.state_dict().items()
        }
    )


def retrieval_loss(
    body: Any, table: Any, batch: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray]], settings: Tuning
) -> "torch.Tensor":
    """Cross entropy of each question's own passage among all passages and hard negatives of the batch."""
    import torch

    def vectors(texts: Sequence[np.ndarray]) -> torch.Tensor:
        ids, mask = pad(texts)
        return join(meaning(body, ids, mask), words(table, ids, mask), share=settings.share)

    asked, right, wrong = zip(*batch, strict=True)
    passages = vectors([*right, *wrong])
    same = np.array([[a is not b and np.array_equal(a, b) for b in (*right, *wrong)] for a in right])
    scores = settings.scale * vectors(asked) @ passages.T
    scores = scores.masked_fill(torch.from_numpy(same), -1e4)
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(batch)))


def _group(text: str) -> str:
    return text[:40] if text.isascii() else text.split(" ")[0]


def _held_out(question: Question) -> bool:
    return int(hashlib.sha256(question.group.encode()).hexdigest(), 16) % 10 == 0


def _shuffled(count: int, settings: Tuning) -> list[list[int]]:
    order = list(range(count))
    random.Random(settings.seed).shuffle(order)
    size = min(settings.questions, count)
    return [order[start : start + size] for start in range(0, count - size + 1, size)]
