"""Maps over two hyperparameters: how much the kernel and the angle change, with the boundaries on top."""

from dataclasses import fields
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from symfeat.errors import InputError
from symfeat.mechanisms import NOTICEABLE, REGIMES
from symfeat.model import LinearNetwork, Setting, Task
from symfeat.phases.axes import Axis, axis
from symfeat.plotting.medians import Medians, medians
from symfeat.plotting.picture import Picture
from symfeat.plotting.placing import Words
from symfeat.plotting.style import BLUE, GREEN, INK, VERMILLION, arrange, drawing_style, grid, pt

NAMES = {
    "width": "width $d$",
    "gamma": "output scale $\\gamma$",
    "eta_u": "rate $\\eta_u$",
    "eta_w": "rate $\\eta_w$",
    "eta_ratio": "ratio of rates $\\eta_u/\\eta_w$",
    "eta_product": "product of rates $\\eta_u\\eta_w$",
    "sigma_u": "deviation $\\sigma_u$",
    "sigma_w": "deviation $\\sigma_w$",
    "target": "target $y$",
    "clock": "clock $\\Omega t$",
}
FOLDED = {word: word.replace(" at ", " at\n") for word in REGIMES}
_FALLS = LinearSegmentedColormap.from_list("falls", ["white", VERMILLION])
_GROWS = LinearSegmentedColormap.from_list("grows", ["white", BLUE])
_TURNS = LinearSegmentedColormap.from_list("turns", ["white", GREEN])


def phase_map(
    x: tuple[str, Any],
    y: tuple[str, Any],
    network: Setting | LinearNetwork,
    task: Task,
    *,
    samples: int = 64,
    seed: int = 0,
    kernel_tolerance: float = NOTICEABLE,
    angle_tolerance: float = NOTICEABLE,
    marked: tuple[float, float] | None = None,
    columns: int = 2,
    style: str = "paper",
) -> Picture:
    """The change of the kernel (a) and of the angle (b) over two hyperparameters: the median network's.

    Arguments up to the tolerances are those of `PhaseDiagram.over`. Lines are the boundaries at the
    tolerances, from their closed forms, and where the target is as large as the first slope. `marked` is a
    point (x, y) to mark.

    Raises InputError as `PhaseDiagram.over` does, for axes with less than two values or not in order, for a
    dead network, and for what `columns` and `style` cannot be.

    >>> axis = ("gamma", [0.1, 1.0, 10.0])
    >>> map_ = phase_map(axis, ("eta_ratio", [1e-3, 1.0, 1e3]), Setting(8), Task(1.0, 1.0), samples=9)
    >>> list(map_.data)[:4]
    ['gamma', 'eta_ratio', 'kernel_ratio', 'turn']
    """
    across, up = in_order("x", x), in_order("y", y)
    found = medians(x, y, network, task, samples, seed, kernel_tolerance, angle_tolerance)
    if np.isnan(found.kernel_ratio).all():
        raise InputError("network must have a weight that is not 0: it is dead, and nothing changes")
    with drawing_style(style):
        shape, height = ((1, 2), 2.75) if columns == 2 else ((2, 1), 4.9)
        figure, axes = grid(columns, shape, height, sharex=True, sharey=True)
        for ax in axes:
            scale_axes(ax, across, up)
            ax.label_outer()
        _kernel(figure, axes[0], across[1], up[1], found.kernel_ratio, kernel_tolerance)
        _angle(figure, axes[1], across[1], up[1], found.turn, angle_tolerance)
        for ax, title in zip(axes, ("(a) kernel", "(b) angle between the layers"), strict=True):
            ax.set_title(title, loc="left", fontsize=pt(9), pad=pt(4))
        arrange(figure)
        for ax in axes:
            _boundaries(ax, across[1], up[1], found, marked, (kernel_tolerance, angle_tolerance))
    x_column, y_column = (part.ravel() for part in np.meshgrid(across[1], up[1]))
    table = {across[0]: x_column, up[0]: y_column}
    table |= {field.name: getattr(found, field.name).ravel() for field in fields(found)}
    return Picture(figure, table | {"regime": np.array(REGIMES)[found.regime].ravel()})


def in_order(argument: str, value: tuple[str, Any]) -> Axis:
    """An axis with two values or more, increasing."""
    name, values = axis(argument, value)
    if values.size < 2 or not (np.diff(values) > 0).all():
        raise InputError(f"{argument} must have two values or more, in increasing order, to be drawn")
    return name, values


def scale_axes(ax: Axes, across: Axis, up: Axis) -> None:
    """Limits, names and scales: logarithmic where values are positive and far apart."""
    for (name, values), which in ((across, "x"), (up, "y")):
        far = values[0] > 0 and values[-1] > 20 * values[0]
        settings = {"label": NAMES[name], "lim": (values[0], values[-1]), "scale": "log" if far else "linear"}
        ax.set(**{f"{which}{key}": setting for key, setting in reversed(settings.items())})


