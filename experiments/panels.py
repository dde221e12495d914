"""What panels of deep networks share: means over the seeds with bands of 95 %, names, levels, places."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from symfeat.plotting.style import BLUE, GREEN, GREY, INK, ORANGE, PALE, VERMILLION, pt
from symfeat.runs import interval

# By activation and layers; apart in grey, too, by their marks and dashes.
LOOKS: dict[str, dict[str, Any]] = {
    "linear-2": {"color": INK, "marker": "D", "ls": (0, (1, 1))},
    "relu-2": {"color": GREEN, "marker": "^", "ls": (0, (4, 1.5))},
    "tanh": {"color": VERMILLION, "marker": "s", "ls": (0, (5, 1, 1, 1))},
    "relu": {"color": BLUE, "marker": "o", "ls": "-"},
}
# Shades for what is compared within one network: pairs of layers, scalings.
SERIES: tuple[dict[str, Any], ...] = (
    {"color": INK, "marker": "D", "ls": (0, (1, 1))},
    {"color": GREEN, "marker": "^", "ls": (0, (4, 1.5))},
    {"color": VERMILLION, "marker": "s", "ls": (0, (5, 1, 1, 1))},
    {"color": BLUE, "marker": "o", "ls": "-"},
    {"color": ORANGE, "marker": "v", "ls": (0, (3, 1, 1, 1, 1, 1))},
    {"color": GREY, "marker": "P", "ls": (0, (2, 1))},
)


def look(network: str) -> dict[str, Any]:
    """How a network is drawn in all figures."""
    return LOOKS[network if network in LOOKS else network.rsplit("-", 1)[0]]


def called(activation: str) -> str:
    """An activation's name as it stands in figures."""
    return activation.replace("relu", "ReLU").replace("-", " ")


def words(network: str) -> str:
    """A network's name as it stands in figures."""
    activation, layers = network.rsplit("-", 1)
    return f"{called(activation)}, {layers} layers"


def curve(
    ax: Axes, panel: str, name: str, x: Iterable[float], values: np.ndarray, **drawn: Any
) -> list[dict[str, Any]]:
    """Draw the mean of values, of shape (x, seeds), with its 95 % band; returns what is drawn, as rows.

    A seed whose value is undefined is left out there, as an overlap where no subspace leads.
    """
    places = list(x)
    defined = [row[np.isfinite(row)] if np.isfinite(row).any() else row for row in values]
    mean, low, high = np.array([interval(row) for row in defined]).T
    band = drawn.get("color", INK)
    ax.fill_between(places, low, high, color=band, alpha=0.22, lw=0)
    ax.errorbar(
        places, mean, (mean - low, high - mean), elinewidth=pt(0.7), capsize=pt(1.2), capthick=pt(0.5),
        **{"ms": pt(3.2), "mew": pt(0.7), "lw": pt(1.1), "label": name, **drawn},
    )  # fmt: skip
    columns = zip(places, mean, low, high, strict=True)
    return [
        {"panel": panel, "curve": name, "x": float(a), "mean": float(m), "low": float(l), "high": float(h)}
        for a, m, l, h in columns
    ]


def level(ax: Axes, height: float, text: str = "", side: str = "right") -> None:
    """A thin horizontal line, with a word at one of its ends."""
    ax.axhline(height, color=GREY, lw=pt(0.7), ls=(0, (2, 2)), zorder=0)
    if text:
        ax.annotate(
            text, (0.99 if side == "right" else 0.01, height), xycoords=("axes fraction", "data"),
            xytext=(0, pt(2)), textcoords="offset points", ha=side, fontsize=pt(7), color=GREY,
        )  # fmt: skip


def place(ax: Axes, x: float, text: str = "") -> None:
    """A thin vertical line, with a word at its upper end."""
    ax.axvline(x, color=GREY, lw=pt(0.7), ls=(0, (2, 2)), zorder=0)
    if text:
        ax.annotate(
            text, (x, 1), xycoords=("data", "axes fraction"), xytext=(0, pt(2)),
            textcoords="offset points", ha="center", va="bottom", fontsize=pt(7), color=GREY,
        )  # fmt: skip


def null_band(ax: Axes, low: float, high: float) -> None:
    """What layers turned at random would show."""
    ax.axhspan(low, high, color=PALE, alpha=0.55, lw=0, zorder=0)


def names(ax: Axes, where: Any = "best", columns: int = 1) -> None:
    """The legend, where there is something to name."""
    if not ax.get_legend_handles_labels()[0]:
        return
    ax.legend(
        loc=where, facecolor="white", edgecolor="none", framealpha=0.8, fontsize=pt(7.5), ncols=columns,
        handlelength=2.2, handletextpad=0.5, labelspacing=0.3, borderpad=0.1, columnspacing=1.0,
    )  # fmt: skip
