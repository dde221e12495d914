"""Polynomials in several symbols that are not negative: each order of the symbols by its increments."""

from __future__ import annotations

from itertools import accumulate, pairwise, permutations

import sympy as sp

from symfeat.checking.rules.inequalities.prover import Goal, Prover

_MOST_SYMBOLS = 4
_MOST_TERMS = 60


def by_orderings(prover: Prover, goal: Goal) -> bool:
    """With x = a, y = a + b, z = a + b + c for every order x <= y <= z, all coefficients are positive."""
    symbols = goal.symbols
    if not 2 <= len(symbols) <= _MOST_SYMBOLS or not goal.expr.is_polynomial(*symbols):
        return False
    if any(goal.region.span(s).low != 0 for s in symbols):
        return False
    poly = sp.Poly(goal.expr, *symbols)
    if len(poly.terms()) > _MOST_TERMS or not all(c.is_Rational for c in poly.coeffs()):
        return False
    symmetric = all(
        poly.as_expr().subs({a: b, b: a}, simultaneous=True).expand() == poly.as_expr()
        for a, b in pairwise(symbols)
    )
    orders = [tuple(symbols)] if symmetric else list(permutations(symbols))
    return all(_is_positive(poly, order, goal) for order in orders)


def _is_positive(poly: sp.Poly, order: tuple[sp.Symbol, ...], goal: Goal) -> bool:
    steps = [sp.Dummy(f"u{k}") for k in range(len(order))]
    shifted = poly.as_expr().subs(dict(zip(order, accumulate(steps), strict=True)), simultaneous=True)
    increments = sp.Poly(sp.expand(shifted), *steps)
    if not all(c >= 0 for c in increments.coeffs()):
        return False
    if not goal.strict:
        return True
    least_is_positive = goal.region.span(order[0]).low_open
    return least_is_positive and any(not any(monomial[1:]) for monomial in increments.monoms())
