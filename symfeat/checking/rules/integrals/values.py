"""Identities with integrals: each integral is replaced by its value, and what remains is proved."""

from __future__ import annotations

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.exact.ring import Slack
from symfeat.checking.rules.integrals.antiderivative import by_antiderivative
from symfeat.checking.rules.integrals.beta import by_beta_integrals
from symfeat.checking.rules.integrals.exponentials import by_gamma_integrals
from symfeat.checking.rules.integrals.residues import by_residues
from symfeat.checking.rules.integrals.sines import by_sine_products
from symfeat.checking.rules.integrals.table import by_table
from symfeat.checking.rules.integrals.terms import require, variable_on
from symfeat.checking.rules.rule import Ask, Reduction, Relations
from symfeat.checking.rules.sums.finite import require_no_jumps
from symfeat.claims.kinds import Identity

FORMULA = "formulas for definite integrals, their conditions proved"
FORMULAS = (by_gamma_integrals, by_beta_integrals, by_table, by_residues, by_sine_products)


def by_known_integrals(claim: Identity, relations: Relations, ask: Ask) -> Reduction:
    """Prove an identity with integrals by formulas whose conditions are proved, or by antiderivatives."""
    if not claim.lhs.has(sp.Integral) and not claim.rhs.has(sp.Integral):
        raise Unproved("no integral")
    derived = claim.lhs.has(sp.Derivative)
    sides = [side.doit(deep=False) if derived else side for side in (claim.lhs, claim.rhs)]
    difference = (claim.lhs - claim.rhs).doit(deep=False) if derived else claim.lhs - claim.rhs
    require_no_jumps(difference)
    integrals = [i for i in difference.atoms(sp.Integral) if not i.function.has(sp.Integral)]
    values, ways = {}, set()
    for integral in sorted(integrals, key=sp.default_sort_key):
        values[integral], way = _value(integral, difference, relations, ask)
        ways.add(way)
    left = difference.xreplace(values)
    if left.has(sp.nan, sp.zoo):
        raise Unproved("the value of an integral does not fit in")

    def finish() -> str:
        ask(Identity(left, sp.S.Zero))
        return "; ".join(sorted(ways))

    return Reduction(Identity(*(side.xreplace(values) for side in sides)), finish)


def _value(integral: sp.Integral, difference: sp.Expr, relations: Relations, ask: Ask) -> tuple[sp.Expr, str]:
    if any(len(limit) != 3 for limit in integral.limits):
        raise Unproved("an integral has no limits")
    if len(integral.limits) > 1:
        return _repeated(integral, difference, relations, ask)
    old, low, high = integral.limits[0]
    if low == high:
        return sp.S.Zero, "an empty range"
    in_order = low == -sp.oo or high == sp.oo or _holds(ask, high, low)
    t = variable_on(f"{old}_", *((low, high) if in_order else (-sp.oo, sp.oo)))
    integrand = integral.function.xreplace({old: t})
    if t in low.free_symbols | high.free_symbols or integrand.has(sp.Integral, sp.Sum, sp.Derivative):
        raise Unproved("the integrand is not plain")
    if (breaks := _break(integrand, t, low, high)) is not None:
        halves = [integral.func(integral.function, (old, *ends)) for ends in ((low, breaks), (breaks, high))]
        found = [_value(half, difference, relations, ask) for half in halves]
        return sp.Add(*(value for value, _ in found)), found[0][1]
    even = low == -high and integrand.subs(t, -t) == integrand
    reasons = []
    for formula in FORMULAS:
        try:
            return formula(integrand, t, low, high, ask), FORMULA
        except (Unproved, NotReducible) as error:
            reasons.append(str(error))
    if even:
        value, way = _value(integral.func(integral.function, (old, 0, high)), difference, relations, ask)
        return 2 * value, way
    guesses = _guesses(integral, difference, t)
    way = "the fundamental theorem of calculus, the antiderivative proved"
    try:
        return _in_order(integrand, t, (low, high), relations, ask, guesses), way
    except (Unproved, NotReducible) as error:
        raise Unproved("; ".join([*dict.fromkeys(reasons), str(error)])) from None


def _repeated(
    integral: sp.Integral, difference: sp.Expr, relations: Relations, ask: Ask
) -> tuple[sp.Expr, str]:
    """One integral after the other, the inner ones as functions of the variables that are outside."""
    inner, outer = integral.limits[0], integral.limits[1:]
    names = {old: variable_on(f"{old}_", low, high) for old, low, high in outer}
    first = integral.func(integral.function, inner).xreplace(names)
    if any(old in low.free_symbols | high.free_symbols for old in names for _, low, high in outer):
        raise Unproved("the limits of the outer integrals depend on each other")
    value, way = _value(first, difference, relations, ask)
    limits = [(names[old], low, high) for old, low, high in outer]
    value, other = _value(integral.func(value, *limits), difference, relations, ask)
    return value, other if other == way else f"{way}; {other}"


def _break(integrand: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr) -> sp.Expr | None:
    """A number between the limits where an absolute value or a sign in the integrand breaks."""
    for part in sorted(integrand.atoms(sp.Abs, sp.sign), key=sp.default_sort_key):
        inner = part.args[0]
        slope = sp.diff(inner, t)
        if slope != 0 and t not in slope.free_symbols:
            place = sp.expand(t - inner / slope)
            if (place - low).is_positive and (high - place).is_positive:
                return place
    return None


def _in_order(
    integrand: sp.Expr,
    t: sp.Symbol,
    limits: tuple[sp.Expr, sp.Expr],
    relations: Relations,
    ask: Ask,
    guesses: list[sp.Expr],
) -> sp.Expr:
    """The integral, whichever limit is the smaller; where either may be, one value serves both."""
    low, high = limits

    def over(first: sp.Expr, last: sp.Expr, *more: Relational) -> sp.Expr:
        moved = variable_on(t.name, first, last)
        known = [guess.xreplace({t: moved}) for guess in guesses]
        inside = integrand.xreplace({t: moved})
        return by_antiderivative(inside, moved, first, last, (*relations, *more), ask, known)

    if low == -sp.oo or high == sp.oo or _holds(ask, high, low):
        return by_antiderivative(integrand, t, low, high, relations, ask, guesses)
    if _holds(ask, low, high):
        return -over(high, low)
    if not (low.is_real and high.is_real):
        raise Unproved("a limit may not be real")
    upwards, downwards = over(low, high, sp.Le(low, high)), over(high, low, sp.Le(high, low))
    if sp.expand(upwards + downwards) == 0:
        return upwards
    raise Unproved("the order of the limits is open")


def _holds(ask: Ask, large: sp.Expr, small: sp.Expr) -> bool:
    try:
        require(ask, large, ">=", small)
    except Unproved:
        return False
    return True


def _guesses(integral: sp.Integral, difference: sp.Expr, t: sp.Symbol) -> list[sp.Expr]:
    """What the claim itself says of an integral with a moving limit, as an antiderivative."""
    _, low, high = integral.limits[0]
    name = Slack("integral")
    linear = difference.xreplace({integral: name})
    slope = sp.diff(linear, name)
    if name in slope.free_symbols or slope == 0:
        return []
    value = -linear.xreplace({name: sp.S.Zero}) / slope
    found = []
    for limit, sign in ((high, 1), (low, -1)):
        if isinstance(limit, sp.Symbol) and limit not in integral.function.free_symbols:
            found.append(sp.expand_mul(sign * value).xreplace({limit: t}))
    return [guess for guess in found if not guess.has(sp.Integral)]
