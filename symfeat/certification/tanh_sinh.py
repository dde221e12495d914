"""The double exponential rule (Takahasi and Mori 1974) on balls' midpoints: it bears singular ends.

It samples the integrand, and sees nothing that is narrower than the gaps between its nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import mpmath
import sympy as sp
from flint import arb, fmpq

from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import balls
from symfeat.evaluate.mp import evaluate

_ROUNDING = 32  # bits
_LARGEST = 10**5  # exponent of two of an integral; a tail as small as its reciprocal is zero
_PARTS = 17  # of a stretch; not a power of two, so that no node of the whole is a node of a part


def double_exponential(expr: sp.Expr, variable: sp.Symbol, ends: Sequence[sp.Expr], digits: int) -> fmpq:
    """The integral over stretches between neighbours of `ends`, in order; the first and last may be infinite.

    Raises EvaluationError where the integrand has no real value.

    >>> x = sp.Symbol("x", positive=True)
    >>> print(abs(double_exponential(sp.log(x), x, (sp.S.Zero, sp.S.One), 20) + 1) < fmpq(1, 10**18))
    True
    """
    context = _context(digits)
    bits = context.prec + _ROUNDING

    def at(x: Any) -> Any:
        (value,) = balls((expr,), {variable: arb(_mantissa(x))}, bits)
        if type(value) is not arb or not value.is_finite():
            raise EvaluationError(f"the integrand has no real value at {variable} = {context.nstr(x, 6)}")
        mantissa, exponent = value.mid().man_exp()
        return context.ldexp(context.mpf(int(mantissa)), int(exponent))

    points = [context.convert(evaluate(end, {}, digits)) for end in ends]
    mantissa, exponent = _mantissa(context.fsum(context.quad(at, pair) for pair in pairwise(points)))
    if exponent > _LARGEST:
        raise EvaluationError(f"the integrand is too large for the range {ends[0]} to {ends[-1]}")
    return fmpq(mantissa) * fmpq(2) ** exponent if exponent > -_LARGEST else fmpq(0)


def parted(ends: Sequence[sp.Expr]) -> list[sp.Expr]:
    """The ends with 16 points more between neighbours: other nodes for the rule, which must tell the same.

    >>> parted((sp.S.Zero, sp.S(17)))[:3], parted((sp.S(3), sp.oo))[-2:]
    ([0, 1, 2], [19, oo])
    """
    found = [ends[0]]
    for low, high in pairwise(ends):
        if low.is_infinite and high.is_infinite:
            inner = [sp.Rational(2 * i - _PARTS, 2) for i in range(1, _PARTS)]
        elif low.is_infinite or high.is_infinite:
            inner = [high - _PARTS + i if low.is_infinite else low + i for i in range(1, _PARTS)]
        else:
            inner = [low + (high - low) * sp.Rational(i, _PARTS) for i in range(1, _PARTS)]
        found += [*inner, high]
    return found


@lru_cache(maxsize=16)
def _context(digits: int) -> Any:
    """One context for each number of digits: it keeps the rule's nodes."""
    context = mpmath.MPContext()
    context.dps = digits
    return context


def _mantissa(value: Any) -> tuple[int, int]:
    """Integers m and k such that an mpmath number is m 2^k."""
    mantissa, exponent = value.man_exp
    return int(mantissa) * (-1 if value < 0 else 1), int(exponent)
