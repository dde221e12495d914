"""Functions with branches: which one is taken in the end, by the sign of a leading term."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, Not, Or

from symfeat.checking.asymptotics.scales import ONE
from symfeat.checking.asymptotics.series import Series
from symfeat.checking.exact.cases import is_real, relation_holds
from symfeat.checking.exact.ring import NotReducible
from symfeat.checking.exact.sign import Sign

if TYPE_CHECKING:
    from symfeat.checking.asymptotics.expand import Expansion

HEADS = (sp.Abs, sp.sign, sp.Heaviside, sp.Min, sp.Max, sp.Piecewise, sp.floor, sp.ceiling, sp.frac, sp.atan2)


def expand(expansion: Expansion, expr: sp.Expr) -> Series:
    """The expansion of the branch that is taken from some point on."""
    if isinstance(expr, sp.Piecewise):
        for value, condition in expr.args:
            if _holds(expansion, condition):
                return expansion.of(value)
        raise NotReducible("no branch holds in the end")
    if not all(is_real(part, expansion.facts) for part in expr.args):
        raise NotReducible(f"an argument of {expr.func.__name__} may not be real")
    if isinstance(expr, (sp.Min, sp.Max)):
        best, *others = expr.args
        for other in others:
            sign = expansion.sign_near(other - best)
            best = other if (sign > 0) == isinstance(expr, sp.Max) and sign else best
        return expansion.of(best)
    if isinstance(expr, sp.atan2):
        return expansion.of(_angle(expansion, *expr.args))
    (argument,) = expr.args[:1]
    if isinstance(expr, (sp.floor, sp.ceiling, sp.frac)):
        return _whole(expansion, expr, argument)
    sign = expansion.sign_near(argument)
    if isinstance(expr, sp.Abs):
        return expansion.of(argument if sign >= 0 else -argument)
    return expansion.algebra.number(expr.func(sp.Integer(sign)))


def _holds(expansion: Expansion, condition: Boolean) -> bool:
    """Whether a condition is true from some point on."""
    if condition in (sp.true, sp.false):
        return condition is sp.true
    if isinstance(condition, And):
        return all(_holds(expansion, part) for part in condition.args)
    if isinstance(condition, Or):
        return any(_holds(expansion, part) for part in condition.args)
    if isinstance(condition, Not):
        return not _holds(expansion, condition.args[0])
    if not isinstance(condition, Relational):
        raise NotReducible(f"condition {condition} is not understood")
    sign = Sign(frozenset({expansion.sign_near(condition.lhs - condition.rhs)}))
    return bool(relation_holds(sign, condition.rel_op))


def _angle(expansion: Expansion, up: sp.Expr, along: sp.Expr) -> sp.Expr:
    """DLMF 1.9.8: the angle of a point by the quadrant that it is in, in the end."""
    first, second = expansion.sign_near(along), expansion.sign_near(up)
    if first == 0:
        if second == 0:
            raise NotReducible("the angle of the origin")
        return sp.pi / 2 * second
    turn = sp.S.Zero if first > 0 else sp.pi if second >= 0 else -sp.pi
    return sp.atan(up / along) + turn


def _whole(expansion: Expansion, expr: sp.Expr, argument: sp.Expr) -> Series:
    """The whole part: within one of the argument, or a number where that settles."""
    series = expansion.of(argument)
    if isinstance(expr, sp.frac):
        return expansion.of(argument - sp.floor(argument))
    if series.bound is not None and expansion.scales.compare(series.bound, ONE) > 0:
        return expansion.algebra.collect([t for t in series.terms if t[0] != ONE], [series.rest, ONE])
    level = next((c for s, c in series.terms if s == ONE), sp.S.Zero)
    rounded = expr.func(level)
    if not rounded.is_Integer:
        raise NotReducible(f"{expr.func.__name__} of a number that is not known")
    if level == rounded:
        sign = expansion.sign_near(argument - level)
        rounded += sign if (sign < 0) == isinstance(expr, sp.floor) and sign else 0
    return expansion.algebra.number(rounded)
