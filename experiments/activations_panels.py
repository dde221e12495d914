"""Panels of the figure on five activations: angles over time, distances over the step, the criterion."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from symfeat.plotting.style import BLUE, GREEN, GREY, INK, PALE, PURPLE, VERMILLION, pt
from symfeat.runs import Table

from .curves import Point, intervals, noted
from .panels import called

LOOKS = {
    "linear": (INK, "o"),
    "relu": (VERMILLION, "^"),
    "leaky-relu": (PURPLE, "v"),
    "tanh": (BLUE, "s"),
    "swish": (GREEN, "D"),
}
STARTS = {"small": BLUE, "large": VERMILLION}
MARKS = {("small", "zeta"): "o", ("small", "slope"): "s", ("large", "zeta"): "^", ("large", "slope"): "D"}
NAMES = {"zeta": "angle", "slope": "slope"}


def over_time(ax: Axes, rows: Table, activation: str, start: str) -> list[Point]:
    """The mean angle of the seeds over time, with its band; of linear networks as points alone."""
    colour, mark = LOOKS[activation]
    times = np.array(rows.values("time"))
    zeta, exact = (np.degrees(rows[name].reshape(-1, len(times))) for name in ("zeta", "exact_zeta"))
    found = intervals(zeta)
    mean, low, high = found[:, 1:]
    is_linear = activation == "linear"
    look: dict[str, Any] = (
        {"ls": "", "ms": pt(3.6), "zorder": 5} if is_linear else {"ms": pt(3), "mfc": "white"}
    )
    ax.fill_between(times[1:], low, high, color=colour, alpha=0.08, lw=0)
    ax.plot(
        times[1:], mean, marker=mark, mew=pt(0.8), lw=pt(0.7), color=colour, label=called(activation), **look
    )
    return noted(start, activation, times, found, exact.mean(axis=0))


def over_step(ax: Axes, start: str, column: str, steps: list[float], far: np.ndarray) -> list[Point]:
    """Mean distances of the seeds from the exact curve, of shape (seeds, steps), on a line of power 1."""
    found = intervals(far)
    mean, low, high = found
    colour = STARTS[start]
    ax.plot(steps, mean[-1] * np.array(steps) / steps[-1], color=colour, lw=pt(0.7), zorder=1)
    ax.errorbar(
        steps, mean, (mean - low, high - mean), ls="", marker=MARKS[start, column], ms=pt(4), color=colour,
        mfc=colour if column == "zeta" else "white", elinewidth=pt(0.7), label=f"{start}, {NAMES[column]}",
    )  # fmt: skip
    return noted("distance", f"{start} {column}", steps, found)


def criterion(ax: Axes, activation: str, ratio: np.ndarray, change: np.ndarray) -> list[Point]:
    """The change of log |cos zeta| of each seed over log |y/f0|."""
    colour, mark = LOOKS[activation]
    filled = colour if activation == "linear" else "none"
    ax.plot(ratio, change, mark, ms=pt(3.2), mew=pt(0.7), mfc=filled, color=colour)
    return noted("criterion", activation, ratio, change)


def quadrants(ax: Axes) -> None:
    """Shade where both have one sign, as theory says."""
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    ax.set(xlim=(left, right), ylim=(bottom, top))
    for x, y, width, height in ((0, 0, right, top), (left, bottom, -left, -bottom)):
        ax.add_patch(Rectangle((x, y), width, height, color=PALE, alpha=0.35, lw=0, zorder=0))
    ax.text(0.97 * right, 0.96 * bottom, r"grey: as $|y| > |f_0|$ says", ha="right", fontsize=pt(7.5))
    ax.axhline(0, color=GREY, lw=pt(0.6), zorder=0)
    ax.axvline(0, color=GREY, lw=pt(0.6), zorder=0)
