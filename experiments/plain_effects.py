"""Effects that are no mean over the seeds: a share of the networks, and a single number."""

from __future__ import annotations

import numpy as np

from symfeat.runs import Effect


def share(hits: np.ndarray) -> tuple[float, float, float]:
    """The share of truths among some networks, with Wilson's 95 % interval."""
    n, p, z = hits.size, float(np.mean(hits)), 1.959963984540054
    middle, half = p + z * z / (2 * n), z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = ((middle + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    return p, min(max(low, 0.0), p), max(min(high, 1.0), p)


def plain(name: str, value: float, expected: str, words: str) -> Effect:
    """An effect that is one number, without an interval."""
    return Effect(name, float(value), np.nan, np.nan, expected, words)
