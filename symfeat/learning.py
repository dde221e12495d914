"""A regression as a linear network learns it: network, task, exact solution, and the times worth a look."""

import csv
import io
import math
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from symfeat import inputs
from symfeat.data import Regression
from symfeat.descent import Descent, descend
from symfeat.errors import InputError
from symfeat.model import Setting
from symfeat.network import Solution, Task, solve

TASK = ("second_moment", "target", "irreducible_loss")
MOST_POINTS = 1_000_000
# Shares of the way from the first slope to its limit.
MILESTONES = (0.0, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0)


@dataclass(frozen=True)
class Learning:
    """What `learn` found.

    Attributes:
        data: the regression.
        setting: how the network was drawn.
        task: second moment, target slope and irreducible loss of the regression.
        solution: the exact trajectory.
        times: times from 0 on, float64 of shape (points,).
        descent: the run of gradient descent over the same time span, if one was asked for.
    """

    data: Regression
    setting: Setting
    task: Task
    solution: Solution
    times: np.ndarray
    descent: Descent | None = None

    def milestones(self) -> dict[str, np.ndarray]:
        """The `trace` where the slope has gone certain shares of its way, with these as `share`."""
        start, limit = float(self.solution.slope(0.0)), float(self.solution.limit)
        if start == limit or self.solution.residual(0.0) == 0:  # at rest
            return {"share": np.array([1.0]), **trace(self.solution, np.array([0.0]))}
        share = np.array(MILESTONES)
        passed = self.solution.time_to_slope(start + share[1:-1] * (limit - start))
        return {"share": share, **trace(self.solution, np.hstack([0.0, passed, math.inf]))}

    def deviation(self) -> float:
        """Largest deviation of gradient descent from the exact slope over max(|f0|, |y|); nan without."""
        if self.descent is None:
            return math.nan
        exact = np.asarray(self.solution.slope(self.descent.time))
        return self.descent.deviation(exact, float(self.task.target))

    def csv(self) -> str:
        """The trace at `times` as CSV text, with a header and every digit."""
        columns = trace(self.solution, self.times)
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*(column.tolist() for column in columns.values()), strict=True))
        return text.getvalue()

    def to_dict(self) -> dict[str, Any]:
        """Everything but the trajectory itself, as plain data."""
        solution, descent = self.solution, self.descent
        return {
            "data": {"x": self.data.x_name, "target": self.data.target_name, "rows": self.data.rows},
            "task": {
                name: float(getattr(self.task, name))
                for name in ("second_moment", "target", "irreducible_loss")
            },
            "network": asdict(self.setting),
            "solution": {
                "slope0": float(solution.slope(0.0)),
                **{
                    name: float(getattr(solution, name))
                    for name in ("limit", "time_constant", "wedge", "imbalance")
                },
            },
            "mechanisms": solution.mechanisms().to_dict(),
            "phase": solution.phase().to_dict(),
            "milestones": {name: column.tolist() for name, column in self.milestones().items()},
            "descent": descent
            and {"step": descent.step, "steps": descent.time.size - 1, "deviation": self.deviation()},
        }


def learn(
    data: Regression,
    setting: Setting,
    *,
    time_max: float | None = None,
    points: int = 201,
    step: float | None = None,
    track: Callable[[range], Iterable[int]] = iter,
) -> Learning:
    """Solve the regression exactly and, if a `step` is given, by gradient descent as well.

    Time runs from 0 to `time_max`; without one, until the slope has gone 99.9 % of the way to its limit.
    `track` may wrap the loop over the steps of gradient descent, to show progress.

    Raises InputError for a time span that is not positive, a number of points that is not from 2 to
    a million, a step that is too small or too large, and scales that take the kernel out of range.

    >>> from symfeat.data import Regression
    >>> data = Regression(np.array([1.0, 2.0]), np.array([2.0, 4.0]), "s", "q")
    >>> learn(data, Setting(width=2)).solution.limit
    2.0
    """
    if time_max is not None and not 0 < time_max < math.inf:
        raise InputError(f"time_max must be positive and finite; got {time_max:g}")
    if not 2 <= points <= MOST_POINTS:
        raise InputError(f"times must be from 2 to {MOST_POINTS}; got {points}")
    if step is not None:
        inputs.positive("step", step)
    network, task = setting.network(), Task.from_data(data.x, data.target)
    solution = solve(network, task)
    _require_range(data, solution)
    duration = time_max or natural_duration(solution)
    times = np.linspace(0.0, duration, points)
    if step is None:
        return Learning(data, setting, task, solution, times)
    # Near the limit a step multiplies the residual by 1 - step m2 K.
    largest = 2 / (task.second_moment * float(solution.kernel(math.inf)))
    if not step < largest:
        raise InputError(
            f"step must be below 2/(m2 K) = {largest:.3g} at the limit to be stable; got {step:g}"
        )
    descent = descend(network, data.x, data.target, step, duration, track)
    return Learning(data, setting, task, solution, times, descent)


def _require_range(data: Regression, solution: Solution) -> None:
    """What is shown is largest at an end of the trajectory; it must be a float there."""
    ends = np.array([0.0, math.inf])
    with np.errstate(over="ignore"):
        shown = {
            "kernel": solution.kernel(ends),
            "loss": solution.total_loss(ends),
            "predictions": solution.slope(ends) * np.abs(data.x).max(),
        }
    for name, values in shown.items():
        if not np.isfinite(values).all():
            raise InputError(f"gamma, eta and sigma must keep the {name} within the range of floats; got inf")


def natural_duration(solution: Solution) -> float:
    """A time span that shows the learning: until the slope has gone 99.9 % of the way to its limit."""
    start, limit = float(solution.slope(0.0)), float(solution.limit)
    duration = float(solution.time_to_slope(start + MILESTONES[-2] * (limit - start)))
    if 0 < duration < math.inf:
        return duration
    # At rest nothing moves, so any span shows it.
    return 5 * float(solution.time_constant) if math.isfinite(solution.time_constant) else 1.0


def trace(solution: Solution, times: np.ndarray) -> dict[str, np.ndarray]:
    """Every observable of one network at `times`, by name, each of the shape of `times`."""
    norm_u, norm_w = solution.norms(times)
    columns = {
        "time": times,
        "slope": solution.slope(times),
        "loss": solution.loss(times),
        "total_loss": solution.total_loss(times),
        "kernel": solution.kernel(times),
        "angle": solution.angle(times),
        "norm_u": norm_u,
        "norm_w": norm_w,
    }
    return {name: np.asarray(column) for name, column in columns.items()}
