"""The panels: each draws one observable of a solution (of one network) into given axes."""

import numpy as np
from matplotlib.axes import Axes

from symfeat.descent import Descent
from symfeat.network import Solution
from symfeat.plotting.style import BLUE, GREY, INK, PALE, SKY, VERMILLION, pt


def slope(
    ax: Axes, solution: Solution, times: np.ndarray, target: float, descent: Descent | None = None
) -> None:
    """The slope f(t), its target, and gradient descent as circles if there was a run of it."""
    clock, unit = _clock(solution, times)
    rising = solution.slope(times[0]) < target
    ax.axhline(target, color=GREY, lw=pt(0.8), ls=(0, (4, 3)))
    ax.plot(clock, solution.slope(times), color=BLUE)
    if descent is not None:
        keep = np.unique(np.linspace(0, descent.time.size - 1, 25).round().astype(int))
        keep = keep[descent.time[keep] <= times[-1]]
        scale = clock[-1] / times[-1]
        ax.plot(
            descent.time[keep] * scale,
            descent.slope[keep],
            "o",
            ms=pt(3),
            mfc="white",
            mec=VERMILLION,
            mew=pt(0.9),
        )
        _note(ax, 0.2 if rising else 0.84, "line: exact", BLUE)
        _note(ax, 0.08 if rising else 0.72, "circles: descent", VERMILLION)
    ax.annotate(
        f"target $y={target:.4g}$",
        (clock[0], target),
        xytext=(pt(2), pt(2.5 if rising else -3)),
        textcoords="offset points",
        va="bottom" if rising else "top",
        fontsize=pt(8),
        color=GREY,
    )
    ax.margins(y=0.14)
    _axes(ax, unit, "slope $f$")


def kernel(ax: Axes, solution: Solution, times: np.ndarray) -> None:
    """The neural tangent kernel K(t), from 0 on."""
    clock, unit = _clock(solution, times)
    values = np.asarray(solution.kernel(times))
    ax.plot(clock, values, color=BLUE)
    ax.set_ylim(0, 1.13 * values.max() or 1.0)
    if values[0] > 0:
        low = values[-1] > 0.3 * values.max()
        _note(ax, 0.1 if low else 0.92, f"$K_\\infty/K_0={solution.phase().kernel_ratio:.4g}$")
    _axes(ax, unit, "kernel $K$")


