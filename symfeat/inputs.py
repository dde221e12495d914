"""Checks of numeric input; a failure is one line that names the argument, what it must be and what it is."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from symfeat.errors import InputError


def numbers(name: str, value: Any) -> np.ndarray:
    """The value as an array of its own precision, if it is made of real numbers."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise InputError(f"{name} must be a number or an array of numbers; got ragged rows") from None
    if array.dtype.kind not in "iuf" and array.size:
        raise InputError(f"{name} must be real numbers; got {array.dtype.name} {_brief(value)}")
    return array


def real(name: str, value: Any) -> np.ndarray:
    """The value as a float64 array, if it is made of real numbers."""
    with np.errstate(over="ignore"):  # a longer float beyond the range of float64 becomes infinite
        return numbers(name, value).astype(np.float64)


def finite(name: str, value: Any) -> np.ndarray:
    """Real and finite."""
    return _require(name, real(name, value), "finite", np.isfinite)


def positive(name: str, value: Any) -> np.ndarray:
    """Real, finite and positive."""
    return finite(name, _require(name, real(name, value), "positive", lambda array: array > 0))


def positive_number(name: str, value: Any) -> float:
    """One positive finite number.

    >>> positive_number("scale", 2)
    2.0
    """
    number = positive(name, value)
    if number.shape:
        raise InputError(f"{name} must be one number; got shape {number.shape}")
    return float(number)


def nonnegative(name: str, value: Any, *, infinite: bool = False) -> np.ndarray:
    """Real and nonnegative, and finite unless `infinite` allows otherwise."""
    array = _require(name, real(name, value), "nonnegative", lambda array: array >= 0)
    return array if infinite else finite(name, array)


def count(name: str, value: Any, least: int) -> int:
    """An integer of at least `least`."""
    try:
        number = operator.index(value)
    except TypeError:
        raise InputError(f"{name} must be an integer; got {_brief(value)}") from None
    if number < least:
        raise InputError(f"{name} must be at least {least}; got {number}")
    return number


def broadcast(shapes: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    """The common shape of named shapes."""
    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError:
        listed = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        raise InputError(f"shapes must broadcast against each other; got {listed}") from None


def _require(
    name: str, array: np.ndarray, what: str, holds: Callable[[np.ndarray], np.ndarray]
) -> np.ndarray:
    good = holds(array)
    if not good.all():
        raise InputError(f"{name} must be {what}; got {array[~good].flat[0]:g}")
    return array


def _brief(value: Any) -> str:
    text = " ".join(repr(value).split())  # arrays are written on several lines
    return text if len(text) <= 40 else text[:37] + "..."
