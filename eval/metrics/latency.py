"""How long an answer takes."""

from collections.abc import Sequence

import numpy as np


def latency(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95 and the longest, in milliseconds, with linear interpolation between order statistics; {} of nothing.

    Measured around the whole call, in one process and thread, after loading and one warm-up question a language.
    Differs between runs, so it belongs under `timings`. Example: [0.010, 0.020, 0.030] -> p50 20, p95 29, max 30.
    """
    if not seconds:
        return {}
    p50, p95, longest = np.percentile(np.asarray(seconds) * 1000, (50, 95, 100))
    return {"p50_ms": float(p50), "p95_ms": float(p95), "max_ms": float(longest)}
