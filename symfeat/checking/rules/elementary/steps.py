"""Identities between floors of one symbol: whole periods apart, there are finitely many cases."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor, lcm

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.exact.ring import Slack
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.claims.kinds import Identity

STEPS = (sp.floor, sp.ceiling, sp.frac, sp.Mod)
MAX_CASES = 40


def prove_by_steps(claim: Identity, relations: Relations, ask: Ask) -> str:
    """With x = L n + s, n whole and 0 <= s < L, each floor is a multiple of n plus a step function of s."""
    if not (claim.lhs.has(*STEPS) or claim.rhs.has(*STEPS)):
        raise Unproved("no floor stands in it")
    left, right = (_by_floors(side) for side in (claim.lhs, claim.rhs))
    if sp.expand(left - right) == 0:
        return "both sides are the same once all is written by floors"
    floors = sorted(left.atoms(sp.floor) | right.atoms(sp.floor), key=str)
    within = {s for f in floors for s in f.args[0].free_symbols}
    if len(within) == 1 and (whole := next(iter(within))).is_integer:
        return _by_residues(whole, floors, (left, right), ask)
    symbols = {s for f in floors for s in f.args[0].free_symbols if not s.is_integer}
    if len(symbols) != 1 or not (x := symbols.pop()).is_real:
        raise Unproved("the floors are not of one real symbol")
    lines = {f: (sp.diff(f.args[0], x), f.args[0].subs(x, 0)) for f in floors}
    if not all(slope.is_Rational and start.is_Rational for slope, start in lines.values()):
        raise Unproved("a floor is not of a rational line")
    period = lcm(*(int(slope.q) for slope, _ in lines.values()))
    breaks = sorted(_breaks(list(lines.values()), period))
    if len(breaks) > MAX_CASES:
        raise Unproved("too many steps in one period")
    n, s = Slack("n", integer=True), Slack("s", real=True)
    middles = [((low + high) / 2, low, high) for low, high in pairwise(breaks)]
    for value, low, high in [*((b, b, b) for b in breaks[:-1]), *middles]:
        inner = value if low == high else s
        known = {f: q * period * n + sp.floor(q * value + r) for f, (q, r) in lines.items()}
        sides = (side.xreplace(known).xreplace({x: period * n + inner}) for side in (left, right))
        under = () if low == high else (sp.Gt(s, low), sp.Lt(s, high))
        ask(Identity(*sides), under)
    return f"by the steps of one period, {period}"


def _by_residues(n: sp.Symbol, floors: Sequence[sp.Expr], sides: tuple[sp.Expr, sp.Expr], ask: Ask) -> str:
    """With n = d m + r, a polynomial P of whole coefficients over d is P(r) and a whole number more."""
    arguments = {f: sp.Poly(f.args[0], n) for f in floors}
    if not all(c.is_Rational for poly in arguments.values() for c in poly.all_coeffs()):
        raise Unproved("a floor is not of a rational polynomial")
    period = lcm(*(int(c.q) for poly in arguments.values() for c in poly.all_coeffs()))
    if period > MAX_CASES:
        raise Unproved("too many residues")
    m = Slack("m", integer=True)
    for residue in range(period):
        place = period * m + residue
        known = {
            f: sp.expand(f.args[0].xreplace({n: place}) - poly.eval(residue)) + sp.floor(poly.eval(residue))
            for f, poly in arguments.items()
        }
        left, right = (side.xreplace(known).xreplace({n: place}) for side in sides)
        ask(Identity(left, right), ())
    return f"by the residues modulo {period}"


def _by_floors(expr: sp.Expr) -> sp.Expr:
    expr = expr.replace(sp.Mod, lambda a, b: a - b * sp.floor(a / b))
    expr = expr.replace(sp.frac, lambda a: a - sp.floor(a))
    return expr.replace(sp.ceiling, lambda a: -sp.floor(-a))


def _breaks(lines: list[tuple[sp.Rational, sp.Rational]], period: int) -> set[sp.Rational]:
    """Where in one period some line passes a whole number, with both ends."""
    found = {sp.Rational(0), sp.Rational(period)}
    for slope, start in lines:
        if slope == 0:
            continue
        ends = sorted((start, start + slope * period))
        if ends[1] - ends[0] > MAX_CASES:
            raise Unproved("too many steps in one period")
        found |= {(k - start) / slope for k in range(ceil(ends[0]), floor(ends[1]) + 1)}
    return found
