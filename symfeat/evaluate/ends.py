"""Bounds of what an integral loses where it is cut off: near a singular end, and far out."""

from __future__ import annotations

from typing import Any

import sympy as sp
from flint import acb, arb, fmpq

from symfeat.evaluate.bound import Body
from symfeat.evaluate.program import UndecidedComparison

_POWERS = 8  # of a logarithm, and the largest degree of an exponent
_ORDERS = 4  # of a zero
_TERMS = 30


def bound_at_zero(body: Body, bits: int) -> tuple[arb, arb] | None:
    """W and a bound of the integral over 0 < v < exp(-W), of size 2^-bits; None if there is none."""
    expr = _with_plain_logarithms(sp.expand_log(body.expr), body)
    found = [_term_at_zero(body.bind(body.arithmetic, term), bits) for term in _terms(expr, sp.log)]
    if not found or any(part is None for part in found):
        return None
    parts = [part for part in found if part is not None]
    place = max((part[0] for part in parts), key=float)
    return place, sum((part[1] for part in parts), arb(0))


def _with_plain_logarithms(expr: sp.Expr, body: Body) -> sp.Expr:
    """log F, for a factor F with a zero of order n, as n log v + log(F^(n)/n!) at a place between 0 and v."""
    v = body.symbol
    for part in expr.atoms(sp.log):
        argument = part.args[0]
        order = order_of_zero(argument, v)
        if argument != v and order:
            slope = sp.diff(argument, v, order) / sp.factorial(order)
            if _is_real_near(body, slope):
                expr = expr.subs(part, order * sp.log(v) + sp.log(slope.subs(v, _somewhere())))
    return expr


def _somewhere() -> sp.Dummy:
    """A place between 0 and v, each its own: factors at different places must not cancel."""
    return sp.Dummy("xi", positive=True)


def _terms(expr: sp.Expr, *kinds: Any) -> list[sp.Expr]:
    """The summands of an expression whose factors hold sums of such functions; else the expression alone."""
    if any(factor.is_Add and factor.has(*kinds) for factor in sp.Mul.make_args(expr)):
        terms = sp.Add.make_args(sp.expand_mul(expr))
        return list(terms) if len(terms) <= _TERMS else []
    return [expr]


def _term_at_zero(body: Body, bits: int) -> tuple[arb, arb] | None:
    """For v^a log(v)^k g(v) with a > -1 and |g| <= M.

    With b = (a + 1) / 2 and W large enough, |log v|^k <= v^-b there, so that the integral is at most
    M exp(-b W) / b.
    """
    v = body.symbol
    power, logs, rest = sp.S.Zero, 0, sp.S.One
    for factor in sp.Mul.make_args(body.expr):
        base, exponent = factor.as_base_exp()
        if base == sp.log(v) and exponent.is_Integer and exponent > 0:
            logs = logs + int(exponent)
        elif v in base.free_symbols and v not in exponent.free_symbols and (order := order_of_zero(base, v)):
            # Taylor: F = v^n F^(n)(xi) / n!, if the first derivatives at 0 are 0.
            slope = sp.diff(base, v, order) / sp.factorial(order)
            if not _is_real_near(body, slope):
                return None
            power, rest = power + order * exponent, rest * slope.subs(v, _somewhere()) ** exponent
        else:
            rest = rest * factor
    a = _real(body, power)
    if logs > _POWERS or a is None or not a > -1:
        return None
    half = (arb(a.lower()) + 1) / 2
    # log(w) <= sqrt(w) for w > 0, hence w^k <= exp(b w) once w >= (k / b)^2
    place = arb(((bits + 16) * arb(2).log() / half).upper()).max((logs / half) ** 2 + 1)
    place = arb(place.upper().ceil().upper())
    largest = _bound(body.bind(body.arithmetic, rest), arb(0).union((-place).exp()))
    if largest is None:
        return None
    return place, arb((largest * (-half * place).exp() / half).upper())


def order_of_zero(base: sp.Expr, v: sp.Symbol) -> int:
    """The order of a zero at v = 0, by SymPy's evaluation; 0 where there is none."""
    for order in range(_ORDERS + 1):
        if base.subs(v, 0) != 0:
            return order
        base = sp.diff(base, v)
    return 0


def _is_real_near(body: Body, expr: sp.Expr) -> bool:
    try:
        return type(body.bind(body.arithmetic, expr)(arb(0, "1e-6") + arb("1e-6"))) is arb
    except UndecidedComparison:
        return False


def bound_at_infinity(body: Body, place: int) -> arb | None:
    """A bound of the integral from `place` on; None if no exponential makes the integrand die out."""
    expr = body.expr.rewrite(sp.exp) if body.expr.has(sp.sinh, sp.cosh, sp.tanh, sp.sech) else body.expr
    total = arb(0)
    terms = _terms(expr, sp.exp)
    for term in terms:
        part = _term_at_infinity(body.bind(body.arithmetic, term), place)
        if part is None:
            return None
        total = total + part
    return total if terms else None


