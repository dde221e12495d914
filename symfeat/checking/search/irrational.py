"""Irrational points at which a function jumps: a claim may fail there alone, where no rational point is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.ball import BITS, Pair
from symfeat.checking.search.equality import inside
from symfeat.checking.search.region import Point, Region
from symfeat.errors import EvaluationError

_JUMPS = (sp.sign, sp.floor, sp.ceiling, sp.Heaviside, sp.arg, sp.frac)
_MOST = 12  # points


def apart_at_jumps(sides: tuple[sp.Expr, sp.Expr], region: Region, base: Point) -> tuple[Point, Pair] | None:
    """An irrational point of the region, at the jump of a function, where the sides lie in disjoint balls."""
    for point in islice(_jumps(sides, region, base), _MOST):
        if not inside(region.relations, point):
            continue
        at = (sides[0].xreplace(point), sides[1].xreplace(point))
        try:
            pair = Pair.at(at, {}, BITS)
        except (EvaluationError, ArithmeticError, ValueError):
            continue
        if pair is not None and not pair.overlap:
            return point, pair
    return None


def _jumps(sides: Sequence[sp.Expr], region: Region, base: Point) -> Iterator[Point]:
    """The base with one real symbol at an exact irrational root of an argument where a function jumps."""
    for argument in dict.fromkeys(_arguments(sides)):
        for symbol in sorted(argument.free_symbols & set(region.symbols), key=str):
            if not symbol.is_extended_real or symbol.is_integer:
                continue
            gap = argument.xreplace({s: v for s, v in base.items() if s != symbol})
            if not gap.is_polynomial(symbol) or not 1 <= sp.degree(gap, symbol) <= 2:
                continue
            for root in sp.roots(gap, symbol):
                if root.is_real and not root.is_Rational:
                    yield base | {symbol: root}  # type: ignore[dict-item]


def _arguments(sides: Sequence[sp.Expr]) -> Iterator[sp.Expr]:
    for side in sides:
        for part in sp.preorder_traversal(side):
            if isinstance(part, Relational) and isinstance(part.lhs, sp.Expr):
                yield part.lhs - part.rhs  # type: ignore[operator]
            elif isinstance(part, _JUMPS):
                yield part.args[0]  # type: ignore[misc]
