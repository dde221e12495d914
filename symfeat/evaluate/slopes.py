"""Derivatives that stand in an expression: SymPy's form where it has one, else by Cauchy's formula."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import flint
import sympy as sp
from flint import acb, arb, fmpq

from symfeat.errors import EvaluationError
from symfeat.evaluate.analytic import ANALYTIC
from symfeat.evaluate.bound import Body, TooMuchWork, budget, value_of, values_of
from symfeat.evaluate.precision import tidy
from symfeat.evaluate.program import Arithmetic, UndecidedComparison

_ORDER = 40  # of a derivative
_OPS = 1000  # of SymPy's form
_RADII = (2, 4, 7)  # of the disc in which a function should be analytic: 2^-r


@lru_cache(maxsize=256)
def differentiated(source: sp.Basic) -> sp.Expr | None:
    """SymPy's derivative; None where it leaves a derivative standing.

    >>> x = sp.Symbol("x")
    >>> differentiated(sp.Derivative(x**3, (x, 2)))
    6*x
    """
    found = _done(source)
    return None if found.has(sp.Derivative, sp.Subs) else found


def _done(source: Any) -> Any:
    if isinstance(source, sp.Subs):
        inner = _done(source.expr)
        return inner.subs(dict(zip(source.variables, source.point, strict=True)))
    expr = source.expr
    for symbol, order in source.variable_count:
        if not (order.is_Integer and 0 <= order <= _ORDER):
            raise EvaluationError(f"a derivative needs an order of 0 to {_ORDER}; got {source}")
        for _ in range(int(order)):
            expr = sp.diff(expr, symbol)
            if expr.count_ops() > _OPS:  # Cauchy's formula is cheaper
                return source
    return expr


def derivative(arithmetic: Arithmetic, source: Any, *args: Any) -> Any:
    """The value of a Derivative or Subs in either number system."""
    values = values_of(source, args)
    form = differentiated(source)
    if form is not None:
        return value_of(arithmetic, form, values)
    if not isinstance(source, sp.Derivative) or len(source.variable_count) > 1:
        raise EvaluationError(f"no numerical value is known for {type(source).__name__} ({source})")
    (symbol, count) = source.variable_count[0]
    at = values.pop(symbol)
    try:
        with budget():
            return _BY_VALUES[type(arithmetic).__name__ == "MpArithmetic"](
                arithmetic, source.expr, symbol, int(count), at, values
            )
    except TooMuchWork:
        return arithmetic.table["NaN"](arithmetic)


def _by_step(
    arithmetic: Any, expr: sp.Expr, symbol: sp.Symbol, count: int, at: Any, values: dict[Any, Any]
) -> Any:
    """mpmath's own differences, at a precision that it raises by itself."""
    body = Body(arithmetic, expr, symbol, values)
    return arithmetic.context.diff(body, arithmetic.lift(at), count)


def _by_cauchy(
    arithmetic: Arithmetic, expr: sp.Expr, symbol: sp.Symbol, count: int, at: Any, values: dict[Any, Any]
) -> Any:
    """Cauchy's formula on a circle in a disc where balls tell that the function is analytic.

    With a bound M on the disc of radius R, N nodes on the circle of radius r leave an error of at most
    M R^-n q / (1 - q), where q = (r/R)^N (DLMF 3.4(ii)).
    """
    body, centre = Body(ANALYTIC, expr, symbol, values), arithmetic.lift(at)
    for exponent in _RADII:
        outer = arb((1, -exponent))
        box = acb(arb(0, outer), arb(0, outer)) + centre
        try:
            largest = abs(acb(body(box)))
        except UndecidedComparison:
            continue
        if largest.is_finite():
            break
    else:
        return arb.nan()
    nodes = flint.ctx.prec // 4 + count + 2
    radius, total = outer / 16, acb(0)
    for node in range(nodes):
        turn = acb(fmpq(2 * node, nodes)).exp_pi_i()
        total = total + acb(body(centre + radius * turn)) / turn**count
    ratio = arb(fmpq(1, 16)) ** nodes
    error = (largest.upper() / outer**count * ratio / (1 - ratio)).upper()
    factor = arb(math.factorial(count))
    found = (total / nodes / radius**count + acb(arb(0, error), arb(0, error))) * factor
    real = type(centre) is arb and all(type(value) is not acb for value in values.values())
    return found.real if real and expr.is_extended_real else tidy(found)


_BY_VALUES: dict[bool, Callable[..., Any]] = {True: _by_step, False: _by_cauchy}
