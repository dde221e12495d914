"""The ranges of functions: monotonic ones by their ends, and known bounds of the others."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp
from flint import arb

from symfeat.checking.rules.inequalities.interval import NoRange, Range, down, up
from symfeat.checking.rules.inequalities.region import BITS
from symfeat.evaluate.ball import working_bits

_ZERO, _ONE = arb(0), arb(1)


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
            low[1] if at_low else down(function(value.low)),
            high[1] if at_high else up(function(value.high)),
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
        return Range(down(value.high.gamma()), up(value.low.gamma()), value.high_open, value.low_open)
    tops = [
        arb.pos_inf() if not end.is_finite() or end == 0 else end.gamma() for end in (value.low, value.high)
    ]
    return Range(arb(885) / 1000, up(tops[0].max(tops[1])), True, False)


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
    return Range(down(value.low.floor()), up(value.high), False, False)


def _ceiling(value: Range) -> Range:
    return Range(down(value.low), up(-((-value.high).floor())), False, False)


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
