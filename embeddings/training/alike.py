"""A projection under which questions with one answer are alike, and those that come near without an answer stand apart.

The projection is fitted on questions whose answers are known, and on near misses. In a batch, the share that a question's
like have of all the others' exp(cosine / temperature) is raised (InfoNCE, van den Oord et al. 2018; the positives summed
inside the logarithm, so that the nearest count most); a near miss has no like and is only ever one of the others. It
starts from the principal directions of the vectors, and a penalty on the squared distance from there keeps it near.
"""

from collections.abc import Sequence

import numpy as np

DIM = 192
_STEPS, _BATCH, _RATE = 600, 1024, 1e-3
_TEMPERATURE, _PENALTY = 0.05, 0.01


def fit_alike(
    vectors: np.ndarray, answers: Sequence[str], near_misses: np.ndarray, *, dim: int = DIM, seed: int = 0
) -> np.ndarray:
    """The projection (dim, d) float32 for vectors (n, d), unit rows; questions with equal `answers` (n,) are alike.

    near_misses  # (m, d), unit rows; m may be 0
    """
    import torch
    from torch.nn.functional import normalize

    generator = torch.Generator().manual_seed(seed)
    groups = np.unique(np.asarray(answers), return_inverse=True)[1]
    own = np.r_[groups, len(groups) + np.arange(len(near_misses))]
    held = torch.from_numpy(np.concatenate([vectors, near_misses]).astype(np.float32))
    group = torch.from_numpy(own)
    start = torch.linalg.svd(held, full_matrices=False).Vh[:dim].clone()
    projection = start.clone().requires_grad_()
    adam = torch.optim.Adam([projection], lr=_RATE)
    schedule = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 1 / _STEPS, _STEPS)
    for _ in range(_STEPS):
        chosen = torch.randint(len(held), (min(_BATCH, len(held)),), generator=generator)
        projected = normalize(held[chosen] @ projection.T, dim=1)
        itself = chosen[:, None] == chosen[None]
        likeness = (projected @ projected.T / _TEMPERATURE).masked_fill(itself, -torch.inf)
        alike = (group[chosen][:, None] == group[chosen][None]) & ~itself
        has_like = alike.any(dim=1)
        if not has_like.any():
            continue
        shares = likeness.masked_fill(~alike, -torch.inf)[has_like].logsumexp(1) - likeness[has_like].logsumexp(1)
        loss = -shares.mean() + _PENALTY * (projection - start).square().sum()
        adam.zero_grad()
        loss.backward()
        adam.step()
        schedule.step()
    return np.asarray(projection.detach().numpy())
