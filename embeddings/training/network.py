"""A network with one hidden layer that tells from a question's vector which text answers it, by which of its sentences, and
more that is yes or no.

Its losses together: which texts a question belongs to (cross-entropy over the texts), how far its mate, the same question in
another language, is from belonging to the same (symmetric Kullback-Leibler divergence), and the log loss of every other thing
told, each side with the same say. Which sentences answer is learnt (cross-entropy over all of them) from what the hidden
layer holds for those, and does not change it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

HIDDEN = 1536
_EPOCHS, _BATCH, _RATE, _DECAY = 20, 128, 1e-3, 1e-2
_DROPPED = (0.2, 0.4)  # of the vector, of the hidden layer
_AGREES = 0.5  # what the divergence from the mate counts
_SMOOTHED = 0.05  # of a question's say, given to all texts or sentences


@dataclass(frozen=True, slots=True)
class Lesson:
    """What there is to learn from.

    vectors    # (n, d) float32
    texts      # (n, texts) float32: the share of each in the answer; zeros where none is
    sentences  # (n, sentences) float32: the share of each sentence of all texts in it; zeros where that is not told
    told       # (n, t) bool
    say        # (n, t) float32: weights by which the sides of each are equal; zeros where it is not asked
    mates      # (n,) int: the row of the question that must belong to the same texts; a row's own where there is none
    """

    vectors: np.ndarray
    texts: np.ndarray
    sentences: np.ndarray
    told: np.ndarray
    say: np.ndarray
    mates: np.ndarray


def fit_network(lesson: Lesson, *, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Weights and offsets of both layers, by AdamW with a one-cycle rate.

    (h, d), (h,), (texts + t + sentences, h), (texts + t + sentences,) float32
    """
    import torch
    from torch import nn
    from torch.nn.functional import binary_cross_entropy_with_logits as log_loss

    torch.manual_seed(seed)
    size = lesson.vectors.shape[1]
    scale = float(size**0.5)  # so that a unit vector's numbers are about 1
    vectors, texts, sentences, told, say = (
        torch.from_numpy(np.asarray(each, dtype=np.float32))
        for each in (lesson.vectors * scale, lesson.texts, lesson.sentences, lesson.told, lesson.say)
    )
    mates = torch.from_numpy(lesson.mates)
    hidden, out = nn.Linear(size, HIDDEN), nn.Linear(HIDDEN, texts.shape[1] + told.shape[1])
    with torch.random.fork_rng():  # so that all else is learnt as it would be without
        which_sentence = nn.Linear(HIDDEN, sentences.shape[1])
    below = nn.Sequential(nn.Dropout(_DROPPED[0]), hidden, nn.ReLU(), nn.Dropout(_DROPPED[1]))
    parameters = [weight for layer in (hidden, out, which_sentence) for weight in layer.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=_DECAY)
    steps = _EPOCHS * -(-len(vectors) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps)
    text_shares, sentence_shares = (_smoothed(shares) for shares in (texts, sentences))
    for _ in range(_EPOCHS):
        for rows in torch.split(torch.randperm(len(vectors)), _BATCH):
            held = below(vectors[rows])
            outputs = out(held)
            which = outputs[:, : texts.shape[1]].log_softmax(dim=1)
            mated = mates[rows] != rows
            theirs = out(below(vectors[mates[rows[mated]]]))[:, : texts.shape[1]].log_softmax(dim=1)
            apart = (which[mated].exp() - theirs.exp()) * (which[mated] - theirs)
            by = which_sentence(held.detach()).log_softmax(dim=1)
            whether = log_loss(outputs[:, texts.shape[1] :], told[rows], say[rows], reduction="none")
            right = (which * text_shares[rows]).sum(dim=1) + (by * sentence_shares[rows]).sum(dim=1)
            loss = (whether.sum(dim=1) - right).mean() + _AGREES * apart.sum() / len(rows)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    outs = [torch.cat(parts) for parts in ((out.weight, which_sentence.weight), (out.bias, which_sentence.bias))]
    weights = [part.detach().numpy() for part in (hidden.weight * scale, hidden.bias, *outs)]
    return weights[0], weights[1], weights[2], weights[3]


def _smoothed(shares: Any) -> Any:
    """A part of what a question says given to all; nothing where it says nothing."""
    return shares.sum(dim=1, keepdim=True) * _SMOOTHED / shares.shape[1] + (1 - _SMOOTHED) * shares
