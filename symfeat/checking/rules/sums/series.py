"""Identities with infinite sums: each is replaced by its value, the conditions of which are proved."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules.rule import Ask, Reduction, Relations
from symfeat.checking.rules.sums.assumed import knowing
from symfeat.checking.rules.sums.bounds import tidied
from symfeat.checking.rules.sums.finite import require_no_jumps
from symfeat.checking.rules.sums.infinite import value_of
from symfeat.checking.rules.sums.integer_form import vanishes
from symfeat.checking.rules.sums.polygammas import reduced
from symfeat.claims.kinds import Identity


def by_known_series(claim: Identity, relations: Relations, ask: Ask) -> Reduction:
    """Prove an identity with infinite sums of rational terms, powers or trigonometric terms."""
    if not claim.lhs.has(sp.Sum) and not claim.rhs.has(sp.Sum):
        raise Unproved("no sum")
    difference = tidied(claim.lhs - claim.rhs, split=False)
    require_no_jumps(difference)
    ask = knowing(relations, ask)
    sums = sorted(difference.atoms(sp.Sum), key=sp.default_sort_key)
    values = {}
    for total in sums:
        k, low, high = total.limits[-1]
        if high != sp.oo or len(total.limits) > 1 or total.function.has(sp.Sum):
            raise Unproved("a sum that is not infinite")
        values[total] = value_of(total.function, k, low, ask)
    rest = difference.xreplace(values)
    if rest.has(sp.nan, sp.zoo):
        raise Unproved("the value of a sum does not fit in")

    def finish() -> str:
        proved_zero(reduced(rest), relations, ask)
        return "sums by their values in zeta, polygamma and elementary functions; the conditions are proved"

    sides = (tidied(side, split=False).xreplace(values) for side in (claim.lhs, claim.rhs))
    return Reduction(Identity(*sides), finish)


def proved_zero(rest: sp.Expr, relations: Relations, ask: Ask) -> None:
    """Prove that what is left, without sums, vanishes."""
    try:
        if vanishes(rest, relations):
            return
    except NotReducible:
        pass
    ask(Identity(rest, sp.S.Zero))
