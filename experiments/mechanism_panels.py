"""Rows of panels over the output scale, and where the kernel's crossover lies: for deep networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from symfeat.plotting.style import letter, pt
from symfeat.runs import Table

from .mechanisms import AXIS, KERNEL_LEVEL, kernel_crossover, scales
from .panels import SERIES, called, curve, level, look, names
from .sweep_effects import samples

Drawn = list[dict[str, Any]]


def observables(
    axes: Sequence[Axes], rows: Table, panels: Mapping[str, str], by: str, unit: str, suffix: str
) -> Drawn:
    """Draw a panel for each column of `panels`, labelled, with a line for each value of the column `by`.

    The first is the change of the kernel, on a logarithmic scale. Lines are called like "3 layers" by the
    `unit` "{} layers"; `suffix` ends the names of the panels in the data. Returns what is drawn.
    """
    drawn: Drawn = []
    for ax, (column, label) in zip(axes, panels.items(), strict=True):
        for series, value in zip(SERIES, rows.values(by), strict=False):
            mine = rows.where(**{by: value})
            drawn += curve(
                ax, f"{column}, {suffix}", unit.format(value), scales(mine), samples(mine, AXIS, column),
                **series,
            )  # fmt: skip
        over_scale(ax, label)
    axes[0].set_yscale("log")
    level(axes[0], KERNEL_LEVEL)
    return drawn


def over_scale(ax: Axes, label: str) -> None:
    """Label a panel over the output scale."""
    ax.set_xscale("log")
    ax.set_xlabel(r"output scale $\alpha$")
    ax.set_ylabel(label)


def crossover(ax: Axes, rows: Table, by: str, label: str) -> Drawn:
    """Draw where the kernel changes by 0.41 over the values of a column, for each activation."""
    drawn: Drawn = []
    values = [float(value) for value in rows.values(by)]
    for activation in rows.values("activation"):
        mine = [rows.where(activation=activation, **{by: value}) for value in rows.values(by)]
        places = np.array([kernel_crossover(part) for part in mine])
        drawn += curve(ax, "crossover", called(activation), values, places, **look(activation))
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xticks(values, [f"{value:g}" for value in values])
    ax.set_xticks([], minor=True)
    ax.set_xlabel(label)
    ax.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    ax.yaxis.set_minor_formatter(NullFormatter())
    ax.set_ylabel(r"crossover $\alpha$ of the kernel")
    names(ax)
    return drawn


def finish(axes: Sequence[Axes], named: int) -> None:
    """Letter the panels; the last one, which holds nothing, is the legend of the first `named`."""
    for ax in axes:
        if not ax.has_data():
            ax.set_axis_off()
    letter([ax for ax in axes if ax.has_data()])
    axes[-1].legend(
        *axes[0].get_legend_handles_labels(), frameon=False, fontsize=pt(8), handlelength=2.6, loc="center",
        title=f"(a) to ({chr(ord('a') + named - 1)})", title_fontsize=pt(8),
    )  # fmt: skip
