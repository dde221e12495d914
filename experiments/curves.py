"""Curves over the seeds as a picture notes them: means or medians with intervals, and what is exact."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symfeat.runs import interval

Point = dict[str, float | str]


def intervals(values: np.ndarray, of: str = "mean") -> np.ndarray:
    """Of values of shape (seeds, x) means or medians with the ends of their intervals, of shape (3, x)."""
    return np.array([interval(column, of=of) for column in values.T]).T


def noted(
    panel: str,
    curve: str,
    x: Sequence[float] | np.ndarray,
    found: np.ndarray,
    exact: np.ndarray | None = None,
) -> list[Point]:
    """What is drawn, a row each, of values with their intervals or without, of shape (3, x) or (x,)."""
    nothing = np.full(len(x), np.nan)
    value, low, high = found if found.ndim == 2 else (found, nothing, nothing)
    names = ("x", "value", "low", "high", "exact")
    columns = (np.asarray(x), value, low, high, nothing if exact is None else exact)
    return [
        {"panel": panel, "curve": curve} | dict(zip(names, row, strict=True))
        for row in np.transpose(columns).tolist()
    ]


def columns(points: Sequence[Point]) -> dict[str, list[float | str]]:
    """Points as the data of a picture."""
    return {name: [point[name] for point in points] for name in points[0]}
