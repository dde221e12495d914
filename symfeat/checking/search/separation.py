"""A point where the sides of an identity differ, and how far they agree elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterable
from math import log2

from symfeat.checking.ball import BITS, MAX_BITS, Pair
from symfeat.checking.search.region import Point
from symfeat.checking.search.trial import Trial

_BLIND_AFTER = 4  # points without any value, for want of an enclosure, after which balls are given up
_UNSEEN_SECONDS = 0.8  # without a finite value at any point


def apart(trial: Trial, points: Iterable[Point], seconds: float = float("inf")) -> tuple[Point, Pair] | None:
    """The first point where both sides lie in finite disjoint balls, while time lasts."""
    began = time.monotonic()
    blind, seen = 0, False
    for point in points:
        pair = apart_at(trial, point)
        if pair is not None:
            return point, pair
        blind = blind + 1 if trial.gave_up(point) else -1_000_000
        seen = seen or trial.pair(point, BITS) is not None
        spent = time.monotonic() - began
        if blind >= _BLIND_AFTER or spent > seconds or (not seen and spent > _UNSEEN_SECONDS):
            return None
    return None


def apart_at(trial: Trial, point: Point) -> Pair | None:
    """Disjoint balls at a point; the precision rises while they are too wide to say anything."""
    for bits in (BITS, MAX_BITS):
        pair = trial.pair(point, bits)
        if pair is not None and not pair.overlap:
            return pair
        if (pair is not None and pair.sharp) or trial.gave_up(point):
            return None
    return None


def agreement(trial: Trial, point: Point, digits: int) -> bool | None:
    """Whether the sides agree to `digits` digits at a point; None where balls cannot tell, False if apart.

    Sides that may both be zero agree if the largest difference falls by as many digits with the precision.
    """
    need = digits * log2(10)
    before: float | None = None
    for bits in _precisions(need):
        pair = trial.pair(point, bits, seconds=3.0)
        if pair is None:
            if trial.gave_up(point):
                return None
            continue
        if not pair.overlap:
            return False
        gap = pair.gap_bits
        if gap <= pair.scale_bits - need or (before is not None and gap <= before - need):
            return True
        before = gap
    return None


def _precisions(need: float) -> Iterable[int]:
    """Bits to try: those in use if they are enough, else some more than needed; then four times as many."""
    first = BITS if need + 16 < BITS else int(1.1 * need) + 64
    return (first, 4 * first)
