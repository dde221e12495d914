"""Derivatives in a form that shows their sign: quotients of factored polynomials in functions."""

from __future__ import annotations

import sympy as sp

_MOST_OPERATIONS = 320
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def tidy(expr: sp.Expr) -> sp.Expr:
    """A derivative as a quotient of factored polynomials in its functions."""
    whole = sp.together(expr)
    if sp.count_ops(whole) > _MOST_OPERATIONS:
        return whole
    top, below = sp.fraction(whole)
    try:
        return sp.factor(reduced(top)) / sp.factor(below)
    except sp.PolynomialError:
        return whole


def reduced(expr: sp.Expr) -> sp.Expr:
    """With cos^2 in place of 1 - sin^2, and alike for the hyperbolic functions."""
    expr = sp.expand(expr)
    for sine, cosine, sign in ((sp.sin, sp.cos, 1), (sp.sinh, sp.cosh, -1)):
        for angle in {f.args[0] for f in expr.atoms(sine)}:
            if expr.has(cosine(angle)):
                expr = sp.expand(
                    expr.replace(
                        lambda e, a=angle, s=sine: (
                            e.is_Pow and e.base == s(a) and e.exp.is_Integer and e.exp > 1
                        ),
                        lambda e, a=angle, s=sine, c=cosine, k=sign: (
                            (k * (1 - c(a) ** 2)) ** (e.exp // 2) * s(a) ** (e.exp % 2)
                        ),
                    )
                )
    return expr
