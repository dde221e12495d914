"""Homogeneity: where the scale of some positive symbols does not matter, one of them is set to one."""

from __future__ import annotations

from itertools import combinations

import sympy as sp

from symfeat.checking.ball import ball_decides_sign
from symfeat.checking.rules.inequalities.prover import Goal, Prover, is_exactly_zero
from symfeat.checking.rules.inequalities.region import Region, Span
from symfeat.errors import EvaluationError

_DEGREES = tuple(
    sp.Rational(n, d) for n, d in ((1, 1), (2, 1), (0, 1), (3, 1), (4, 1), (-1, 1), (1, 2), (6, 1))
)
_RAY = (Span(sp.S.Zero, sp.oo, True, True), Span(sp.S.Zero, sp.oo, False, True))
_MOST_SYMBOLS = 5


def by_scale(prover: Prover, goal: Goal) -> bool:
    """One of the symbols that scale together is set to one."""
    free = [s for s in goal.symbols if goal.region.span(s) in _RAY and not s.is_integer]
    if not 2 <= len(free) <= _MOST_SYMBOLS or len(goal.symbols) > _MOST_SYMBOLS:
        return False
    groups = [group for size in range(len(free), 1, -1) for group in combinations(free, size)]
    for group in groups:
        if not all(_is_homogeneous(r.lhs - r.rhs, group, sp.S.One) for r in goal.region.relations):
            continue
        if not any(_is_homogeneous(goal.expr, group, degree) for degree in _DEGREES):
            continue
        chosen = next((s for s in reversed(group) if s.is_positive), None)
        if chosen is None:
            continue
        change = {chosen: sp.S.One}
        relations = tuple(r.xreplace(change) for r in goal.region.relations)
        spans = tuple((s, span) for s, span in goal.region.spans if s != chosen)
        region = Region(spans)
        for relation in relations:
            region = region.under(relation)
        return prover.proves(goal.expr.xreplace(change), region, strict=goal.strict, depth=goal.depth - 1)
    return False


def _is_homogeneous(expr: sp.Expr, group: tuple[sp.Symbol, ...], degree: sp.Rational) -> bool:
    """Whether the expression grows as the power `degree` of the scale; by numbers first, then exactly."""
    if not set(group) <= expr.free_symbols and not expr.is_polynomial():
        return False
    scale = sp.Symbol("scale", positive=True)
    gap = expr.subs({s: scale * s for s in group}, simultaneous=True) - scale**degree * expr
    ordered = sorted(expr.free_symbols, key=str)
    point = {s: sp.Rational(3 + 2 * k, 7 + k) for k, s in enumerate(ordered)}
    point[scale] = sp.Rational(5, 3)  # type: ignore[index]
    try:
        if ball_decides_sign(gap, point, 128) in (1, -1):  # type: ignore[arg-type]
            return False
    except EvaluationError:
        return False
    return is_exactly_zero(sp.expand(gap)) or is_exactly_zero(gap)
