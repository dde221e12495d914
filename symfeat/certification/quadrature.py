"""Integrals by numbers alone: enclosed by FLINT; singular ends, and what cannot be enclosed, are sampled.

Between the ends, `acb.integral` gives a ball that holds the integral: it bounds the integrand on complex
balls, so that no peak is too narrow for it. An end that is singular or infinite is cut off, a billionth of
the range, and left to the double exponential rule.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sympy as sp
from flint import acb, arb, fmpq

from symfeat.certification.tanh_sinh import double_exponential, parted
from symfeat.errors import EvaluationError
from symfeat.evaluate.analytic import integrand as complex_integrand
from symfeat.evaluate.analytic import is_extensible
from symfeat.evaluate.ball import Ball, ball, working_bits

_FINER = 8  # digits that the second quadrature has more
_SPARE = 32  # bits beyond those of the digits
_END = 30  # a cut end is 2^-30 of the range; towards infinity, it begins at 2^30 or as far out as balls bear
_NEARER = (30, 10)
_MOST_EVALUATIONS = 20_000
_THIRD = sp.Rational(1, 3)


@dataclass(frozen=True)
class Integral:
    """A numerical integral, its error, and by which rule.

    `enclosed` tells that all but singular and infinite ends lies in a ball that is proved. The error is then
    its radius and what other nodes make of the ends; else, what other nodes make of the integral.
    """

    value: fmpq
    error: fmpq
    enclosed: bool
    rule: str


def integrate(
    integrand: sp.Expr, variable: sp.Symbol, limits: tuple[sp.Expr, sp.Expr], digits: int
) -> Integral:
    """The integral of an expression of `variable` alone, worked out with `digits` digits.

    Raises EvaluationError where the integrand has no real value.

    >>> x = sp.Symbol("x", positive=True)
    >>> found = integrate(x**2, x, (sp.S.Zero, sp.S(3)), 20)
    >>> found.rule, bool(found.error < fmpq(1, 10**20))
    ('enclosed', True)
    """
    strangers = (integrand.free_symbols | limits[0].free_symbols | limits[1].free_symbols) - {variable}
    if strangers:
        raise EvaluationError(f"the integral needs a number for {min(strangers, key=str)}")
    if is_extensible(integrand):
        for nearer in _NEARER:
            if found := _enclosed(integrand, variable, limits, digits, nearer):
                return found
    low, high = limits
    ends = [low, *_breaks(integrand, variable, limits), high]
    return _sampled(integrand, variable, ends, parted(ends), digits)


def _enclosed(
    integrand: sp.Expr, variable: sp.Symbol, limits: tuple[sp.Expr, sp.Expr], digits: int, nearer: int
) -> Integral | None:
    """The integral by a ball between the ends and by samples of those that are cut off; None without one."""
    bits = _bits(digits)
    function = complex_integrand(integrand, variable, bits)
    finite = all(limit.is_finite for limit in limits)
    width = (limits[1] - limits[0] if finite else sp.S.One) * sp.Rational(1, 2**_END)
    inner, cut = [], []
    for end, inwards in zip(limits, (1, -1), strict=True):
        if end.is_finite and _is_regular(function, end, width, bits):
            inner.append(ball(end, {}, bits))
            continue
        s = sp.Dummy("s", positive=True)  # 0 at the end, 1 at the cut
        side = 1 if end is sp.oo else -1
        place = side * sp.Integer(2) ** nearer / s if end.is_infinite else end + inwards * width * s
        length = -inwards * place / s if end.is_infinite else width
        inner.append(ball(place.xreplace({s: sp.S.One}), {}, bits))
        cut.append((integrand.xreplace({variable: place}) * length, s))
    found = _ball(function, inner, digits)
    if found is None:
        return None
    value, error = found.mid().fmpq(), found.rad().fmpq()
    for expr, s in cut:
        piece = _sampled(expr, s, (sp.S.Zero, sp.S.One), (sp.S.Zero, _THIRD, sp.S.One), digits)
        value, error = value + piece.value, error + piece.error
    ends = f"; {len(cut)} of the ends by the double exponential rule" if cut else ""
    return Integral(value, error, enclosed=True, rule=f"enclosed{ends}")


def _ball(function: Callable[[acb, bool], acb], ends: list[Ball], digits: int) -> arb | None:
    """A ball around the integral between two ends, relative to which it is small; None without one."""
    with working_bits(_bits(digits)):
        sharp = arb(10) ** -(digits + 2)

        def within(tolerance: arb) -> acb:
            return acb.integral(
                function, *ends, rel_tol=sharp, abs_tol=tolerance, eval_limit=_MOST_EVALUATIONS
            )

        found = within(sharp)
        if found.is_finite() and 0 < abs(found.real).upper() < 1:
            found = within(sharp * abs(found.real).mid())
        allowed = 10**4 * sharp * (1 + abs(found.real))
        useful = found.is_finite() and found.imag.contains(0) and found.real.rad() < allowed
        return found.real if useful else None


def _is_regular(function: Callable[[acb, bool], acb], end: sp.Expr, width: sp.Expr, bits: int) -> bool:
    """Whether the integrand is analytic in a square around an end."""
    centre, half = (ball(e, {}, bits) for e in (end, width))
    with working_bits(bits):
        unit = arb(0, 1) * acb(half).real
        return function(acb(centre) + acb(unit, unit), True).is_finite()


def _sampled(
    expr: sp.Expr, variable: sp.Symbol, ends: Sequence[sp.Expr], others: Sequence[sp.Expr], digits: int
) -> Integral:
    """The integral by the double exponential rule, and what more digits and other nodes make of it."""
    value = double_exponential(expr, variable, ends, digits)
    finer = double_exponential(expr, variable, ends, digits + _FINER)
    other = double_exponential(expr, variable, others, digits)
    rule = f"double exponential rule, whole and in {len(others) - 1} parts"
    return Integral(value, max(abs(finer - value), abs(other - value)), enclosed=False, rule=rule)


def _bits(digits: int) -> int:
    return math.ceil(digits * math.log2(10)) + _SPARE


def _breaks(integrand: sp.Expr, variable: sp.Symbol, limits: tuple[sp.Expr, sp.Expr]) -> list[sp.Expr]:
    """Places inside where an absolute value or a sign breaks, in order, if its argument is linear."""
    found = set()
    for part in integrand.atoms(sp.Abs, sp.sign):
        slope = sp.diff(part.args[0], variable)
        if slope and variable not in slope.free_symbols:
            found.add(sp.expand(variable - part.args[0] / slope))
    real = [place for place in found if place.is_real and limits[0] < place < limits[1]]
    return sorted(real, key=lambda place: sp.N(place, 30))
