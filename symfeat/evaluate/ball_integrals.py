"""Integrals in balls: between regular ends by FLINT; singular and infinite ends after a change of variable.

FLINT bounds the integrand on complex balls, so that no peak is too narrow for it. What is cut off at an end
is bounded: there the integrand is a product of powers, logarithms and exponentials with a bounded rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flint
import sympy as sp
from flint import acb, arb, fmpq

from symfeat.evaluate.analytic import ANALYTIC
from symfeat.evaluate.bound import Body, TooMuchWork
from symfeat.evaluate.ends import bound_at_infinity, bound_at_zero, order_of_zero
from symfeat.evaluate.pieces import NoPieces, has_cases, split
from symfeat.evaluate.precision import tidy, working_bits
from symfeat.evaluate.program import UndecidedComparison
from symfeat.evaluate.waves import has_waves, tail_of_waves

Removed = Callable[[acb], acb]
_EVALUATIONS = 15_000
_CUTS = tuple(int(4 * 1.4**n) for n in range(25))  # where the rest of an infinite range may be cut off
_OPS = 300
_LOST = 2000  # bits that may be lost at a singular end
_NEAR = sp.Rational(1, 2)  # to a singular end: the range with a change of variable


def integral(body: Body, low: sp.Expr, high: sp.Expr) -> Any:
    """The integral of the body; a ball that is not finite where it cannot be enclosed."""
    if body.expr.count_ops() > _OPS:
        return arb.nan()
    real = sp.Dummy(body.symbol.name, real=True)
    body = body.bind(body.arithmetic, _without_zeros(body).xreplace({body.symbol: real}), real)
    if body.expr.is_zero:
        return arb(0)
    try:
        if has_cases(body):
            parts = [
                integral(body.bind(body.arithmetic, form), a, b) for form, a, b in split(body, low, high)
            ]
            return sum(parts, arb(0))
        found = _over(body, low, high)
    except NoPieces:
        return arb.nan()
    except UndecidedComparison:
        return arb.nan()
    known = all(type(value) is not acb for value in body.values.values()) and not body.expr.has(sp.I)
    ends = all(type(body.number(end)) is not acb for end in (low, high) if end.is_finite is not False)
    if known and ends and found.imag.contains(0) and _is_real_inside(body, low, high):
        return found.real
    return tidy(found)


def _without_zeros(body: Body) -> sp.Basic:
    """The integrand with zeros for the symbols that are zero: sin(a*t)/t is 0 for a = 0, at t = 0, too."""
    zeros = {s: sp.S.Zero for s, value in body.values.items() if type(value) is fmpq and value == 0}
    expr = body.expr.xreplace(zeros)
    return body.expr if expr.has(sp.nan, sp.zoo) else expr


def _is_real_inside(body: Body, low: sp.Expr, high: sp.Expr) -> bool:
    """Whether the integrand is real at a place inside; being analytic, it is then real all along."""
    if low.is_infinite or high.is_infinite:
        inside: Any = (
            sp.S.Zero if low.is_infinite and high.is_infinite else (high - 1 if low.is_infinite else low + 1)
        )
    else:
        inside = (low + high) / 2
    centre = body.number(inside)
    value = body(arb(centre) + arb(0, "1e-3") if type(centre) is not acb else centre)
    return type(value) is arb and value.is_finite()


def _over(body: Body, low: sp.Expr, high: sp.Expr) -> acb:
    if low is sp.S.NegativeInfinity or high is sp.S.NegativeInfinity or low is sp.S.Infinity:
        if high is sp.S.Infinity:
            return _over(body, sp.S.Zero, high) + _over(_mirrored(body), sp.S.Zero, high)
        if low is sp.S.NegativeInfinity:
            return _over(_mirrored(body), -high, sp.S.Infinity)
        return -_over(body, high, low)
    if high is sp.S.Infinity:
        return _to_infinity(body, low)
    return _finite(body, low, high)


def _mirrored(body: Body) -> Body:
    return body.bind(body.arithmetic, body.expr.subs(body.symbol, -body.symbol))


def _finite(body: Body, low: sp.Expr, high: sp.Expr) -> acb:
    first, last = body.number(low), body.number(high)
    if not (first.is_finite() and last.is_finite()):
        return acb(arb.nan())
    removed = [_removed(body, end) for end in (low, high)]
    regular = [
        _is_regular(body, number, last - first, other)
        for number, other in zip((first, last), removed, strict=True)
    ]
    if all(regular):
        return _flint(body, first, last, removed)
    width, middle = (high - low) / 2, (low + high) / 2
    total = acb(0)
    for end, is_regular, direction in ((low, regular[0], 1), (high, regular[1], -1)):
        start = end
        if not is_regular:
            start = end + direction * (_NEAR if abs(body.number(width)) > _NEAR else width)
            total = total + _at_end(body, end, start - end) * direction
        if start != middle and total.is_finite():
            stretch = body.number(start), body.number(middle)
            total = total + _flint(body, *stretch, removed if is_regular else ()) * direction
        if not total.is_finite():
            return total
    return total


def _is_regular(body: Body, end: Any, width: Any, removed: Removed | None) -> bool:
    """Whether the integrand is analytic in a small square around an end."""
    side = arb(0, abs(width).upper() * arb((1, -20)))
    box = acb(side, side) + end
    try:
        if acb(body.bind(ANALYTIC, body.expr)(box)).is_finite():
            return True
        return removed is not None and removed(box).is_finite()
    except UndecidedComparison:
        return False


def _removed(body: Body, end: sp.Expr) -> Removed | None:
    """The integrand on balls near an end where factors are zero, if the end is a removable singularity.

    A factor F with a zero of order n is v^n times an average of F^(n)/n! between the end and v, by Taylor's
    formula; it lies in the convex ball around the values there.
    """
    v = sp.Dummy("v")
    order, rest, slopes = 0, sp.S.One, []
    for factor in sp.Mul.make_args(sp.together(body.expr.subs(body.symbol, end + v))):
        base, exponent = factor.as_base_exp()
        if v in base.free_symbols and exponent.is_Integer and (zeros := order_of_zero(base, v)):
            order = order + zeros * int(exponent)
            slope = sp.diff(base, v, zeros) / sp.factorial(zeros)
            slopes.append((body.bind(ANALYTIC, slope, v), int(exponent)))
        else:
            rest = rest * factor
    if order < 0 or rest.has(sp.zoo, sp.nan):
        return None
    others, centre = body.bind(ANALYTIC, rest, v), acb(body.number(end))

    def function(at: acb) -> acb:
        offset = at - centre
        near = _complex(offset.union(acb(0)))
        found = acb(others(_complex(offset))) * offset**order
        for slope, exponent in slopes:  # a ball, that is convex, before the power: not a formula for both
            found = found * acb(slope(near)) ** exponent
        return found

    return function


def _flint(
    body: Body, first: Any, last: Any, removed: Sequence[Removed | None] = (), bits: int | None = None
) -> acb:
    """acb.integral: the integrand is enclosed on balls, and nan where it may not be analytic when asked."""
    function = body.bind(ANALYTIC, body.expr)
    others = [other for other in removed if other is not None]

    def integrand(at: acb, analytic: bool) -> acb:
        try:
            if at.imag.is_zero() and not analytic and (value := acb(body(at.real))).is_finite():
                return value
            value = acb(function(_complex(at)))
            for other in others:
                if not value.is_finite():
                    value = other(at)
            return value
        except (UndecidedComparison, TooMuchWork):
            return acb(arb.nan())

    sharp = arb((1, -(bits or flint.ctx.prec)))
    return acb.integral(
        integrand, acb(first), acb(last), rel_tol=sharp, abs_tol=sharp, eval_limit=_EVALUATIONS
    )


def _complex(at: acb) -> acb:
    """A complex ball that is not taken for a real number, as the walker takes what has no imaginary part."""
    return acb(at.real, at.imag + arb(0, arb((1, -4 * flint.ctx.prec)))) if at.imag.is_zero() else at


def _at_end(body: Body, end: sp.Expr, width: sp.Expr) -> acb:
    """From a singular end to end + width, as the integral by x = end +- exp(-w), w up to infinity."""
    v, w = sp.Dummy("v", positive=True), sp.Dummy("w", real=True)
    breadth = body.number(width)
    if type(breadth) is not arb or not (breadth > 0 or breadth < 0):
        return acb(arb.nan())
    direction = 1 if breadth > 0 else -1
    near = body.bind(body.arithmetic, _local(body.expr, body.symbol, end + direction * v), v)
    cut = bound_at_zero(near, flint.ctx.prec)
    if cut is None:
        return acb(arb.nan())
    place, rest = cut
    inner = near.bind(body.arithmetic, near.expr.subs(v, sp.exp(-w)) * sp.exp(-w), w)
    bits = flint.ctx.prec
    lost = int(1.5 * float(place))  # what cancels at v near zero costs as many bits
    if lost > max(_LOST, 3 * bits):  # the nodes of such a rule alone take longer than a claim has
        return acb(arb.nan())
    with working_bits(2 * bits + lost):
        found = _flint(inner, -abs(breadth).log(), place, bits=bits)
    return (+found) * direction + acb(arb(0, rest), arb(0, rest))


def _local(expr: sp.Expr, symbol: sp.Symbol, place: sp.Expr) -> sp.Expr:
    found = expr.subs(symbol, place)
    return sp.factor(found, deep=True) if found.is_algebraic_expr() else sp.powsimp(sp.powdenest(found))


def _to_infinity(body: Body, low: sp.Expr) -> acb:
    first = body.number(low)
    if type(first) is acb or not first.is_finite():
        return acb(arb.nan())
    x = sp.Dummy("x", positive=True)
    far = body.bind(body.arithmetic, body.expr.subs(body.symbol, x), x)
    dies_out = bound_at_infinity(far, _CUTS[-1]) is not None
    for place in _CUTS if dies_out else ():
        rest = bound_at_infinity(far, place) if first < place else None
        if rest is not None and rest < arb((1, -flint.ctx.prec)):
            return _finite(body, low, sp.Integer(place)) + acb(arb(0, rest), arb(0, rest))
    split_at = max(2, int(first.upper().ceil().unique_fmpz()) + 1)
    if has_waves(far):
        for place in (split_at, split_at + 2, split_at + 14):
            rest = tail_of_waves(far, place, _calm, lambda inner: _to_infinity(inner, sp.S.Zero))
            if rest is not None:
                return _finite(body, low, sp.Integer(place)) + rest
        return acb(arb.nan())
    return _finite(body, low, sp.Integer(split_at)) + _calm(far, split_at)


def _calm(far: Body, place: int) -> acb:
    """From `place` to infinity, by x = 1/u."""
    u = sp.Dummy("u", positive=True)
    inverse = sp.powsimp(sp.powdenest(sp.together(far.expr.subs(far.symbol, 1 / u) / u**2)))
    if inverse.is_rational_function(u):
        inverse = sp.cancel(inverse)
    return _finite(far.bind(far.arithmetic, inverse, u), sp.S.Zero, sp.Rational(1, place))
