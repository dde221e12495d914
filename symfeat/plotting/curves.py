"""Learning curves side by side: one column a network, one row an observable."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from symfeat.errors import InputError
from symfeat.model import LinearNetwork, Task
from symfeat.network import Solution, solve
from symfeat.plotting.picture import Picture
from symfeat.plotting.style import BLUE, GREY, drawing_style, grid, pt

_SPAN, _POINTS = 6.0, 121  # time constants
_CHOSEN = {  # weights u and w of two neurons, for a target of 1
    "alignment": ([1.0, 0.0], [0.1, 1.0]),
    "disalignment": ([1.64, 0.0], [1.52, 0.61]),
    "rescaling": ([0.4, 0.0], [0.4, 0.0]),
}
_LABELS = {"slope": "slope $f/y$", "kernel": "kernel $K/K_0$", "cos_angle": "$|\\cos\\zeta|$"}


def three_mechanisms(columns: int = 2, style: str = "paper") -> Picture:
    """The three mechanisms, each by a network chosen to show it: slope, kernel and angle over time.

    >>> np.unique(three_mechanisms().data["case"]).tolist()
    ['alignment', 'disalignment', 'rescaling']
    """
    task = Task(1.0, 1.0)
    cases = {name: solve(LinearNetwork(u, w), task) for name, (u, w) in _CHOSEN.items()}
    return learning_curves(cases, columns, style)


def learning_curves(cases: Mapping[str, Solution], columns: int = 2, style: str = "paper") -> Picture:
    """Slope, kernel and |cos zeta| of single networks over time, each named by its key, side by side.

    Slopes are over the target, kernels over their first value, times over each network's time constant.
    Raises InputError for a batch, a target of 0 and a network without a time constant.
    """
    clock = np.linspace(0.0, _SPAN, _POINTS)
    curves = {name: _observables(name, solution, clock) for name, solution in cases.items()}
    with drawing_style(style):
        shape = (len(_LABELS), len(cases))
        figure, axes = grid(columns, shape, 3.6 if columns == 2 else 3.2, sharex=True, sharey="row")
        for ax, (name, case) in zip(axes, ((n, c) for n in _LABELS for c in cases), strict=True):
            _panel(ax, clock, curves[case][name], name)
        for ax, case in zip(axes, cases, strict=False):
            ax.set_title(case, fontsize=pt(9), pad=pt(5))
            axes[-1 - axes.index(ax)].set_xlabel("time $t/t_c$")
        for ax, label in zip(axes[:: len(cases)], _LABELS.values(), strict=True):
            ax.set_ylabel(label)
        figure.align_ylabels()
    data = {"case": np.repeat(list(cases), clock.size), "clock": np.tile(clock, len(cases))}
    return Picture(figure, data | {n: np.hstack([curves[case][n] for case in cases]) for n in _LABELS})


def _observables(name: str, solution: Solution, clock: np.ndarray) -> dict[str, np.ndarray]:
    if np.ndim(solution.slope0):
        raise InputError(f"{name} must be one network; got a batch of shape {np.shape(solution.slope0)}")
    target, constant = float(solution.task.target), float(solution.time_constant)
    if target == 0 or not 0 < constant < np.inf:
        raise InputError(f"{name} must have a target and a time constant; got {target:g} and {constant:g}")
    times = clock * constant
    kernel = np.asarray(solution.kernel(times))
    return {
        "slope": np.asarray(solution.slope(times)) / target,
        "kernel": kernel / kernel[0],
        "cos_angle": np.abs(solution.cos_angle(times)),
    }


def _panel(ax: Axes, clock: np.ndarray, values: np.ndarray, name: str) -> None:
    ax.axhline(1, color=GREY, lw=pt(0.7), ls=(0, (4, 3)), zorder=0)
    ax.plot(clock, values, color=BLUE)
    ax.set_xlim(0, clock[-1])
    if name == "kernel":
        ax.set_yscale("log", base=2)
        ax.yaxis.set_major_formatter("{x:g}")
        ax.margins(y=0.3)
        _note(ax, clock[-1], max(values[-1], 1.0), f"$K_\\infty/K_0={values[-1]:.2g}$", 1)
    elif name == "cos_angle":
        ax.set_ylim(0, 1.12)
        ax.set_yticks([0, 0.5, 1])
        side = 1 if values[-1] < 0.5 else -1
        _note(ax, clock[-1], values[-1], f"${values[0]:.2g}\\to{values[-1]:.2g}$", side)


def _note(ax: Axes, x: float, y: float, text: str, side: int) -> None:
    """What a curve comes to, above (1) or below (-1) its end."""
    va = "bottom" if side > 0 else "top"
    ax.annotate(
        text,
        (x, y),
        (0, side * pt(4)),
        textcoords="offset points",
        ha="right",
        va=va,
        fontsize=pt(8),
        color=GREY,
    )
