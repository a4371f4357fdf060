"""Tables of one vector a piece, trained by in-batch contrastive loss on aligned pairs.

A text's vector is the mean of its pieces' vectors (sentence-transformers' `StaticEmbedding`); the loss asks that of
all texts in the batch its own translation lies nearest, in both directions.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer

from embeddings.errors import TrainingError
from embeddings.pairs import Pair, Split, apart_from
from embeddings.training.folder import save_static
from embeddings.training.vocabulary import train_tokenizer

if TYPE_CHECKING:
    import torch

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that, with the pairs, decides the model.

    pieces       size of the vocabulary
    sample       pairs the vocabulary is learnt from
    dim          length of a vector
    epochs       passes over the pairs
    batch        pairs a step; every other pair of it is a negative
    rate         peak learning rate of Adam; static tables want it large
    scale        inverse temperature of the softmax over cosines
    spread       standard deviation of the initial vectors
    longest      pieces of a text that are read in training
    """

    pieces: int = 32_000
    sample: int = 60_000
    dim: int = 256
    epochs: int = 2
    batch: int = 2048
    rate: float = 0.02
    scale: float = 20.0
    spread: float = 0.1
    longest: int = 96
    seed: int = 0


def quick(*, seed: int = 0) -> Recipe:
    """A recipe for a toy model from a few pairs, in seconds."""
    return Recipe(pieces=2_000, sample=1_000, dim=32, epochs=30, batch=64, seed=seed)


def train_static(split: Split, entries: Sequence[Pair], out: Path, recipe: Recipe, *, report: Report) -> None:
    """Train the static model, from which the transformer's Chinese pieces start, and write it to `out`."""
    tokenizer = train_tokenizer(vocabulary_texts(split, entries, recipe), size=recipe.pieces)
    report(f"static vocabulary of {tokenizer.get_vocab_size()} pieces")
    vectors = fit([*split.train, *apart_from(entries, split.held_out)], tokenizer, recipe, report=report)
    save_static(out, tokenizer, vectors)
    (out / "recipe.json").write_text(json.dumps(asdict(recipe), indent=2) + "\n", encoding="utf-8")


def vocabulary_texts(split: Split, entries: Sequence[Pair], recipe: Recipe) -> Iterator[str]:
    """Both sides of a random sample of the pairs and of all dictionary entries."""
    sample = random.Random(recipe.seed).sample(split.train, min(recipe.sample, len(split.train)))
    for pair in [*sample, *entries]:
        yield pair.en
        yield pair.zh


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of n texts, one after the other: text i is `ids[starts[i]:starts[i + 1]]`."""

    ids: np.ndarray  # (total,) int64
    starts: np.ndarray  # (n + 1,) int64

    def take(self, rows: np.ndarray) -> "dict[str, torch.Tensor]":
        """The features `StaticEmbedding` reads for those texts."""
        import torch

        lengths = self.starts[rows + 1] - self.starts[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        index = np.repeat(self.starts[rows] - offsets, lengths) + np.arange(lengths.sum())
        return {"input_ids": torch.from_numpy(self.ids[index]), "offsets": torch.from_numpy(offsets)}


def read_pieces(tokenizer: Tokenizer, texts: Sequence[str], *, longest: int, rows: np.ndarray | None = None) -> Pieces:
    """The first `longest` pieces of each text; with `rows` the row of each entry instead, entries at -1 left out."""
    ids = [encoding.ids[:longest] for encoding in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
    if rows is not None:
        ids = [[row for row in rows[text].tolist() if row >= 0] for text in ids]
    starts = np.cumsum([0, *map(len, ids)])
    return Pieces(np.fromiter((i for text in ids for i in text), dtype=np.int64, count=starts[-1]), starts)


def fit(
    pairs: Sequence[Pair],
    tokenizer: Tokenizer,
    recipe: Recipe,
    *,
    report: Report,
    rows: np.ndarray | None = None,
) -> np.ndarray:
    """Train the table; returns vectors (pieces, dim) float32, the rows of pieces that no pair holds being zero.

    `rows` lets entries of the tokenizer share a row or have none: see `read_pieces`.

    A plain loop over sentence-transformers' loss rather than its Trainer: the Trainer tokenizes every text anew each
    epoch, which takes longer than the training itself; here every text is tokenized once.
    """
    import torch

    if len(pairs) < 2:
        raise TrainingError(f"{len(pairs)} pairs cannot train a model; give a file with at least two")
    torch.manual_seed(recipe.seed)
    weight, loss = untrained(tokenizer, recipe)
    english = read_pieces(tokenizer, [pair.en for pair in pairs], longest=recipe.longest, rows=rows)
    chinese = read_pieces(tokenizer, [pair.zh for pair in pairs], longest=recipe.longest, rows=rows)
    steps = recipe.epochs * -(-len(pairs) // recipe.batch)
    optimizer = torch.optim.Adam([weight], lr=recipe.rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, recipe.rate, total_steps=steps, pct_start=0.1, anneal_strategy="linear", cycle_momentum=False
    )
    for step, batch in enumerate(batches(len(pairs), recipe), start=1):
        value = loss([english.take(batch), chinese.take(batch)], None)
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        schedule.step()
        if step % 100 == 0 or step == steps:
            report(f"step {step}/{steps}: loss {value.item():.4f}")
    seen = np.bincount(np.concatenate([english.ids, chinese.ids]), minlength=len(weight)) > 0
    seen[0] = False  # what the unknown piece learnt is the average of many, and stands for none
    return np.where(seen[:, None], weight.detach().numpy(), np.float32(0))


def untrained(tokenizer: Tokenizer, recipe: Recipe) -> "tuple[torch.Tensor, torch.nn.Module]":
    """A random table (pieces, dim) and the loss that trains it in place."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    module = StaticEmbedding(tokenizer, embedding_dim=recipe.dim)
    weight = module.embedding.weight
    torch.nn.init.normal_(weight, std=recipe.spread)
    loss = MultipleNegativesRankingLoss(
        SentenceTransformer(modules=[module], device="cpu"),
        scale=recipe.scale,
        directions=("query_to_doc", "doc_to_query"),
        partition_mode="per_direction",
    )
    return weight, loss


def batches(count: int, recipe: Recipe) -> Iterator[np.ndarray]:
    """Row numbers, batch by batch, in a new order each epoch."""
    order = np.random.default_rng(recipe.seed)
    for _ in range(recipe.epochs):
        rows = order.permutation(count)
        for start in range(0, count, recipe.batch):
            yield rows[start : start + recipe.batch]
