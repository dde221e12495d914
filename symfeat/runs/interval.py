"""What a sample of seeds says about a mean, a median or a share: 95 % intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from symfeat.errors import InputError
from symfeat.inputs import real

LEVEL = 0.95
RESAMPLES = 10_000
_KINDS = ("mean", "median", "share")
_NORMAL = 1.959963984540054  # the two-sided 95 % point of the normal distribution


class Interval(NamedTuple):
    """A mean, or a median or share where that was asked for, and the ends of its 95 % interval."""

    mean: float
    low: float
    high: float


def interval(values: Iterable[float] | np.ndarray, of: str = "mean") -> Interval:
    """The mean of some seeds' values with its 95 % interval by Student's t distribution.

    `of="median"` gives the median, with the interval between percentiles of resampled medians; the resampling
    has a fixed seed. `of="share"` gives the share of truths, or ones among zeros, with Wilson's interval.
    A single mean or median has no interval: its ends are nan. So is all where a value is nan.

    Raises InputError for values that are no list of numbers, an empty list, an infinity, a share of other
    values than 0 and 1, or another `of`.

    >>> interval([1.0, 2.0, 3.0, 4.0])
    Interval(mean=2.5, low=0.44573974323947985, high=4.55426025676052)
    >>> interval([1.0, 2.0, 3.0, 9.0, 4.0], of="median")
    Interval(mean=3.0, low=1.0, high=9.0)
    >>> interval([True, True, True, False], of="share")
    Interval(mean=0.75, low=0.3006418425824019, high=0.9544127391902995)
    """
    if of not in _KINDS:
        raise InputError(f"of must be {', '.join(_KINDS[:-1])} or {_KINDS[-1]}; got {of!r}")
    given = np.asarray(values if isinstance(values, np.ndarray) else list(values))
    array = real("values", given.astype(float) if of == "share" and given.dtype == bool else given)
    if array.ndim != 1 or not array.size:
        raise InputError(f"values must be a list of at least one number; got shape {array.shape}")
    if np.isinf(array).any():
        raise InputError("values must not be infinite; got an infinity")
    if np.isnan(array).any():
        return Interval(math.nan, math.nan, math.nan)
    if of == "median":
        return _median(array)
    if of == "share":
        return _share(array)
    mean = float(np.mean(array))
    if array.size == 1:
        return Interval(mean, math.nan, math.nan)
    half = student_quantile(array.size - 1) * float(np.std(array, ddof=1)) / math.sqrt(array.size)
    return Interval(mean, mean - half, mean + half)


def student_quantile(freedom: int) -> float:
    """The t with P(|T| <= t) = 0.95 for Student's T with an integer number of degrees of freedom, at least 1.

    The probability is a finite sum in theta = arctan(t / sqrt(freedom)), 26.7.3 and 26.7.4 of Abramowitz and
    Stegun; theta is found by bisection.

    >>> round(student_quantile(9), 6)
    2.262157
    """
    low, high = 0.0, math.pi / 2
    while (theta := (low + high) / 2) not in (low, high):
        low, high = (theta, high) if _within(theta, freedom) < LEVEL else (low, theta)
    return math.sqrt(freedom) * math.tan(theta)


def _within(theta: float, freedom: int) -> float:
    """P(|T| <= sqrt(freedom) tan(theta))."""
    odd = freedom % 2
    squared = math.cos(theta) ** 2
    # Each term of the sum is the one before it times cos^2 and a ratio: 2/3, 4/5, ... or 1/2, 3/4, ...
    first = np.arange(2, freedom - 1, 2) if odd else np.arange(1, freedom - 1, 2)
    total = 1 + float(np.sum(np.cumprod(first / (first + 1) * squared)))
    if not odd:
        return math.sin(theta) * total
    tail = math.sin(theta) * math.cos(theta) * total if freedom > 1 else 0.0
    return 2 / math.pi * (theta + tail)


def _median(values: np.ndarray) -> Interval:
    if values.size == 1:
        return Interval(float(values[0]), math.nan, math.nan)
    picks = np.random.default_rng(0).integers(values.size, size=(RESAMPLES, values.size))
    low, high = np.quantile(np.median(values[picks], axis=1), ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return Interval(float(np.median(values)), float(low), float(high))


def _share(hits: np.ndarray) -> Interval:
    """Wilson's interval, which is inside [0, 1] and holds the share."""
    if not np.isin(hits, (0, 1)).all():
        raise InputError("values of a share must be truths, or zeros and ones; got others")
    n, share, z = hits.size, float(np.mean(hits)), _NORMAL
    middle, half = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = ((middle + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    return Interval(share, max(0.0, min(low, share)), min(1.0, max(high, share)))
