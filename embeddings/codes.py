"""Matrices as codes of 4 bits: an eighth of their float32 size."""

import numpy as np


def halve(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Codes of 4 bits, two in a byte, and factors: a number is (code - 7.5) · factor, the code of its row's first half low.

    rows  # (n, 2m) float32; gives (n, m) uint8 and (n,) float32. Each row's range is the one that loses least; a zero row
    has the factor 0.
    """
    largest = np.abs(rows).max(axis=1)
    codes, factors = np.full(rows.shape, 7, dtype=np.uint8), np.zeros_like(largest)
    least = np.where(largest > 0, np.inf, 0.0)
    for part in np.linspace(0.45, 1, 12):
        tried = np.where(largest > 0, largest * np.float32(part) / 7.5, 1)
        found = np.clip(np.floor(rows / tried[:, None]) + 8, 0, 15)
        loss = np.square((found - 7.5) * tried[:, None] - rows).sum(axis=1)
        better = loss < least
        codes[better], factors[better], least[better] = found[better], tried[better], loss[better]
    low, high = np.split(codes, 2, axis=1)
    return low | (high << 4), factors


def whole(halves: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """The rows (n, 2m) float32 that `halve` made codes (n, m) and factors (n,) of."""
    codes = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32)
    return np.asarray((codes - 7.5) * factors[:, None])
