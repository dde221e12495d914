"""What maps of hyperparameters show: medians over the networks, and how far beyond each boundary they are.

A margin is positive beyond its boundary and 0 on it. It comes from the closed form of the boundary, and since
a median keeps signs, the line where the median of a margin vanishes is the boundary of the median network.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from symfeat import kernels
from symfeat.mechanisms import REGIMES
from symfeat.model import LinearNetwork, Setting, Task
from symfeat.phases import axes
from symfeat.phases.checks import tolerances
from symfeat.phases.ensemble import sampled
from symfeat.phases.grid import ends

_FAR = 1.0  # the largest margin, and its negative the margin of a boundary that is not there


@dataclass(frozen=True, eq=False)
class Medians:
    """Medians over the networks at each point of a grid, of shape (len(y), len(x)).

    Attributes:
        kernel_ratio: kernel in the limit over kernel at time 0.
        turn: size of the change of the angle between the layers, in radians.
        grows: margin of a kernel that grows beyond the tolerance.
        falls: margin of a kernel that falls below it.
        turns: margin of an angle that changes beyond its tolerance.
        aligns: margin of a target larger than the first slope.
    """

    kernel_ratio: np.ndarray
    turn: np.ndarray
    grows: np.ndarray
    falls: np.ndarray
    turns: np.ndarray
    aligns: np.ndarray

    @property
    def regime(self) -> np.ndarray:
        """The regime of the medians, as a position in `REGIMES`."""
        kernel_moves = np.maximum(self.grows, self.falls) > 0
        return np.where(np.isnan(self.kernel_ratio), len(REGIMES) - 1, 2 * kernel_moves + (self.turns > 0))


def medians(
    x: tuple[str, Any],
    y: tuple[str, Any],
    network: Setting | LinearNetwork,
    task: Task,
    samples: int,
    seed: int,
    kernel_tolerance: float,
    angle_tolerance: float,
) -> Medians:
    """The medians over a grid, for the arguments of `PhaseDiagram.over` and the same networks.

    >>> found = medians(("gamma", [1.0]), ("target", [0.1, 9.0]), LinearNetwork([1.0], [1.0]), Task(1.0, 1.0),
    ...                 1, 0, 0.1, 0.1)
    >>> (found.grows > 0).tolist(), found.regime.tolist()
    ([[False], [True]], [[2], [2]])
    """
    x, y = axes.axis("x", x), axes.axis("y", y)
    axes.require_independent(x[0], y[0])
    kernel_tolerance, angle_tolerance = tolerances(kernel_tolerance, angle_tolerance)
    moving = {x[0]: x[1][None, :], y[0]: y[1][:, None]}
    ensemble, fixed = sampled(network, moving, samples, seed)
    values = axes.hyperparameters({**fixed, "target": float(task.target), "clock": np.inf}, moving)
    start, target, end = ends(ensemble, values)
    parts = kernels.order_parameters(*start, target, end)
    size, first = np.abs(end), np.abs(start.slope)
    with np.errstate(divide="ignore", invalid="ignore"):
        small, large = kernels.kernel_change_boundaries(*start, kernel_tolerance)
        down, up = kernels.angle_change_boundaries(start.slope, start.wedge, angle_tolerance)
        scale = size + first + start.wedge
        margins = {
            "grows": np.log(size / large),
            "falls": np.log(small / size),
            "turns": np.fmax((end - up) / scale, (down - end) / scale),
            "aligns": np.log(size / first),
        }
    turn = np.abs(parts.angle_change)
    # Without a wedge the angle stays, or jumps by pi as the slope passes 0: no target is the boundary.
    jumps = np.where(turn > angle_tolerance, _FAR, -_FAR)
    margins["turns"] = np.where(start.wedge == 0, jumps, margins["turns"])
    found = {"kernel_ratio": parts.kernel_ratio, "turn": turn}
    found |= {name: np.clip(np.nan_to_num(m, nan=-_FAR), -_FAR, _FAR) for name, m in margins.items()}
    shape = (y[1].size, x[1].size, ensemble.samples)
    return Medians(**{name: _median(np.broadcast_to(value, shape)) for name, value in found.items()})


def _median(values: np.ndarray) -> np.ndarray:
    """The lower median: always the value of a network, never between two on both sides of a boundary."""
    middle = (values.shape[-1] - 1) // 2
    return np.partition(values, middle, axis=-1)[..., middle]
