"""Infinite sums in balls: some terms as they are, and a tail that is enclosed.

A tail is bounded by the ratio of its terms, or, where a term is a power times a function of 1/k that is
analytic at zero, summed by Hurwitz and Lerch zeta functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import flint
import sympy as sp
from flint import acb, arb, fmpq
from sympy.simplify.simplify import hypersimp

from symfeat.evaluate.analytic import ANALYTIC
from symfeat.evaluate.bound import Body, spend, value_of
from symfeat.evaluate.precision import tidy
from symfeat.evaluate.program import UndecidedComparison

_STARTS = (8, 32, 128, 512)  # indices from which on a ratio may be small enough
_LARGEST_RATIO = arb("0.97")
_CHECKS = (3, 7, 11)  # indices at which a proposed ratio is compared with the terms
_OPS = 400  # of a term that SymPy may rewrite
_VANISHING = 4  # coefficients at infinity that may be zero
_FARTHEST = 24  # indices that Hurwitz tails start after


def infinite_sum(body: Body, first: int) -> Any:
    """The sum from `first` to infinity; a ball that is not finite where no tail can be enclosed."""
    if body.expr.count_ops() > _OPS or abs(first) > 1000:
        return arb.nan()
    for rule in (_by_ratio, _by_zeta):
        found = rule(body, first)
        if found is not None and found.is_finite():
            return tidy(found)
    return arb.nan()


@dataclass(frozen=True)
class TermRatio:
    """t(k + 1) / t(k) = regular(1/k) * factor * decay^k; the symbol of `regular` stands for 1/k."""

    regular: sp.Expr
    factor: sp.Expr
    decay: sp.Expr


@lru_cache(maxsize=256)
def term_ratio(term: sp.Expr, symbol: sp.Symbol) -> TermRatio | None:
    """The ratio of neighbouring terms, if it simplifies to elementary functions of the index.

    >>> k = sp.Symbol("k")
    >>> term_ratio(1 / sp.factorial(k), k).regular
    k/(k + 1)
    """
    integer = sp.Dummy("k", integer=True, positive=True)
    try:
        found = hypersimp(term.xreplace({symbol: integer}), integer)
    except (ValueError, TypeError, NotImplementedError):
        found = None
    if found is None:
        found = sp.powsimp(sp.expand(term.subs(symbol, integer + 1) / term.subs(symbol, integer)))
        found = sp.simplify(found) if found.count_ops() < _OPS else found
    if found.has(sp.gamma, sp.factorial, sp.binomial, sp.Piecewise):
        return None
    factor, decay, rest = sp.S.One, sp.S.One, sp.S.One
    for part in sp.Mul.make_args(found):
        base, power = part.as_base_exp()
        slope = sp.diff(power, integer)
        if integer in power.free_symbols and integer not in base.free_symbols | slope.free_symbols:
            factor, decay = factor * base ** power.subs(integer, 0), decay * base**slope
        else:
            rest = rest * part
    inverse = sp.Dummy("u", positive=True)
    regular = sp.cancel(sp.together(rest.subs(integer, 1 / inverse)))
    return TermRatio(regular.xreplace({inverse: symbol}), factor, decay)


def _by_ratio(body: Body, first: int) -> Any:
    """A tail whose terms fall by a ratio below one is at most its first term over one less the ratio."""
    ratio = term_ratio(body.expr, body.symbol)
    if ratio is None or not _is_ratio(body, ratio):
        return None
    for start in _STARTS:
        largest = _largest_ratio(body, ratio, max(start, first + 1))
        if largest is None or not largest < _LARGEST_RATIO:
            continue
        total, index, small = acb(0), first, arb((1, -flint.ctx.prec))
        while True:
            term = acb(body(fmpq(index)))
            if not term.is_finite():
                return None
            total, index = total + term, index + 1
            if index > max(start, first + 1) and abs(term).upper() <= small * (1 + abs(total).upper()):
                break
        return _widened(body, total, (abs(term) * largest / (1 - largest)).upper())
    return None


def _constant(body: Body, expr: sp.Expr) -> acb:
    return acb(body.arithmetic.lift(value_of(body.arithmetic, expr, body.values)))


def _is_ratio(body: Body, ratio: TermRatio) -> bool:
    """Whether a proposed ratio agrees with terms here: simplification proposes, numbers refute."""
    regular = body.bind(body.arithmetic, ratio.regular)
    factor, decay = _constant(body, ratio.factor), _constant(body, ratio.decay)
    return all(
        _close(acb(body(fmpq(k))) * acb(regular(fmpq(1, k))) * factor * decay**k, acb(body(fmpq(k + 1))))
        for k in _CHECKS
    )


def _close(first: acb, second: acb) -> bool:
    """Whether two balls agree to half of the digits in use."""
    gap = first - second
    size = abs(first).upper() + abs(second).upper()
    return (
        gap.is_finite()
        and gap.contains(0)
        and bool(abs(gap).upper() <= size * arb((1, -flint.ctx.prec // 2)))
    )


def _largest_ratio(body: Body, ratio: TermRatio, start: int) -> arb | None:
    """A bound of the ratio at all k >= start."""
    decay = abs(_constant(body, ratio.decay))
    if not (ratio.decay == 1 or decay < 1):
        return None
    half = fmpq(1, 2 * start)
    try:
        regular = abs(acb(body.bind(body.arithmetic, ratio.regular)(arb(half, half))))
    except UndecidedComparison:
        return None
    found = regular * abs(_constant(body, ratio.factor)) * decay**start
    return arb(found.upper()) if found.is_finite() else None


def _widened(body: Body, total: acb, rest: arb) -> Any:
    error = arb(0, rest)
    return total.real + error if has_real_terms(body) else total + acb(error, error)


def has_real_terms(body: Body) -> bool:
    """Whether every term is real: by SymPy's assumptions, or as an arithmetic expression in real numbers."""
    integer = sp.Dummy("k", integer=True)
    if body.expr.xreplace({body.symbol: integer}).is_extended_real:
        return True
    rational = body.expr.is_rational_function() and not body.expr.has(sp.I)
    return rational and all(type(value) is not acb for value in body.values.values())


