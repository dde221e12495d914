"""Functions as hypergeometric series, and hypergeometric series as elementary functions.

Where an expression speaks of a hypergeometric function, the others in it become one, too: DLMF 7.6.1 and
13.6.7 (erf), 8.5.1 (incomplete gamma), 10.16.9 and 10.39.9 (Bessel J and I), 19.5.1 and 19.5.2 (elliptic
integrals), 18.5.11 and 18.5.13 (Hermite). A 1F1(a; 2a) is a 0F1 by 13.6.9, 10.39.9; 0F1(1/2) and 0F1(3/2) are
cosh and sinh, 4.33.
"""

from __future__ import annotations

import sympy as sp

from symfeat.checking.rules.special.writing import Positive, canonical

HALF = sp.S.Half


def by_series(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """The expression with the functions above as hypergeometric ones, if it speaks of any."""
    if expr.has(sp.hermite) and expr.has(sp.laguerre, sp.assoc_laguerre, sp.hyper):
        expr = expr.replace(sp.hermite, _hermite)
    if not expr.has(sp.hyper):
        return expr
    expr = expr.replace(sp.erfc, lambda z: 1 - sp.erf(z))
    expr = expr.replace(sp.erf, lambda z: 2 * z / sp.sqrt(sp.pi) * sp.hyper([HALF], [3 * HALF], -(z**2)))
    expr = expr.replace(sp.erfi, lambda z: 2 * z / sp.sqrt(sp.pi) * sp.hyper([HALF], [3 * HALF], z**2))
    expr = expr.replace(sp.uppergamma, lambda a, z: sp.gamma(a) - sp.lowergamma(a, z))
    expr = expr.replace(sp.lowergamma, lambda a, z: z**a / a * sp.hyper([a], [a + 1], -z))
    expr = expr.replace(sp.besselj, lambda n, z: _bessel(sp.besselj, n, z, -1))
    expr = expr.replace(sp.besseli, lambda n, z: _bessel(sp.besseli, n, z, 1))
    expr = expr.replace(sp.elliptic_k, lambda m: _elliptic(sp.elliptic_k, HALF, m, positive))
    if any(len(e.args) == 1 for e in expr.atoms(sp.elliptic_e)):
        expr = expr.replace(
            lambda e: isinstance(e, sp.elliptic_e) and len(e.args) == 1,
            lambda e: _elliptic(sp.elliptic_e, -HALF, e.args[0], positive),
        )
    return expr


def elementary_series(expr: sp.Expr) -> sp.Expr:
    """0F1 of half-odd parameters in closed form, and 1F1(a; 2a) beside a 0F1 as one."""
    heads = [(len(h.ap), len(h.bq)) for h in expr.atoms(sp.hyper)]
    if (0, 1) not in heads:
        return expr

    def rule(ap: sp.Tuple, bq: sp.Tuple, z: sp.Expr) -> sp.Expr:
        if not ap and len(bq) == 1 and bq[0].is_Rational and bq[0].q == 2 and abs(bq[0]) < 12:
            return _half_odd(bq[0], z)
        if len(ap) == len(bq) == 1 and canonical(2 * ap[0] - bq[0]) == 0:
            return sp.exp(z / 2) * sp.hyper([], [canonical(ap[0] + HALF)], canonical(z**2 / 16))
        return sp.hyper(ap, bq, z)

    return expr.replace(sp.hyper, rule)


def _half_odd(c: sp.Rational, z: sp.Expr) -> sp.Expr:
    """0F1(c; z) from those of c = 1/2 and 3/2, which are even in the root of z, whichever it is."""
    root = sp.powdenest(sp.sqrt(z), force=True)
    if canonical(root**2 - z) != 0:
        root = sp.sqrt(z)
    # F(c - 1) = F(c) + z / (c (c - 1)) F(c + 1), DLMF 16.3.7
    lower, upper = sp.cosh(2 * root), sp.sinh(2 * root) / (2 * root)
    steps = int(c - HALF)
    for k in range(1, steps + 1):
        b = k + HALF  # upper is F(b)
        lower, upper = upper, (lower - upper) * b * (b - 1) / z
    for k in range(0, steps, -1):
        b = k + HALF  # lower is F(b)
        lower, upper = lower + z / (b * (b - 1)) * upper, lower
    return lower


def _bessel(head: type, n: sp.Expr, z: sp.Expr, sign: int) -> sp.Expr:
    if n.is_integer and not n.is_nonnegative:
        return head(n, z)
    return (z / 2) ** n / sp.gamma(n + 1) * sp.hyper([], [n + 1], canonical(sign * z**2 / 4))


def _elliptic(head: type, a: sp.Rational, m: sp.Expr, positive: Positive) -> sp.Expr:
    return sp.pi / 2 * sp.hyper([a, HALF], [1], m) if positive(1 - m) else head(m)


def _hermite(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    """DLMF 18.7.19 and 18.7.20, by the parity of n."""
    half = sp.expand(n / 2) if n.is_even else sp.expand((n - 1) / 2)
    if n.is_even:
        return (-4) ** half * sp.factorial(half) * sp.assoc_laguerre(half, -HALF, x**2)
    if n.is_odd:
        return (-4) ** half * sp.factorial(half) * 2 * x * sp.assoc_laguerre(half, HALF, x**2)
    return sp.hermite(n, x)
