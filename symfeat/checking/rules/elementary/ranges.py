"""Signs of sines and cosines of a linear angle between two numbers."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symfeat.checking.exact.sign import NONNEGATIVE, POSITIVE, UNKNOWN, Sign, sign_by_assumption

Bounds = Mapping[sp.Symbol, tuple[sp.Expr | None, sp.Expr | None]]


def range_sign(expr: sp.Expr, bounds: Bounds, *, strict: bool = False) -> Sign:
    """The sign of a product of numbers, sines and cosines, from the quadrants that the angles stay in.

    Each symbol lies between its bounds, and strictly so if `strict`.
    """
    if expr.is_number:
        return sign_by_assumption(expr)
    if isinstance(expr, sp.Mul):
        sign = POSITIVE
        for factor in expr.args:
            part = range_sign(factor, bounds, strict=strict)
            if not (part.nonnegative or part.nonpositive):
                return UNKNOWN
            sign = sign * part
        return sign
    if isinstance(expr, (sp.sin, sp.cos)):
        return _quadrants(expr, POSITIVE if strict else NONNEGATIVE, bounds)
    return sign_by_assumption(expr)


def _quadrants(expr: sp.Expr, inside: Sign, bounds: Bounds) -> Sign:
    """Sine is not negative on [0, pi] and its translates by whole turns, not positive on [pi, 2 pi]."""
    ends = _ends(expr.args[0] + (sp.pi / 2 if isinstance(expr, sp.cos) else 0), bounds)
    if ends is None:
        return UNKNOWN
    low, high = ends
    half_turns = sp.floor(low / sp.pi)
    if not half_turns.is_Integer or not bool(high <= (half_turns + 1) * sp.pi):
        return UNKNOWN
    return inside if half_turns % 2 == 0 else -inside


def _ends(angle: sp.Expr, bounds: Bounds) -> tuple[sp.Expr, sp.Expr] | None:
    low = high = angle.xreplace(dict.fromkeys(angle.free_symbols, sp.S.Zero))
    for symbol in angle.free_symbols:
        slope = sp.diff(angle, symbol)
        if not slope.is_number or not slope.is_extended_real:
            return None
        below, above = bounds.get(symbol, (None, None))
        if below is None or above is None:
            return None
        below, above = (below, above) if slope.is_positive else (above, below)
        low, high = low + slope * below, high + slope * above
    return low, high