def mark(ax: Axes, point: tuple[float, float]) -> None:
    """A diamond with a white edge, seen on every colour; beyond an edge, an arrow that says where."""
    limits = ax.get_xlim(), ax.get_ylim()
    at = [float(np.clip(value, *each)) for value, each in zip(point, limits, strict=True)]
    right, up = (np.sign(value - edge) for value, edge in zip(point, at, strict=True))
    shape = (3, 0, float(np.degrees(np.arctan2(-right, up)))) if right or up else "D"
    look = {"ms": pt(5.5), "color": INK, "mec": "white", "mew": pt(0.9), "clip_on": False, "zorder": 6}
    ax.plot([at[0]], [at[1]], marker=shape, **look)
    if right or up:
        beyond = [f"{value:.4g}" for value, off in zip(point, (right, up), strict=True) if off]
        low, left = at[1] == limits[1][0], at[0] < limits[0][1]
        ax.annotate(
            f"beyond, at {', '.join(beyond)}", (at[0], at[1]), (pt(6 if left else -6), pt(6 if low else -6)),
            textcoords="offset points", fontsize=pt(8), ha="left" if left else "right",
            va="bottom" if low else "top", zorder=6,
        )  # fmt: skip


def _kernel(
    figure: Figure, ax: Axes, x: np.ndarray, y: np.ndarray, ratio: np.ndarray, tolerance: float
) -> None:
    """Bands of the kernel ratio: white where it stays within the tolerance."""
    below = [v for v in (0.01, 0.1, 0.2, 0.5) if v < 1 - tolerance]
    above = [v for v in (2.0, 5.0, 10.0, 100.0, 1000.0) if v > 1 + tolerance]
    least, most = np.nanmin(ratio), np.nanmax(ratio)
    below = below[max(0, sum(v < least for v in below) - 1) :] if least < 1 - tolerance else []
    above = above[: sum(v < most for v in above) + 1] if most > 1 + tolerance else []
    colors = [_FALLS(0.6 - 0.4 * k / max(len(below), 1)) for k in range(len(below))] + ["white"]
    colors += [_GROWS((k + 1) / (len(above) + 0.5) * 0.85) for k in range(len(above))]
    levels = [*below, 1 - tolerance, 1 + tolerance, *above]
    _bands(figure, ax, (x, y, ratio), levels, colors, "$K_\\infty/K_0$")


def _angle(
    figure: Figure, ax: Axes, x: np.ndarray, y: np.ndarray, turn: np.ndarray, tolerance: float
) -> None:
    """Bands of the change of the angle, in radians: white below the tolerance."""
    levels = [0.0, tolerance, *(v for v in (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 3.2) if v > tolerance)]
    most = np.nanmax(turn)
    levels = levels[: max(3, sum(v < most for v in levels) + 1)]
    colors = [_TURNS(0.9 * k / (len(levels) - 2)) for k in range(len(levels) - 1)]
    _bands(figure, ax, (x, y, turn), levels, colors, "$|\\Delta\\zeta|$")


def _bands(figure: Figure, ax: Axes, data: tuple, levels: list[float], colors: list[Any], label: str) -> None:
    below, above = np.nanmin(data[2]) < levels[0], np.nanmax(data[2]) > levels[-1]
    extend = {(False, False): "neither", (True, False): "min", (False, True): "max", (True, True): "both"}
    colors = colors[:1] * bool(below) + colors + colors[-1:] * bool(above)
    filled = ax.contourf(*data, levels, colors=colors, extend=extend[bool(below), bool(above)], zorder=0)
    bar = figure.colorbar(filled, ax=ax, pad=0.02, aspect=24, spacing="uniform")
    bar.ax.set_title(label, fontsize=pt(8), pad=pt(4))
    bar.set_ticks(levels, labels=[f"{level:.3g}" if level < 1000 else f"{level:g}" for level in levels])
    bar.outline.set_linewidth(pt(0.4))  # pyright: ignore[reportCallIssue, reportAttributeAccessIssue]


def _boundaries(
    ax: Axes,
    x: np.ndarray,
    y: np.ndarray,
    found: Medians,
    marked: tuple[float, float] | None,
    tolerances: tuple[float, float],
) -> None:
    """The lines where margins vanish, each with its equation, and the regime of each region in words."""
    if marked is not None:
        mark(ax, marked)
    kernel, angle = tolerances
    lines = {
        "grows": (f"$K_\\infty={1 + kernel:.4g}\\,K_0$", "-", 1.2),
        "falls": (f"$K_\\infty={1 - kernel:.4g}\\,K_0$", "-", 1.2),
        "turns": (f"$|\\Delta\\zeta|={angle:.4g}$", (0, (4, 1.5)), 1.2),
        "aligns": ("$|f_0|=|y|$", (0, (1, 1.5)), 0.9),
    }
    drawn = {}
    for name, (text, dashes, width) in lines.items():
        margin = getattr(found, name)
        if margin.min() < 0 < margin.max():
            look = {"colors": [INK], "linestyles": [dashes], "linewidths": [pt(width)]}
            drawn[text] = ax.contour(x, y, margin, [0.0], **look)
    if not drawn:
        names = [text for text, _, _ in lines.values()]
        nowhere = f"no boundary in this range:\n{', '.join(names[:2])},\n{', '.join(names[2:])}"
        ax.text(
            0.5, 0.04, nowhere, transform=ax.transAxes, fontsize=pt(8), ha="center", va="bottom",
            path_effects=[withStroke(linewidth=pt(1.6), foreground="white", alpha=0.7)],
        )  # fmt: skip
    words = Words(ax, marked)
    words.on_lines(drawn)
    for index, regime in enumerate(REGIMES):
        words.in_region(FOLDED[regime], x, y, found.regime == index)
