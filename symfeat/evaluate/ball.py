"""Enclose expressions in FLINT balls: the true value lies inside, or the ball is not finite.

Only what holds for every number of a ball is decided; a branch that hangs on more raises UndecidedBall.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import flint
import sympy
from flint import acb, arb, fmpq

from symfeat.claims.functions import LARGEST, clamped
from symfeat.evaluate.program import Arithmetic, Point, UndecidedComparison, compiled

Ball = arb | acb
_THIN = 32  # bits to which a complex ball has to be known for its own Bessel function


class UndecidedBall(UndecidedComparison):
    """A branch hangs on a comparison that the balls cannot decide at the precision in use."""


class BallArithmetic(Arithmetic):
    """FLINT balls at the precision in force: arb for real values, acb where one is not known to be real."""

    undecided = UndecidedBall
    own = (arb,)

    def __init__(self) -> None:
        self.table = TABLE

    def lift(self, value: Any) -> Any:
        return arb(value) if type(value) is fmpq else value

    def compare(self, first: Any, second: Any, terms: Sequence[Any]) -> int | None:
        if type(first) is not arb or type(second) is not arb:
            return None
        return -1 if first < second else 1 if first > second else None


@contextmanager
def working_bits(bits: int) -> Iterator[None]:
    """Set FLINT's precision, which is global, and put the caller's back."""
    before = flint.ctx.prec
    flint.ctx.prec = bits
    try:
        yield
    finally:
        flint.ctx.prec = before


def ball(expr: sympy.Expr, point: Point, bits: int = 192) -> Ball:
    """A ball around the value of `expr` at `point`, worked out with `bits` bits.

    `point` maps every symbol to a rational (int, Fraction or SymPy number; complex with rational parts too)
    or to an arb; then the result encloses the values at all numbers of that ball.
    The result is an arb where the value is known to be real, else an acb; it is not finite where the
    expression may have no value. FLINT's precision is as before when the call returns.

    Raises EvaluationError for a function or symbol without a value, UndecidedBall for a branch in doubt.

    >>> from sympy import sqrt, symbols
    >>> x = symbols("x")
    >>> ball(sqrt(x), {x: 2}, bits=64).str(12)
    '[1.41421356237 +/- 3.10e-12]'
    """
    return balls((expr,), point, bits)[0]


def balls(exprs: tuple[sympy.Basic, ...], point: Point, bits: int = 192) -> list[Ball]:
    """Balls around several expressions at `point`, as `ball` gives them; shared parts are evaluated once."""
    with working_bits(bits):
        return [ARITHMETIC.lift(value) for value in compiled(exprs).run(ARITHMETIC, point)]


def enclosures(exprs: tuple[sympy.Basic, ...], point: Point, bits: int = 192) -> list[Any]:
    """As `balls`, but rational values stay exact (fmpq), and a condition gives True, False or UNKNOWN."""
    with working_bits(bits):
        return compiled(exprs).run(ARITHMETIC, point)


def _tidy(value: Any) -> Any:
    """A value whose imaginary part is exactly zero is real."""
    return value.real if type(value) is acb and value.imag.is_zero() else value


def _nan(*_: Any) -> arb:
    return arb.nan()


def _add(_: BallArithmetic, *terms: Any) -> Any:
    total: Any = sum((term for term in terms if type(term) is fmpq), fmpq(0))
    for term in terms:
        if type(term) is not fmpq:
            total = term + total
    return _tidy(total)


def _mul(_: BallArithmetic, *factors: Any) -> Any:
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
    return _tidy(total * coefficient if coefficient != 1 else total)


def _pow(arithmetic: BallArithmetic, base: Any, exponent: Any) -> Any:
    if type(exponent) is fmpq:
        power = int(exponent.p)
        if exponent.q == 1:
            return _tidy(_whole_power(arithmetic.lift(base), power))
        if exponent.q == 2:
            root = _sqrt(arithmetic, arithmetic.lift(base))
            return _tidy(root if power == 1 else root**power)
    base, exponent = arithmetic.lift(base), arithmetic.lift(exponent)
    if type(base) is arb and base.is_zero():
        return fmpq(0) if type(exponent) is arb and exponent > 0 else arb.nan()
    if type(base) is arb and type(exponent) is arb and base > 0:
        return base**exponent
    return _tidy(acb(base) ** acb(exponent))


def _whole_power(base: Any, power: int) -> Any:
    """A whole power, by products where the ball holds zero: FLINT's own power may have no value there."""
    if power == 1:
        return base
    if power < 1 or not acb(base).contains(0):
        return base**power
    square = _whole_power(base, power // 2)
    square = square * square
    return square * base if power % 2 else square


def _sqrt(_: BallArithmetic, value: Any) -> Any:
    if type(value) is not arb:
        return value.sqrt()
    if value < 0:
        return acb(0, (-value).sqrt())
    return value.sqrt() if value >= 0 else acb(value).sqrt()


def _method(name: str, real_where: Callable[[arb], bool] = lambda value: True) -> Callable[..., Any]:
    """The method of that name of a ball; a real ball that may leave `real_where` is treated as complex."""

    def function(_: BallArithmetic, value: Any) -> Any:
        if type(value) is arb and not real_where(value):
            value = acb(value)
        return _tidy(getattr(value, name)())

    return function


def _bessel(name: str) -> Callable[..., Any]:
    def function(_: BallArithmetic, order: Any, value: Any) -> Any:
        if type(order) is arb and type(value) is arb and value > 0:
            return getattr(value, name)(order)
        return _tidy(getattr(acb(value), name)(acb(order)))

    return function


def _bessel_k(arithmetic: BallArithmetic, order: Any, value: Any) -> Any:
    """By K_n(x) = int_0^oo exp(-x cosh t) cosh(n t) dt: it falls with x > 0, and |K_n(x + iy)| <= K_n(x).

    FLINT's series loses as many digits of a ball's radius as of the terms, which are as large as exp(|x|).
    """
    real = value if type(value) is arb else value.real
    if type(order) is not arb or not real > 0:
        return _bessel("bessel_k")(arithmetic, order, value)
    largest = _bessel_k_at(order, arb(real.lower()))
    if type(value) is arb:
        return largest if value.is_exact() else largest.union(_bessel_k_at(order, arb(value.upper())))
    if value.rel_accuracy_bits() > _THIN:
        return _bessel("bessel_k")(arithmetic, order, value)
    either = arb(0, largest.upper())
    return acb(either, either)


def _bessel_k_at(order: arb, value: arb) -> arb:
    """At an exact value, with the bits that FLINT's series loses."""
    lost = int(3 * float(value)) if value < flint.ctx.prec else 0
    with working_bits(flint.ctx.prec + lost):
        found = value.bessel_k(order)
    return +found


def _struve(_: BallArithmetic, order: Any, value: Any) -> Any:
    """The modified Struve function, by its series (DLMF, section 11.2): a power times a regularised 1F2."""
    if type(order) is not arb or type(value) is not arb or not value > 0:
        order, value = acb(order), acb(value)
    kind, half = type(value), value / 2
    series = (half * half).hypgeom([kind(1)], [kind(1.5), order + 1.5], regularized=True)
    return _tidy(half ** (order + 1) * series)


def _atan2(_: BallArithmetic, y: Any, x: Any) -> Any:
    if type(y) is not arb or type(x) is not arb or (x.is_zero() and y.is_zero()):
        return arb.nan()
    return arb.atan2(y, x)


def _arg(_: BallArithmetic, value: Any) -> Any:
    return arb.nan() if acb(value).contains(0) else acb(value).arg()


def _sign(arithmetic: BallArithmetic, value: Any, *terms: Any) -> Any:
    if type(value) is acb:
        return value / abs(value)
    found = arithmetic.compare(value, arb(0), terms)
    if found is None:
        raise UndecidedBall("the sign of a value whose ball contains zero cannot be decided at this point")
    return fmpq(found)


def _extreme(name: str) -> Callable[..., Any]:
    """Min or Max: continuous, so the ball of the result is right even where the order is not known."""

    def function(_: BallArithmetic, first: Any, *others: Any) -> Any:
        for other in others:
            if type(first) is not arb or type(other) is not arb:
                return arb.nan()
            first = getattr(first, name)(other)
        return first

    return function


def _power_of_two(_: BallArithmetic, value: Any) -> Any:
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


TABLE: dict[str, Callable[..., Any]] = {
    "Add": _add,
    "Mul": _mul,
    "Pow": _pow,
    "Abs": lambda _, value: abs(value),
    "re": lambda _, value: value.real,
    "im": lambda _, value: value.imag,
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
    "besselk": _bessel_k,
    "besseli": _bessel("bessel_i"),
    "StruveL": _struve,
}
ARITHMETIC = BallArithmetic()
