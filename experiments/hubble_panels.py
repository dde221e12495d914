"""Panels of the figure on Hubble's table: what changes over the output scale, and seeds over predictions."""

import numpy as np
from matplotlib.axes import Axes

from symfeat.plotting.style import BLUE, GREEN, GREY, INK, ORANGE, VERMILLION, pt
from symfeat.runs import Table

from .curves import Point, intervals, noted
from .sweep_effects import samples

LOOKS = {
    "linear-2": (INK, "o", "2 layers, linear"),
    "relu-2": (VERMILLION, "^", "2 layers, ReLU"),
    "tanh-2": (BLUE, "s", "2 layers, tanh"),
    "tanh-4": (GREEN, "D", "4 layers, tanh"),
    "relu-4": (ORANGE, "v", "4 layers, ReLU"),
}
LABELS = {
    "kernel_change": r"change of the kernel $\|K-K_0\|/\|K_0\|$",
    "angle_change": r"change of the angle $\zeta_0-\zeta$ in degrees",
    "overlap_end": "overlap of adjacent layers at the end",
}


def over_scale(
    ax: Axes,
    table: Table,
    column: str,
    exact: tuple[np.ndarray, np.ndarray] | None = None,
    level: float | None = None,
) -> list[Point]:
    """Medians over the seeds with intervals over the output scale, and the exact curve of linear networks.

    A `level` is marked. Returns what is drawn.
    """
    shown = []
    factor = -180 / np.pi if column == "angle_change" else 1.0
    if exact is not None:
        line = np.abs(factor) * exact[1]
        ax.plot(exact[0], line, color=INK, lw=pt(1.1), label="exact, linear", zorder=1)
        shown += noted(column, "exact", exact[0], line, exact=line)
    for network in table.values("network"):
        colour, mark, name = LOOKS[network]
        rows = table.where(network=network)
        alphas, values = sorted(rows.values("alpha")), samples(rows, "alpha", column).T
        if np.isnan(values).all():
            continue
        found = median, low, high = intervals(factor * values, of="median")
        ax.errorbar(
            alphas, median, (median - low, high - median), ls="", marker=mark, ms=pt(3.8),
            color=colour, mfc=colour if network.endswith("2") else "white", elinewidth=pt(0.8), label=name,
        )  # fmt: skip
        if exact is None or network != "linear-2":
            ax.plot(alphas, median, color=colour, lw=pt(0.6), ls=(0, (4, 2)), zorder=1)
        shown += noted(column, network, alphas, found)
        if column == "overlap_end":
            start = float(np.median(rows["overlap_start"]))
            ax.axhline(start, color=GREY, lw=pt(0.6), ls=":", zorder=0)
    ax.set_xscale("log")
    if column == "overlap_end":
        ax.set_ylim(0, 1)
    else:
        ax.set_yscale("log")
    ax.set_xlabel(r"output scale $\alpha$")
    ax.set_ylabel(LABELS[column])
    if level is not None:
        ax.axhline(level, color=GREY, lw=pt(0.6), ls=":", zorder=0)
        ax.legend(frameon=False, fontsize=pt(7.5), labelspacing=0.3, handletextpad=0.3, loc="lower left")
    return shown


def over_prediction(ax: Axes, table: Table) -> list[Point]:
    """The change of each seed's kernel over the predicted one, of linear and of ReLU networks."""
    shown, ends = [], []
    linear, relu = (table["network"] == network for network in ("linear-2", "relu-2"))
    kinds = {
        "linear": (INK, "o", linear),
        "ReLU, all neurons see": (VERMILLION, "^", relu & (table["died"] == 0)),
        "ReLU, some went blind": (BLUE, "x", relu & (table["died"] > 0)),
    }
    for name, (colour, mark, which) in kinds.items():
        if not which.any():
            continue
        x, y = table["exact_kernel_change"][which], table["kernel_change"][which]
        ends += x.tolist()
        ax.plot(x, y, mark, ms=pt(3), mew=pt(0.7), mfc="none", color=colour, label=name)
        shown += noted("prediction", name, x, y, exact=x)
    ax.plot([min(ends), max(ends)], [min(ends), max(ends)], color=GREY, lw=pt(0.7), zorder=0)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlabel("change of the kernel, predicted")
    ax.set_ylabel("change of the kernel, measured")
    ax.legend(frameon=False, fontsize=pt(7.5), labelspacing=0.3, handletextpad=0.3)
    return shown
