"""The range of an expression on a region: arithmetic with intervals that may be infinite, open or closed.

An end that is open is not attained. Ends are balls of FLINT, rounded outwards; functions that are monotonic
are taken at the ends, so that their ranges are as tight as those of their arguments.
"""

from __future__ import annotations

import sympy as sp
from flint import arb

from symfeat.checking.rules.inequalities.functions import FUNCTIONS
from symfeat.checking.rules.inequalities.interval import NoRange, Range, down, up
from symfeat.checking.rules.inequalities.region import BITS, Region
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import ball, working_bits

_ZERO = arb(0)


def range_of(expr: sp.Expr, region: Region, known: dict[sp.Expr, Range] | None = None) -> Range:
    """The range of a real expression; NoRange where it may have no value, or nothing is known."""
    known = {} if known is None else known
    with working_bits(BITS):
        return _range(expr, region, known)


def _range(expr: sp.Expr, region: Region, known: dict[sp.Expr, Range]) -> Range:
    if expr not in known:
        known[expr] = _found(expr, region, known)
    return known[expr]


def _found(expr: sp.Expr, region: Region, known: dict[sp.Expr, Range]) -> Range:
    if not expr.free_symbols:
        return _of_number(expr)
    if expr.is_Symbol:
        if expr not in region:
            raise NoRange
        span = region.span(expr)
        low, high = span.ends()
        return Range(low.lower(), high.upper(), span.low_open, span.high_open)
    if expr.is_Add:
        total = _range(expr.args[0], region, known)
        for term in expr.args[1:]:
            total = total + _range(term, region, known)
        return total
    if expr.is_Mul:
        total = _range(expr.args[0], region, known)
        for factor in expr.args[1:]:
            total = total * _range(factor, region, known)
        return total
    if expr.is_Pow:
        return _of_power(expr, region, known)
    if isinstance(expr, sp.tan) and (between := _between_poles(expr.args[0], region)) is not None:
        return between
    rule = FUNCTIONS.get(type(expr))
    if rule is None:
        raise NoRange
    return rule(*(_range(arg, region, known) for arg in expr.args))


def _of_number(expr: sp.Expr) -> Range:
    try:
        value = ball(expr, {}, BITS)
    except EvaluationError:
        raise NoRange from None
    if type(value) is not arb or not value.is_finite():
        raise NoRange
    return Range(value.lower(), value.upper())


def _of_power(expr: sp.Pow, region: Region, known: dict[sp.Expr, Range]) -> Range:
    base, exponent = expr.args
    if exponent.is_Integer:
        value = _range(base, region, known)
        power = int(exponent)
        if abs(power) > 10_000:
            raise NoRange
        value = _whole_power(value, abs(power))
        return value if power > 0 else value.inverse()
    inside = _range(base, region, known)
    if exponent.is_Rational and inside.positive(strict=bool(exponent < 0)):
        size = arb(int(abs(exponent.p))) / int(exponent.q)
        value = inside.through(lambda x: _ZERO if x == 0 else x if not x.is_finite() else x**size)
        return value if exponent > 0 else value.inverse()
    if not inside.positive(strict=True):
        raise NoRange
    logarithm = inside.through(_log)
    return (logarithm * _range(exponent, region, known)).through(arb.exp)


def _log(value: arb) -> arb:
    return arb.neg_inf() if value == 0 else value.log()


def _whole_power(value: Range, power: int) -> Range:
    if power % 2 or value.low >= 0:
        return value.through(lambda x: x**power)
    if value.high <= 0:
        return (-value).through(lambda x: x**power)
    low_closer = -value.low < value.high
    top, is_open = (value.high, value.high_open) if low_closer else (-value.low, value.low_open)
    return Range(_ZERO, up(top**power), False, is_open and -value.low != value.high)


def _between_poles(angle: sp.Expr, region: Region) -> Range | None:
    """Of the tangent of a symbol that comes as close as one likes to a pole, exactly known."""
    if angle not in region:
        return None
    span, half = region.span(angle), sp.pi / 2  # type: ignore[arg-type]
    poles = span.low == -half and span.low_open, span.high == half and span.high_open
    if not any(poles):
        return None
    low, high = span.ends()
    limit = arb.pi() / 2
    if not ((poles[0] or low > -limit) and (poles[1] or high < limit)):
        return None
    return Range(
        arb.neg_inf() if poles[0] else down(low.tan()),
        arb.pos_inf() if poles[1] else up(high.tan()),
        span.low_open,
        span.high_open,
    )
