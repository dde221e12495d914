"""Evaluate expressions to mpmath numbers, in local contexts: its global precision is never touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import mpmath
import sympy
from flint import fmpq

from symfeat.claims.functions import LARGEST, clamped
from symfeat.evaluate.bessel import besselk
from symfeat.evaluate.program import Arithmetic, Point, compiled

GUARD = 15  # digits beyond those asked for
_MAX_MAGNITUDE = 4096  # exp of a number of more bits than this would take memory without end


class MpArithmetic(Arithmetic):
    """mpmath numbers of one precision; a value that is not finite, or does not exist, is nan."""

    def __init__(self, digits: int):
        self.context = mpmath.MPContext()
        self.context.dps = digits + GUARD
        self.nan = self.context.nan
        self.tolerance = self.context.mpf(10) ** -digits
        self.table = TABLE

    def lift(self, value: Any) -> Any:
        if type(value) is not fmpq:
            return value
        numerator, denominator = int(value.p), int(value.q)
        number = self.context.mpf(numerator)
        return number if denominator == 1 else number / denominator

    def compare(self, first: Any, second: Any, terms: Sequence[Any]) -> int | None:
        context = self.context
        if not (_is_real(context, first) and _is_real(context, second)):
            return None
        difference = first - second
        if context.isnan(difference):
            return None if first != second else 0  # infinities of one sign
        if context.isfinite(difference):
            scale = max(abs(number) for number in (first, second, *terms))
            if abs(difference) <= self.tolerance * scale:
                return None
        return 1 if difference > 0 else -1


def evaluate(expr: sympy.Expr, point: Point, digits: int = 50) -> Any:
    """Value of `expr` at `point`, worked out with `digits` digits and a few more.

    `point` maps every symbol to a rational (int, Fraction or SymPy number; complex with rational parts too).
    Branches are principal, as in SymPy. The result is an mpf, or an mpc where it is not real; nan where the
    expression has no value. `digits` is the working precision: cancellation inside `expr` costs digits.

    Raises EvaluationError for a function or symbol without a value, UndecidedComparison where a branch hangs
    on two numbers that agree to `digits` digits.

    >>> from sympy import sqrt, symbols
    >>> x = symbols("x")
    >>> print(evaluate(sqrt(x), {x: 2}, digits=20))
    1.4142135623730950488016887242096981
    """
    return evaluate_all((expr,), point, digits)[0]


def evaluate_all(exprs: tuple[sympy.Expr, ...], point: Point, digits: int = 50) -> list[Any]:
    """Values of several expressions at `point`, as `evaluate` gives them; shared parts are evaluated once."""
    arithmetic = _arithmetic(digits)
    return [arithmetic.lift(value) for value in compiled(exprs).run(arithmetic, point)]


@lru_cache(maxsize=32)
def _arithmetic(digits: int) -> MpArithmetic:
    return MpArithmetic(digits)


def _is_real(context: Any, value: Any) -> bool:
    return isinstance(value, context.mpf)


def _tidy(context: Any, value: Any) -> Any:
    """Drop an imaginary part that is exactly zero, so that a real value is real again."""
    return value.real if isinstance(value, context.mpc) and value.imag == 0 else value


def _split(context: Any, values: tuple[Any, ...]) -> tuple[list[fmpq], list[Any]]:
    exact = [value for value in values if type(value) is fmpq]
    return exact, [value for value in values if type(value) is not fmpq]


def _add(arithmetic: MpArithmetic, *terms: Any) -> Any:
    exact, rest = _split(arithmetic.context, terms)
    total = arithmetic.lift(sum(exact, fmpq(0)))
    for term in rest:
        total = total + term
    return _tidy(arithmetic.context, total)


def _mul(arithmetic: MpArithmetic, *factors: Any) -> Any:
    exact, rest = _split(arithmetic.context, factors)
    coefficient = fmpq(1)
    for factor in exact:
        coefficient = coefficient * factor
    if coefficient == 0:
        return fmpq(0) if all(map(arithmetic.context.isfinite, rest)) else arithmetic.nan
    total = rest[0] if rest else arithmetic.lift(coefficient)
    for factor in rest[1:]:
        total = total * factor
    if rest and coefficient != 1:
        total = total * int(coefficient.p)
        if coefficient.q != 1:
            total = total / int(coefficient.q)
    return _tidy(arithmetic.context, total)


def _pow(arithmetic: MpArithmetic, base: Any, exponent: Any) -> Any:
    context = arithmetic.context
    try:
        if type(exponent) is fmpq:
            power = int(exponent.p)
            if exponent.q == 1:
                return _tidy(context, arithmetic.lift(base) ** power)
            if exponent.q == 2:  # the square root alone is the common case, and the most accurate
                root = context.sqrt(arithmetic.lift(base))
                return _tidy(context, root if power == 1 else root**power)
        base, exponent = arithmetic.lift(base), arithmetic.lift(exponent)
        if base == 0:
            return base if context.re(exponent) > 0 else arithmetic.nan
        logarithm = context.log(base)
        if context.mag(exponent) + context.mag(logarithm) > _MAX_MAGNITUDE:
            return arithmetic.nan
        return _tidy(context, context.power(base, exponent))
    except (ZeroDivisionError, ValueError, OverflowError):
        return arithmetic.nan


def _named(name: str) -> Callable[..., Any]:
    """The function of that name in the mpmath context; nan where it has no finite value."""

    def function(arithmetic: MpArithmetic, *args: Any) -> Any:
        context = arithmetic.context
        try:
            if any(context.isnan(arg) or context.mag(arg) > _MAX_MAGNITUDE for arg in args if arg != 0):
                return _at_infinity(arithmetic, name, args)
            return _tidy(context, getattr(context, name)(*args))
        except (ZeroDivisionError, ValueError, OverflowError):
            return arithmetic.nan

    return function


def _besselk(arithmetic: MpArithmetic, order: Any, z: Any) -> Any:
    context = arithmetic.context
    if _is_real(context, order) and _is_real(context, z) and 0 < z < context.ldexp(1, _MAX_MAGNITUDE):
        return besselk(context, order, z)
    return _named("besselk")(arithmetic, order, z)


def _at_infinity(arithmetic: MpArithmetic, name: str, args: tuple[Any, ...]) -> Any:
    """An infinite argument has a limit for mpmath to find; an enormous one has no affordable value."""
    context = arithmetic.context
    infinite = len(args) == 1 and context.isinf(args[0])
    return getattr(context, name)(*args) if infinite else arithmetic.nan


def _constant(name: str) -> Callable[..., Any]:
    return lambda arithmetic: +getattr(arithmetic.context, name)


def _atan2(arithmetic: MpArithmetic, y: Any, x: Any) -> Any:
    context = arithmetic.context
    if not (_is_real(context, y) and _is_real(context, x)) or (x == 0 and y == 0):
        return arithmetic.nan
    return context.atan2(y, x)


def _arg(arithmetic: MpArithmetic, value: Any) -> Any:
    return arithmetic.nan if value == 0 else arithmetic.context.arg(value)


def _sign(arithmetic: MpArithmetic, value: Any, *terms: Any) -> Any:
    if not _is_real(arithmetic.context, value):
        return value / abs(value)
    if arithmetic.context.isnan(value):
        return value
    found = arithmetic.compare(value, arithmetic.context.zero, terms)
    if found is None:
        raise arithmetic.undecided("the sign of a difference cannot be decided at this point")
    return fmpq(found)


def _extreme(choose: Callable[..., Any]) -> Callable[..., Any]:
    def function(arithmetic: MpArithmetic, *args: Any) -> Any:
        context = arithmetic.context
        if not all(_is_real(context, arg) and not context.isnan(arg) for arg in args):
            return arithmetic.nan
        return choose(args)

    return function


def _power_of_two(arithmetic: MpArithmetic, value: Any) -> Any:
    context = arithmetic.context
    if not _is_real(context, value) or not context.isfinite(value):
        return arithmetic.nan
    return context.ldexp(context.one, clamped(context.frexp(value)[1] - 1) if value else -LARGEST)


TABLE: dict[str, Callable[..., Any]] = {
    "Add": _add,
    "Mul": _mul,
    "Pow": _pow,
    "Abs": lambda arithmetic, value: abs(value),
    "re": lambda arithmetic, value: value.real,
    "im": lambda arithmetic, value: value.imag,
    "conjugate": lambda arithmetic, value: value.conjugate(),
    "arg": _arg,
    "sign": _sign,
    "atan2": _atan2,
    "Min": _extreme(min),
    "Max": _extreme(max),
    "PowerOfTwo": _power_of_two,
    "complex": lambda arithmetic, real, imag: arithmetic.context.mpc(real, imag),
    "ImaginaryUnit": lambda arithmetic: arithmetic.context.mpc(0, 1),
    "NaN": lambda arithmetic: arithmetic.nan,
    "ComplexInfinity": lambda arithmetic: arithmetic.nan,
    "Infinity": lambda arithmetic: arithmetic.context.inf,
    "NegativeInfinity": lambda arithmetic: arithmetic.context.ninf,
    "Pi": _constant("pi"),
    "Exp1": _constant("e"),
    "EulerGamma": _constant("euler"),
    "Catalan": _constant("catalan"),
    "GoldenRatio": _constant("phi"),
    **{name: _named(name) for name in ("exp", "expm1", "log", "log1p")},
    **{name: _named(name) for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
    **{name: _named(name) for name in ("sinh", "cosh", "tanh", "coth", "sech", "csch")},
    **{name: _named(name) for name in ("asin", "acos", "atan", "asinh", "acosh", "atanh")},
    **{name: _named(name) for name in ("gamma", "erf", "besseli")},
    "besselk": _besselk,
    "StruveL": _named("struvel"),
}