@lru_cache(maxsize=256)
def _at_infinity(term: sp.Expr, symbol: sp.Symbol) -> tuple[sp.Expr, sp.Expr, sp.Expr] | None:
    """z, s and g with t(k) = z^k k^-s g(1/k), where g has no pole at zero; `symbol` is the argument of g."""
    integer, inverse = sp.Dummy("k", integer=True, positive=True), sp.Dummy("u", positive=True)
    factors = sp.powsimp(term.xreplace({symbol: integer}), force=False)
    base, rest = sp.S.One, sp.S.One
    for factor in sp.Mul.make_args(sp.factor_terms(factors)):
        power = factor.as_base_exp() if factor.is_Pow or isinstance(factor, sp.exp) else None
        if power and integer not in power[0].free_symbols and integer in power[1].free_symbols:
            slope = sp.diff(power[1], integer)
            if integer in slope.free_symbols:
                return None
            base, rest = base * power[0] ** slope, rest * power[0] ** (power[1].subs(integer, 0))
        else:
            rest = rest * factor
    form = sp.powsimp(sp.powdenest(sp.together(rest.subs(integer, 1 / inverse))))
    if form.is_rational_function(inverse):
        numerator, denominator = (sp.Poly(part, inverse) for part in sp.fraction(sp.cancel(form)))
        lead: sp.Expr = sp.Integer(numerator.EM()[0] - denominator.EM()[0])
    else:
        powers = (factor.as_base_exp() for factor in sp.Mul.make_args(form))
        lead = sp.Add(*(power for place, power in powers if place == inverse and power.is_Rational))
    regular = form / inverse**lead
    regular = sp.cancel(regular) if regular.is_rational_function(inverse) else sp.powsimp(regular)
    return base, lead, regular.xreplace({inverse: symbol})


