"""Polygamma functions at one argument of each class: z and 1 - z, z and z + 1, and rational numbers."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact.ring import Slack

FARTHEST = 40
LARGEST_DENOMINATOR = 12


def reduced(expr: sp.Expr) -> sp.Expr:
    """The expression with polygamma functions shifted to [0, 1) and reflected; those of fractions by numbers.

    DLMF 5.5.2, 5.5.4, 5.15.5, 5.15.6 and 5.4.19.
    """
    if not expr.has(sp.polygamma, sp.digamma, sp.harmonic):
        return expr
    return expr.replace(sp.polygamma, _reduced)


def _reduced(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    if not (order.is_Integer and order >= 0):
        return sp.polygamma(order, z)
    number, rest = sp.expand(z).as_coeff_Add(rational=True)
    steps = int(sp.ceiling(number)) - 1 if rest == 0 else int(sp.floor(number))
    if abs(steps) > FARTHEST or (rest == 0 and number <= 0):
        return sp.polygamma(order, z)
    base = rest + number - steps
    scale = (-1) ** order * sp.factorial(order)
    moved = sp.Add(*((base + j) ** (-order - 1) for j in range(steps)))
    moved -= sp.Add(*((base + j) ** (-order - 1) for j in range(steps, 0)))
    return _reflected(order, base) + scale * moved


def _reflected(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    number, rest = z.as_coeff_Add(rational=True)
    if rest == 0:
        if order == 0 and 0 < z < 1 and z.q <= LARGEST_DENOMINATOR:
            return _gauss(z)
        turned = z > sp.S.Half and z != 1
    else:
        turned = rest.could_extract_minus_sign()
    if not turned:
        return sp.polygamma(order, z)
    x = Slack("x")
    slope = sp.diff(sp.pi * sp.cot(sp.pi * x), x, int(order)).xreplace({x: z})
    mirror = sp.expand(1 - z)
    extra = sp.S.Zero
    if rest != 0 and number == 0:  # 1 - z is a whole step above -z
        mirror = sp.expand(-z)
        extra = (-1) ** order * sp.factorial(order) * mirror ** (-order - 1)
    return (-1) ** order * (sp.polygamma(order, mirror) + extra) - slope


def _gauss(z: sp.Rational) -> sp.Expr:
    """Gauss's theorem, DLMF 5.4.19."""
    p, q = int(z.p), int(z.q)
    total = -sp.EulerGamma - sp.pi / 2 * sp.cot(sp.pi * z) - sp.log(q)
    for k in range(1, (q + 1) // 2):  # k and q - k give the same term; q / 2 stands alone
        total += sp.cos(2 * sp.pi * k * z) * sp.log(2 - 2 * sp.cos(2 * sp.pi * sp.Rational(k, q)))
    if q % 2 == 0:
        total += sp.cos(sp.pi * p) * sp.log(4) / 2
    return total
