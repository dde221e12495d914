"""Integrals by numbers alone: the double exponential rule on balls' midpoints, at two precisions.

The rule (Takahasi and Mori 1974) bears singular ends; breaks inside are cut out. Ends may be infinite.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import mpmath
import sympy as sp
from flint import arb, fmpq

from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import balls
from symfeat.evaluate.mp import evaluate

_ROUNDING = 32  # bits
_FINER = 8  # digits that the second quadrature has more


@dataclass(frozen=True)
class Integral:
    """A numerical integral, and how far a quadrature with more digits parts from it."""

    value: fmpq
    error: fmpq


def integrate(
    integrand: sp.Expr, variable: sp.Symbol, limits: tuple[sp.Expr, sp.Expr], digits: int
) -> Integral:
    """The integral of an expression of `variable` alone, worked out with `digits` digits.

    Raises EvaluationError where the integrand has no real value.

    >>> x = sp.Symbol("x", positive=True)
    >>> print(integrate(x**2, x, (sp.S.Zero, sp.S(3)), 20).error < fmpq(1, 10**18))
    True
    """
    strangers = (integrand.free_symbols | limits[0].free_symbols | limits[1].free_symbols) - {variable}
    if strangers:
        raise EvaluationError(f"the integral needs a number for {min(strangers, key=str)}")
    value, finer = (_quadrature(integrand, variable, limits, n) for n in (digits, digits + _FINER))
    return Integral(value, abs(finer - value))


def _quadrature(
    integrand: sp.Expr, variable: sp.Symbol, limits: tuple[sp.Expr, sp.Expr], digits: int
) -> fmpq:
    context = mpmath.MPContext()
    context.dps = digits
    bits = context.prec + _ROUNDING

    def at(x: Any) -> Any:
        (value,) = balls((integrand,), {variable: arb(_mantissa(x))}, bits)
        if type(value) is not arb or not value.is_finite():
            raise EvaluationError(f"the integrand has no real value at {variable} = {context.nstr(x, 6)}")
        mantissa, exponent = value.mid().man_exp()
        return context.ldexp(context.mpf(int(mantissa)), int(exponent))

    ends = [context.convert(evaluate(end, {}, digits)) for end in limits]
    breaks = sorted(b for b in map(context.convert, _breaks(integrand, variable)) if ends[0] < b < ends[1])
    return _rational(context.fsum(context.quad(at, pair) for pair in pairwise([ends[0], *breaks, ends[1]])))


def _rational(value: Any) -> fmpq:
    mantissa, exponent = _mantissa(value)
    return fmpq(mantissa) * fmpq(2) ** exponent


def _mantissa(value: Any) -> tuple[int, int]:
    """Integers m and k such that an mpmath number is m 2^k."""
    mantissa, exponent = value.man_exp
    return int(mantissa) * (-1 if value < 0 else 1), int(exponent)


def _breaks(integrand: sp.Expr, variable: sp.Symbol) -> Iterator[Any]:
    """Places where an absolute value or a sign inside breaks, if its argument is linear in the variable."""
    for part in integrand.atoms(sp.Abs, sp.sign):
        slope = sp.diff(part.args[0], variable)
        if slope and variable not in slope.free_symbols:
            yield sp.Rational(variable - part.args[0] / slope)
