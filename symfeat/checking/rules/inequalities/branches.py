"""Strategies about branches and relations: both values of an absolute value, or cases; symbols in order."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.exact import NotReducible, Unproved, prove
from symfeat.checking.rules.inequalities.prover import DEPTH, Goal, Prover
from symfeat.checking.rules.inequalities.region import Region, Span, as_relations
from symfeat.claims.kinds import Inequality

_BRANCHING = (sp.Abs, sp.Max, sp.Min)
_MOST_OPERATIONS = 40


def by_branches(prover: Prover, goal: Goal) -> bool:
    """An absolute value, or the larger of two, takes one of two values: both will do, or each in its case.

    A lower bound of the whole needs no cases: c - |a| is the smaller of c - a and c + a.
    """
    part = _innermost(goal.expr)
    if part is None or not all(_is_real(prover, argument, goal) for argument in part.args):
        return False
    name = sp.Dummy(real=True)
    written = goal.expr.xreplace({part: name})
    rate = sp.diff(written, name)
    one, other, gap = _values(part)
    sign = 0 if name in rate.free_symbols else prover.sign(rate, goal.region, 2)
    values = [goal.expr.xreplace({part: value}) for value in (one, other)]
    if sign and (sign < 0) == isinstance(part, (sp.Abs, sp.Max)):
        return all(
            prover.proves(value, goal.region, strict=goal.strict, depth=goal.depth - 1) for value in values
        )
    if sign and any(
        prover.proves(value, goal.region, strict=goal.strict, depth=goal.depth - 2) for value in values
    ):
        return True
    for value, relation in zip(values, (sp.Ge(gap, 0), sp.Lt(gap, 0)), strict=True):
        if relation is sp.false:
            continue
        region = goal.region if relation is sp.true else goal.region.under(relation)
        if not prover.proves(value, region, strict=goal.strict, depth=goal.depth - 1):
            return False
    return True


def _is_real(prover: Prover, argument: sp.Expr, goal: Goal) -> bool:
    return bool(argument.is_real) or prover.is_smooth(argument, goal.region, 1, smooth=False)


def _innermost(expr: sp.Expr) -> sp.Expr | None:
    parts = [p for p in expr.atoms(*_BRANCHING) if not any(a.has(*_BRANCHING) for a in p.args)]
    return min(parts, key=sp.default_sort_key) if parts else None


def _values(part: sp.Expr) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """The value where the third expression is >= 0, and the value where it is negative."""
    if isinstance(part, sp.Abs):
        return part.args[0], -part.args[0], part.args[0]
    first, rest = part.args[0], part.func(*part.args[1:])
    gap = sp.expand(first - rest)
    return first, rest, gap if isinstance(part, sp.Max) else -gap


def by_order(prover: Prover, goal: Goal) -> bool:
    """A relation s > a between symbols: s is written as a plus something positive."""
    for relation in goal.region.relations:
        for change in _changes(relation, goal):
            region = goal.region.moved(change)
            if len(region.relations) >= len(goal.region.relations):
                continue
            expr = goal.expr.subs(change)
            if prover.proves(expr, region, strict=goal.strict, depth=goal.depth - 1):
                return True
    return False


def _changes(relation: Relational, goal: Goal) -> Iterator[dict[sp.Symbol, sp.Expr]]:
    if isinstance(relation, (sp.Eq, sp.Ne)):
        return
    gap = sp.expand(relation.gts - relation.lts)  # type: ignore[attr-defined]
    strict = isinstance(relation, (sp.StrictGreaterThan, sp.StrictLessThan))
    for symbol in sorted(gap.free_symbols & set(goal.symbols), key=str):
        slope = sp.diff(gap, symbol)
        if slope.is_Rational and not symbol.is_integer:
            step = goal.region.fresh(symbol, **{"positive" if strict else "nonnegative": True})
            yield {symbol: sp.expand(symbol - gap / slope) + step / slope}


def by_signs(prover: Prover, goal: Goal) -> bool:
    """The signs of the parts, with what the region says, as the exact engine finds them."""
    if goal.depth == DEPTH or sp.count_ops(goal.expr) > _MOST_OPERATIONS or len(goal.symbols) < 2:
        return False
    if not goal.expr.is_algebraic_expr() or prover.exact_left <= 0:
        return False
    prover.exact_left -= 1
    relations = [r for r in goal.region.relations if r.free_symbols <= set(goal.symbols)]
    for symbol in goal.symbols:
        relations += [r for r in as_relations(symbol, goal.region.span(symbol)) if isinstance(r, Relational)]
    try:
        prove(Inequality(goal.expr, ">" if goal.strict else ">=", sp.S.Zero), tuple(relations))
    except (Unproved, NotReducible):
        return False
    return True


def by_angle(prover: Prover, goal: Goal) -> bool:
    """Sine and cosine of one angle are rational in the tangent of its half: for all angles but pi."""
    angles = {f.args[0] for f in goal.expr.atoms(sp.sin, sp.cos)}
    if len(angles) != 1:
        return False
    (angle,) = angles
    name = goal.region.fresh(sp.Symbol("t"))
    square = 1 + name**2
    written = goal.expr.xreplace({sp.sin(angle): 2 * name / square, sp.cos(angle): (1 - name**2) / square})
    if written.free_symbols & angle.free_symbols:
        return False
    at_pi = goal.expr.xreplace({sp.sin(angle): sp.S.Zero, sp.cos(angle): sp.S.NegativeOne})
    region = Region((*goal.region.spans, (name, Span())), goal.region.relations)
    return prover.proves(at_pi, goal.region, strict=goal.strict, depth=goal.depth - 1) and prover.proves(
        sp.together(written), region, strict=goal.strict, depth=goal.depth - 1
    )
