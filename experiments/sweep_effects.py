"""What a table says of one axis of its sweep: samples over it, their means, powers and crossings."""

from collections.abc import Iterable

import numpy as np

from symfeat.runs import Effect, Interval, Table, interval

_LEAST = 1e-4  # of a value, where its log is taken


def samples(table: Table, axis: str, column: str, **where: str | float) -> np.ndarray:
    """A column of the rows in question, of shape (values of the axis, which rise, seeds)."""
    rows = table.where(**where)
    return np.array([rows.where(**{axis: value})[column] for value in sorted(rows.values(axis))])


def effect(name: str, values: np.ndarray, expected: str, words: str) -> Effect:
    """The mean over the seeds, with its interval, which has to be where it is expected as a whole."""
    return Effect(name, *interval(values), expected, words, clear=True)


def geometric(values: np.ndarray) -> Interval:
    """The geometric mean of positive numbers, with its 95 % interval; nan where one is missing."""
    return Interval(*np.exp(interval(np.log(values))).tolist())


def power(x: Iterable[float], values: np.ndarray) -> np.ndarray:
    """The power of x with which positive values, of shape (x, seeds), go: a least-squares fit for each seed.

    nan for a seed with a value that is not positive.
    """
    logs = np.log(np.where(values > 0, values, np.nan))
    centred = np.log(list(x)) - np.mean(np.log(list(x)))
    return np.tensordot(centred, logs, 1) / np.sum(centred**2)


def crossing(x: Iterable[float], values: np.ndarray, level: float) -> np.ndarray:
    """Where values, of shape (x, seeds), first come to a level, between two x on a line in the log of both.

    Values start above the level; nan for a seed that does not, or that never comes down to it.
    """
    places, logs = np.log(list(x)), np.log(np.maximum(values, _LEAST)) - np.log(level)
    found = np.full(logs.shape[1], np.nan)
    for seed, path in enumerate(logs.T):
        below = np.flatnonzero(path <= 0)
        if below.size and below[0] > 0:
            i, j = below[0] - 1, below[0]
            share = path[i] / (path[i] - path[j])
            found[seed] = np.exp(places[i] + share * (places[j] - places[i]))
    return found
