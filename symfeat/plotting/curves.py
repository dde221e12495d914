"""Learning curves side by side: one column a network, one row an observable."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from symfeat.errors import InputError
from symfeat.model import LinearNetwork, Task
from symfeat.network import Solution, solve
from symfeat.plotting.picture import Picture
from symfeat.plotting.style import BLUE, GREY, PALE, drawing_style, grid, pt

_SPAN, _POINTS = 8.0, 161  # time constants
_CHOSEN = {  # first slope and wedge, over the target
    "alignment": (0.05, 0.5),
    "disalignment": (2.0, 0.5),
    "rescaling": (0.05, 0.0),
}


def three_mechanisms(columns: int = 2, style: str = "paper") -> Picture:
    """The three mechanisms, each by a network chosen to show it: slope, kernel and angle over time.

    >>> sorted(set(three_mechanisms().data["case"]))
    ['alignment', 'disalignment', 'rescaling']
    """
    task = Task(1.0, 1.0)
    # With u = (1, 0) the weights w are the slope and the wedge.
    networks = {name: LinearNetwork([1.0, 0.0], list(plane)) for name, plane in _CHOSEN.items()}
    return learning_curves({name: solve(net, task) for name, net in networks.items()}, columns, style)


def learning_curves(cases: Mapping[str, Solution], columns: int = 2, style: str = "paper") -> Picture:
    """Slope, kernel and |cos zeta| of single networks over time, each named by its key, side by side.

    Slopes are over the target, kernels over their first value, times over each network's time constant.
    Raises InputError for a batch, a target of 0 and a network without a time constant.
    """
    clock = np.linspace(0.0, _SPAN, _POINTS)
    curves = {name: _observables(name, solution, clock) for name, solution in cases.items()}
    names = ("slope", "kernel", "cos_angle")
    with drawing_style(style):
        shape = (len(names), len(cases))
        figure, axes = grid(columns, shape, 3.6 if columns == 2 else 3.2, sharex=True, sharey="row")
        labels = ("slope $f/y$", "kernel $K/K_0$", "$|\\cos\\zeta|$")
        for row, (name, label) in enumerate(zip(names, labels, strict=True)):
            for column, case in enumerate(cases):
                ax = axes[row * len(cases) + column]
                _panel(ax, clock, curves[case][name], name)
                if row == 0:
                    ax.set_title(case, fontsize=pt(9), pad=pt(5))
                if row == len(names) - 1:
                    ax.set_xlabel("time $t/t_c$")
                if column == 0:
                    ax.set_ylabel(label)
        figure.align_ylabels()
    data = {"case": np.repeat(list(cases), clock.size), "clock": np.tile(clock, len(cases))}
    return Picture(figure, data | {name: np.hstack([curves[case][name] for case in cases]) for name in names})


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
    level = {"slope": 1.0, "kernel": 1.0, "cos_angle": 1.0}[name]
    ax.axhline(level, color=GREY if name == "slope" else PALE, lw=pt(0.7), ls=(0, (4, 3)), zorder=0)
    ax.plot(clock, values, color=BLUE)
    ax.set_xlim(0, clock[-1])
    if name == "cos_angle":
        ax.set_ylim(0, 1.12)
        ax.set_yticks([0, 0.5, 1])
