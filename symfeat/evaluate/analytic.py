"""Balls over which an expression is continuous, or analytic: where it may jump, or not be so, they are nan.

A ball that meets a jump can be finite: it then holds the values on both sides. That encloses values, but
the mean value theorem and rules of quadrature need more than an enclosure.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp
from flint import acb, arb

from symfeat.evaluate.ball import TABLE, BallArithmetic, ball, working_bits
from symfeat.evaluate.ball_functions import STEPS
from symfeat.evaluate.program import UndecidedComparison, compiled

_OF_REAL = (sp.Abs, sp.sign)  # analytic where the sign of an argument that is real on the real axis is


class _Continuous(BallArithmetic):
    """Balls as they are, but nan where a function jumps, or where a complex argument meets a branch cut.

    A real argument stays on the real axis, along which every function of the table but `atan2`, `arg` and
    those that refuse by themselves has no jump.
    """

    own = (arb, acb)

    def __init__(self) -> None:
        self.table = TABLE | _CONTINUOUS


class _Analytic(_Continuous):
    """As `_Continuous`; nan, too, where a function is not analytic in its complex argument."""

    def __init__(self) -> None:
        self.table: dict[str, Callable[..., Any]] = TABLE | _CONTINUOUS | _ANALYTIC


def continuous(expr: sp.Expr, symbol: sp.Symbol, interval: arb, bits: int) -> Any:
    """A ball around the values over an interval; nan, too, where the expression may jump in it.

    >>> x = sp.Symbol("x", real=True)
    >>> continuous(sp.atan2(x, -1), x, arb(0, 1), 64).is_finite()
    False
    >>> continuous(sp.atan2(x, 1), x, arb(0, 1), 64).is_finite()
    True
    """
    try:
        with working_bits(bits):
            (value,) = compiled((expr,)).run(CONTINUOUS, {symbol: interval})
            return CONTINUOUS.lift(value)
    except UndecidedComparison:
        return arb.nan()


def is_extensible(expr: sp.Expr) -> bool:
    """Whether absolute values and signs in it are of real arguments, so that ANALYTIC may treat them."""
    return all(part.args[0].is_extended_real for part in expr.atoms(*_OF_REAL))


def integrand(expr: sp.Expr, symbol: sp.Symbol, bits: int) -> Callable[[acb, bool], acb]:
    """An expression as `acb.integral` takes it: enclosed on complex balls, nan where it is not analytic."""
    program = compiled((expr,))

    def function(at: acb, analytic: bool) -> acb:
        real = at.imag.is_zero()
        if real and analytic:
            return acb(arb.nan())
        try:
            if real and (value := acb(ball(expr, {symbol: at.real}, bits))).is_finite():
                return value
            with working_bits(bits):
                return acb(ANALYTIC.lift(program.run(ANALYTIC, {symbol: at})[0]))
        except UndecidedComparison:
            return acb(arb.nan())

    return function


def _guarded(name: str, leaves: Callable[[acb], bool]) -> Callable[..., Any]:
    """The function of that name; nan for a complex argument that may not stay off the branch cuts."""

    def function(arithmetic: BallArithmetic, *args: Any) -> Any:
        if type(args[-1]) is acb and not leaves(args[-1]):
            return arb.nan()
        return TABLE[name](arithmetic, *args)

    return function


def _pow(arithmetic: BallArithmetic, base: Any, exponent: Any) -> Any:
    whole = not isinstance(exponent, arb | acb) and exponent.q == 1
    if type(base) is acb and not whole and not _off_the_negative_axis(base):
        return arb.nan()
    if isinstance(exponent, acb) and isinstance(base, arb) and not base > 0:
        return arb.nan()
    return TABLE["Pow"](arithmetic, base, exponent)


def _atan2(arithmetic: BallArithmetic, y: Any, x: Any) -> Any:
    if type(y) is not arb or type(x) is not arb:
        return arb.nan()
    apart = x > 0 or y > 0 or y < 0 or (y.is_zero() and x < 0)
    return TABLE["atan2"](arithmetic, y, x) if apart else arb.nan()


def _arg(arithmetic: BallArithmetic, value: Any) -> Any:
    apart = (value > 0 or value < 0) if type(value) is arb else _off_the_negative_axis(value)
    return TABLE["arg"](arithmetic, value) if apart else arb.nan()


def _power_of_two(arithmetic: BallArithmetic, value: Any) -> Any:
    return TABLE["PowerOfTwo"](arithmetic, value) if type(value) is arb else arb.nan()


def _off_the_negative_axis(value: acb) -> bool:
    return bool(value.real > 0) or not value.imag.contains(0)


def _off_where_log1p_is_cut(value: acb) -> bool:
    return _off_the_negative_axis(value + 1)


def _off_both_real_rays(value: acb) -> bool:
    return bool(abs(value.real) < 1) or not value.imag.contains(0)


def _off_both_imaginary_rays(value: acb) -> bool:
    return bool(abs(value.imag) < 1) or not value.real.contains(0)


def _off_the_axis_below_one(value: acb) -> bool:
    return _off_the_negative_axis(value - 1)


def _extended(name: str) -> Callable[..., Any]:
    """|x| or sign(x) of a function that is real on the real axis, carried on from where its sign is known."""

    def function(arithmetic: BallArithmetic, value: Any, *terms: Any) -> Any:
        if type(value) is arb:
            return TABLE[name](arithmetic, value, *terms)
        sign = 1 if value.real > 0 else -1 if value.real < 0 else None
        if sign is None:
            return arb.nan()
        return value * sign if name == "Abs" else arb(sign)

    return function


def _constant_only(name: str) -> Callable[..., Any]:
    """A function that is nowhere analytic: nan but for arguments that are constant, and so real balls."""

    def function(arithmetic: BallArithmetic, *args: Any) -> Any:
        return arb.nan() if any(type(a) is acb for a in args) else TABLE[name](arithmetic, *args)

    return function


_CONTINUOUS: dict[str, Callable[..., Any]] = {
    "Pow": _pow,
    "atan2": _atan2,
    "arg": _arg,
    "PowerOfTwo": _power_of_two,
    "log1p": _guarded("log1p", _off_where_log1p_is_cut),
    "acosh": _guarded("acosh", _off_the_axis_below_one),
    **{name: _guarded(name, _off_the_negative_axis) for name in ("log", "besselk", "besseli", "StruveL")},
    **{name: _guarded(name, _off_both_real_rays) for name in ("asin", "acos", "atanh")},
    **{name: _guarded(name, _off_both_imaginary_rays) for name in ("atan", "asinh")},
}
_ANALYTIC: dict[str, Callable[..., Any]] = {
    **{name: _constant_only(name) for name in STEPS},
    **{name: _constant_only(name) for name, entry in TABLE.items() if not getattr(entry, "analytic", True)},
    **{name: _extended(name) for name in ("Abs", "sign")},
    **{name: _constant_only(name) for name in ("re", "im", "conjugate", "arg", "atan2", "Min", "Max")},
}
CONTINUOUS = _Continuous()
ANALYTIC = _Analytic()
