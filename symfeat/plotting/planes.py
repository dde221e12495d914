"""The plane of slope and wedge with many networks in it: every trajectory is a horizontal segment."""

import numpy as np
from matplotlib.axes import Axes

from symfeat.errors import InputError
from symfeat.network import Solution
from symfeat.plotting.picture import Picture
from symfeat.plotting.style import BLUE, GREY, INK, PALE, SKY, VERMILLION, drawing_style, grid, pt

_TINT = 0.16


def trajectory_plane(solution: Solution, marked: int = 0, columns: int = 1, style: str = "paper") -> Picture:
    """Networks that learn one target, in the plane of slope and wedge.

    Each goes from its first slope (open circle) to its limit (dot) at its own wedge. Inside |f| < |y| the
    layers align, outside they disalign. The angle zeta between the layers is that between the axis of the
    slope and the ray to the network; it is drawn at both ends of the network with the index `marked`.

    `solution` is of a batch (networks,) with one target. Raises InputError for other shapes, an index beyond
    the batch, and what `columns` and `style` cannot be.

    >>> import symfeat as sf
    >>> networks = sf.LinearNetwork([[1.0, 0.0]] * 2, [[0.2, 1.0], [3.0, 2.0]])
    >>> trajectory_plane(sf.solve(networks, sf.Task(1.0, 2.0))).data["mechanism"].tolist()
    ['alignment', 'disalignment']
    """
    if np.ndim(solution.slope0) != 1 or np.size(solution.task.target) != 1:
        raise InputError(f"solution must be of networks in a row with one target; got {solution!r}")
    start, end, wedge = (np.asarray(part) for part in (solution.slope0, solution.limit, solution.wedge))
    if not 0 <= marked < start.size:
        raise InputError(f"marked must be from 0 to {start.size - 1}; got {marked}")
    target = float(np.squeeze(solution.task.target))
    words = solution.mechanisms().alignment_word
    with drawing_style(style):
        figure, (ax,) = grid(columns, (1, 1), 2.5 if columns == 1 else 3.0)
        _limits(ax, start, end, wedge, target)
        _regions(ax, target)
        _angles(ax, float(start[marked]), float(end[marked]), float(wedge[marked]))
        for index in range(start.size):
            color = VERMILLION if abs(start[index]) > abs(target) else BLUE
            _segment(ax, float(start[index]), float(end[index]), float(wedge[index]), color, index == marked)
        ax.set_xlabel("slope $f$")
        ax.set_ylabel("wedge $g$")
    angles = np.asarray(solution.angle(0.0)), np.asarray(solution.angle(np.inf))
    return Picture(
        figure,
        {
            "slope0": start,
            "limit": end,
            "wedge": wedge,
            "angle0": angles[0],
            "angle_limit": angles[1],
            "mechanism": words,
        },
    )


def _limits(ax: Axes, start: np.ndarray, end: np.ndarray, wedge: np.ndarray, target: float) -> None:
    """Room for all segments, the origin, both boundaries, and for words above."""
    low, high = min(start.min(), end.min(), -abs(target)), max(start.max(), end.max(), abs(target))
    extent = (high - low) or 1.0
    ax.set_xlim(low - 0.09 * extent, high + 0.09 * extent)
    ax.set_ylim(0, 1.32 * (wedge.max() or 1.0))


def _regions(ax: Axes, target: float) -> None:
    """Both regions, tinted and named, and the target."""
    low, high = ax.get_xlim()
    size, top = abs(target), ax.get_ylim()[1]
    ax.axvspan(-size, size, color=SKY, alpha=_TINT, lw=0, zorder=0)
    ax.axvline(0, color=PALE, lw=pt(0.6), zorder=1)
    for edge in (-size, size):
        goal = edge == target
        dashes = (0, (5, 2)) if goal else (0, (1, 2))
        ax.axvline(edge, color=INK if goal else GREY, lw=pt(1.0 if goal else 0.7), ls=dashes, zorder=1)
    words = [("alignment\n$|f_0|<|y|$", -size, size, BLUE)]
    wider = (size, high) if high - size > -size - low else (low, -size)
    words += [("disalignment\n$|f_0|>|y|$", *wider, VERMILLION)]
    for text, left, right, color in words:
        if right - left > 0.2 * (high - low):
            ax.text(
                (left + right) / 2,
                0.97 * top,
                text,
                ha="center",
                va="top",
                color=color,
                fontsize=pt(8),
                linespacing=1.1,
            )
    ax.annotate(
        f"${'-' if target > 0 else ''}y$" if target else "",
        (-target, 0),
        (pt(3) if target > 0 else -pt(3), pt(4)),
        textcoords="offset points",
        ha="left" if target > 0 else "right",
        fontsize=pt(8),
        color=GREY,
    )
    ax.annotate(
        "target $y$",
        (target, 0),
        (-pt(3) if target > 0 else pt(3), pt(4)),
        textcoords="offset points",
        ha="right" if target > 0 else "left",
        fontsize=pt(8),
    )


def _segment(ax: Axes, start: float, end: float, wedge: float, color: str, marked: bool) -> None:
    width = pt(1.8 if marked else 1.1)
    ax.plot([start, end], [wedge, wedge], color=color, lw=width, zorder=3)
    if abs(end - start) > 0.06 * np.ptp(ax.get_xlim()):
        ahead, middle = 0.6 * end + 0.4 * start, 0.5 * (start + end)
        arrow = {"arrowstyle": "-|>,head_length=0.35,head_width=0.16", "color": color, "lw": width}
        arrow |= {"shrinkA": 0, "shrinkB": 0, "mutation_scale": pt(10)}
        ax.annotate("", (ahead, wedge), (middle, wedge), arrowprops=arrow, zorder=3)
    ax.plot([start], [wedge], "o", ms=pt(4), mfc="white", mec=color, mew=pt(1.0), zorder=4)
    ax.plot([end], [wedge], "o", ms=pt(3.6), color=color, zorder=4)


def _angles(ax: Axes, start: float, end: float, wedge: float) -> None:
    """The angle at both ends of one trajectory, as arcs around the origin from the axis of the slope."""
    if wedge == 0:
        return
    for share, f, name in ((0.42, start, "0"), (0.62, end, "\\infty")):
        width, height = share * float(np.ptp(ax.get_xlim())) / 6, share * wedge
        edge = np.arctan2(wedge / height, f / width)
        turn = np.linspace(0.0, edge, 60)
        ax.plot([0, f], [0, wedge], color=GREY, lw=pt(0.8), zorder=2)
        ax.plot(width * np.cos(turn), height * np.sin(turn), color=GREY, lw=pt(0.8), zorder=2)
        ax.annotate(
            f"$\\zeta_{{{name}}}$", (width * np.cos(edge / 2), height * np.sin(edge / 2)), (pt(2), pt(1)),
            textcoords="offset points", fontsize=pt(8), va="bottom",
        )  # fmt: skip
