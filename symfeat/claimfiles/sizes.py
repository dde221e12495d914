"""Limits on what a stranger's expression may cost before it is built: SymPy evaluates as it builds."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sympy as sp

from symfeat.errors import InputError

CHARACTERS = 10_000  # in an expression
LEVELS = 200  # of nesting in an expression
BITS = 100_000  # of an integer that is written or computed
ROOT_BITS = 4_000  # of a number under a root: SymPy looks for its factors

Guard = Callable[[Sequence[Any]], None]


def within_bits(bits: float, what: str) -> None:
    """Refuse what would take more than BITS bits."""
    if not bits <= BITS:
        raise InputError(f"{what} would have more than {BITS:,} bits")


def bit_length(number: sp.Rational) -> int:
    """Bits of the larger of numerator and denominator."""
    return max(abs(int(number.p)).bit_length(), int(number.q).bit_length())


def size(number: sp.Rational) -> float:
    """The absolute value as a float, infinite beyond its range."""
    try:
        return abs(int(number.p) / int(number.q))
    except OverflowError:
        return math.inf


def small(limits: Mapping[int, int]) -> Guard:
    """Refuse a rational argument beyond the limit of its place: SymPy would go there step by step."""

    def guard(args: Sequence[Any]) -> None:
        for place, limit in limits.items():
            if place < len(args) and args[place].is_Rational and abs(args[place]) > limit:
                raise InputError(f"its argument {place + 1} is a number beyond {limit:,}")

    return guard


def power(args: Sequence[Any]) -> None:
    """Refuse a power whose rational factors would grow beyond BITS."""
    base, exponent = args
    if exponent.is_Rational:
        within_bits(_weight(base) * size(exponent), "a power")
        if not exponent.is_Integer and base.is_Rational and bit_length(base) > ROOT_BITS:
            raise InputError(f"the root of a number of more than {ROOT_BITS:,} bits would be looked for")
    elif base is sp.E:
        exponential((exponent,))
    elif base.is_Rational and base != 1:  # 2**(x + 1000) is 2**1000 * 2**x
        constant = exponent.as_coeff_Add()[0]
        if constant.is_Rational:
            within_bits(bit_length(base) * size(constant), "a power")


def exponential(args: Sequence[Any]) -> None:
    """Refuse exp(n log(q)), which SymPy writes as the power q**n, where that is beyond BITS."""
    for term in sp.Add.make_args(args[0]):
        coefficient, rest = term.as_coeff_Mul()
        logs = [f for f in sp.Mul.make_args(rest) if isinstance(f, sp.log)]
        if coefficient.is_Rational and logs:
            within_bits(_weight(logs[0].args[0]) * size(coefficient), "a power")


def product(factors: Iterable[Any]) -> None:
    """Refuse a product of rationals beyond BITS."""
    within_bits(sum(bit_length(f) for f in factors if f.is_Rational), "a product")


def binomial(args: Sequence[Any]) -> None:
    """Refuse a binomial coefficient of numbers beyond BITS."""
    top, bottom = args
    if not bottom.is_Integer or not top.is_Rational:
        return
    rest = abs(top - bottom) if top.is_Integer and top >= 0 else sp.oo
    steps = min(abs(bottom), rest)
    if steps > 0:
        spread = bit_length(top) + bit_length(bottom) - bit_length(steps) + 2
        within_bits(size(steps) * min(spread, bit_length(top) + 2), "a binomial coefficient")


def consecutive(args: Sequence[Any]) -> None:
    """Refuse a rising or falling factorial of too many factors."""
    start, count = args
    if not count.is_Integer:
        return
    if start.is_Rational:
        bits = bit_length(start) + bit_length(count)
        within_bits(size(count) * bits, "a product of consecutive numbers")
    elif abs(count) > 200:
        raise InputError("its argument 2 is a number beyond 200")


def factorial(args: Sequence[Any]) -> None:
    """Refuse the factorial, or the gamma function, of a number where it would exceed BITS."""
    number = args[0]
    if number.is_Rational:
        large = size(number)
        within_bits(math.lgamma(large + 1) / math.log(2) if large < 1e6 else math.inf, "a factorial")


def harmonic(args: Sequence[Any]) -> None:
    """Refuse a harmonic number of too many terms, or of too high an order."""
    order = abs(args[1]) if len(args) > 1 and args[1].is_Rational else sp.S.One
    if args[0].is_Rational and abs(args[0]) * max(order, 1) > 20_000:
        raise InputError("its argument 1 is too large a number")


def hurwitz(args: Sequence[Any]) -> None:
    """Refuse a zeta function of a large integer, or one shifted by a large integer."""
    small({0: 1000, 1: 1000})(args)


def polygamma(args: Sequence[Any]) -> None:
    """Refuse a polygamma function of high order or of a large number."""
    small({0: 300, 1: 5_000})(args)


def whole(args: Sequence[Any]) -> None:
    """Refuse the integer part of a number beyond BITS, which SymPy would find digit by digit."""
    number = args[0]
    if number.is_number and not number.is_Rational:
        try:
            large = abs(complex(sp.log(sp.Abs(number.evalf(3)))).real) / math.log(2)
        except (TypeError, ValueError, ArithmeticError):
            large = math.inf
        within_bits(large, "an integer part")


def remainder(args: Sequence[Any]) -> None:
    """Refuse a remainder whose quotient, rounded, would exceed BITS."""
    if args[1] != 0:
        whole((args[0] / args[1],))


def _weight(base: Any) -> float:
    """Bits that a power of `base` multiplies by its exponent: those of the rationals that are its factors."""
    if base.is_Rational:
        return 0 if abs(base) == 1 or base == 0 else bit_length(base)
    if base.is_Mul or base.is_Add:  # a sum may give a common factor away
        return float(max(map(_weight, base.args)) if base.is_Add else sum(map(_weight, base.args)))
    if base.is_Pow and base.exp.is_Rational:
        return _weight(base.base) * size(base.exp)
    return 0
