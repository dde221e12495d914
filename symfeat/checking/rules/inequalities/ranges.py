"""The range of an expression on a region: arithmetic with intervals that may be infinite, open or closed.

An end that is open is not attained. Ends are balls of FLINT, rounded outwards; functions that are monotonic
are taken at the ends, so that their ranges are as tight as those of their arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy as sp
from flint import arb

from symfeat.checking.rules.inequalities.region import BITS, Region
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import ball, working_bits

_ZERO, _ONE = arb(0), arb(1)


class NoRange(Exception):
    """No range is known: the expression may have no real value, or its function is not known here."""


@dataclass(frozen=True)
class Range:
    """All values lie between two numbers; an open end is not attained."""

    low: arb
    high: arb
    low_open: bool = False
    high_open: bool = False

    def positive(self, *, strict: bool) -> bool:
        """Whether all values are > 0, or >= 0."""
        return bool(self.low > 0 or (self.low >= 0 and (self.low_open or not strict)))

    def negative(self, *, strict: bool) -> bool:
        """Whether all values are < 0, or <= 0."""
        return bool(self.high < 0 or (self.high <= 0 and (self.high_open or not strict)))

    @property
    def nonzero(self) -> bool:
        return self.positive(strict=True) or self.negative(strict=True)

    def __neg__(self) -> Range:
        return Range(-self.high, -self.low, self.high_open, self.low_open)

    def __add__(self, other: Range) -> Range:
        return Range(
            _down(self.low + other.low),
            _up(self.high + other.high),
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __mul__(self, other: Range) -> Range:
        corners = [
            _corner(a, a_open, b, b_open)
            for a, a_open in ((self.low, self.low_open), (self.high, self.high_open))
            for b, b_open in ((other.low, other.low_open), (other.high, other.high_open))
        ]
        low, high = corners[0][0], corners[0][0]
        for value, _ in corners[1:]:
            low, high = low.min(value), high.max(value)
        low, high = _down(low), _up(high)
        # An end is open unless a corner that may reach it is attained.
        return Range(
            low,
            high,
            all(left_out for value, left_out in corners if not value > low),
            all(left_out for value, left_out in corners if not value < high),
        )

    def inverse(self) -> Range:
        """The range of 1/value, where no value is zero."""
        if not self.nonzero:
            raise NoRange
        if self.low >= 0:
            low = _ZERO if self.high == arb.pos_inf() else _down(1 / self.high)
            high = arb.pos_inf() if self.low == 0 else _up(1 / self.low)
            return Range(low, high, self.high_open or self.high == arb.pos_inf(), self.low_open)
        return -(-self).inverse()

    def through(self, increasing: Callable[[arb], arb]) -> Range:
        """The range of an increasing function of the value."""
        return Range(_down(increasing(self.low)), _up(increasing(self.high)), self.low_open, self.high_open)


WHOLE = Range(arb.neg_inf(), arb.pos_inf(), True, True)


def _down(value: arb) -> arb:
    return _real(value).lower()


def _up(value: arb) -> arb:
    return _real(value).upper()


def _real(value: arb) -> arb:
    if value.is_nan():
        raise NoRange
    return value


def _corner(a: arb, a_open: bool, b: arb, b_open: bool) -> tuple[arb, bool]:
    if a == 0 or b == 0:  # an end that is zero and attained attains the product, whatever the other is
        attained = (a == 0 and not a_open) or (b == 0 and not b_open)
        return _ZERO, not attained
    return a * b, a_open or b_open


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
    return Range(_ZERO, _up(top**power), False, is_open and -value.low != value.high)


def increasing(
    function: Callable[[arb], arb],
    low: tuple[arb, arb] = (arb.neg_inf(), arb.neg_inf()),
    high: tuple[arb, arb] = (arb.pos_inf(), arb.pos_inf()),
) -> Callable[[Range], Range]:
    """A function that rises on (low[0], high[0]), with its limits low[1] and high[1] there."""

    def rule(value: Range) -> Range:
        if value.low < low[0] or value.high > high[0]:
            raise NoRange
        at_low = value.low == low[0]
        at_high = value.high == high[0]
        if (at_low and not value.low_open and not low[1].is_finite()) or (
            at_high and not value.high_open and not high[1].is_finite()
        ):
            raise NoRange
        return Range(
            low[1] if at_low else _down(function(value.low)),
            high[1] if at_high else _up(function(value.high)),
            value.low_open,
            value.high_open,
        )

    return rule


def decreasing(
    function: Callable[[arb], arb], low: tuple[arb, arb], high: tuple[arb, arb]
) -> Callable[[Range], Range]:
    """A function that falls on (low[0], high[0]), with its limits there."""
    rule = increasing(lambda x: -function(x), (low[0], -low[1]), (high[0], -high[1]))
    return lambda value: -rule(value)


def _wave(value: Range, function: Callable[[arb], arb]) -> Range:
    """Of sine or cosine: by a ball where the argument is bounded, and never beyond -1 and 1."""
    if value.low.is_finite() and value.high.is_finite():
        ball = function(value.low.union(value.high))
        low, high = ball.lower(), ball.upper()
        if low > -1 or high < 1:
            return Range(low.max(arb(-1)), high.min(_ONE))
    return Range(arb(-1), _ONE)


def _sine(value: Range) -> Range:
    half = arb.pi() / 2
    if value.low >= -half and value.high <= half:
        return value.through(arb.sin)
    if value.low >= 0 and value.high <= 2 * half:  # positive between its zeros
        found = _wave(value, arb.sin)
        if found.low <= 0:
            return Range(_ZERO, found.high, value.low > 0 or value.low_open, False)
    return _wave(value, arb.sin)


def _cosine(value: Range) -> Range:
    pi = arb.pi()
    if value.low >= 0 and value.high <= pi:
        return -value.through(lambda x: -x.cos())
    return _wave(value, arb.cos)


def _tangent(value: Range) -> Range:
    half = arb.pi() / 2
    if not (value.low > -half and value.high < half):
        raise NoRange
    return value.through(arb.tan)


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
        arb.neg_inf() if poles[0] else _down(low.tan()),
        arb.pos_inf() if poles[1] else _up(high.tan()),
        span.low_open,
        span.high_open,
    )


def _absolute(value: Range) -> Range:
    if value.low >= 0:
        return value
    if value.high <= 0:
        return -value
    low_closer = -value.low < value.high
    top, is_open = (value.high, value.high_open) if low_closer else (-value.low, value.low_open)
    return Range(_ZERO, top, False, is_open and -value.low != value.high)


def _hyperbolic_cosine(value: Range) -> Range:
    return _absolute(value).through(arb.cosh)


def _gamma(value: Range) -> Range:
    """Positive for positive arguments; it rises from 3/2 on, and has its least value, > 0.885, before."""
    if not value.positive(strict=True):
        raise NoRange
    if value.low >= 1.5:
        return value.through(arb.gamma)
    if value.high <= 1.4 and value.low > 0:
        return Range(_down(value.high.gamma()), _up(value.low.gamma()), value.high_open, value.low_open)
    tops = [
        arb.pos_inf() if not end.is_finite() or end == 0 else end.gamma() for end in (value.low, value.high)
    ]
    return Range(arb(885) / 1000, _up(tops[0].max(tops[1])), True, False)


def _extreme(name: str) -> Callable[..., Range]:
    def rule(*values: Range) -> Range:
        low, high = values[0].low, values[0].high
        for value in values[1:]:
            low, high = getattr(low, name)(value.low), getattr(high, name)(value.high)
        return Range(
            low,
            high,
            all(v.low_open for v in values if v.low == low),
            all(v.high_open for v in values if v.high == high),
        )

    return rule


def _floor(value: Range) -> Range:
    return Range(_down(value.low.floor()), _up(value.high), False, False)


def _ceiling(value: Range) -> Range:
    return Range(_down(value.low), _up(-((-value.high).floor())), False, False)


def _bounded(low: int, high: int) -> Callable[..., Range]:
    return lambda *_: Range(arb(low), arb(high))


def _polygamma(order: Range, value: Range) -> Range:
    """Digamma rises on the positive numbers."""
    if not (order.low == 0 and order.high == 0):
        raise NoRange
    return increasing(arb.digamma, (_ZERO, arb.neg_inf()))(value)


def _of_second_kind(order: Range, value: Range) -> Range:
    if not value.positive(strict=True):
        raise NoRange
    return Range(_ZERO, arb.pos_inf(), True, True)


def _first_kind(order: Range, value: Range) -> Range:
    """DLMF 10.14.1."""
    if not (order.positive(strict=False) and value.positive(strict=False)):
        raise NoRange
    return Range(arb(-1), _ONE)


def _zeta(value: Range, *shift: Range) -> Range:
    if shift:
        raise NoRange
    return decreasing(arb.zeta, (_ONE, arb.pos_inf()), (arb.pos_inf(), _ONE))(value)


def _lambert(value: Range, *branch: Range) -> Range:
    if branch or not value.positive(strict=False):
        raise NoRange
    return value.through(arb.lambertw)


_PI_HALF: Any = None
_INF, _NEG = arb.pos_inf(), arb.neg_inf()
with working_bits(BITS):
    _PI_HALF = arb.pi() / 2
    _E_INVERSE = arb(-1).exp()

FUNCTIONS: dict[type, Callable[..., Range]] = {
    sp.exp: increasing(arb.exp, (_NEG, _ZERO), (_INF, _INF)),
    sp.log: increasing(arb.log, (_ZERO, _NEG), (_INF, _INF)),
    sp.sin: _sine,
    sp.cos: _cosine,
    sp.tan: _tangent,
    sp.atan: increasing(arb.atan, (_NEG, -_PI_HALF.upper()), (_INF, _PI_HALF.upper())),
    sp.acot: decreasing(lambda x: (1 / x).atan(), (_ZERO, _PI_HALF.upper()), (_INF, _ZERO)),
    sp.asin: increasing(arb.asin, (arb(-1), -_PI_HALF.upper()), (_ONE, _PI_HALF.upper())),
    sp.acos: decreasing(arb.acos, (arb(-1), 2 * _PI_HALF.upper()), (_ONE, _ZERO)),
    sp.sinh: increasing(arb.sinh),
    sp.cosh: _hyperbolic_cosine,
    sp.tanh: increasing(arb.tanh, (_NEG, arb(-1)), (_INF, _ONE)),
    sp.coth: decreasing(arb.coth, (_ZERO, _INF), (_INF, _ONE)),
    sp.sech: lambda value: _hyperbolic_cosine(value).inverse(),
    sp.asinh: increasing(arb.asinh),
    sp.acosh: increasing(arb.acosh, (_ONE, _ZERO)),
    sp.atanh: increasing(arb.atanh, (arb(-1), _NEG), (_ONE, _INF)),
    sp.erf: increasing(arb.erf, (_NEG, arb(-1)), (_INF, _ONE)),
    sp.erfc: decreasing(arb.erfc, (_NEG, arb(2)), (_INF, _ZERO)),
    sp.erfi: increasing(arb.erfi),
    sp.Abs: _absolute,
    sp.Max: _extreme("max"),
    sp.Min: _extreme("min"),
    sp.floor: _floor,
    sp.ceiling: _ceiling,
    sp.sign: _bounded(-1, 1),
    sp.gamma: _gamma,
    sp.polygamma: _polygamma,
    sp.besselj: _first_kind,
    sp.besselk: _of_second_kind,
    sp.zeta: _zeta,
    sp.LambertW: _lambert,
}