def _vanishing(regular: sp.Expr, symbol: sp.Symbol) -> int:
    """How many of the first Taylor coefficients at zero are zero, by SymPy's own evaluation."""
    for order in range(_VANISHING):
        if regular.subs(symbol, 0) != 0:
            return order
        regular = sp.diff(regular, symbol)
    return _VANISHING


def _by_zeta(body: Body, first: int) -> Any:
    """sum over k >= N of z^k k^-s g(1/k) = sum over j of c_j z^N Phi(z, s + j, N), with g = sum c_j u^j.

    By Cauchy's bound |c_j| <= M / rho^j on a disc of radius rho where |g| <= M.
    """
    parts = _at_infinity(body.expr, body.symbol)
    if parts is None:
        return None
    base, lead, regular = parts
    zeros, alternates = _vanishing(regular, body.symbol), base == -1
    if base not in (1, -1) or not lead + zeros > (0 if alternates else 1) or not _is_form(body, *parts):
        return None
    found = _coefficients(body.bind(ANALYTIC, regular))
    if found is None:
        return None
    coefficients, radius, largest = found
    start = max(first, int(float((_FARTHEST / radius).upper())) + 1)
    spend(start - first)
    total, begin, sign = acb(0), acb(start), -1 if alternates and start % 2 else 1
    for index in range(first, start):
        total = total + acb(body(fmpq(index)))
    for place in range(zeros, len(coefficients)):
        order = acb(arb(fmpq(lead.p, lead.q)) + place)
        value = _alternating(order, begin) * sign if alternates else order.zeta(begin)
        total = total + coefficients[place] * value
    quotient = 1 / (radius * start)
    rest = 2 * start * largest * quotient ** len(coefficients) / (1 - quotient)
    return _widened(body, total, rest.upper())  # as each of those zeta functions is at most 2 N N^-order


def _alternating(order: acb, begin: acb) -> acb:
    """sum over k >= 0 of (-1)^k / (k + N)^s (DLMF 25.11.35; 5.9.16 for s = 1)."""
    near, far = begin / 2, (begin + 1) / 2
    if (order - 1).is_zero():
        return (far.digamma() - near.digamma()) / 2
    return (order.zeta(near) - order.zeta(far)) / acb(2) ** order


def _is_form(body: Body, base: sp.Expr, lead: sp.Rational, regular: sp.Expr) -> bool:
    function = body.bind(body.arithmetic, regular)
    return all(
        _close(
            acb(body(fmpq(k))),
            int(base) ** k * acb(k) ** arb(-fmpq(lead.p, lead.q)) * acb(function(fmpq(1, k))),
        )
        for k in _CHECKS
    )


def _coefficients(regular: Body) -> tuple[list[acb], arb, arb] | None:
    """Taylor coefficients at zero by Cauchy's formula, with the radius and the bound that hold for all."""
    for exponent in (1, 2, 4, 6):
        radius = arb((1, -exponent))
        try:
            largest = abs(acb(regular(acb(arb(0, radius), arb(0, radius)))))
        except UndecidedComparison:
            continue
        if largest.is_finite():
            break
    else:
        return None
    count = flint.ctx.prec // 4 + 4  # 1 / (radius N) < 2^-4, so that each coefficient gives four bits
    inner, nodes = radius / 2, flint.ctx.prec + count
    values = [acb(regular(inner * acb(fmpq(2 * node, nodes)).exp_pi_i())) for node in range(nodes)]
    aliased, bound, found = arb((1, -nodes)), arb(largest.upper()), []
    for j, total in enumerate(acb.dft(values)[:count]):
        error = (bound / radius**j * aliased / (1 - aliased)).upper()
        found.append(total / nodes / inner**j + acb(arb(0, error), arb(0, error)))
    return found, radius, bound
