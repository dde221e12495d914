"""Where observables of trained networks fall through a level as a setting grows, and how fast."""

from __future__ import annotations

import numpy as np

from symfeat.runs import Interval, Table, interval

# In the theory of two layers the kernel ends sqrt(2) times as large where its floor is the target, S = |y|.
KERNEL_LEVEL = 2**0.5 - 1


def by_seed(rows: Table, over: str, of: str) -> tuple[np.ndarray, np.ndarray]:
    """Rising values of `over`, and the column `of` with a row for each seed and a column for each of them."""
    x = np.sort(np.array(rows.values(over), dtype=float))
    parts = [rows.where(**{over: value}) for value in x]
    order = [part[of][np.argsort(part["seed"])] for part in parts]
    return x, np.array(order, dtype=float).T


def crossings(x: np.ndarray, values: np.ndarray, level: float | np.ndarray) -> np.ndarray:
    """For each row of `values` the first x at which it falls through its level, linear in log x; else nan.

    >>> crossings(np.array([0.01, 1.0]), np.array([[3.0, 1.0], [1.0, 0.5]]), 2.0).round(3).tolist()
    [0.1, nan]
    """
    above = values - np.reshape(level, (-1, 1))
    falls = (above[:, :-1] > 0) & (above[:, 1:] <= 0)
    first, row = np.argmax(falls, axis=1), np.arange(len(values))
    left, right = above[row, first], above[row, first + 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        at = np.log(x[first]) + np.log(x[first + 1] / x[first]) * left / (left - right)
    return np.where(falls.any(axis=1), np.exp(at), np.nan)


def powers(x: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The power of x that each row of `values` goes with between the two largest x.

    >>> powers(np.array([1.0, 10.0, 100.0]), np.array([[9.0, 4.0, 0.4]])).round(6).tolist()
    [-1.0]
    """
    return np.log(values[:, -1] / values[:, -2]) / np.log(x[-1] / x[-2])


def geometric(values: np.ndarray) -> Interval:
    """The geometric mean of positive numbers with its interval; nan where one is missing."""
    return Interval(*np.exp(interval(np.log(values))).tolist())
