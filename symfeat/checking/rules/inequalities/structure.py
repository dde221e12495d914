"""Strategies by form: products and quotients by their factors, polynomials, differences of like products."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.rules.inequalities.polynomials import is_positive_on, shifted_is_positive
from symfeat.checking.rules.inequalities.prover import Goal, Prover, signs_at

_MOST_OPERATIONS = 250  # beyond which an expression is not factored


def by_factors(prover: Prover, goal: Goal) -> bool:
    """A product has the sign of its factors; a sum is written as a quotient of products first."""
    whole = factored(goal.expr)
    if not whole.is_Mul and not whole.is_Pow:
        return False
    flips, open_factors = 1, []
    for factor in sp.Mul.make_args(whole):
        base, power = factor.as_base_exp()
        if factor.is_number:
            signs = signs_at(factor, goal.region)
            if not signs or 0 in signs:
                return False
            flips *= signs.pop()
        elif power.is_Integer and power % 2 == 0 and _is_real(prover, base, goal):
            if goal.strict and not prover.sign(base, goal.region, goal.depth - 1):
                return False
        else:
            open_factors.append((factor, base, power))
    if len(open_factors) == 1 and open_factors[0][0] == goal.expr:
        return False
    for factor, base, power in open_factors:
        part = base if power.is_Integer else factor
        signs = signs_at(part, goal.region) - {0}
        if len(signs) != 1:
            return False
        sign = signs.pop()
        strict = goal.strict or (power.is_negative is True)
        if not prover.proves(sign * part, goal.region, strict=strict, depth=goal.depth - 1):
            return False
        flips *= sign
    return flips > 0


def _is_real(prover: Prover, base: sp.Expr, goal: Goal) -> bool:
    """Whether a base is real: SymPy knows, or its parts have values on the region."""
    return bool(base.is_extended_real) or prover.is_smooth(base, goal.region, 1, smooth=False)


def factored(expr: sp.Expr) -> sp.Expr:
    """The expression as a product, if it factors into simpler parts; powers and exponentials gathered."""
    if sp.count_ops(expr) > _MOST_OPERATIONS:
        return expr
    try:
        whole = sp.together(expr)
        top, below = sp.fraction(whole)
        top, below = sp.factor(top), sp.factor(below)
    except sp.PolynomialError:
        return expr
    return top / below


def by_polynomial(prover: Prover, goal: Goal) -> bool:
    """Polynomials with rational coefficients: real roots are counted, or all coefficients are positive."""
    expr, symbols = sp.expand(goal.expr), goal.symbols
    if not expr.is_polynomial(*symbols):
        return False
    poly = sp.Poly(expr, *symbols)
    if not all(c.is_Rational for c in poly.coeffs()):
        return False
    if len(symbols) == 1:
        return is_positive_on(poly, goal.region.span(symbols[0]), strict=goal.strict)
    spans = {s: goal.region.span(s) for s in symbols}
    return shifted_is_positive(expr, spans, strict=goal.strict)
