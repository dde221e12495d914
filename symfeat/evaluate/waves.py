"""Tails of integrals over endless waves: sums of exp(i w x) g(x), where g is rational or a power of x."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp
from flint import acb, arb

from symfeat.evaluate.bound import Body

_TERMS = 600
_ROTATED = 8  # terms whose path is turned, each an integral of its own
_WAVES = (sp.sin, sp.cos)

Rest = Callable[[Body, int], Any]


def has_waves(body: Body) -> bool:
    """Whether sines or cosines of the bound symbol are there."""
    return any(body.symbol in part.free_symbols for part in body.expr.atoms(*_WAVES))


def tail_of_waves(body: Body, place: int, calm: Rest, turned: Callable[[Body], Any]) -> Any:
    """The integral from `place` on; None where a summand is of no known form.

    `calm` integrates what has no wave in it from there on; `turned` a body from zero to infinity.
    """
    x, total, rest, count = body.symbol, acb(0), sp.S.Zero, 0
    expr = body.expr.replace(lambda e: isinstance(e, _WAVES), lambda e: e.rewrite(sp.exp))
    terms = sp.Add.make_args(sp.expand_mul(sp.expand_multinomial(expr)))
    if len(terms) > _TERMS:
        return None
    for term in terms:
        exponent, factor = _split(term, x)
        rate = sp.diff(exponent, x)
        if rate == 0:
            rest = rest + term
            continue
        frequency = acb(body.number(rate)) if x not in rate.free_symbols else acb(arb.nan())
        if not (frequency.real.is_zero() and (frequency.imag > 0 or frequency.imag < 0)):
            return None
        part = _closed(body, factor, frequency, place)
        if part is None:
            count += 1
            part = _by_turning(body, factor, rate, frequency, place, turned) if count < _ROTATED else None
        if part is None:
            return None
        total = total + part * acb(body.number(sp.exp(exponent.subs(x, 0))))
    return total if rest == 0 else total + calm(body.bind(body.arithmetic, rest), place)


def _split(term: sp.Expr, x: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """The exponent of all exponentials of x in a product, and the other factors."""
    exponent, others = sp.S.Zero, sp.S.One
    for factor in sp.Mul.make_args(term):
        if isinstance(factor, sp.exp) and x in factor.free_symbols:
            exponent = exponent + factor.args[0]
        else:
            others = others * factor
    return sp.expand(exponent), others


def _closed(body: Body, factor: sp.Expr, frequency: acb, place: int) -> acb | None:
    """For c x^-n, n > 0: T^(1 - n) E_n(-i w T) (DLMF 8.19.3, continued to the imaginary axis)."""
    coefficient, power = factor.as_independent(body.symbol)
    base, exponent = power.as_base_exp()
    if base != body.symbol or body.symbol in exponent.free_symbols:
        return None
    order = acb(body.number(-exponent))
    if not (order.imag.is_zero() and order.real > 0):
        return None
    end = acb(place)
    return acb(body.number(coefficient)) * end ** (1 - order) * (-frequency * end).expint(order)


def _by_turning(
    body: Body,
    factor: sp.Expr,
    rate: sp.Expr,
    frequency: acb,
    place: int,
    turned: Callable[[Body], Any],
) -> acb | None:
    """For a rational factor that falls, along x = T +- i y, by Jordan's lemma: no pole is as far as T."""
    x, y = body.symbol, sp.Dummy("y", positive=True)
    numerator, denominator = sp.fraction(sp.together(factor))
    if not (numerator.is_polynomial(x) and denominator.is_polynomial(x)):
        return None
    above, below = sp.Poly(numerator, x), sp.Poly(denominator, x)
    if above.degree() >= below.degree():
        return None
    leading, *others = (abs(acb(body.number(c))) for c in below.all_coeffs())
    if not leading > 0 or not all(1 + other / leading < place for other in others):  # Cauchy's bound of roots
        return None
    side = sp.I if frequency.imag > 0 else -sp.I
    path = place + side * y
    expr = side * sp.exp(rate * place) * sp.exp(sp.expand(rate * side) * y) * factor.subs(x, path)
    return acb(turned(body.bind(body.arithmetic, expr, y)))
