"""How likely random networks of a finite width align: the closed form as lines, sampled networks as dots."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from symfeat import inputs
from symfeat.errors import InputError
from symfeat.phases import alignment_probability
from symfeat.phases.ensemble import draw
from symfeat.plotting.picture import Picture
from symfeat.plotting.style import BLUE, INK, VERMILLION, drawing_style, grid, pt

_REACH = (0.03, 100.0)  # the threshold, from to
_POINTS, _DOTS = 121, 10


def alignment_curves(
    widths: Sequence[int] = (2, 8, 32, 128, 512),
    samples: int = 1000,
    marked: tuple[int, float] | None = None,
    columns: int = 1,
    style: str = "paper",
) -> Picture:
    """P(|f0| < |y|) of random networks over |y|/(gamma sigma_u sigma_w), a line for each width.

    Dots are the fractions among `samples` networks drawn from seed 0, with bars of two standard errors.
    `marked` is a width and a threshold to mark; one beyond the axis becomes an arrow that points to it. From
    width 2 on this is the probability that the layers align; of a single neuron, that its kernel grows.

    Raises InputError for widths and samples that are not positive integers, no widths, and what `columns`
    and `style` cannot be.

    >>> int(alignment_curves(widths=(2,), samples=10).data["width"][0])
    2
    """
    samples = inputs.count("samples", samples, 1)
    widths = [inputs.count("widths", width, 1) for width in widths]
    if not widths:
        raise InputError("widths must name one width at least; got none")
    line, dots = np.geomspace(*_REACH, _POINTS), np.geomspace(*_REACH, _DOTS)[1:-1]
    both = np.hstack([line, dots])
    curves = {width: np.asarray(alignment_probability(width, both)) for width in widths}
    sampled = {width: _fractions(width, dots, samples) for width in widths}
    with drawing_style(style):
        figure, (ax,) = grid(columns, (1, 1), 2.4 if columns == 1 else 3.2)
        for index, width in enumerate(widths):
            exact = curves[width][line.size :]
            error = 2 * np.sqrt(exact * (1 - exact) / samples)
            look = {"fmt": "o", "ms": pt(2.6), "mfc": "white", "mec": INK, "mew": pt(0.7)}
            ax.plot(line, curves[width][: line.size], color=BLUE, lw=pt(1.1), zorder=2)
            ax.errorbar(dots, sampled[width], error, **look, ecolor=INK, elinewidth=pt(0.6), zorder=3)
            _name(ax, line, curves[width][: line.size], dots, f"${'d=' if index == 0 else ''}{width}$")
        if marked is not None:
            _mark(ax, *marked)
        ax.set_xscale("log")
        ax.set_xlim(*_REACH)
        ax.set_ylim(0, 1.04)
        ax.set_xlabel("threshold $|y|/(\\gamma\\,\\sigma_u\\sigma_w)$")
        ax.set_ylabel("probability of $|f_0|<|y|$")
    missing = np.full(line.size, np.nan)
    data = {
        "width": np.repeat(widths, both.size),
        "threshold": np.tile(both, len(widths)),
        "closed_form": np.hstack([curves[width] for width in widths]),
        "sampled": np.hstack([part for width in widths for part in (missing, sampled[width])]),
    }
    return Picture(figure, data)


def _fractions(width: int, thresholds: np.ndarray, samples: int) -> np.ndarray:
    """Fractions of networks whose slope is smaller than each threshold, with scales of 1."""
    slope = np.abs(draw(np.array([float(width)]), samples, 0).overlap[0])
    return (slope[:, None] < thresholds).mean(axis=0)


def _name(ax: Axes, line: np.ndarray, curve: np.ndarray, dots: np.ndarray, text: str) -> None:
    """A name on a line, half way between two dots and near half of its height."""
    between = np.sqrt(dots[1:] * dots[:-1])
    heights = np.interp(np.log(between), np.log(line), curve)
    near = int(np.argmin(np.abs(heights - 0.5)))
    box = {"boxstyle": "square,pad=0.12", "fc": "white", "ec": "none"}
    ax.text(
        between[near],
        heights[near],
        text,
        ha="center",
        va="center",
        fontsize=pt(8),
        color=BLUE,
        bbox=box,
        zorder=3,
    )


def _mark(ax: Axes, width: int, threshold: float) -> None:
    """A point, with the probability that belongs to it; beyond the axis, an arrow at its edge says where."""
    probability = float(alignment_probability(width, threshold))
    at = float(np.clip(threshold, *_REACH))
    shape, where = ("D", "") if at == threshold else (">" if at < threshold else "<", f" at {threshold:.3g}")
    ax.plot([at], [probability], shape, ms=pt(5), color=VERMILLION, clip_on=False, zorder=4)
    left, low = at > _REACH[1] / 4, probability < 0.15
    halo = withStroke(linewidth=pt(2), foreground="white", alpha=0.85)
    ax.annotate(
        f"width {width}: {probability:.3g}{where}", (at, probability),
        (pt(-7 if left else 7), pt(4 if low else -2)), textcoords="offset points",
        ha="right" if left else "left", va="bottom" if low else "top",
        fontsize=pt(8), color=VERMILLION, path_effects=[halo], zorder=4,
    )  # fmt: skip
