"""The network of the bundled encoder, in torch: for training and export only; the product runs its ONNX graph.

A text's vector has two parts, side by side. The first is a BERT's mean over the text's pieces: meaning. The second is
the sum of the pieces' rows in a table: words. Each is made unit length and weighted, so that the inner product of two
texts is `share` * cosine of meanings + (1 - `share`) * cosine of words.
"""

import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

_TINY = 1e-6  # a sum shorter than this is that of no piece
_TOKENS = 4096  # pieces, padding counted, encoded at once without gradients


def pad(texts: "Sequence[np.ndarray]") -> "tuple[torch.Tensor, torch.Tensor]":
    """Row numbers of n texts as ids (n, longest) int64, zeros behind, and the mask of what is text."""
    import torch

    longest = max(map(len, texts))
    ids = np.zeros((len(texts), longest), dtype=np.int64)
    mask = np.zeros((len(texts), longest), dtype=np.int64)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return torch.from_numpy(ids), torch.from_numpy(mask)


def read_rows(tokenizer: "Tokenizer", mapping: np.ndarray, texts: Sequence[str], *, longest: int) -> list[np.ndarray]:
    """The row numbers of each text, at most `longest` of them, the markers of beginning and end included."""
    found = (mapping[np.array(encoding.ids)] for encoding in tokenizer.encode_batch_fast(list(texts)))
    return [rows if len(rows) <= longest else np.append(rows[: longest - 1], rows[-1]) for rows in found]


def as_table(rows: np.ndarray, *, learn: bool = False) -> Any:
    """The rows as a torch table."""
    import torch

    table: Any = torch.nn.Embedding
    return table.from_pretrained(torch.from_numpy(rows), freeze=not learn)


def meaning(body: Any, ids: "torch.Tensor", mask: "torch.Tensor") -> "torch.Tensor":
    """The mean of the last layer over the text, unit length: (n, hidden)."""
    import torch

    layer = body(input_ids=ids, attention_mask=mask).last_hidden_state
    inside = mask.unsqueeze(-1).to(layer.dtype)
    return torch.nn.functional.normalize((layer * inside).sum(1) / inside.sum(1), dim=-1)


def words(table: Any, ids: "torch.Tensor", mask: "torch.Tensor") -> "torch.Tensor":
    """The sum of the pieces' rows of the table, unit length; zero where no piece has a row: (n, dim)."""
    import torch

    rows = table(ids)
    return torch.nn.functional.normalize((rows * mask.unsqueeze(-1).to(rows.dtype)).sum(1), dim=-1, eps=_TINY)


def join(meanings: "torch.Tensor", sums: "torch.Tensor", *, share: float) -> "torch.Tensor":
    """Both parts side by side; a text without any known piece has a zero row: (n, hidden + dim)."""
    import torch

    known = (sums.square().sum(1, keepdim=True) > 0.5).to(meanings.dtype)
    return torch.cat([share**0.5 * meanings, (1 - share) ** 0.5 * sums], dim=1) * known


def encode(body: Any, texts: Sequence[np.ndarray]) -> np.ndarray:
    """The meanings of texts given as row numbers, without gradients, in their order: (n, hidden) float32."""
    import torch

    vectors = np.zeros((len(texts), body.config.hidden_size), dtype=np.float32)
    with torch.no_grad():
        for some in by_length([len(text) for text in texts], tokens=_TOKENS, at_most=256):
            vectors[some] = meaning(body, *pad([texts[row] for row in some])).cpu().numpy()
    return vectors


def by_length(lengths: Sequence[int], *, tokens: int, at_most: int, seed: int | None = None) -> Iterator[list[int]]:
    """Batches of texts of like length: at most `at_most` texts and `tokens` pieces with padding each.

    With a seed neighbours in length change places a little and the batches come in random order.
    """
    draw = random.Random(seed)
    order = sorted(range(len(lengths)), key=lambda row: lengths[row] + (2 * draw.random() if seed is not None else 0))
    batches: list[list[int]] = [[]]
    longest = 0
    for row in order:
        longest = max(longest, lengths[row])
        if batches[-1] and (longest * (len(batches[-1]) + 1) > tokens or len(batches[-1]) == at_most):
            batches.append([])
            longest = lengths[row]
        batches[-1].append(row)
    if seed is not None:
        draw.shuffle(batches)
    yield from (batch for batch in batches if batch)
