"""The rule that proves an inequality by searching for the sign of the difference of its sides."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.inequalities.bounds import by_bounds, by_deep_bounds
from symfeat.checking.rules.inequalities.branches import by_angle, by_branches, by_order, by_signs
from symfeat.checking.rules.inequalities.covering import by_covering
from symfeat.checking.rules.inequalities.means import by_means
from symfeat.checking.rules.inequalities.monotone import by_crossing, by_monotony
from symfeat.checking.rules.inequalities.orderings import by_orderings
from symfeat.checking.rules.inequalities.places import split_at
from symfeat.checking.rules.inequalities.prover import Goal, Prover
from symfeat.checking.rules.inequalities.region import Region, region_of
from symfeat.checking.rules.inequalities.scaling import by_scale
from symfeat.checking.rules.inequalities.structure import (
    by_exponentiation,
    by_factors,
    by_logarithms,
    by_polynomial,
)
from symfeat.checking.rules.inequalities.tails import by_late_tails, by_tails
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.claims.kinds import Inequality

STRATEGIES = (
    *(by_polynomial, by_orderings, by_means, by_branches, by_order, by_bounds, by_logarithms),
    *(by_factors, by_crossing, by_scale, by_signs, by_angle, by_covering, by_exponentiation),
    *(by_tails, by_monotony, by_deep_bounds, by_late_tails),
)


def prove_by_search(claim: Inequality, relations: Relations, ask: Ask) -> str:
    """Prove lhs rel rhs from the sign of the difference."""
    difference = claim.lhs - claim.rhs if claim.rel in (">", ">=", "!=") else claim.rhs - claim.lhs
    symbols = {s for s in difference.free_symbols if isinstance(s, sp.Symbol)}
    symbols |= {s for r in relations for s in r.free_symbols if isinstance(s, sp.Symbol)}
    region = region_of(symbols, relations)
    if difference.has(sp.I) or not difference.free_symbols <= {s for s, _ in region.spans}:
        raise Unproved("the sides are not known to be real")
    if claim.rel == "!=":
        if any(_is_proved(sign * difference, region, strict=True) for sign in (1, -1)):
            return "the difference of the sides has one sign on the domain"
        raise Unproved("the sign of the difference is open")
    if _is_proved(difference, region, strict=claim.rel in ("<", ">")):
        return "the difference of the sides has the sign that is claimed, by the search"
    raise Unproved("the sign of the difference is open")


def _is_proved(difference: sp.Expr, region: Region, *, strict: bool) -> bool:
    """The search; on either side of zero for a symbol that is anything but zero."""
    for symbol in sorted(difference.free_symbols, key=str):
        if symbol.is_zero is False and region.span(symbol).holds_inside(sp.S.Zero):
            _, *sides = split_at(Goal(difference, region, strict), symbol, sp.S.Zero)
            return all(_is_proved(part, there, strict=strict) for part, there in sides)
    prover = Prover(STRATEGIES)
    return prover.proves(_with_simple_logarithms(prover, difference, region), region, strict=strict)


def _with_simple_logarithms(prover: Prover, expr: sp.Expr, region: Region) -> sp.Expr:
    """The logarithm of a product of positive factors as a sum."""

    def split(argument: sp.Expr) -> sp.Expr:
        parts = [factor.as_base_exp() for factor in sp.Mul.make_args(argument)]
        simple = all(power.is_Rational for _, power in parts) and argument.free_symbols
        if simple and all(prover.proves(base, region, strict=True, depth=1) for base, _ in parts):
            return sp.Add(*(power * sp.log(base) for base, power in parts))
        return sp.log(argument)

    return expr.replace(sp.log, split)
