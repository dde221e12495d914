"""Elementary functions of FLINT balls, and the steps: signs, absolute values, extremes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, fmpq

from symfeat.claims.functions import LARGEST, clamped
from symfeat.evaluate.precision import UndecidedBall, tidy
from symfeat.evaluate.program import Arithmetic


def _nan(*_: Any) -> arb:
    return arb.nan()


def _add(_: Arithmetic, *terms: Any) -> Any:
    total: Any = sum((term for term in terms if type(term) is fmpq), fmpq(0))
    for term in terms:
        if type(term) is not fmpq:
            total = term + total
    return tidy(total)


def _mul(_: Arithmetic, *factors: Any) -> Any:
    coefficient, total = fmpq(1), None
    for factor in factors:
        if type(factor) is fmpq:
            coefficient = coefficient * factor
        else:
            total = factor if total is None else total * factor
    if total is None:
        return arb(coefficient)
    if coefficient == 0:
        return coefficient if total.is_finite() else arb.nan()
    return tidy(total * coefficient if coefficient != 1 else total)


def _pow(arithmetic: Arithmetic, base: Any, exponent: Any) -> Any:
    if type(exponent) is fmpq:
        power = int(exponent.p)
        if exponent.q == 1:
            return tidy(_whole_power(arithmetic.lift(base), power))
        if exponent.q == 2:
            root = _sqrt(arithmetic, arithmetic.lift(base))
            return tidy(root if power == 1 else root**power)
    base, exponent = arithmetic.lift(base), arithmetic.lift(exponent)
    if type(base) is arb and base.is_zero():
        return fmpq(0) if type(exponent) is arb and exponent > 0 else arb.nan()
    if type(base) is arb and type(exponent) is arb and base > 0:
        return base**exponent
    return tidy(acb(base) ** acb(exponent))


def _whole_power(base: Any, power: int) -> Any:
    """A whole power, by products where the ball holds zero: FLINT's own power may have no value there."""
    if power == 1:
        return base
    if power < 1 or not acb(base).contains(0):
        return base**power
    square = _whole_power(base, power // 2)
    square = square * square
    return square * base if power % 2 else square


def _sqrt(_: Arithmetic, value: Any) -> Any:
    if type(value) is not arb:
        return value.sqrt()
    if value < 0:
        return acb(0, (-value).sqrt())
    return value.sqrt() if value >= 0 else acb(value).sqrt()


def _method(name: str, real_where: Callable[[arb], bool] = lambda value: True) -> Callable[..., Any]:
    """The method of that name of a ball; a real ball that may leave `real_where` is treated as complex."""

    def function(_: Arithmetic, value: Any) -> Any:
        if type(value) is arb and not real_where(value):
            value = acb(value)
        return tidy(getattr(value, name)())

    return function


def _atan2(_: Arithmetic, y: Any, x: Any) -> Any:
    if type(y) is not arb or type(x) is not arb or (x.is_zero() and y.is_zero()):
        return arb.nan()
    return arb.atan2(y, x)


def _arg(_: Arithmetic, value: Any) -> Any:
    return arb.nan() if acb(value).contains(0) else acb(value).arg()


def _sign(arithmetic: Arithmetic, value: Any, *terms: Any) -> Any:
    if type(value) is acb:
        return value / abs(value)
    found = arithmetic.compare(value, arb(0), terms)
    if found is None:
        raise UndecidedBall("the sign of a value whose ball contains zero cannot be decided at this point")
    return fmpq(found)


def _extreme(name: str) -> Callable[..., Any]:
    """Min or Max: continuous, so the ball of the result is right even where the order is not known."""

    def function(_: Arithmetic, first: Any, *others: Any) -> Any:
        for other in others:
            if type(first) is not arb or type(other) is not arb:
                return arb.nan()
            first = getattr(first, name)(other)
        return first

    return function


def _power_of_two(_: Arithmetic, value: Any) -> Any:
    if type(value) is not arb or not value.is_finite():
        raise UndecidedBall("PowerOfTwo of a value that may not be finite cannot be decided at this point")
    low, high = (_exponent(bound) for bound in (value.abs_lower(), value.abs_upper()))
    if low != high:
        raise UndecidedBall("PowerOfTwo of a value near a power of two cannot be decided at this point")
    return arb((1, low))


def _exponent(value: arb) -> int:
    """The exponent of `PowerOfTwo` of an exact value."""
    mantissa, exponent = value.man_exp()
    return clamped(int(mantissa.bit_length()) + int(exponent) - 1) if mantissa else -LARGEST


def _imaginary_part(value: Any) -> Any:
    """Zero of what is real; what has no value, which is written as a real NaN, may be anything."""
    return arb.nan() if isinstance(value, (arb, acb)) and not value.is_finite() else value.imag


TABLE: dict[str, Callable[..., Any]] = {
    "Add": _add,
    "Mul": _mul,
    "Pow": _pow,
    "Abs": lambda _, value: abs(value),
    "re": lambda _, value: value.real,
    "im": lambda _, value: _imaginary_part(value),
    "conjugate": lambda _, value: acb(value.real, -value.imag) if type(value) is acb else value,
    "arg": _arg,
    "sign": _sign,
    "atan2": _atan2,
    "Min": _extreme("min"),
    "Max": _extreme("max"),
    "PowerOfTwo": _power_of_two,
    "complex": lambda _, real, imag: acb(real, imag),
    "ImaginaryUnit": lambda _: acb(0, 1),
    "NaN": _nan,
    "ComplexInfinity": _nan,
    "Infinity": lambda _: arb.pos_inf(),
    "NegativeInfinity": lambda _: arb.neg_inf(),
    "Pi": lambda _: arb.pi(),
    "Exp1": lambda _: arb.const_e(),
    "EulerGamma": lambda _: arb.const_euler(),
    "Catalan": lambda _: arb.const_catalan(),
    "GoldenRatio": lambda _: (1 + arb(5).sqrt()) / 2,
    "log": _method("log", lambda value: value > 0),
    "log1p": _method("log1p", lambda value: value > -1),
    "asin": _method("asin", lambda value: abs(value) <= 1),
    "acos": _method("acos", lambda value: abs(value) <= 1),
    "acosh": _method("acosh", lambda value: value >= 1),
    "atanh": _method("atanh", lambda value: abs(value) < 1),
    **{name: _method(name) for name in ("exp", "expm1", "sin", "cos", "tan", "cot", "sec", "csc")},
    **{name: _method(name) for name in ("sinh", "cosh", "tanh", "coth", "sech", "csch")},
    **{name: _method(name) for name in ("atan", "asinh", "gamma", "erf")},
}
