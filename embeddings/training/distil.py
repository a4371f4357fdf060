"""Distillation over aligned pairs: student(Chinese) towards teacher(English) (Reimers and Gurevych 2020).

The loss of a batch is the mean distance (1 - cosine) of the Chinese texts to the teacher's vectors of the English
ones, a tenth of the in-batch contrastive loss between the two, and half the distance of a sixth of the English texts
to the teacher, which holds the student's English while its body learns. The teacher's own rows stay as they are.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.pairs import Pair
from embeddings.training.student import by_length, encode, meaning, pad, read_rows
from embeddings.training.transplant import Vocabulary

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Distillation:
    """Settings.

    steps        batches to learn from; the data is gone through anew where they are more than an epoch
    tokens       Chinese pieces a batch, padding counted
    longest      pieces of a text that are read
    rows_rate    peak learning rate of the Chinese rows, of AdamW; warmed up, then falling linearly
    body_rate    that of the body
    contrast     weight of the contrastive loss
    english      weight of the English texts' distance
    every        steps between validations, each of which saves a checkpoint
    """

    steps: int = 1631
    tokens: int = 2048
    longest: int = 96
    rows_rate: float = 1e-3
    body_rate: float = 8e-5
    contrast: float = 0.1
    english: float = 0.5
    every: int = 250
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """Pairs as row numbers: Chinese and English for the student, English for the teacher."""

    chinese: list[np.ndarray]
    english: list[np.ndarray]
    teachers: list[np.ndarray]


def cut(pairs: Sequence[Pair], vocabulary: Vocabulary, teacher: "Tokenizer", *, longest: int) -> Rows:
    english, chinese = [pair.en for pair in pairs], [pair.zh for pair in pairs]
    identity = np.arange(teacher.get_vocab_size())
    return Rows(
        read_rows(vocabulary.tokenizer, vocabulary.mapping, chinese, longest=longest),
        read_rows(vocabulary.tokenizer, vocabulary.mapping, english, longest=longest),
        read_rows(teacher, identity, english, longest=longest + 16),
    )


def distil(
    body: Any,
    teacher: Any,
    rows: Rows,
    held_out: Rows,
    settings: Distillation,
    *,
    english_rows: int,
    checkpoint: Path,
    report: Report,
) -> None:
    """Train `body` in place; goes on from `checkpoint` where there is one."""
    import torch

    torch.manual_seed(settings.seed)
    batches = list(by_length(list(map(len, rows.chinese)), tokens=settings.tokens, at_most=192, seed=settings.seed))
    table = body.get_input_embeddings().weight
    optimizer = two_rates(body, table, rows=settings.rows_rate, rest=settings.body_rate)
    done = resume(checkpoint, body, optimizer)
    aims = encode(teacher, held_out.teachers)
    for step in range(done, settings.steps):
        set_rates(optimizer, step, settings.steps)
        loss = batch_loss(body, teacher, rows, batches[step % len(batches)], settings, random.Random(step))
        loss.backward()  # type: ignore[no-untyped-call]
        table.grad[:english_rows] = 0
        torch.nn.utils.clip_grad_norm_([weight for weight in body.parameters() if weight is not table], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if (step + 1) % settings.every == 0 or step + 1 == settings.steps:
            report(f"distil {step + 1}/{settings.steps}: loss {loss.item():.4f}; {validate(body, held_out, aims)}")
            save(checkpoint, body, optimizer, step + 1)


def batch_loss(
    body: Any, teacher: Any, rows: Rows, batch: Sequence[int], settings: Distillation, draw: random.Random
) -> "torch.Tensor":
    import torch

    with torch.no_grad():
        aims = meaning(teacher, *pad([rows.teachers[row] for row in batch]))
    found = meaning(body, *pad([rows.chinese[row] for row in batch]))
    some = draw.sample(range(len(batch)), max(1, len(batch) // 6))
    kept = meaning(body, *pad([rows.english[batch[place]] for place in some]))
    distance = (1 - (found * aims).sum(1)).mean()
    drift = (1 - (kept * aims[torch.tensor(some)]).sum(1)).mean()
    return distance + settings.contrast * contrast(found, aims) + settings.english * drift


def contrast(found: "torch.Tensor", aims: "torch.Tensor", *, scale: float = 20.0) -> "torch.Tensor":
    """Cross entropy of picking each text's own aim among the batch's, both ways; aims nearly the same do not count."""
    import torch

    scores = scale * found @ aims.T
    own = torch.arange(len(found), device=found.device)
    same = (aims @ aims.T > 0.95) & ~torch.eye(len(found), dtype=torch.bool, device=found.device)
    scores = scores.masked_fill(same, -1e4)
    return (torch.nn.functional.cross_entropy(scores, own) + torch.nn.functional.cross_entropy(scores.T, own)) / 2


def validate(body: Any, held_out: Rows, aims: np.ndarray) -> str:
    """Top-1 of translations among the held-out pairs, and how close both languages are to the teacher's vectors."""
    chinese, english = encode(body, held_out.chinese), encode(body, held_out.english)
    scores, own = chinese @ english.T, np.arange(len(chinese))
    back, there = (scores.argmax(1) == own).mean(), (scores.argmax(0) == own).mean()
    near, kept = (chinese * aims).sum(1).mean(), (english * aims).sum(1).mean()
    return f"zh→en {back:.3f}, en→zh {there:.3f}, cosine to the teacher zh {near:.3f}, en {kept:.4f}"


def two_rates(body: Any, table: Any, *, rows: float, rest: float) -> "torch.optim.Optimizer":
    """AdamW with one peak rate for the table of rows and one for all else."""
    import torch

    others = [weight for weight in body.parameters() if weight is not table]
    groups = [{"params": [table], "lr": rows, "peak": rows}, {"params": others, "lr": rest, "peak": rest}]
    return torch.optim.AdamW(groups, weight_decay=0.0, betas=(0.9, 0.98), fused=True)


def set_rates(optimizer: "torch.optim.Optimizer", step: int, steps: int, *, warm: int = 60) -> None:
    """Rising over `warm` steps, then falling linearly to 3 % of the peak."""
    factor = min(1.0, (step + 1) / min(warm, steps)) * max(0.03, 1 - step / steps)
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * factor


def save(checkpoint: Path, body: Any, optimizer: "torch.optim.Optimizer", step: int) -> None:
    """Write whole or not at all, so that a run cut off while saving keeps the one before."""
    import torch

    part = checkpoint.with_suffix(".part")
    torch.save({"model": body.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, part)
    part.replace(checkpoint)


def resume(checkpoint: Path, body: Any, optimizer: "torch.optim.Optimizer") -> int:
    """The steps done so far, weights and optimizer loaded; 0 where there is no checkpoint."""
    import torch

    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    body.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])
