"""Conditions in three values: True, False, and UNKNOWN where the numbers in use cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

UNKNOWN = object()

# Which signs of `first - second` make each relation true.
RELATIONS: dict[str, tuple[int, ...]] = {
    "StrictLessThan": (-1,),
    "LessThan": (-1, 0),
    "StrictGreaterThan": (1,),
    "GreaterThan": (1, 0),
    "Equality": (0,),
    "Unequality": (-1, 1),
}


def _not(values: Sequence[Any]) -> Any:
    return UNKNOWN if values[0] is UNKNOWN else not values[0]


def _and(values: Sequence[Any]) -> Any:
    if any(value is False for value in values):
        return False
    return UNKNOWN if UNKNOWN in values else True


def _or(values: Sequence[Any]) -> Any:
    if any(value is True for value in values):
        return True
    return UNKNOWN if UNKNOWN in values else False


def _if_then_else(values: Sequence[Any]) -> Any:
    condition, then, otherwise = values
    if condition is UNKNOWN:
        return then if then is otherwise else UNKNOWN
    return then if condition else otherwise


LOGIC: dict[str, Callable[[Sequence[Any]], Any]] = {
    "Not": _not,
    "And": _and,
    "Or": _or,
    "ITE": _if_then_else,  # SymPy's form of a relation between Piecewise expressions
    "BooleanTrue": lambda values: True,
    "BooleanFalse": lambda values: False,
}
