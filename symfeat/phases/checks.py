"""Checks of what the functions of this room take; a failure is one line that names the argument."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from symfeat import inputs
from symfeat.errors import InputError
from symfeat.model import Task


def tolerances(kernel_tolerance: float, angle_tolerance: float) -> tuple[float, float]:
    """Both as numbers, if they are usable."""
    for name, value in {"kernel_tolerance": kernel_tolerance, "angle_tolerance": angle_tolerance}.items():
        inputs.positive_number(name, value)
    if not angle_tolerance < np.pi:
        raise InputError(f"angle_tolerance must be below pi; got {angle_tolerance:g}")
    return float(kernel_tolerance), float(angle_tolerance)


def widths(name: str, value: ArrayLike) -> np.ndarray:
    """Positive whole numbers, as floats."""
    array = inputs.positive(name, value)
    if not np.all(array == np.rint(array)):
        raise InputError(f"{name} must be integers; got {array[array != np.rint(array)].flat[0]:g}")
    return array


def levels(quantiles: Any) -> np.ndarray:
    """Quantiles, from 0 to 1."""
    found = inputs.real("quantiles", quantiles)
    if found.ndim != 1 or not np.all((found >= 0) & (found <= 1)):
        raise InputError(f"quantiles must be a row of numbers from 0 to 1; got {quantiles!r}")
    return found


def require_one(task: Any) -> None:
    """One task, not a batch of them."""
    if not isinstance(task, Task) or np.ndim(task.target) or np.ndim(task.second_moment):
        what = type(task).__name__ if not isinstance(task, Task) else repr(task)
        raise InputError(f"task must be one Task; got {what}")
