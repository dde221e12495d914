"""Bernoulli and Euler polynomials of symbolic degree, and derangements, in independent ones.

Shifts DLMF 24.4.1 and 24.4.2, reflection 24.4.3 and 24.4.4, derivatives 24.4.34; a polynomial of a degree
that is a number is written out by SymPy. Derangements: !(n + 1) = (n + 1) !n + (-1)^(n+1).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symfeat.checking.rules.special.gammas import parted
from symfeat.checking.rules.special.writing import Positive

HEADS = (sp.bernoulli, sp.euler, sp.subfactorial)


def independent_polynomials_of_bernoulli(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """The expression with arguments moved into one strip, upright ones where reflection allows."""
    expr = expr.replace(sp.bernoulli, _moved(sp.bernoulli, _bernoulli_step, 1))
    expr = expr.replace(sp.euler, _moved(sp.euler, _euler_step, -1))
    return expr.replace(sp.subfactorial, _subfactorial)


def _bernoulli_step(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    return n * x ** (n - 1)


def _euler_step(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    return 2 * x**n


def _moved(head: Any, step: Callable[[sp.Expr, sp.Expr], sp.Expr], sign: int) -> Callable[..., sp.Expr]:
    """F(x + 1) = sign F(x) + step(x), and F(1 - x) = (-1)^n F(x)."""

    def rule(n: sp.Expr, x: sp.Expr | None = None) -> sp.Expr:
        if x == sp.S.Half and n.is_integer and n.is_nonnegative:  # DLMF 24.4.27 and 24.2.9
            return (2 ** (1 - n) - 1) * head(n) if head is sp.bernoulli else head(n) / 2**n
        if x is None or not (n.is_integer and n.is_nonnegative) or not x.free_symbols:
            return head(n) if x is None else head(n, x)
        rest = sp.expand(x).as_coeff_Add(rational=True)[1]
        if rest.could_extract_minus_sign():
            return (-1) ** n * rule(n, sp.expand(1 - x))
        base, steps = parted(x)
        value = head(n, base)
        for k in range(steps):
            value = sign * value + step(n, base + k)
        for k in range(-1, steps - 1, -1):
            value = sign * (value - step(n, base + k))
        return value

    return rule


def _subfactorial(n: sp.Expr) -> sp.Expr:
    base, steps = parted(n)
    value = sp.subfactorial(base)
    for k in range(1, steps + 1):
        value = (base + k) * value + (-1) ** (base + k)
    for k in range(0, steps, -1):
        value = (value - (-1) ** (base + k)) / (base + k)
    return value


def slope(head: Any, n: sp.Expr, x: sp.Expr) -> sp.Expr:
    """d/dx of the polynomial of degree n, DLMF 24.4.34."""
    return n * head(n - 1, x)
