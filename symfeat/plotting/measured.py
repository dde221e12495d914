"""What the mechanism meter read off a network in training: alignment, growth and kernel over time."""

import numpy as np
from matplotlib.axes import Axes

from symfeat.measure import Measurement
from symfeat.plotting.picture import Picture
from symfeat.plotting.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    drawing_style,
    grid,
    letter,
    pt,
)

_COLOURS = (BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY)
_DASHES = ("-", (0, (4, 1.5)), (0, (1, 1)))  # a line may lie over another, or be printed in grey
_WIDE = 30.0  # values this many times apart, and times between which steps grow so much, are shown by logs


def measured(measurement: Measurement, columns: int = 2, style: str = "paper") -> Picture:
    """The readings of `measure` over time: alignment of pairs, growth of layers, its split, and the kernel.

    Bands in the first panel: each pair turned at random, two standard deviations to both sides. Without
    kernels the last panel has the drift of the Gram differences, and with convolutions, which have no
    product, the third has the aligning of each pair. The data are the rows of the measurement.

    Raises InputError for what `columns` and `style` cannot be.

    >>> from symfeat.measure import measure
    >>> layers = [np.eye(3), np.ones((1, 3))]
    >>> list(measured(measure([layers, layers])).data)[:2]
    ['time', 'norm_1']
    """
    m = measurement
    with drawing_style(style):
        figure, axes = grid(columns, (1, 4) if columns == 2 else (2, 2), 1.9 if columns == 2 else 3.6)
        _alignment(axes[0], m)
        layers = [f"$W_{{{l}}}$" for l in range(1, m.norm.shape[1] + 1)]
        _lines(axes[1], m.times, m.norm_growth, layers, "growth of $\\log|W|$")
        _split(axes[2], m)
        _kernel(axes[3], m)
        for ax in axes:
            _clock(ax, m.times)
        letter(axes)
    rows = m.rows()
    return Picture(figure, {name: [row[name] for row in rows] for name in rows[0]})


def _alignment(ax: Axes, m: Measurement) -> None:
    faint = min(0.15, 0.4 / len(m.units))  # bands of many pairs lie over each other
    for j, spread in enumerate(2 * np.nan_to_num(m.alignment_null[-1])):
        ax.axhspan(max(1 - spread, 0), 1 + spread, color=_COLOURS[j % len(_COLOURS)], alpha=faint, lw=0)
    ax.axhline(1, color=GREY, lw=pt(0.7), ls=(0, (4, 3)))
    _lines(ax, m.times, m.alignment, _pairs(m), "alignment, over random")
    shown = m.alignment[np.isfinite(m.alignment)]
    if shown.size and np.min(shown) > 0 and np.max(shown) > _WIDE * np.min(shown):
        ax.set_yscale("log")


def _split(ax: Axes, m: Measurement) -> None:
    """Rescaling, aligning and their sum, for the product of all layers; without one, aligning by pair."""
    if np.isnan(m.product_norm).all():
        _lines(ax, m.times, m.pair_aligning, _pairs(m), "aligning of a pair")
        return
    parts = {
        "rescaling": (m.rescaling, VERMILLION, "-"),
        "aligning": (m.aligning, BLUE, _DASHES[2]),
        "both": (m.rescaling + m.aligning, INK, _DASHES[1]),
    }
    for name, (values, colour, dashes) in parts.items():
        ax.plot(m.times, _finite(values), color=colour, ls=dashes, label=name)
    _dress(ax, "growth of $\\log\\|W_L\\cdots W_1\\|$")


def _kernel(ax: Axes, m: Measurement) -> None:
    if np.isnan(m.kernel_change).all():
        _lines(ax, m.times, m.gram_drift, _pairs(m), "Gram drift")
        return
    ax.plot(m.times, _finite(m.kernel_change), color=BLUE)
    ax.set_ylim(bottom=0)
    ax.set_ylabel("kernel $\\|K-K_0\\|/\\|K_0\\|$", fontsize=pt(8))
    if np.isnan(m.kernel_target_alignment).all():
        return
    right = ax.twinx()
    right.plot(m.times, m.kernel_target_alignment, color=VERMILLION, ls=_DASHES[1])
    right.set_ylim(min(0, np.nanmin(m.kernel_target_alignment)), 1.03)
    right.set_ylabel("cosine with targets", fontsize=pt(8), color=VERMILLION)
    right.spines["right"].set_visible(True)
    right.tick_params(axis="y", colors=VERMILLION)
    ax.yaxis.label.set_color(BLUE)


def _pairs(m: Measurement) -> list[str]:
    return [f"{p}–{p + 1}" for p in range(1, len(m.units) + 1)]


def _lines(ax: Axes, times: np.ndarray, values: np.ndarray, names: list[str], label: str) -> None:
    for j, name in enumerate(names):
        dashes = _DASHES[(j + j // len(_COLOURS)) % len(_DASHES)]
        ax.plot(times, _finite(values[:, j]), color=_COLOURS[j % len(_COLOURS)], ls=dashes, label=name)
    _dress(ax, label)


def _finite(values: np.ndarray) -> np.ndarray:
    """A curve with gaps where a log is infinite."""
    return np.where(np.isfinite(values), values, np.nan)


def _dress(ax: Axes, label: str) -> None:
    ax.set_ylabel(label, fontsize=pt(8))
    ax.margins(y=0.08)
    lines = len(ax.get_legend_handles_labels()[1])
    ax.legend(
        frameon=False,
        fontsize=pt(7),
        ncols=1 if lines <= 4 else 2,
        handlelength=1.1,
        handletextpad=0.4,
        labelspacing=0.25,
        columnspacing=0.8,
        borderpad=0.1,
    )


def _clock(ax: Axes, times: np.ndarray) -> None:
    """Times on a line, or, if they were taken ever more rarely, by their logs from the first step on."""
    ax.set_xlabel("time")
    if times[0] == 0 and len(times) > 3 and times[-1] - times[-2] > _WIDE * times[1]:
        ax.set_xscale("symlog", linthresh=10 ** np.ceil(np.log10(times[1])), linscale=0.5)
    if len(times) > 1:
        ax.set_xlim(times[0], times[-1])
