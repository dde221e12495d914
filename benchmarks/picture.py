"""The picture of the race: everybody at a million points, and some over the number of points."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contenders import ADDS, BOUND, CSE, OURS, STABLE, TEXTBOOK
from figures import Rows, compared, rows
from matplotlib.axes import Axes
from race import ARRAYS

from symfeat.plotting.style import BLUE, GREY, INK, PALE, VERMILLION, drawing_style, grid, letter, save

OVER_N = (
    ((OURS, STABLE, 1), BLUE, "-"),
    (("symfeat, Numba", STABLE, 1), BLUE, "-"),
    (("symfeat, Numba", STABLE, 2), BLUE, (0, (3, 1.5))),
    ((CSE, STABLE, 1), VERMILLION, "-"),
    (("heyoka", STABLE, 1), VERMILLION, "-"),
    ((BOUND, ADDS, 1), GREY, "-"),
)


def draw(found: dict[str, Any], path: Path) -> None:
    """Draw the numbers into a file."""
    table = rows(found, ARRAYS)
    with drawing_style():
        figure, axes = grid(2, (1, 2), 4.3)
        _everybody(axes[0], table)
        _over_points(axes[1], table)
        letter(axes)
    save(figure, path)


def _everybody(ax: Axes, table: Rows) -> None:
    """A dot for each contender on one thread, an open one on two, quickest on top."""
    points = compared(table)
    single = {key: times[points] for key, times in table.items() if key[2] == 1 and points in times}
    order = sorted(single, key=lambda key: -single[key])
    for height, (name, form, _) in enumerate(order):
        color = BLUE if name.startswith("symfeat") else GREY if form == ADDS else VERMILLION
        value, double = single[name, form, 1], table.get((name, form, 2), {}).get(points)
        ax.plot([1e-9, value], [height, height], color=PALE, lw=0.6, zorder=0)
        if double:
            ax.plot([double], [height], "o", ms=4.5, mfc="white", mec=color, mew=1.1)
        ax.plot([value], [height], "o", ms=4.5, color=color)
        ax.annotate(
            f"{value:.3g}",
            (max(value, double or 0.0), height),
            (5, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
        )
    labels = [f"{name}{' (textbook)' if form == TEXTBOOK else ''}" for name, form, _ in order]
    ax.set_yticks(range(len(order)), labels)
    ax.tick_params(axis="y", length=0)
    low = min(value for times in table.values() for value in times.values())
    ax.set_xscale("log")
    ax.set_xlim(0.7 * low, 2.5 * max(times.get(points, low) for times in table.values()))
    ax.set_xlabel(f"ns a point, $N=10^{{{len(str(points)) - 1}}}$ (open: two threads)")


def _over_points(ax: Axes, table: Rows) -> None:
    """Curves over the number of points, each named at its end."""
    ends = []
    for key, color, style in OVER_N:
        if key not in table:
            continue
        sizes = sorted(table[key])
        ax.plot(sizes, [table[key][n] for n in sizes], "o", ls=style, ms=3, color=color, lw=1.2)
        name = key[0] + (", 2 threads" if key[2] == 2 else "")
        ends.append((table[key][sizes[-1]], sizes[-1], name, color))
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlabel("points $N$")
    ax.set_ylabel("ns a point, stable form")
    _name(ax, sorted(ends))
    ax.set_xticks(sorted(table[OURS, STABLE, 1]))
    ax.minorticks_off()


def _name(ax: Axes, ends: list[tuple[float, float, str, str]]) -> None:
    """Names to the right of the curves, in their order and moved up where they would overlap."""
    low, high = ax.get_ylim()
    apart, lowest = (high / low) ** 0.04, 0.0
    for value, points, name, color in ends:
        height = max(value, lowest)
        lowest = height * apart
        ax.annotate(
            name, (points, height), (6, 0), textcoords="offset points", va="center", fontsize=8,
            color=INK if color == GREY else color, annotation_clip=False,
        )  # fmt: skip
    first, last = ax.get_xlim()
    ax.set_xlim(first, last * (last / first) ** 0.5)
