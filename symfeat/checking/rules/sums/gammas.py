"""Combinatorial functions, harmonic numbers and zeta values by gamma, polygamma and Bernoulli numbers."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import NotReducible

FARTHEST = 12  # steps by which an argument is shifted, and the largest multiple that is taken apart
COMBINATORIAL = (sp.binomial, sp.factorial, sp.rf, sp.ff, sp.catalan, sp.factorial2, sp.beta)


def to_gamma(expr: sp.Expr) -> sp.Expr:
    """A combinatorial function by gamma functions, as SymPy defines it for an integer or a real argument."""
    if isinstance(expr, sp.binomial):
        n, k = expr.args
        if k.is_Integer and 0 <= k <= FARTHEST:
            return sp.Mul(*(n - j for j in range(int(k)))) / sp.factorial(k)
        if n.is_nonnegative and k.is_integer and (k.is_negative or (k - n).is_positive) and n.is_integer:
            return sp.S.Zero
        if n.is_integer and not n.is_nonnegative:
            raise NotReducible(f"the binomial coefficient's upper index {n} may be negative")
        return sp.gamma(n + 1) / sp.gamma(k + 1) / sp.gamma(n - k + 1)
    if isinstance(expr, sp.factorial2):
        n = expr.args[0]
        half = sp.expand(n / 2)
        if half.is_integer:
            return 2**half * sp.gamma(half + 1)
        if (half + sp.S.Half).is_integer:
            return 2 ** (half + sp.S.Half) * sp.gamma(half + 1) / sp.sqrt(sp.pi)
        raise NotReducible("the parity of a double factorial's argument is open")
    if isinstance(expr, sp.catalan):
        n = expr.args[0]
        return sp.gamma(2 * n + 1) / sp.gamma(n + 1) / sp.gamma(n + 2)
    if isinstance(expr, (sp.rf, sp.ff)) and not expr.args[0].is_positive:
        raise NotReducible(f"{expr} may meet a pole of the gamma function")
    return expr.rewrite(sp.gamma)


def multiplied_gamma(z: sp.Expr) -> sp.Expr:
    """Gauss's multiplication formula, DLMF 5.5.6: the gamma function of m z by those of z, z + 1/m, ..."""
    number, rest = sp.expand(z).as_coeff_Add(rational=True)
    factor = sp.gcd_list([term.as_coeff_Mul(rational=True)[0] for term in sp.Add.make_args(rest)])
    m = abs(int(factor)) if rest != 0 and factor.is_Integer else 1
    if not 1 < m <= FARTHEST:
        return sp.gamma(z)
    part = sp.expand(rest / m)
    parts = (sp.gamma(part + (number + k) / m) for k in range(m))
    scale = sp.sqrt(2 * sp.pi) ** (1 - m) * sp.Integer(m) ** (number - sp.S.Half)
    return scale * sp.Integer(m) ** rest * sp.Mul(*parts)


def harmonic_by_polygamma(n: sp.Expr, order: sp.Expr = sp.S.One) -> sp.Expr:
    """DLMF 5.4.14 and 25.11.12."""
    if order == 1:
        return sp.polygamma(0, n + 1) + sp.EulerGamma
    if not (order.is_Integer and order > 1):
        raise NotReducible(f"the order {order} of a harmonic number is no number above 1")
    return sp.zeta(order) - (-1) ** order * sp.polygamma(order - 1, n + 1) / sp.factorial(order - 1)


def zeta_at_integers(s: sp.Expr, *a: sp.Expr) -> sp.Expr:
    """DLMF 25.6.2 and 25.6.3: at even natural numbers, and at the negatives of natural numbers."""
    half = s / 2
    if a or not s.free_symbols:
        return sp.zeta(s, *a)
    if half.is_integer and half.is_positive:
        return (2 * sp.pi) ** s * (-1) ** (half + 1) * sp.bernoulli(s) / (2 * sp.factorial(s))
    if s.is_integer and s.is_negative:
        return -sp.bernoulli(1 - s) / (1 - s)
    return sp.zeta(s)
