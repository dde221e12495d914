"""Panels of the figure on ReLU: slopes and angles of the two copies over time, and what leaves them."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from symfeat.plotting.style import BLUE, GREY, INK, ORANGE, VERMILLION, pt
from symfeat.runs import Table

from .curves import Point, intervals, noted

COLOURS = {"positive": BLUE, "negative": VERMILLION}
SIGNS = {"positive": "$s > 0$", "negative": "$s < 0$"}
# Name of the curve, colour, mark, whether it is filled.
DISTANCES = {
    "relu, bounded": (INK, "o", True),
    "relu, free, before a sign changes": (BLUE, "s", False),
    "relu, free": (VERMILLION, "^", True),
    "leaky ReLU, bounded": (ORANGE, "D", False),
}


def over_time(ax: Axes, rows: Table, column: str, beside: Table | None = None) -> list[Point]:
    """Means over the seeds, with bands, on the exact curves of both copies, and another network's beside.

    Returns what is drawn.
    """
    times, shown = np.array(rows.values("time")), []
    prefix = "exact_zeta" if column == "zeta" else "exact"
    for side, colour in COLOURS.items():
        exact = _by_time(rows, f"{prefix}_{side}", column).mean(axis=0)
        found = mean, low, high = intervals(_by_time(rows, f"{column}_{side}", column))
        ax.plot(times, exact, color=colour, lw=pt(1.1), label=f"exact copy, {SIGNS[side]}")
        ax.fill_between(times, low, high, color=colour, alpha=0.12, lw=0)
        ax.plot(times, mean, "o", ms=pt(3.4), color=colour, label=f"ReLU, {SIGNS[side]}")
        shown += noted(column, f"relu {side}", times, found, exact)
        if beside is None:
            continue
        found = mean, *_ = intervals(_by_time(beside, f"{column}_{side}", column))
        ax.plot(
            times,
            mean,
            "D",
            ms=pt(2.8),
            mfc="white",
            mew=pt(0.8),
            color=colour,
            label=f"leaky, {SIGNS[side]}",
        )
        shown += noted(column, f"leaky-relu {side}", times, found, exact)
    ax.set_xlabel("time")
    return shown


def over_step(ax: Axes, found: Mapping[str, tuple[list[float], np.ndarray]]) -> list[Point]:
    """Distances from the copies, of shape (seeds, steps), over the step; the first with a line of power 1."""
    shown = []
    for index, (name, (steps, far)) in enumerate(found.items()):
        colour, mark, filled = DISTANCES[name]
        found = mean, low, high = intervals(far)
        line = mean[-1] * np.array(steps) / steps[-1]
        if index == 0:
            ax.plot(steps, line, color=GREY, lw=pt(0.7), zorder=1, label="power 1")
        aside = np.array(steps) * 1.06 ** (index - 1.5)  # marks of one height would hide each other
        ax.errorbar(
            aside, mean, (mean - low, high - mean), ls="", marker=mark, ms=pt(4), color=colour,
            mfc=colour if filled else "white", elinewidth=pt(0.7), label=name.replace("relu", "ReLU"),
        )  # fmt: skip
        shown += noted("distance", name, steps, found)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xticks(steps, [f"{step:g}" for step in steps])
    ax.minorticks_off()
    ax.set_ylim(bottom=3e-7)
    ax.set_xlabel("step")
    ax.set_ylabel("distance of slopes from the copies")
    return shown


def first_changes(ax: Axes, predicted: np.ndarray, measured: np.ndarray) -> list[Point]:
    """Times of the first sign change, measured over predicted."""
    ends = np.array([0.5 * np.nanmin(predicted), 2 * np.nanmax(predicted)])
    ax.plot(ends, ends, color=GREY, lw=pt(0.7), zorder=1)
    ax.plot(predicted, measured, "o", ms=pt(3.6), mfc="none", mew=pt(0.9), color=INK)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlabel("first sign change, predicted")
    ax.set_ylabel("first sign change, measured")
    return noted("first change", "relu", predicted, measured, exact=predicted)


def _by_time(rows: Table, name: str, column: str) -> np.ndarray:
    """A column of shape (seeds, times); angles in degrees."""
    values = rows[name].reshape(-1, len(rows.values("time")))
    return np.degrees(values) if column == "zeta" else values
