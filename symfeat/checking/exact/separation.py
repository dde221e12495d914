"""An exact test whether a number in radicals is zero: a root separation bound and a ball.

A number E in radicals is U / L with algebraic integers U and L of the field that its radicals generate. If u
and l bound the absolute values of all conjugates of U and L, and D the degree of the field, then E is zero
or |E| >= 1 / (u^(D-1) l), since the norm of U is a whole number (Burnikel, Funke, Mehlhorn, Schirra and
Schmitt, "A separation bound for real algebraic expressions", 2001; the argument holds for complex radicals).
"""

from __future__ import annotations

from math import log2

import sympy as sp
from flint import acb, arb

from symfeat.checking.exact.ring import NotReducible
from symfeat.evaluate.ball import ball, working_bits
from symfeat.evaluate.program import UndecidedComparison

MAX_BITS = 40_000  # a test that needs more is given up
_SPARE = 64
_ROUND = 1e-6  # added to each logarithm, which is rounded


def is_zero_number(expr: sp.Expr) -> bool:
    """Whether a number in radicals and roots of unity is exactly zero.

    >>> is_zero_number(sp.sqrt(3 + 2 * sp.sqrt(2)) - 1 - sp.sqrt(2))
    True
    """
    if expr.is_Rational:
        return bool(expr == 0)
    radicals: dict[sp.Expr, int] = {}
    above, below = _bounds(expr, radicals)
    degree = 1
    for one in radicals.values():
        degree *= one
    needed = above * (degree - 1) + below + _SPARE
    if needed > MAX_BITS:
        raise NotReducible("an algebraic number of too high a degree")
    bits = int(needed + above) + _SPARE
    separation = int(needed) + 1
    tried = 192
    while True:  # most numbers that are not zero show it soon
        tried = min(tried, bits)
        value = _enclosed(expr, tried)
        if value.is_finite() and not value.contains(0):
            return False
        if tried >= bits:
            break
        tried *= 4
    with working_bits(bits):
        if not value.is_finite() or not value.abs_upper() < arb(2) ** -separation:
            raise NotReducible("an algebraic number is not known to enough bits")
    return True


def _enclosed(expr: sp.Expr, bits: int) -> acb:
    try:
        return acb(ball(expr, {}, bits))
    except UndecidedComparison as error:
        raise NotReducible("a branch of a root is in doubt") from error


def _bounds(expr: sp.Expr, radicals: dict[sp.Expr, int]) -> tuple[float, float]:
    """Logarithms to base 2 of bounds u >= 1 and l >= 1; the degrees of new radicals go to `radicals`."""
    if expr.is_Rational:
        return log2(max(1, abs(int(expr.p)))) + _ROUND, log2(int(expr.q)) + _ROUND
    if expr is sp.I:
        radicals[expr] = 2
        return 0.0, 0.0
    if isinstance(expr, sp.Add):
        parts = [_bounds(term, radicals) for term in expr.args]
        below = sum(low for _, low in parts)
        above = max(high + below - low for high, low in parts) + log2(len(parts)) + _ROUND
        return above, below
    if isinstance(expr, sp.Mul):
        parts = [_bounds(factor, radicals) for factor in expr.args]
        return sum(high for high, _ in parts), sum(low for _, low in parts)
    if isinstance(expr, sp.exp):
        turns = sp.cancel(expr.args[0] / (2 * sp.pi * sp.I))
        if turns.is_Rational:
            radicals[sp.exp(2 * sp.pi * sp.I / turns.q, evaluate=False)] = int(sp.totient(turns.q))
            return 0.0, 0.0
    if isinstance(expr, sp.Pow) and expr.exp.is_Rational:
        high, low = _bounds(expr.base, radicals)
        index, power = int(expr.exp.q), int(expr.exp.p)
        if index > 1:
            radicals[sp.Pow(expr.base, sp.Rational(1, index), evaluate=False)] = index
            # The root of U/L is that of U L^(index - 1), over L.
            high = max(0.0, (high + (index - 1) * low) / index)
        high, low = high * abs(power), low * abs(power)
        return (high, low) if power > 0 else (low, high)
    raise NotReducible(f"{expr} is not written in radicals")
