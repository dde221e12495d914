"""The value of an Integral, in either number system."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symfeat.errors import EvaluationError
from symfeat.evaluate.ball_integrals import integral as ball_integral
from symfeat.evaluate.bound import Body, TooMuchWork, budget, innermost_last, spend, value_of, values_of
from symfeat.evaluate.from_balls import by_balls
from symfeat.evaluate.mp_functions.common import NO_VALUE
from symfeat.evaluate.pieces import has_cases
from symfeat.evaluate.program import Arithmetic

_FINER = 8  # digits that the second quadrature has more


def integral(arithmetic: Arithmetic, source: Any, *args: Any) -> Any:
    """The value of a definite Integral; nested ones are integrated from the inside."""
    integrand, limits = innermost_last(source)
    if len(limits) != 3:
        raise EvaluationError(f"an integral needs both bounds; got {source}")
    symbol, low, high = limits
    body = Body(arithmetic, integrand, symbol, values_of(source, args))
    try:
        with budget():
            if not hasattr(arithmetic, "context"):
                return ball_integral(body, low, high)
            found = by_balls(body, lambda inner: ball_integral(inner, low, high))
            if found is None and not has_cases(body) and not _oscillates(body, low, high):
                found = _by_quadrature(body, low, high)
            return arithmetic.table["NaN"](arithmetic) if found is None else found
    except TooMuchWork:
        return arithmetic.table["NaN"](arithmetic)


def _oscillates(body: Body, low: sp.Expr, high: sp.Expr) -> bool:
    """Whether the rule would sample endless waves."""
    if not (low.is_infinite or high.is_infinite):
        return False
    waves = body.expr.atoms(sp.sin, sp.cos, sp.besselj, sp.bessely)
    return any(body.symbol in part.free_symbols for part in waves)


def _by_quadrature(body: Body, low: sp.Expr, high: sp.Expr) -> Any:
    """The double exponential rule, whole and in two parts with more digits; nan where they disagree."""
    arithmetic: Any = body.arithmetic
    context = arithmetic.context
    ends = [arithmetic.lift(value_of(arithmetic, end, body.values)) for end in (low, high)]

    def at(x: Any) -> Any:
        spend()
        return body(x)

    try:
        found, error = context.quad(at, ends, error=True)
        with context.extradps(_FINER):
            other = context.quad(at, [ends[0], _between(context, *ends), ends[1]])
    except (*NO_VALUE, TypeError):
        return arithmetic.nan
    gap = max(abs(found - other), error)
    return other if gap <= arithmetic.tolerance * abs(other) else arithmetic.nan


def _between(context: Any, low: Any, high: Any) -> Any:
    if context.isinf(low) or context.isinf(high):
        return (
            high - 1
            if context.isinf(low) and not context.isinf(high)
            else (context.mpf("0.3") if context.isinf(low) else low + 1)
        )
    return low + (high - low) * 3 / 8
