"""The error of a generated kernel, measured against balls that hold what the kernel is proved to compute.

The unit is u max(1, cond): u = 2^-53 is the rounding of float64, and cond = sum_i |x_i d ln f / dx_i| says by
how much the rounding of the inputs alone moves the output. What is measured is no bound on what was not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import numpy as np
import sympy as sp
from flint import acb, arb, fmpq

from symfeat.evaluate.ball import ARITHMETIC, working_bits
from symfeat.evaluate.derivative import Row, sweep
from symfeat.evaluate.program import UNSET, Program, UndecidedComparison
from symfeat.lowering.reference import Reference

UNIT = 2.0**-53
SMALLEST = 2.0**-1074
NORMAL, LARGEST = float(np.finfo(np.float64).tiny), float(np.finfo(np.float64).max)
FIRST_BITS, MOST_BITS = 192, 12288
Exact = tuple[arb, float]  # the ball around a value, and its condition number from below
POLES = {"Pow": 1, "log": 1, "atan2": 2}  # heads without a value where so many arguments are exactly 0
TIGHT = 70  # bits of a value that make its ball tight
COND_TIGHT = 10  # bits of a condition number


class Missing(Enum):
    """Why there is no ball around a value."""

    NO_VALUE = "the exact value does not exist"
    UNDECIDED = "no precision that was tried tells the value"


@dataclass(frozen=True)
class Worst:
    """The largest error of one output, in units of u max(1, cond), and where it was found.

    `no_value` counts the points at which the exact value does not exist, `undecided` those at which no
    precision tells it; the latter say nothing about the error.
    """

    units: float = 0.0
    stratum: str = ""
    point: tuple[float, ...] = ()
    no_value: int = 0
    undecided: int = 0

    def __or__(self, other: Worst) -> Worst:
        larger = other if other.units > self.units or not self.point else self
        return replace(
            larger,
            no_value=self.no_value + other.no_value,
            undecided=self.undecided + other.undecided,
        )


@dataclass(frozen=True)
class Errors:
    """What was measured: the worst error of each output, over `points`, of which `above` exceed the bound."""

    worst: Mapping[str, Worst]
    points: int = 0
    above: int = 0

    @property
    def units(self) -> float:
        """The largest error of all."""
        return max(worst.units for worst in self.worst.values())

    def __or__(self, other: Errors) -> Errors:
        """Both together."""
        worst = {name: found | other.worst[name] for name, found in self.worst.items()}
        return Errors(worst, self.points + other.points, self.above + other.above)


def measure(
    reference: Reference,
    function: Callable[..., Sequence[Any]],
    points: np.ndarray,
    *,
    bound: float = math.inf,
    stratum: str = "",
) -> Errors:
    """Measure `function` at `points`, an array (n, arguments) of float64, against its reference.

    The points go into the balls exactly. An argument that others determine is overwritten by its value there,
    rounded. A nan or an infinity where the exact value is a float counts as infinitely wrong, and so does a
    float where there is no exact value; a value that rounds to no normal number is right within four
    smallest numbers.

    >>> from symfeat.claims import Kernel
    >>> from symfeat.lowering.reference import reference
    >>> x = sp.Symbol("x", real=True)
    >>> kernel = Kernel("twice", (x,), {"value": 2 * x}, computes={"value": 2 * x})
    >>> round(measure(reference(kernel), lambda x: (x + x * (1 + 2**-50),), np.array([[3.0]])).units, 6)
    4.0
    """
    coordinates = [[fmpq(*value.as_integer_ratio()) for value in row] for row in points.tolist()]
    if reference.determined:
        points = points.copy()
        for row, exact in zip(points, coordinates, strict=True):
            at = dict(zip(reference.args, exact, strict=True))
            for place, arg in enumerate(reference.args):
                if arg in reference.determined:
                    row[place] = _rounded(reference.determined[arg], at)
    found = np.array([np.broadcast_to(output, len(points)) for output in function(*points.T)]).T.tolist()
    errors = Errors({name: Worst() for name in reference.outputs}, len(points))
    above, worst = 0, dict(errors.worst)
    for row, exact, values in zip(points.tolist(), coordinates, found, strict=True):
        largest = 0.0
        exact_values = _values(reference, dict(zip(reference.args, exact, strict=True)))
        for name, value, ball in zip(reference.outputs, values, exact_values, strict=True):
            if ball is Missing.UNDECIDED:
                worst[name] |= Worst(undecided=1)
                continue
            if ball is Missing.NO_VALUE:
                worst[name] |= Worst(no_value=1)
                if not math.isfinite(value):
                    continue
                units = math.inf
            else:
                units = _error(value, *ball)
            largest = max(largest, units)
            if units > worst[name].units or not worst[name].point:
                worst[name] = replace(worst[name], units=units, stratum=stratum, point=tuple(row))
        above += largest > bound
    return Errors(worst, len(points), above)


def _rounded(program: Program, point: Mapping[sp.Symbol, fmpq]) -> float:
    with working_bits(FIRST_BITS):
        (value,) = program.run(ARITHMETIC, point)
        return float(arb(value).mid())


def _values(reference: Reference, point: Mapping[sp.Symbol, fmpq]) -> list[Exact | Missing]:
    found = _tight(reference.program, point)
    if found is None:  # a branch of one output is in doubt, which must not stop the others
        found = [(_tight(program, point) or [Missing.UNDECIDED])[0] for program in reference.each]
    return found


def _tight(program: Program, point: Mapping[sp.Symbol, fmpq]) -> list[Exact | Missing] | None:
    """Tight balls around the outputs, with condition numbers from below; None if a branch stays in doubt.

    The precision is doubled until the balls are tight, or it is clear that there is no value.
    """
    bits = FIRST_BITS
    while True:
        last = 2 * bits > MOST_BITS
        with working_bits(bits):
            found = _attempt(program, point, last)
        if found is not None or last:
            return found
        bits *= 2


def _attempt(program: Program, point: Mapping[sp.Symbol, fmpq], last: bool) -> list[Exact | Missing] | None:
    """The same at the precision in force; None where it does not suffice, unless it is the last."""
    try:
        values = program.trace(ARITHMETIC, point)
    except UndecidedComparison:
        return None
    outputs: list[arb | Missing] = [_told(program, values, index) for index in program.outputs]
    if not last and Missing.UNDECIDED in outputs:
        return None
    rows = sweep(program, values)
    found: list[Exact | Missing] = []
    for value, index in zip(outputs, program.outputs, strict=True):
        if isinstance(value, Missing):
            found.append(value)
            continue
        condition = _condition(value, rows[index])
        if not last and not _is_settled(condition):
            return None
        found.append((value, float(condition.lower()) if condition.is_finite() else 0.0))
    return found


def _told(program: Program, values: Sequence[Any], index: int) -> arb | Missing:
    """A tight ball around the value of a node, or why there is none at this precision."""
    value = arb.nan() if type(values[index]) is acb else arb(values[index])
    if _is_tight(value):
        return value
    return Missing.NO_VALUE if _has_no_value(program, values, index) else Missing.UNDECIDED


def _has_no_value(program: Program, values: Sequence[Any], index: int) -> bool:
    """Whether a value below the node is missing for a reason that no precision removes.

    That is a branch of none, or an exact zero where there is a pole.
    """
    node = program.nodes[index]
    if values[index] is UNSET or type(values[index]) not in (arb, acb) or values[index].is_finite():
        return False
    if node.branches:
        taken = [branch.value for branch in node.branches if values[branch.condition] is True]
        return not taken or _has_no_value(program, values, taken[0])
    if node.head in ("NaN", "ComplexInfinity"):
        return True
    if node.head in POLES and all(values[arg] == 0 for arg in node.args[: POLES[node.head]]):
        return True
    return any(_has_no_value(program, values, arg) for arg in node.args)


def _condition(value: arb, row: Row) -> arb:
    if not row or (value.is_finite() and abs(value) < _TINY):
        return arb(0)
    return sum((abs(partial) for partial in row.values()), arb(0)) / abs(value)


def _is_tight(value: arb) -> bool:
    """Whether the ball tells the value; one far below the smallest number needs no digits."""
    if value.rel_accuracy_bits() >= TIGHT:
        return True
    return bool(abs(value) < _TINY) if value.is_finite() else value in (_INFINITY, -_INFINITY)


def _is_settled(condition: arb) -> bool:
    return bool(condition < 1) or condition.rel_accuracy_bits() >= COND_TIGHT


def _error(found: float, value: arb, condition: float) -> float:
    """The error of `found` in units of u max(1, cond)."""
    if math.isnan(found):
        return math.inf
    if math.isinf(found):
        return 0.0 if value * found > 0 and abs(value) > LARGEST else math.inf
    if not value.is_finite():
        return math.inf
    with working_bits(TIGHT + 53):
        difference = abs(value - found).upper()
        if difference == 0 or (abs(value) < NORMAL and difference <= 4 * SMALLEST):
            return 0.0
        if not abs(value) > 0:
            return math.inf
        return float((difference / abs(value) / (UNIT * max(1.0, condition))).upper())


_INFINITY = arb.pos_inf()
_TINY = arb((1, -1090))  # far below the smallest number
