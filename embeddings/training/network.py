"""A network with one hidden layer that tells from a question's vector which text answers it, and more that is yes or no.

Its losses together: which texts a question belongs to (cross-entropy over the texts), and the log loss of every other thing
told, each side with the same say.
"""

from dataclasses import dataclass

import numpy as np

HIDDEN = 1536
_EPOCHS, _BATCH, _RATE, _DECAY = 20, 128, 1e-3, 1e-2
_DROPPED = (0.2, 0.4)  # of the vector, of the hidden layer
_SMOOTHED = 0.05  # of a question's say, given to all texts


@dataclass(frozen=True, slots=True)
class Lesson:
    """What there is to learn from.

    vectors  # (n, d) float32
    texts    # (n, texts) float32: the share of each in the answer; zeros where none is
    told     # (n, t) bool
    say      # (n, t) float32: weights by which the sides of each are equal; zeros where it is not asked
    """

    vectors: np.ndarray
    texts: np.ndarray
    told: np.ndarray
    say: np.ndarray


def fit_network(lesson: Lesson, *, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Weights and offsets of both layers, (h, d), (h,), (texts + t, h), (texts + t,) float32, by AdamW with a one-cycle rate."""
    import torch
    from torch import nn
    from torch.nn.functional import binary_cross_entropy_with_logits as log_loss

    torch.manual_seed(seed)
    size = lesson.vectors.shape[1]
    scale = float(size**0.5)  # so that a unit vector's numbers are about 1
    vectors, texts, told, say = (
        torch.from_numpy(np.asarray(each, dtype=np.float32))
        for each in (lesson.vectors * scale, lesson.texts, lesson.told, lesson.say)
    )
    hidden, out = nn.Linear(size, HIDDEN), nn.Linear(HIDDEN, texts.shape[1] + told.shape[1])
    network = nn.Sequential(nn.Dropout(_DROPPED[0]), hidden, nn.ReLU(), nn.Dropout(_DROPPED[1]), out)
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = _EPOCHS * -(-len(vectors) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps)
    smoothed = texts.sum(dim=1, keepdim=True) * _SMOOTHED / texts.shape[1] + (1 - _SMOOTHED) * texts
    for _ in range(_EPOCHS):
        for rows in torch.split(torch.randperm(len(vectors)), _BATCH):
            outputs = network(vectors[rows])
            which = outputs[:, : texts.shape[1]].log_softmax(dim=1)
            whether = log_loss(outputs[:, texts.shape[1] :], told[rows], say[rows], reduction="none")
            loss = (whether.sum(dim=1) - (which * smoothed[rows]).sum(dim=1)).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    weights = [part.detach().numpy() for part in (hidden.weight * scale, hidden.bias, out.weight, out.bias)]
    return weights[0], weights[1], weights[2], weights[3]
