"""Partial fractions over the complex numbers, proved to add up to what they were made of."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.rule import Ask
from symfeat.checking.rules.sums.finite import is_nonzero, vanishes_rarely
from symfeat.claims.kinds import Identity


def partial_fractions(
    expr: sp.Expr, k: sp.Symbol, decay: int, ask: Ask
) -> list[tuple[sp.Expr, int, sp.Expr]]:
    """(root, order, coefficient) of each fraction of a rational function that decays like 1/k^decay."""
    above, below = decaying(expr, k, decay)
    if above.is_zero:
        return []
    roots = roots_of(below)
    _require_apart(list(roots), expr, k, ask)
    parts: list[tuple[sp.Expr, int, sp.Expr]] = []
    for root, order in roots.items():
        others = sp.Mul(*((k - other) ** m for other, m in roots.items() if other != root)) * below.LC()
        regular = above.as_expr() / others
        for m in range(1, order + 1):
            derived = sp.diff(regular, k, order - m) / sp.factorial(order - m)
            parts.append((root, m, derived.xreplace({k: root})))
    ask(Identity(sp.Add(*(a / (k - root) ** m for root, m, a in parts)), expr))
    return parts


def decaying(expr: sp.Expr, k: sp.Symbol, least: int) -> tuple[sp.Poly, sp.Poly]:
    """Numerator and denominator of a rational function that decays like 1/k^least, or faster."""
    above, below = (sp.Poly(part, k) for part in sp.fraction(sp.cancel(sp.together(expr))))
    if below.degree() - above.degree() < least and not above.is_zero:
        raise Unproved("the terms do not decay fast enough to converge")
    return above, below


def _require_apart(roots: list[sp.Expr], expr: sp.Expr, k: sp.Symbol, ask: Ask) -> None:
    """That no two roots are equal, but for isolated values of a parameter in which all is continuous."""
    for i, first in enumerate(roots):
        for second in roots[:i]:
            gap = sp.expand(first - second)
            if not (vanishes_rarely(gap, expr, k, ()) or is_nonzero(gap, None, ask)):
                raise Unproved(f"{gap} may be zero")


def roots_of(below: sp.Poly) -> dict[sp.Expr, int]:
    """The roots of a polynomial with factors of degree one and two, with their orders."""
    found: dict[sp.Expr, int] = {}
    for factor, order in below.factor_list()[1]:
        if factor.degree() > 2:
            raise Unproved("a denominator has a factor of degree above two")
        c = [*reversed(factor.all_coeffs())]
        if factor.degree() == 1:
            found[sp.cancel(-c[0] / c[1])] = order
            continue
        middle, width = -c[1] / (2 * c[2]), sp.sqrt(sp.factor(c[1] ** 2 - 4 * c[0] * c[2])) / (2 * c[2])
        found[sp.expand(middle + width)] = found[sp.expand(middle - width)] = order
    return found
