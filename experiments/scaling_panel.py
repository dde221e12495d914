"""One panel of the figure on exponents: medians over the width, and lines of the predicted slope."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from symfeat.plotting.style import BLUE, GREEN, GREY, INK, VERMILLION, pt

# Scalings whose points fall on each other are told apart by size: open rings around smaller marks.
MARKS = {
    "standard": {"marker": "o", "ms": 6.5, "mfc": "none", "color": BLUE},
    "ntk": {"marker": "s", "ms": 3, "color": VERMILLION},
    "mean-field": {"marker": "D", "ms": 3, "color": INK},
    "unbalanced": {"marker": "^", "ms": 4, "color": GREEN},
    "border": {"marker": "s", "ms": 6.5, "mfc": "none", "color": GREY},
}


def panel(
    ax: Axes, widths: Sequence[int], shown: Sequence[tuple[str, Fraction, np.ndarray]]
) -> list[dict[str, Any]]:
    """Draw scalings, each with the exponent of its line and its values of shape (widths, seeds).

    Returns what is drawn: medians and quartiles.
    """
    ends, rows = [], []
    for scaling, exponent, values in shown:
        low, medians, high = np.quantile(values, (0.25, 0.5, 0.75), axis=-1)
        line = np.array(widths, dtype=float) ** float(exponent)
        line *= np.exp(np.mean(np.log(medians / line)))
        mark = {**MARKS[scaling], "ms": pt(MARKS[scaling]["ms"])}
        ax.plot(widths, line, color=mark["color"], lw=pt(0.7), zorder=1)
        spread = (medians - low, high - medians)
        ax.errorbar(widths, medians, spread, ls="", mew=pt(0.9), elinewidth=pt(0.6), **mark)
        power = f"d^{{{exponent}}}" if exponent else "d^{\\,0}"
        ends.append((float(line[-1]), f"{scaling}  ${power}$", mark["color"]))
        columns = zip(widths, medians, low, high, line, strict=True)
        names = ("width", "median", "quartile_low", "quartile_high", "line")
        rows += [{"scaling": scaling, **dict(zip(names, values, strict=True))} for values in columns]
    ax.set_xscale("log", base=2)
    ax.set_yscale("log")
    bottom, top = ax.get_ylim()
    _names(ax, widths[-1], sorted(ends), 0.07 * math.log(top / bottom))
    ax.set_xticks(widths[::2])
    ax.spines["bottom"].set_bounds(ax.get_xlim()[0], widths[-1])
    ax.set_xlabel("width $d$")
    return rows


def _names(ax: Axes, right: float, ends: list[tuple[float, str, str]], apart: float) -> None:
    """Names to the right of the lines, in their order, moved up and down where they would overlap."""
    heights = np.log([value for value, _, _ in ends])
    for _ in range(100):
        for i, gap in enumerate(np.diff(heights)):
            lack = max(apart - gap, 0.0) / 2
            heights[i : i + 2] += (-lack, lack)
    for height, (_, name, color) in zip(np.exp(heights), ends, strict=True):
        ax.annotate(
            name, (right, height), (pt(8), 0), textcoords="offset points", va="center", fontsize=pt(8),
            color=color, annotation_clip=False,
        )  # fmt: skip
    first, last = ax.get_xlim()
    ax.set_xlim(first, last * (last / first) ** 0.55)
