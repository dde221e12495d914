"""The picture: three observables over the width, and the fraction of networks that align."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from results import rows

from symfeat.phases import alignment_probability
from symfeat.plotting.style import BLUE, GREEN, GREY, INK, PALE, VERMILLION, drawing_style, grid, letter, save

# Settings whose points fall on each other are told apart by size: open rings around smaller marks.
MARKS = {
    "standard": {"marker": "o", "ms": 6.5, "mfc": "none", "color": BLUE},
    "NTK": {"marker": "s", "ms": 3, "color": VERMILLION},
    "mean-field": {"marker": "D", "ms": 3, "color": INK},
    "unbalanced": {"marker": "^", "ms": 4, "color": GREEN},
    "unbalanced, border": {"marker": "s", "ms": 6.5, "mfc": "none", "color": GREY},
}
PANELS = {
    "kernel": r"change of the kernel $|K_\mathrm{end}/K_0-1|$",
    "angle": r"change of the angle $|\zeta_\mathrm{end}-\zeta_0|$",
    "half": r"time to half the residual",
}
# Of the panel on alignment: colour, mark, and where the name stands relative to a point of the curve.
WIDTHS = {2: (BLUE, "o", (0.72, -5, 3, "right")), 64: (INK, "D", (0.72, 5, -9, "left"))}


def draw(results: Path, path: Path) -> None:
    """Draw the results of a folder into a file."""
    runs, fits = rows(results / "runs.csv"), rows(results / "fits.csv")
    with drawing_style():
        figure, axes = grid(2, (2, 2), 5.4)
        for ax, (observable, label) in zip(axes, PANELS.items(), strict=False):
            _scaling(ax, runs, {f["setting"]: f for f in fits if f["observable"] == observable}, observable)
            ax.set_ylabel(label)
        _alignment(axes[3], rows(results / "alignment.csv"))
        letter(axes)
    save(figure, path)


def _scaling(
    ax: Axes, runs: Sequence[dict[str, str]], fits: dict[str, dict[str, str]], observable: str
) -> None:
    """Medians over the seeds, from quartile to quartile, and lines of the predicted slope through them."""
    widths = sorted({int(run["width"]) for run in runs})
    ends = []
    for setting, fit in fits.items():
        mine = [run for run in runs if run["setting"] == setting]
        values = np.array(
            [[float(run[observable]) for run in mine if int(run["width"]) == d] for d in widths]
        )
        medians, exponent = np.median(values, axis=-1), fit["predicted"]
        line = np.array(widths, dtype=float) ** float(Fraction(exponent))
        line *= np.exp(np.mean(np.log(medians / line)))
        mark = MARKS[setting]
        ax.plot(widths, line, color=mark["color"], lw=0.7, zorder=1)
        spread = np.abs(np.quantile(values, (0.25, 0.75), axis=-1) - medians)
        ax.errorbar(widths, medians, spread, ls="", mew=0.9, elinewidth=0.6, **mark)
        power = "d^{" + exponent + "}" if exponent != "0" else "d^{\\,0}"
        ends.append((float(line[-1]), f"{setting}  ${power}$", mark["color"]))
    ax.set_xscale("log", base=2)
    ax.set_yscale("log")
    low, high = ax.get_ylim()
    _names(ax, widths[-1], sorted(ends), 0.07 * math.log(high / low))
    ax.set_xticks(widths[::2])
    ax.spines["bottom"].set_bounds(ax.get_xlim()[0], widths[-1])
    ax.set_xlabel("width $d$")


def _names(ax: Axes, right: float, ends: list[tuple[float, str, str]], apart: float) -> None:
    """Names to the right of the lines, in their order, moved up and down where they would overlap."""
    heights = np.log([value for value, _, _ in ends])
    for _ in range(100):
        for i, gap in enumerate(np.diff(heights)):
            lack = max(apart - gap, 0.0) / 2
            heights[i : i + 2] += (-lack, lack)
    for height, (_, name, color) in zip(np.exp(heights), ends, strict=True):
        ax.annotate(
            name, (right, height), (8, 0), textcoords="offset points", va="center", fontsize=8, color=color,
            annotation_clip=False,
        )  # fmt: skip
    first, last = ax.get_xlim()
    ax.set_xlim(first, last * (last / first) ** 0.55)


def _alignment(ax: Axes, counts: Sequence[dict[str, str]]) -> None:
    """Measured fractions, the closed form of the least and the largest width, and how far all lie from it."""
    share = np.linspace(0, 2.3, 200)
    for width, (color, marker, (at, right, up, side)) in WIDTHS.items():
        mine = [count for count in counts if int(count["width"]) == width]
        ax.plot(share, alignment_probability(width, share * width**0.5), color=color, lw=0.7, zorder=1)
        x = [float(count["target"]) for count in mine]
        fraction = [int(count["aligned"]) / int(count["networks"]) for count in mine]
        ax.plot(x, fraction, ls="", marker=marker, ms=3.5, color=color)
        place = (at, alignment_probability(width, at * width**0.5))
        ax.annotate(
            f"$d={width}$", place, (right, up), textcoords="offset points", ha=side, color=color, fontsize=8
        )
    ax.set_xlim(0, share[-1])
    ax.set_ylim(0, 1.02)
    ax.set_xlabel(r"target $|y|/(\gamma\sigma_u\sigma_w\sqrt{d})$")
    ax.set_ylabel("fraction of networks that align")
    inset = ax.inset_axes((0.52, 0.17, 0.46, 0.36))
    inset.axhspan(-2, 2, color=PALE, alpha=0.5, lw=0)
    inset.axhline(0, color=GREY, lw=0.6)
    places = sorted({int(count["width"]) for count in counts})
    inset.plot(
        [places.index(int(count["width"])) for count in counts],
        [float(count["z"]) for count in counts],
        "o", ms=2.5, color=INK, mew=0,
    )  # fmt: skip
    inset.set_xticks(range(len(places)), [str(width) for width in places])
    inset.set_ylim(-3.4, 3.4)
    inset.set_yticks([-2, 0, 2])
    inset.tick_params(labelsize=7)
    inset.set_xlabel("width $d$", fontsize=7, labelpad=1)
    inset.set_ylabel("$z$-score", fontsize=7, labelpad=0)
