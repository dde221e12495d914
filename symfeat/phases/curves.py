"""The shape of a trajectory in words: how slope and loss bend, how the kernel goes."""

from typing import Any

import numpy as np

from symfeat.mechanisms import Value

CURVES = ("at rest", "slows down throughout", "accelerates, then slows down", "plateau, then acceleration")
PATHS = ("constant", "grows", "falls", "falls to its floor, then grows")
REACHES = ("reached", "out of reach", "there from the start")
MECHANISMS = ("none", "rescaling", "alignment", "disalignment")


def bends(wedge, imbalance, target):
    """Temporary."""
    s2 = wedge**2 + imbalance**2
    with np.errstate(invalid="ignore"):
        out = []
        for k, m in ((8, 4), (24, 6)):
            root = np.where(target**2 > k * s2, np.sqrt(target**2 - k * s2), np.nan)
            out += [(target - root) / m, (target + root) / m]
    return (
        np.where(target > 0, out[0], out[1]),
        np.where(target > 0, out[1], out[0]),
        np.where(target > 0, out[2], out[3]),
        np.where(target > 0, out[3], out[2]),
    )


def curves(slope0: Value, wedge: Value, imbalance: Value, target: Value, limit: Value) -> tuple[Any, Any]:
    """The shapes of the slope's and of the loss's curve, as positions in `CURVES`.

    Between two slopes, `lower` and `upper` in size, learning accelerates; elsewhere it slows down. A first
    slope before the lower one makes a plateau; beyond the upper one, learning only slows down. For a target
    out of reach, the trajectory ends at 0, before the lower one.
    """
    bent = [np.asarray(value) for value in bends(wedge, imbalance, target)]
    return tuple(_curve(slope0, target, limit, *pair) for pair in (bent[:2], bent[2:]))  # pyright: ignore[reportReturnType]


def _curve(slope0: Value, target: Value, limit: Value, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    toward = np.sign(target)
    start, first, last = toward * slope0, toward * lower, toward * upper
    accelerates = (start < last) & (limit == target)
    shape = np.where(accelerates, np.where(start < first, 3, 2), 1)
    return np.where(slope0 == limit, 0, shape)


def paths(slope0: Value, wedge: Value, imbalance: Value, limit: Value) -> Any:
    """How the kernel goes from time 0 on, as positions in `PATHS`: it follows the size of the slope."""
    slope0, limit = np.asarray(slope0), np.asarray(limit)
    change = np.sign(np.abs(limit) - np.abs(slope0))
    return np.where(
        np.sign(slope0) * np.sign(limit) < 0, 3, np.where(change > 0, 1, np.where(change < 0, 2, 0))
    )


def reaches(slope0: Value, target: Value, limit: Value) -> Any:
    """Whether the target is reached, as positions in `REACHES`."""
    return np.where(np.asarray(limit) != target, 1, np.where(np.asarray(slope0) == target, 2, 0))


def mechanism(slope0: Value, wedge: Value, limit: Value) -> Any:
    """What the layers do, as positions in `MECHANISMS`: a wedge lets them turn, else they rescale."""
    change = np.sign(np.abs(limit) - np.abs(slope0))
    turns = np.where(change > 0, 2, 3)
    return np.where(change == 0, 0, np.where(np.asarray(wedge) > 0, turns, 1))
