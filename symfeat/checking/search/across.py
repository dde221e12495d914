"""Points beyond a switch that no other point has met: downhill in what decides on the branch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import sympy as sp
from flint import arb
from sympy.core.relational import Relational

from symfeat.checking.ball import SIGN_BITS
from symfeat.checking.search.descent import descend
from symfeat.checking.search.region import Point, Region
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import ball

_SWITCHES = (sp.Abs, sp.sign, sp.Heaviside)
_MOST = 6  # arguments
_EVALUATIONS = 160


def across(exprs: Sequence[sp.Expr], region: Region, generic: Sequence[Point]) -> Iterator[Point]:
    """Points where the argument of a switch has the sign that it has at none of the generic points."""
    for argument in islice(dict.fromkeys(_arguments(exprs)), _MOST):
        if not argument.free_symbols or not argument.free_symbols <= set(region.symbols):
            continue
        values = [(value, point) for point in generic if (value := _value(argument, point)) is not None]
        if not values or min(values, key=_first)[0] < 0 < max(values, key=_first)[0]:
            continue
        side = 1 if values[0][0] > 0 else -1
        start = min(values, key=lambda pair: abs(pair[0]))[1]

        def margin(point: Point, argument: sp.Expr = argument, side: int = side) -> float | None:
            value = _value(argument, point)
            return None if value is None else side * value

        lowest = start
        for point in descend(margin, region, start, _EVALUATIONS):
            lowest = point
        if lowest is not start:
            yield lowest


def _first(pair: tuple[float, Point]) -> float:
    return pair[0]


def _arguments(exprs: Sequence[sp.Expr]) -> Iterator[sp.Expr]:
    for part in (part for expr in exprs for part in sp.preorder_traversal(expr)):
        if isinstance(part, Relational) and isinstance(part.lhs, sp.Expr):
            yield part.lhs - part.rhs  # type: ignore[operator]
        elif isinstance(part, (sp.Max, sp.Min)):
            yield from (first - second for first, second in zip(part.args, part.args[1:], strict=False))  # type: ignore[operator]
        elif isinstance(part, _SWITCHES):
            yield part.args[0]  # type: ignore[misc]


def _value(expr: sp.Expr, point: Point) -> float | None:
    try:
        value = ball(expr, point, SIGN_BITS)
    except (EvaluationError, ArithmeticError, ValueError):
        return None
    return float(value.mid()) if isinstance(value, arb) and value.is_finite() else None
