"""Observables of trained networks over a setting: means over the seeds, with bands of 95 %."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from symfeat.plotting.style import BLUE, GREEN, INK, ORANGE, PURPLE, VERMILLION, pt
from symfeat.runs import Table, interval


class Look(NamedTuple):
    """How a series is told from the others, in grey as well."""

    color: str
    marker: str
    dashes: Any = "-"


LOOKS = (
    Look(BLUE, "o"),
    Look(VERMILLION, "s", (0, (5, 1.2))),
    Look(GREEN, "^", (0, (2.5, 1.2))),
    Look(INK, "D", (0, (1, 1))),
    Look(PURPLE, "v", (0, (5, 1.2, 1, 1.2))),
    Look(ORANGE, "P", (0, (7, 2))),
)

Point = dict[str, float | str]


def bands(ax: Axes, rows: Table, over: str, of: str, look: Look, series: str) -> list[Point]:
    """Draw means of the column `of` over the values of `over`, with their bands; what was drawn, a row each.

    Where a seed has no number, there is no point. `series` is its label in a legend.
    """
    x = np.sort(np.array(rows.values(over), dtype=float))
    found = [interval(rows.where(**{over: value})[of]) for value in x]
    mean, low, high = np.array(found).T
    ax.plot(
        x, mean, color=look.color, marker=look.marker, ls=look.dashes, ms=pt(3.2), mew=0, lw=pt(1.0),
        label=series, zorder=3,
    )  # fmt: skip
    ax.fill_between(x, low, high, color=look.color, alpha=0.22, lw=0, zorder=2)
    numbers = zip(x.tolist(), mean.tolist(), low.tolist(), high.tolist(), strict=True)
    return [
        {"observable": of, "series": series, over: at, "mean": m, "low": lo, "high": hi}
        for at, m, lo, hi in numbers
    ]


def columns(points: Sequence[Point]) -> dict[str, list[float | str]]:
    """Points as the data of a picture."""
    return {name: [point[name] for point in points] for name in points[0]}
