"""Elementary functions of mpmath numbers, and the steps: signs, absolute values, extremes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import fmpq

from symfeat.claims.functions import LARGEST, clamped
from symfeat.evaluate.mp_functions.common import MAX_MAGNITUDE, is_real, named, tidy


def _split(context: Any, values: tuple[Any, ...]) -> tuple[list[fmpq], list[Any]]:
    exact = [value for value in values if type(value) is fmpq]
    return exact, [value for value in values if type(value) is not fmpq]


def _add(arithmetic: Any, *terms: Any) -> Any:
    exact, rest = _split(arithmetic.context, terms)
    total = arithmetic.lift(sum(exact, fmpq(0)))
    for term in rest:
        total = total + term
    return tidy(arithmetic.context, total)


def _mul(arithmetic: Any, *factors: Any) -> Any:
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
    return tidy(arithmetic.context, total)


def _pow(arithmetic: Any, base: Any, exponent: Any) -> Any:
    context = arithmetic.context
    try:
        if type(exponent) is fmpq:
            power = int(exponent.p)
            if exponent.q == 1:
                return tidy(context, arithmetic.lift(base) ** power)
            if exponent.q == 2:  # the square root alone is the common case, and the most accurate
                root = context.sqrt(arithmetic.lift(base))
                return tidy(context, root if power == 1 else root**power)
        base, exponent = arithmetic.lift(base), arithmetic.lift(exponent)
        if base == 0:
            return base if context.re(exponent) > 0 else arithmetic.nan
        logarithm = context.log(base)
        if context.mag(exponent) + context.mag(logarithm) > MAX_MAGNITUDE:
            return arithmetic.nan
        return tidy(context, context.power(base, exponent))
    except (ZeroDivisionError, ValueError, OverflowError):
        return arithmetic.nan


def _constant(name: str) -> Callable[..., Any]:
    return lambda arithmetic: +getattr(arithmetic.context, name)


def _atan2(arithmetic: Any, y: Any, x: Any) -> Any:
    context = arithmetic.context
    if not (is_real(context, y) and is_real(context, x)) or (x == 0 and y == 0):
        return arithmetic.nan
    return context.atan2(y, x)


def _arg(arithmetic: Any, value: Any) -> Any:
    return arithmetic.nan if value == 0 else arithmetic.context.arg(value)


def _sign(arithmetic: Any, value: Any, *terms: Any) -> Any:
    if not is_real(arithmetic.context, value):
        return value / abs(value)
    if arithmetic.context.isnan(value):
        return value
    found = arithmetic.compare(value, arithmetic.context.zero, terms)
    if found is None:
        raise arithmetic.undecided("the sign of a difference cannot be decided at this point")
    return fmpq(found)


def _extreme(choose: Callable[..., Any]) -> Callable[..., Any]:
    def function(arithmetic: Any, *args: Any) -> Any:
        context = arithmetic.context
        if not all(is_real(context, arg) and not context.isnan(arg) for arg in args):
            return arithmetic.nan
        return choose(args)

    return function


def _power_of_two(arithmetic: Any, value: Any) -> Any:
    context = arithmetic.context
    if not is_real(context, value) or not context.isfinite(value):
        return arithmetic.nan
    return context.ldexp(context.one, clamped(context.frexp(value)[1] - 1) if value else -LARGEST)


TABLE: dict[str, Callable[..., Any]] = {
    "Add": _add,
    "Mul": _mul,
    "Pow": _pow,
    "Abs": lambda arithmetic, value: abs(value),
    "re": lambda arithmetic, value: value.real,
    "im": lambda arithmetic, value: value * 0 if value != value else value.imag,  # of NaN there is none
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
    **{name: named(name) for name in ("exp", "expm1", "log", "log1p")},
    **{name: named(name) for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
    **{name: named(name) for name in ("sinh", "cosh", "tanh", "coth", "sech", "csch")},
    **{name: named(name) for name in ("asin", "acos", "atan", "asinh", "acosh", "atanh")},
    **{name: named(name) for name in ("gamma", "erf")},
}
