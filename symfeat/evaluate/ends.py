"""Bounds of what an integral loses where it is cut off: near a singular end, and far out."""

from __future__ import annotations

from typing import Any

import sympy as sp
from flint import acb, arb, fmpq

from symfeat.evaluate.bound import Body, value_of
from symfeat.evaluate.program import UndecidedComparison

_POWERS = 8  # of a logarithm


def bound_at_zero(body: Body, bits: int) -> tuple[arb, arb] | None:
    """W and a bound of the integral over 0 < v < exp(-W), of size 2^-bits; None if there is none.

    The integrand is v^a log(v)^k g(v) with a > -1 and |g| <= M: with b = (a + 1) / 2 and W large enough,
    |log v|^k <= v^-b there, so that the integral is at most M exp(-b W) / b.
    """
    v = body.symbol
    power, logs, rest = sp.S.Zero, 0, sp.S.One
    for factor in sp.Mul.make_args(body.expr):
        base, exponent = factor.as_base_exp()
        if base == v and v not in exponent.free_symbols:
            power = power + exponent
        elif isinstance(base, sp.exp) and sp.diff(base.args[0], v) == 0:
            rest = rest * factor
        elif base.func is sp.log and _is_log_of(base.args[0], v) and exponent.is_Integer and exponent > 0:
            logs, rest = logs + int(exponent), rest * (factor if base.args[0] != v else 1)
        else:
            rest = rest * factor
    if logs > _POWERS or (rest.has(sp.log) and logs):
        return None
    a = _real(body, power)
    if a is None or not a > -1:
        return None
    half = (arb(a.lower()) + 1) / 2
    # log(w) <= w / 2 for w >= 1, hence w^k <= exp(b w) once w >= (2 k / b)^2
    place = arb(((bits + 16) * arb(2).log() / half).upper()).max((2 * logs / half) ** 2 + 1)
    place = arb(place.upper().ceil().upper())
    largest = _bound(body.bind(body.arithmetic, rest), arb(0).union((-place).exp()))
    if largest is None:
        return None
    return place, arb((largest * (-half * place).exp() / half).upper())


def _is_log_of(argument: sp.Expr, v: sp.Symbol) -> bool:
    return argument == v


def bound_at_infinity(body: Body, place: int) -> arb | None:
    """A bound of the integral from `place` on; None if no exponential makes the integrand die out.

    The integrand is g(x) x^d exp(-p(x)) with |g| <= M for x >= T. With h = p'(T) - d/T > 0, where p' rises,
    it is at most M T^d exp(-p(T)) / h.
    """
    x = body.symbol
    exponent, power, rest = sp.S.Zero, sp.S.Zero, sp.S.One
    for factor in sp.Mul.make_args(sp.powsimp(body.expr)):
        base, top = factor.as_base_exp()
        if base == x and x not in top.free_symbols:
            power = power + top
        elif x not in base.free_symbols and x in top.free_symbols:
            exponent = exponent - top * sp.log(base)
        else:
            rest = rest * factor
    if exponent == 0:
        return None
    try:
        coefficients = sp.Poly(sp.expand(exponent), x).all_coeffs()
    except sp.PolynomialError:
        return None
    d, start = _real(body, power), arb(place)
    numbers = [_real_part(body, c) for c in coefficients]
    if d is None or any(number is None for number in numbers) or len(numbers) > _POWERS:
        return None
    if not numbers[0] > 0 or any(not number >= 0 for number in numbers[:-2]):
        return None  # p' rises for sure if all coefficients above the linear one are positive
    degree = len(numbers) - 1
    slope = sum((n * (degree - i) * start ** (degree - i - 1) for i, n in enumerate(numbers[:-1])), arb(0))
    value = sum((n * start ** (degree - i) for i, n in enumerate(numbers)), arb(0))
    growth = _growth(rest, x)
    fall = slope - (d + growth) / start if d + growth > 0 else slope - arb(0).max(d + growth)
    if not fall > 0:
        return None
    scaled = sp.powsimp(sp.powdenest(sp.together(rest.subs(x, 1 / x) * x**growth)))
    scaled = sp.cancel(scaled) if scaled.is_rational_function(x) else scaled
    largest = _bound(body.bind(body.arithmetic, scaled), arb(0).union(arb(fmpq(1, place))))
    if largest is None:
        return None
    return arb((largest * start ** (d + growth) * (-value).exp() / fall).upper())


def _growth(rest: sp.Expr, x: sp.Symbol) -> int:
    """A power that a rational factor grows like, at most."""
    numerator, denominator = sp.fraction(sp.together(rest))
    if not (numerator.is_polynomial(x) and denominator.is_polynomial(x)):
        return 0
    return int(sp.degree(numerator, x) - sp.degree(denominator, x)) if numerator != 0 else 0


def _real(body: Body, expr: sp.Expr) -> arb | None:
    found = body.arithmetic.lift(value_of(body.arithmetic, expr, body.values))
    return found if type(found) is arb and found.is_finite() else None


def _real_part(body: Body, expr: sp.Expr) -> arb | None:
    found = acb(body.arithmetic.lift(value_of(body.arithmetic, expr, body.values)))
    return found.real if found.is_finite() else None


def _bound(body: Body, interval: arb) -> arb | None:
    try:
        found: Any = abs(acb(body(interval)))
    except UndecidedComparison:
        return None
    return arb(found.upper()) if found.is_finite() else None
