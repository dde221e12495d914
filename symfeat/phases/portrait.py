"""What a trajectory is like, in numbers and words: its regime, its mechanism and the shapes of its curves."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from symfeat.errors import InputError
from symfeat.kernels import order_parameters
from symfeat.mechanisms import NOTICEABLE, Reading, Value, summary
from symfeat.network import Solution
from symfeat.phases.checks import tolerances
from symfeat.phases.curves import words


@dataclass(frozen=True, eq=False)
class Portrait(Reading):
    """A trajectory in numbers and words, of the shape B of the networks (numbers and strings for one).

    Attributes:
        floor_ratio: S/max(|f0|, |y|): large in the kernel phase.
        kernel_ratio: kernel in the limit over kernel at time 0; nan for a dead network.
        angle_change: of the angle between the layers, in radians; nan where a layer stays 0.
        time_constant: in units of time; the residual decays in the end like exp(-t/time_constant). It is
            that of the target and the floor, also where nothing moves.
        regime: `kernel phase`, `turning at constant kernel`, `rescaling at constant angle`,
            `feature learning` or `undefined` (a dead network).
        mechanism: `alignment` or `disalignment` where the layers turn (rescaling goes with it), `rescaling`
            where they cannot, `none` where the size of the slope ends as it began.
        curve: how the slope's curve bends: `plateau, then acceleration` (and it slows down in the end),
            `accelerates, then slows down`, `slows down throughout`, `at rest`.
        loss_curve: how the loss curve bends, in the same words.
        kernel_path: `grows`, `falls`, `falls to its floor, then grows` or `constant`; by however little.
        reach: whether the target is `reached` (in the limit), `out of reach` (the slope ends at 0) or
            `there from the start`.
    """

    floor_ratio: Value
    kernel_ratio: Value
    angle_change: Value
    time_constant: Value
    regime: Any
    mechanism: Any
    curve: Any
    loss_curve: Any
    kernel_path: Any
    reach: Any

    def __str__(self) -> str:
        told = {
            "regime": self.regime,
            "mechanism": self.mechanism,
            "slope": self.curve,
            "loss": self.loss_curve,
            "kernel": self.kernel_path,
            "target": self.reach,
        }
        lines = [f"{name}: {summary(word) if np.shape(word) else word}" for name, word in told.items()]
        if not np.shape(self.regime):
            lines[0] += f" (kernel x {self.kernel_ratio:.4g}, angle {self.angle_change:+.4g} rad)"
            rests = self.curve == "at rest"
            lines.append(f"time constant: {'none, nothing moves' if rests else f'{self.time_constant:.4g}'}")
        return "\n".join(lines)


def portrait(
    solution: Solution, kernel_tolerance: float = NOTICEABLE, angle_tolerance: float = NOTICEABLE
) -> Portrait:
    """The portrait of a solution, or of each of a batch.

    A relative change of the kernel beyond `kernel_tolerance`, and a change of the angle beyond
    `angle_tolerance` in radians, count as changes. Raises InputError for tolerances that are not positive,
    and an angle_tolerance that is not below pi.

    >>> import symfeat as sf
    >>> net = sf.LinearNetwork([1.0, 0.0], [0.01, 0.1])
    >>> print(portrait(sf.solve(net, sf.Task(1.0, 5.0))))
    regime: feature learning (kernel x 9.95, angle -1.451 rad)
    mechanism: alignment
    slope: plateau, then acceleration
    loss: plateau, then acceleration
    kernel: grows
    target: reached
    time constant: 0.09949
    """
    if not isinstance(solution, Solution):
        raise InputError(f"solution must be a Solution; got {type(solution).__name__}")
    tolerance = tolerances(kernel_tolerance, angle_tolerance)
    start = (solution.slope0, solution.wedge, solution.imbalance)
    target = np.broadcast_to(solution.task.target, np.shape(solution.slope0))
    told = words(*start, target, solution.limit, tolerance)
    named = {name: np.array(choices)[which] for name, (choices, which) in told.items()}
    return Portrait(
        *order_parameters(*start, target, solution.limit),
        solution.time_constant,
        **{name: word if word.shape else str(word) for name, word in named.items()},
    )
