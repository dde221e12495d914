"""Sums and integrals up to a moving end, in closed form, where that is elementary to show."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.entire import ENTIRE
from symfeat.checking.exact.ring import NotReducible
from symfeat.checking.exact.tower import Tower

_MAX_POWER = 12


def closed_sum(total: sp.Sum) -> sp.Expr:
    """A sum over k of powers r^k, or of a rational function of k with real poles below the first k.

    Each part is known: powers of k by Bernoulli polynomials (DLMF 24.4.7), inverse ones by digamma and
    Hurwitz zeta functions (DLMF 5.5.2, 25.11.4).
    """
    if len(total.limits) != 1 or len(total.limits[0]) != 3:
        raise NotReducible("a sum over several indices")
    k, low, high = total.limits[0]
    parts = sp.Add.make_args(sp.expand(_apart(total.function, k)))
    return sp.Add(*(_closed_part(part, k, low, high) for part in parts))


def _apart(expr: sp.Expr, k: sp.Symbol) -> sp.Expr:
    if not expr.is_rational_function(k):
        return expr
    found = sp.apart(sp.together(expr), k)
    gap = sp.together(found - expr)
    return found if sp.expand(sp.fraction(gap)[0]) == 0 else expr


def _closed_part(part: sp.Expr, k: sp.Symbol, low: sp.Expr, high: sp.Expr) -> sp.Expr:
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
    if k not in base.free_symbols and sp.expand(power - k).free_symbols.isdisjoint({k}) and base.is_number:
        if base == 1:
            return number * (high - low + 1)
        return number * base ** sp.expand(power - k) * (base ** (high + 1) - base**low) / (base - 1)
    raise NotReducible(f"no closed form of the sum of {part} is known")


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
    found = sp.integrate(integrand, free)
    if found.has(sp.Integral, sp.Piecewise) or not _whole(found, free):
        raise NotReducible("no antiderivative without singularities is known")
    gap = (sp.diff(found, free) - integrand).replace(sp.sinc, lambda x: sp.sin(x) / x)
    if sp.expand(gap) != 0 and not Tower([gap]).is_zero(gap):
        raise NotReducible("the antiderivative is not confirmed")
    return found.xreplace({free: high}) - found.xreplace({free: low})


def _whole(expr: sp.Expr, free: sp.Symbol) -> bool:
    """Whether the expression is built from entire functions alone."""
    if free not in expr.free_symbols or expr == free:
        return True
    if isinstance(expr, sp.Pow):
        return expr.exp.is_Integer and expr.exp > 0 and _whole(expr.base, free)
    return isinstance(expr, (sp.Add, sp.Mul, *ENTIRE)) and all(_whole(part, free) for part in expr.args)
