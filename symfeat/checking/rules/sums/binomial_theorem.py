"""Sums of binomial coefficients times powers, by the binomial theorem (DLMF 1.2.2)."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.exact.ring import Slack
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.checking.rules.sums.bounds import tidied
from symfeat.checking.rules.sums.integer_form import GOLDEN, ROOT_FIVE, vanishes
from symfeat.claims.kinds import Identity

MOST_DERIVATIVES = 6


def by_binomial_theorem(claim: Identity, relations: Relations, ask: Ask) -> str:
    """Prove identities with sums of binomial(n, k) over k = 0..n times powers of k and exponentials."""
    if not claim.lhs.has(sp.Sum) and not claim.rhs.has(sp.Sum):
        raise Unproved("no sum")
    difference = tidied(claim.lhs - claim.rhs)
    written = difference.replace(sp.Sum, _value)
    if written.has(sp.Sum):
        raise Unproved("a sum is not one of binomial coefficients and powers")
    if not vanishes(written, relations):
        ask(Identity(written, sp.S.Zero))
    return "the binomial theorem"


def _value(term: sp.Expr, *limits: sp.Tuple) -> sp.Expr:
    total = sp.Sum(term, *limits)
    if len(limits) != 1:
        return total
    k, low, high = limits[0]
    if low != 0 or not (high.is_integer and high.is_nonnegative):
        return total
    name = Slack("b")
    rest = term.xreplace({sp.binomial(high, k): name})
    if sp.diff(rest, name, 2) != 0 or rest.xreplace({name: sp.S.Zero}) != 0:
        return total
    parts = []
    for part in sp.Add.make_args(sp.expand(_exponentials(rest.xreplace({name: sp.S.One})))):
        found = _moment(part, k, high)
        if found is None:
            return total
        parts.append(found)
    return sp.Add(*parts)


def _exponentials(expr: sp.Expr) -> sp.Expr:
    """Trigonometric and hyperbolic functions, Fibonacci and Lucas numbers as sums of powers."""
    conjugate = (1 - ROOT_FIVE) / 2
    expr = expr.replace(sp.fibonacci, lambda n: (GOLDEN**n - conjugate**n) / ROOT_FIVE)
    expr = expr.replace(sp.lucas, lambda n: GOLDEN**n + conjugate**n)
    return expr.rewrite([sp.sin, sp.cos, sp.sinh, sp.cosh], sp.exp)


def _moment(part: sp.Expr, k: sp.Symbol, n: sp.Expr) -> sp.Expr | None:
    """sum binomial(n, k) c k^j b^k = c (x d/dx)^j (1 + x)^n at x = b; None for anything else."""
    outside, inside = part.as_independent(k, as_Add=False)
    power, base = 0, sp.S.One
    for factor in sp.Mul.make_args(inside):
        below, exponent = factor.as_base_exp()
        if below == k and exponent.is_Integer and 0 < exponent <= MOST_DERIVATIVES:
            power += int(exponent)
            continue
        slope = sp.diff(exponent, k)
        if k in below.free_symbols or k in slope.free_symbols or not (slope.is_integer or below == sp.E):
            return None
        if below != sp.E and below.is_zero is not False:
            return None  # its zeroth power would be lost with the others
        outside *= below ** exponent.xreplace({k: sp.S.Zero})
        base *= below**slope
    x = Slack("x")
    value = (1 + x) ** n
    for _ in range(power):
        value = x * sp.diff(value, x)
    return outside * value.xreplace({x: base})
