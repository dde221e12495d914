"""Where the sides of an inequality come close: minima followed to many digits, zeros proved to be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import mpmath
import sympy as sp

from symfeat.checking.ball import ball_decides_sign
from symfeat.checking.budget import OutOfTime, limited, remaining
from symfeat.checking.search.region import Point, Region
from symfeat.errors import EvaluationError
from symfeat.evaluate.mp import evaluate_all

_DIGITS = 90
_ROUNDS = 40  # of Newton's method, which is slow where a zero is of high order
_SECONDS = 0.7
_MOST = 3  # symbols that are moved together
_ACROSS = sp.Rational(1, 10**6)
_BESIDE = sp.Rational(1, 100)
# Functions that are analytic on the whole real line.
_ENTIRE = (sp.sin, sp.cos, sp.exp, sp.sinh, sp.cosh, sp.tanh, sp.atan, sp.asinh)


def beside(region: Region, point: Point) -> Iterator[Point]:
    """The point with one real coordinate moved a little, to either side."""
    for symbol in region.symbols:
        if symbol.is_extended_real and not symbol.is_integer:
            step = _BESIDE * (abs(point[symbol]) or 1)
            for value in (point[symbol] - step, point[symbol] + step):
                yield point | {symbol: value}


def sharpened(difference: sp.Expr, region: Region, point: Point) -> Point | None:
    """A stationary point of the difference of the sides, to many digits, if Newton's method meets one."""
    try:
        with limited(_SECONDS):
            return _stationary(difference, region, point)
    except OutOfTime:
        if remaining() <= 0:  # the time of a caller has ended, too
            raise
        return None


def _stationary(difference: sp.Expr, region: Region, point: Point) -> Point | None:
    moved = [s for s in region.symbols if s.is_extended_real and not s.is_integer]
    if not 1 <= len(moved) <= _MOST:
        return None
    slopes = [sp.diff(difference, s) for s in moved]
    rates = [sp.diff(slope, s) for slope, s in product(slopes, moved)]
    exprs, at = (*slopes, *rates), dict(point)
    context = mpmath.mp.clone()
    context.dps = _DIGITS
    size = len(moved)
    try:
        for _ in range(_ROUNDS):
            values = [_real(context, value) for value in evaluate_all(exprs, at, _DIGITS)]
            matrix = context.matrix(size, size)
            for k, value in enumerate(values[size:]):
                matrix[k // size, k % size] = value
            step = context.lu_solve(matrix, context.matrix(values[:size]))
            for symbol, change in zip(moved, step, strict=True):
                at[symbol] = at[symbol] - sp.Rational(context.nstr(change, _DIGITS))
                at[symbol] = sp.Rational(sp.floor(at[symbol] * 10**_DIGITS), 10**_DIGITS)
            if max(abs(change) for change in step) < context.mpf(10) ** (-_DIGITS // 2):
                return at if region.admits(at) else None
    except (EvaluationError, ArithmeticError, ValueError, TypeError):
        pass
    return None


def _real(context: Any, value: Any) -> Any:
    number = context.convert(value)
    if not context.isfinite(number) or context.im(number) != 0:
        raise ValueError("a derivative has no real value")
    return context.re(number)


def is_touched(difference: sp.Expr, region: Region, point: Point) -> bool:
    """Whether the difference is proved to be zero close to the point: a factor changes its sign there.

    The factor and the others are analytic, so that the zero is one of the difference. It lies on a segment
    inside the domain: its ends are, and the relations are linear along it.
    """
    for factor in sp.Mul.make_args(_factored(difference)):
        base = factor.base if isinstance(factor, sp.Pow) and factor.exp.is_Integer else factor
        for symbol in sorted(base.free_symbols & set(region.symbols), key=str):
            if not symbol.is_extended_real or symbol.is_integer:
                continue
            step = _ACROSS * (abs(point[symbol]) or 1)
            ends = [point | {symbol: point[symbol] + side * step} for side in (1, -1)]
            along = {s: v for s, v in point.items() if s != symbol}
            straight = all(_is_linear(r.lhs - r.rhs, symbol, along) for r in region.relations)  # type: ignore[operator]
            if not (straight and all(map(region.admits, ends)) and _is_entire(difference.xreplace(along))):
                continue
            try:
                signs = {ball_decides_sign(base, end) for end in ends}
            except EvaluationError:
                continue
            if signs == {1, -1}:
                return True
    return False


def _factored(expr: sp.Expr) -> sp.Expr:
    return sp.factor(expr) if expr.is_polynomial() else expr


def _is_linear(gap: sp.Expr, symbol: sp.Symbol, along: Mapping[sp.Symbol, sp.Expr]) -> bool:
    gap = gap.xreplace(dict(along))
    return gap.is_polynomial(symbol) and sp.degree(gap, symbol) <= 1


def _is_entire(expr: sp.Expr) -> bool:
    """Whether it is built of numbers, symbols and functions that have no singularity on the real line."""
    for part in sp.preorder_traversal(expr):
        if isinstance(part, sp.Pow) and not part.exp.is_number and part.base is not sp.E:
            return False
        if isinstance(part, sp.Pow) and part.base.free_symbols and not (part.exp.is_Integer and part.exp > 0):
            return False
        if not isinstance(part, (sp.Number, sp.NumberSymbol, sp.Symbol, sp.Add, sp.Mul, sp.Pow, *_ENTIRE)):
            return False
    return True
