"""Full-batch gradient descent of the real network on the real data, to compare the exact trajectory with.

Nothing of the theory enters here, only the model f(x) = gamma * sum_i u_i w_i x, its squared loss and the
layer-wise rates. One step of size `step` advances the time of the gradient flow by `step`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symfeat.errors import InputError

if TYPE_CHECKING:
    from symfeat.network import LinearNetwork

MAX_STEPS = 2_000_000


@dataclass(frozen=True)
class Descent:
    """A run of gradient descent.

    Attributes:
        step: size of a step, in units of time.
        time: times k * step, float64 of shape (steps + 1,).
        slope: slope of the network at these times, the same shape.
    """

    step: float
    time: np.ndarray
    slope: np.ndarray

    def deviation(self, exact: np.ndarray, target: float) -> float:
        """Largest distance from the exact slopes at the same times, relative to max(|f0|, |target|)."""
        scale = max(abs(self.slope[0]), abs(target))
        largest = np.abs(self.slope - exact).max()
        return float(largest / scale) if largest else 0.0


def descend(
    net: "LinearNetwork",
    x: np.ndarray,
    target: np.ndarray,
    step: float,
    duration: float,
    track: Callable[[range], Iterable[int]] = iter,
) -> Descent:
    """Train `net` (one network: u and w of shape (d,)) on inputs and targets of shape (rows,) for `duration`.

    `track` may wrap the range of steps, to show progress.

    Raises InputError when the step is not positive, when it is so small that the run would take more than
    `MAX_STEPS` steps, and when it is so large that the residual grows beyond its first value, which never
    happens along the gradient flow.

    >>> import symfeat as sf
    >>> net = sf.LinearNetwork([1.0], [0.5])
    >>> descend(net, np.array([1.0]), np.array([2.0]), step=0.25, duration=0.5).slope.round(3).tolist()
    [0.5, 1.039, 1.622]
    """
    if not (step > 0 and np.isfinite(step)):
        raise InputError(f"step must be positive and finite; got {step:g}")
    steps = int(min(np.ceil(duration / step), MAX_STEPS + 1))
    if steps > MAX_STEPS:
        raise InputError(
            f"step {step:g} needs more than {MAX_STEPS} steps to reach time {duration:.4g}; "
            f"it must be at least {duration / MAX_STEPS:.2g}"
        )
    slopes = np.empty(steps + 1)
    advance = _stepper(net, x, target, step)
    with np.errstate(over="ignore", invalid="ignore"):
        slopes[0], first = advance()
        for k in track(range(1, steps + 1)):
            slopes[k], residual = advance()
            if not residual <= first:
                raise InputError(
                    f"step {step:g} is too large: gradient descent overshoots the target "
                    f"at step {k} and diverges"
                )
    return Descent(step, step * np.arange(steps + 1), slopes)


def _stepper(
    net: "LinearNetwork", x: np.ndarray, target: np.ndarray, step: float
) -> Callable[[], tuple[float, float]]:
    """A function that returns (slope, size of the loss's derivative in it) and then makes one step."""
    u, w = np.array(net.u, dtype=float), np.array(net.w, dtype=float)
    gamma, rate_u, rate_w = float(net.gamma), step * float(net.eta_u), step * float(net.eta_w)

    def advance() -> tuple[float, float]:
        slope = gamma * (u @ w)
        pull = ((slope * x - target) @ x) / x.size  # dL/d(slope)
        change_u, change_w = (rate_u * gamma * pull) * w, (rate_w * gamma * pull) * u
        u.__isub__(change_u)
        w.__isub__(change_w)
        return float(slope), float(abs(pull))

    return advance
