"""Irrational points at jumps of functions and ends of the domain: a claim may fail there alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.ball import BITS, Pair
from symfeat.checking.search.equality import inside
from symfeat.checking.search.region import Point, Region
from symfeat.errors import EvaluationError

_JUMPS = (sp.sign, sp.floor, sp.ceiling, sp.Heaviside, sp.arg, sp.frac)
_MOST = 12  # points


def apart_at_jumps(sides: tuple[sp.Expr, sp.Expr], region: Region, base: Point) -> tuple[Point, Pair] | None:
    """An irrational point, at a jump or at an end of the region, with both sides in disjoint balls."""
    for point in islice(chain(_ends(region, base), _jumps(sides, region, base)), _MOST):
        if not inside(region.relations, point):
            continue
        plain = (sides[0].xreplace(point), sides[1].xreplace(point))
        pair = _apart(plain) or _apart((sp.expand(plain[0]), sp.expand(plain[1])))  # (-i)^2 is -1, on a cut
        if pair is not None:
            return point, pair
    return None


def _apart(numbers: tuple[sp.Expr, sp.Expr]) -> Pair | None:
    try:
        pair = Pair.at(numbers, {}, BITS)
    except (EvaluationError, ArithmeticError, ValueError):
        return None
    return pair if pair is not None and not pair.overlap else None


def _ends(region: Region, base: Point) -> Iterator[Point]:
    """The base with one coordinate at an irrational end that a relation allows."""
    for relation in region.relations:
        if not isinstance(relation, (sp.GreaterThan, sp.LessThan)):
            continue
        gap = relation.lhs - relation.rhs  # type: ignore[operator]
        for coordinate in sorted(gap.atoms(sp.Symbol, sp.re, sp.im, sp.Abs, sp.arg), key=str):
            name = sp.Dummy(real=True)
            moved = gap.xreplace({coordinate: name})
            symbol = coordinate if isinstance(coordinate, sp.Symbol) else coordinate.args[0]
            slope = sp.diff(moved, name)
            if not isinstance(symbol, sp.Symbol) or symbol in moved.free_symbols or not slope.is_Rational:
                continue
            end = sp.expand(name - moved / slope).xreplace({s: v for s, v in base.items() if s != symbol})
            if slope != 0 and end.is_real and not end.is_rational:
                yield from (base | {symbol: value} for value in _at_end(coordinate, end, base[symbol]))


def _at_end(coordinate: sp.Basic, end: sp.Expr, value: sp.Expr) -> tuple[sp.Expr, ...]:
    """Values of the symbol whose coordinate - itself, a part, the modulus, the angle - is at the end."""
    real, imaginary = value.as_real_imag()
    if isinstance(coordinate, sp.re):
        return (end + sp.I * imaginary,)
    if isinstance(coordinate, sp.im):
        return (real + sp.I * end,)
    if isinstance(coordinate, sp.Abs):
        return (end, -end, sp.I * end, end * (sp.Rational(3, 5) + sp.Rational(4, 5) * sp.I))
    if isinstance(coordinate, sp.arg):
        return (sp.cos(end) + sp.I * sp.sin(end),)
    return (end,)


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
