"""Sums and products with a symbolic bound, by induction: the claim at its smallest integer, and its step.

The step is proved for the integers from the smallest one on: the identity at n, solved for one of its sums,
is put into the identity at n + 1. An identity is claimed where both sides are finite, so what stands outside
the sums has to be finite at every integer between.
"""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.exact.ring import Slack
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.checking.rules.sums.bounds import (
    at_and_above,
    narrowed_to,
    shifted,
    smallest,
    tidied,
    written_out,
)
from symfeat.checking.rules.sums.finite import is_nonzero, require_finite_steps
from symfeat.checking.rules.sums.gammas import COMBINATORIAL, to_gamma
from symfeat.checking.rules.sums.integer_form import vanishes
from symfeat.claims.kinds import Identity

DEPTH = 3  # inductions inside inductions
SUMS = (sp.Sum, sp.Product)


def by_induction(claim: Identity, relations: Relations, ask: Ask) -> str:
    """Prove an identity with finite sums or products by induction over an integer in their bounds."""
    if not claim.lhs.has(*SUMS) and not claim.rhs.has(*SUMS):
        raise Unproved("no sum")
    if any(
        bound.is_infinite
        for s in (claim.lhs - claim.rhs).atoms(*SUMS)
        for limit in s.limits
        for bound in limit[1:]
    ):
        raise Unproved("an infinite sum")
    return _induct(tidied(claim.lhs - claim.rhs), relations, ask, DEPTH)


def _induct(difference: sp.Expr, relations: Relations, ask: Ask, depth: int) -> str:
    difference = written_out(difference)
    if not difference.has(*SUMS):
        return _zero(difference, relations, ask)
    if depth == 0:
        raise Unproved("the induction nests too deep")
    reasons = []
    for n in _bounds(difference):
        try:
            return _over(n, difference, relations, ask, depth)
        except (Unproved, NotReducible) as error:
            reasons.append(f"over {n}: {error}")
    raise Unproved("; ".join(reasons) or "no integer symbol in the bounds")


def _bounds(difference: sp.Expr) -> list[sp.Symbol]:
    """Integer symbols in the bounds of outer sums, those in upper bounds first."""
    upper, lower = set(), set()
    for sums in difference.atoms(*SUMS):
        free = difference.free_symbols & sums.free_symbols
        upper |= sums.limits[-1][2].free_symbols & free
        lower |= sums.limits[-1][1].free_symbols & free
    ordered = [*sorted(upper, key=str), *sorted(lower - upper, key=str)]
    return [s for s in ordered if isinstance(s, sp.Symbol) and s.is_integer]


def _over(n: sp.Symbol, difference: sp.Expr, relations: Relations, ask: Ask, depth: int) -> str:
    start = smallest(n, relations)
    moved = narrowed_to(n, start) if start.is_number else n
    difference = difference.xreplace({n: moved})
    above = at_and_above(
        moved,
        start,
        tuple(r.xreplace({n: moved}) for r in relations if isinstance(r.xreplace({n: moved}), sp.Rel)),
    )
    require_finite_steps(difference, moved, above, ask)
    later = shifted(difference, moved, start)
    base = difference.xreplace({moved: start})
    if base.has(sp.nan, sp.zoo, sp.oo):
        raise Unproved(f"there is no value at {n} = {start}")
    fixed = tuple(r for r in above if moved not in r.free_symbols)
    _induct(tidied(base), fixed, ask, depth - 1)
    _step(moved, difference, later, above, ask, depth)
    return f"induction over {n} from {start}"


def _step(n: sp.Symbol, now: sp.Expr, later: sp.Expr, above: Relations, ask: Ask, depth: int) -> None:
    """That the difference at n + 1 vanishes if that at n does."""
    sums = [s for s in sorted(now.atoms(*SUMS), key=sp.default_sort_key) if n in s.free_symbols]
    names = {s: Slack(f"sum{i}", complex=True) for i, s in enumerate(sums)}
    back = {name: s for s, name in names.items()}
    now, later = now.xreplace(names), later.xreplace(names)
    if _vanishes(later - now, above):
        return
    reasons = []
    for name in names.values():
        slope = sp.diff(now, name)
        if name in slope.free_symbols or slope == 0:
            continue
        try:
            if not is_nonzero(slope, above, ask):
                raise Unproved(f"the factor {slope} of a sum may vanish")
            rest = later.xreplace({name: -now.xreplace({name: sp.S.Zero}) / slope})
            if _vanishes(rest, above):
                return
            left = sp.expand(rest).xreplace(back)
            if left.has(*SUMS) and left != now.xreplace(back):
                _induct(tidied(left), above, ask, depth - 1)
            else:
                _zero(left, above, ask)
            return
        except (Unproved, NotReducible) as error:
            reasons.append(str(error))
    raise Unproved("the step is not proved: " + ("; ".join(reasons) or "no sum stands alone"))


def _vanishes(expr: sp.Expr, relations: Relations) -> bool:
    try:
        return vanishes(expr, relations)
    except NotReducible:
        return False


def _zero(expr: sp.Expr, relations: Relations, ask: Ask) -> str:
    if _vanishes(expr, relations):
        return "the terms cancel"
    by_gamma = expr.replace(lambda e: isinstance(e, COMBINATORIAL), to_gamma)
    return ask(Identity(by_gamma, sp.S.Zero), under=relations)