def angle(ax: Axes, solution: Solution, times: np.ndarray) -> None:
    """The angle between the layers in degrees, from aligned (0) to opposed (180)."""
    clock, unit = _clock(solution, times)
    degrees = np.degrees(solution.angle(times))
    ax.axhline(90, color=PALE, lw=pt(0.6), zorder=0)
    ax.plot(clock, degrees, color=BLUE)
    ax.set_ylim(-6, 186)
    ax.set_yticks([0, 45, 90, 135, 180], ["0", "", "90", "", "180"])
    late = degrees[len(degrees) // 2 :]  # the words stand in the right half
    for height, word in ((9, "aligned"), (99, "orthogonal"), (173, "opposed")):
        if not (np.abs(late - height) < 16).any():
            _note(ax, (height + 6) / 192, word)
    _axes(ax, unit, "angle $\\zeta$ (degrees)")


def norms(ax: Axes, solution: Solution, times: np.ndarray) -> None:
    """The norms of both layers, from 0 on, each named at its end."""
    clock, unit = _clock(solution, times)
    norm_u, norm_w = map(np.asarray, solution.norms(times))
    top = max(norm_u.max(), norm_w.max()) or 1.0
    ax.set_ylim(0, 1.13 * top)
    ax.plot(clock, norm_w, color=VERMILLION, ls=(0, (4, 1.5)))
    ax.plot(clock, norm_u, color=BLUE)
    # Where the curves are widest apart, the upper one is named above and the lower one below.
    place = int(np.argmax(np.abs(norm_u - norm_w)[len(clock) // 4 : 3 * len(clock) // 4])) + len(clock) // 4
    u_above = norm_u[place] >= norm_w[place]
    for values, name, color, above in ((norm_u, "u", BLUE, u_above), (norm_w, "w", VERMILLION, not u_above)):
        ax.annotate(
            f"$|\\mathbf{{{name}}}|$",
            (clock[place], values[place]),
            xytext=(0, pt(4 if above else -4)),
            textcoords="offset points",
            ha="right" if above else "left",
            va="bottom" if above else "top",
            color=color,
        )
    _axes(ax, unit, "norms of the layers")


def plane(ax: Axes, solution: Solution) -> None:
    """The plane of slope and wedge: the trajectory is horizontal, ζ the angle seen from the origin."""
    start, end, wedge = float(solution.slope(0.0)), float(solution.limit), float(solution.wedge)
    for f in (start, end):
        ax.plot([0, f], [0, wedge], color=GREY, lw=pt(0.8), ls=(0, (2, 2)))
    ax.axhline(0, color=PALE, lw=pt(0.6), zorder=0)
    ax.axvline(0, color=PALE, lw=pt(0.6), zorder=0)
    ax.plot([start, end], [wedge, wedge], color=BLUE, lw=pt(1.8))
    if start != end:
        middle, ahead = 0.5 * (start + end), 0.55 * end + 0.45 * start
        ax.annotate(
            "",
            (ahead, wedge),
            (middle, wedge),
            arrowprops={"arrowstyle": "-|>", "color": BLUE, "lw": pt(1.2)},
        )
    ax.plot([start], [wedge], "o", ms=pt(4.5), mfc="white", mec=BLUE, mew=pt(1.2))
    ax.plot([end], [wedge], "o", ms=pt(4.5), color=BLUE)
    ax.plot([0], [0], "+", ms=pt(6), color=INK, mew=pt(0.9))
    extent = max(abs(start), abs(end), abs(end - start)) or 1.0
    close = abs(end - start) < 0.25 * extent
    for f, text, below in ((start, "$t=0$", False), (end, "$t\\to\\infty$", close)):
        offset, va = ((0, -pt(6)), "top") if below else ((0, pt(6)), "bottom")
        ax.annotate(text, (f, wedge), offset, textcoords="offset points", ha="center", va=va, fontsize=pt(8))
    ax.set_xlim(min(start, end, 0) - 0.16 * extent, max(start, end, 0) + 0.16 * extent)
    ax.set_ylim(-0.12 * (wedge or 1), 1.5 * (wedge or 1))
    ax.set_xlabel("slope $f$")
    ax.set_ylabel("wedge $g$")


def shares(ax: Axes, solution: Solution, times: np.ndarray) -> None:
    """How much of the relative change of the slope is rescaling, cos²ζ, and how much turning, sin²ζ."""
    clock, unit = _clock(solution, times)
    rescaling = np.asarray(solution.cos_angle(times)) ** 2
    ax.fill_between(clock, 0, rescaling, color=SKY, lw=0, alpha=0.55)
    ax.fill_between(clock, rescaling, 1, color=VERMILLION, lw=0, alpha=0.45)
    ax.plot(clock, rescaling, color=INK, lw=pt(0.9))
    _name_band(ax, clock, np.zeros_like(clock), rescaling, "rescaling $\\cos^2\\zeta$")
    _name_band(ax, clock, rescaling, np.ones_like(clock), "turning $\\sin^2\\zeta$")
    ax.set_ylim(0, 1)
    _axes(ax, unit, "share of $d\\ln|f|$")


def fits(ax: Axes, solution: Solution, x: np.ndarray, target: np.ndarray, names: tuple[str, str]) -> None:
    """The data, and the line that the network is, from its start (pale) to its limit."""
    start, limit = float(solution.slope(0.0)), float(solution.limit)
    reach = np.array([min(x.min(), 0.0), max(x.max(), 0.0)])
    ax.plot(x, target, "o", ms=pt(3), mfc=PALE, mec=INK, mew=pt(0.5))
    for share, alpha in ((0.0, 0.25), (0.25, 0.4), (0.5, 0.55), (0.75, 0.7), (1.0, 1.0)):
        f = start + share * (limit - start)
        ax.plot(reach, f * reach, color=BLUE, lw=pt(1.8 if share == 1 else 0.9), alpha=alpha)
    ax.set_xlabel(names[0])
    ax.set_ylabel(names[1])


def _name_band(ax: Axes, x: np.ndarray, low: np.ndarray, high: np.ndarray, text: str) -> None:
    """Name a band where it is high enough for the text, or beside it, with a line to its highest place."""
    reach = len(x) // 4
    inner = range(reach, len(x) - reach)
    room = [(high[k - reach : k + reach + 1].min() - low[k - reach : k + reach + 1].max(), k) for k in inner]
    most, k = max(room, key=lambda place: (place[0], -abs(place[1] - len(x) // 2)), default=(0.0, 0))
    if most > 0.15:
        ax.text(x[k], (low[k] + high[k]) / 2, text, ha="center", va="center")
        return
    k = int(np.argmax(high - low))
    if high[k] - low[k] > 0.02:
        k = min(max(k, len(x) // 40), len(x) - 1 - len(x) // 40)
        height = 0.8 if low[k] > 0 else 0.2
        ax.annotate(
            text,
            (x[k], (low[k] + high[k]) / 2),
            (x[len(x) // 3], height),
            va="center",
            arrowprops={"arrowstyle": "-", "lw": pt(0.6), "color": INK},
        )


def _clock(solution: Solution, times: np.ndarray) -> tuple[np.ndarray, str]:
    """Times in time constants where there is one, and the label of their axis."""
    constant = float(solution.time_constant)
    if np.isfinite(constant) and constant > 0:
        with np.errstate(over="ignore"):
            clock = times / constant
        if np.isfinite(clock).all():
            return clock, "time $t/t_c$"
    return times, "time $t$"


def _axes(ax: Axes, xlabel: str, ylabel: str) -> None:
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.margins(x=0)


def _note(ax: Axes, height: float, text: str, color: str = GREY) -> None:
    """A remark at the right end of a panel, at a share of its height."""
    ax.text(0.97, height, text, transform=ax.transAxes, ha="right", va="center", fontsize=pt(8), color=color)
