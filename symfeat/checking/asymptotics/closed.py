"""Sums and integrals up to a moving end, in closed form, where that is elementary to show."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import sympy as sp
from sympy.integrals.manualintegrate import manualintegrate

from symfeat.checking.entire import ENTIRE
from symfeat.checking.exact.ring import NotReducible
from symfeat.checking.exact.tower import Tower

_MAX_POWER = 12
_MAX_DEGREE = 3


def closed_sum(total: sp.Sum, is_nonzero: Callable[[sp.Expr], bool]) -> sp.Expr:
    """A sum over k of k^p r^k, or of a rational function of k with real poles below the first k.

    Each part is known: powers of k by Bernoulli polynomials (DLMF 24.4.7), inverse ones by digamma and
    Hurwitz zeta functions (DLMF 5.5.2, 25.11.4).
    """
    if len(total.limits) != 1 or len(total.limits[0]) != 3:
        raise NotReducible("a sum over several indices")
    k, low, high = total.limits[0]
    parts = sp.Add.make_args(sp.expand(_apart(total.function, k)))
    return sp.Add(*(_closed_part(part, k, low, high, is_nonzero) for part in parts))


def _apart(expr: sp.Expr, k: sp.Symbol) -> sp.Expr:
    if not expr.is_rational_function(k):
        return expr
    found = sp.apart(sp.together(expr), k)
    gap = sp.together(found - expr)
    return found if sp.expand(sp.fraction(gap)[0]) == 0 else expr


def _closed_part(
    part: sp.Expr, k: sp.Symbol, low: sp.Expr, high: sp.Expr, is_nonzero: Callable[[sp.Expr], bool]
) -> sp.Expr:
    number, moving = part.as_independent(k, as_Add=False)
    base, power = moving.as_base_exp()
    if moving == 1:
        return number * (high - low + 1)
    if base == k and power.is_Integer and 0 < power <= _MAX_POWER:
        ends = (sp.bernoulli(power + 1, high + 1), sp.bernoulli(power + 1, low))
        return number * (ends[0] - ends[1]) / (power + 1)
    if power.is_Integer and power < 0 and sp.diff(base, k, 2) == 0 and k not in sp.diff(base, k).free_symbols:
        slope = sp.diff(base, k)
        shift = sp.cancel(base / slope) - k
        if (low + shift).is_positive:
            first, last = low + shift, high + shift + 1
            if power == -1:
                return number / slope * (sp.digamma(last) - sp.digamma(first))
            return number * slope**power * (sp.zeta(-power, first) - sp.zeta(-power, last))
    ratio, degree = _geometric(moving, k)
    if ratio == 1:
        return number * (high - low + 1)
    if is_nonzero(ratio - 1):
        return number * _geometric_sum(ratio, degree, low, high)
    raise NotReducible(f"no closed form of the sum of {part} is known")


def _geometric(expr: sp.Expr, k: sp.Symbol) -> tuple[sp.Expr, int]:
    """r and p of k^p r^k."""
    ratio, degree = sp.S.One, 0
    for factor in sp.Mul.make_args(expr):
        base, power = factor.as_base_exp()
        rate = sp.diff(power, k)
        if base == k and power.is_Integer and 0 < power <= _MAX_DEGREE:
            degree += int(power)
        elif not base.has(k) and rate * k == sp.expand(power) and (base.is_positive or rate.is_Integer):
            ratio *= base**rate
        else:
            raise NotReducible(f"no closed form of the sum of {expr} is known")
    return ratio, degree


def _geometric_sum(ratio: sp.Expr, degree: int, low: sp.Expr, high: sp.Expr) -> sp.Expr:
    """The geometric series; a factor k is what r d/dr makes of it."""
    if ratio == 0:  # its power to zero is one
        return sp.Integer(degree == 0 and low == 0) if low.is_nonnegative else sp.nan
    r = sp.Dummy("r")
    total = (r ** (high + 1) - r**low) / (r - 1)
    for _ in range(degree):
        total = sp.expand(r * sp.diff(total, r), power_base=False, power_exp=False)
    if not ratio.is_negative:
        return total.xreplace({r: ratio})
    # The exponents are whole numbers.
    turned = total.replace(
        lambda e: e.is_Pow and e.base == r and bool(e.exp.free_symbols),
        lambda e: (-ratio) ** e.exp * sp.cos(sp.pi * e.exp, evaluate=False),
    )
    return turned.xreplace({r: ratio})


def closed_product(product: sp.Product) -> sp.Expr:
    """A product over k of a rational function with zeros and poles below the first k, DLMF 5.5.1."""
    if len(product.limits) != 1 or len(product.limits[0]) != 3:
        raise NotReducible("a product over several indices")
    k, low, high = product.limits[0]
    total = sp.S.One
    for factor in sp.Mul.make_args(sp.factor(product.function)):
        base, power = factor.as_base_exp()
        if k not in factor.free_symbols:
            total *= factor ** (high - low + 1)
            continue
        slope = sp.diff(base, k)
        shift = sp.cancel(base / slope - k) if slope != 0 else k
        if k in (slope + shift).free_symbols or not power.is_Integer or not (low + shift).is_positive:
            raise NotReducible(f"no closed form of the product of {factor} is known")
        total *= (slope ** (high - low + 1) * sp.gamma(high + shift + 1) / sp.gamma(low + shift)) ** power
    return total


def closed_integral(integral: sp.Integral) -> sp.Expr:
    """An integral between finite limits by an entire antiderivative, confirmed by its derivative."""
    if len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        raise NotReducible("an integral over several variables")
    s, low, high = integral.limits[0]
    free = sp.Symbol("free", real=True)
    integrand = integral.function.xreplace({s: free})
    found = _proposed(integrand, free)
    if found.has(sp.Integral, sp.Piecewise) or not is_whole(found, free):
        raise NotReducible("no antiderivative without singularities is known")
    gap = (sp.diff(found, free) - integrand).replace(sp.sinc, lambda x: sp.sin(x) / x)
    if sp.expand(gap) != 0 and not Tower([gap]).is_zero(gap):
        raise NotReducible("the antiderivative is not confirmed")
    return found.xreplace({free: high}) - found.xreplace({free: low})


@lru_cache(maxsize=64)  # a limit is looked at case by case, with the same integral in each
def _proposed(integrand: sp.Expr, free: sp.Symbol) -> sp.Expr:
    return manualintegrate(integrand, free)


def is_whole(expr: sp.Expr, free: sp.Symbol) -> bool:
    """Whether the expression is built from entire functions alone."""
    if free not in expr.free_symbols or expr == free:
        return True
    if isinstance(expr, sp.Pow):
        return expr.exp.is_Integer and expr.exp > 0 and is_whole(expr.base, free)
    return isinstance(expr, (sp.Add, sp.Mul, *ENTIRE)) and all(is_whole(part, free) for part in expr.args)