def _term_at_infinity(body: Body, place: int) -> arb | None:
    """For g(x) x^d exp(-p(x)) with |g| <= M for x >= T.

    With h = p'(T) - max(d, 0)/T > 0, where p' rises, the integral is at most M T^d exp(-p(T)) / h.
    """
    x = body.symbol
    exponent, power, rest = sp.S.Zero, sp.S.Zero, sp.S.One
    for factor in sp.Mul.make_args(sp.expand_power_base(sp.powsimp(body.expr))):
        base, top = factor.as_base_exp()
        if base == x and x not in top.free_symbols:
            power = power + top
        elif base in (sp.log(x), sp.log(x + 1)) and top.is_Integer and top > 0:
            power = power + top  # DLMF 4.5.1: 0 <= log(x) < log(1 + x) < x, for x >= 1
        elif x not in base.free_symbols and x in top.free_symbols:
            exponent = exponent - top * sp.log(base)
        elif _is_bounded(body, base, place) and top.is_Integer and top > 0:
            continue
        elif base.is_Add and base.has(sp.exp) and x not in top.free_symbols:
            leading, scaled = _by_leading(base, x)
            exponent, rest = exponent - leading * top, rest * scaled**top
        else:
            rest = rest * factor
    if exponent == 0 or not sp.expand(exponent).is_polynomial(x):
        return None
    coefficients = sp.Poly(sp.expand(exponent), x).all_coeffs()
    d, start = _real(body, power), arb(place)
    numbers = [acb(body.number(coefficient)).real for coefficient in coefficients]
    if d is None or len(numbers) > _POWERS + 1 or not numbers[0] > 0:
        return None
    if not all(number >= 0 for number in numbers[:-2]):
        return None  # p' rises for sure if all coefficients above the linear one are positive
    degree, growth = len(numbers) - 1, _growth(rest, x)
    slope = sum((n * (degree - i) * start ** (degree - i - 1) for i, n in enumerate(numbers[:-1])), arb(0))
    value = sum((n * start ** (degree - i) for i, n in enumerate(numbers)), arb(0))
    fall = slope - arb(0).max(d + growth) / start
    largest = _bound_beyond(body, rest / x**growth, place)
    if largest is None or not fall > 0:
        return None
    return arb((largest * start ** (d + growth) * (-value).exp() / fall).upper())


def _by_leading(base: sp.Expr, x: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """c x, for the fastest exponential exp(c x) of a sum, and the sum divided by it."""
    slopes = [sp.diff(part.args[0], x) for part in base.atoms(sp.exp)]
    numeric = [slope for slope in slopes if slope.is_number and slope.is_real and slope > 0]
    if not numeric or len(numeric) < len([s for s in slopes if not (s.is_number and s.is_real)]):
        return sp.S.Zero, base
    fastest = max(numeric) * x
    return fastest, sp.expand(base * sp.exp(-fastest))


def _bound_beyond(body: Body, expr: sp.Expr, place: int) -> arb | None:
    """A bound for x >= place: in u = 1/x, where exp(-c x) is a number between 0 and exp(-c place)."""
    x, values = body.symbol, dict(body.values)
    for part in expr.atoms(sp.exp):
        slope = sp.diff(part.args[0], x)
        if x in part.free_symbols and slope.is_number and slope.is_real and slope < 0:
            stand_in = sp.Dummy("e")
            values[stand_in] = arb(0).union(acb(body.number(part.subs(x, place))).real)
            expr = expr.subs(part, stand_in)
    inverse = sp.powsimp(sp.powdenest(sp.together(expr.subs(x, 1 / x))))
    inverse = sp.cancel(inverse) if inverse.is_rational_function(x) else inverse
    return _bound(Body(body.arithmetic, inverse, x, values), arb(0).union(arb(fmpq(1, place))))


def _growth(rest: sp.Expr, x: sp.Symbol) -> int:
    """The power that a rational factor grows like."""
    numerator, denominator = sp.fraction(sp.together(rest))
    if not (numerator.is_polynomial(x) and denominator.is_polynomial(x)):
        return 0
    return int(sp.degree(numerator, x) - sp.degree(denominator, x))


def _real(body: Body, expr: sp.Expr) -> arb | None:
    found = body.number(expr)
    return found if type(found) is arb and found.is_finite() else None


def _is_bounded(body: Body, base: sp.Expr, place: int) -> bool:
    """Whether a factor is a sine, a cosine or a J of integer order (DLMF 10.14.1) of a real argument."""
    kind = base.func
    fits = kind in (sp.sin, sp.cos) or (kind is sp.besselj and base.args[0].is_Integer)
    return bool(fits) and _is_real_at(body, base.args[-1], place)


def _is_real_at(body: Body, expr: sp.Expr, place: int) -> bool:
    """Whether a polynomial with real coefficients is the argument."""
    return expr.is_polynomial(body.symbol) and type(body.bind(body.arithmetic, expr)(arb(place))) is arb


def _bound(body: Body, interval: arb) -> arb | None:
    free = body.expr.free_symbols - body.values.keys() - {body.symbol}
    values = {**body.values, **dict.fromkeys(free, interval)}
    try:
        found: Any = abs(acb(Body(body.arithmetic, body.expr, body.symbol, values)(interval)))
    except UndecidedComparison:
        return None
    return arb(found.upper()) if found.is_finite() else None
