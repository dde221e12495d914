"""Integrands with cases: where they may change, and their form between two such places."""

from __future__ import annotations

import itertools
from typing import Any

import sympy as sp
from flint import arb
from sympy.core.relational import Relational

from symfeat.evaluate.bound import Body, value_of, whole
from symfeat.evaluate.conditions import UNKNOWN
from symfeat.evaluate.program import UndecidedComparison

_SIGNED = (sp.Abs, sp.sign, sp.Heaviside)
_STEPPED = (sp.floor, sp.ceiling)
_CASES = (*_SIGNED, *_STEPPED, sp.Min, sp.Max, sp.Piecewise, sp.frac, sp.Mod)
_MOST = 300


class NoPieces(ArithmeticError):
    """An integrand changes its form at places that are not known."""


def has_cases(body: Body) -> bool:
    """Whether the bound symbol decides between cases."""
    return any(body.symbol in part.free_symbols for part in body.expr.atoms(*_CASES))


def split(body: Body, low: sp.Expr, high: sp.Expr) -> list[tuple[sp.Expr, sp.Expr, sp.Expr]]:
    """The integrand's form between neighbouring places, in order: (form, from, to).

    Raises NoPieces where what decides is not linear in the bound symbol.
    """
    x = body.symbol
    expr = body.expr.replace(sp.frac, lambda a: a - sp.floor(a)).replace(
        sp.Mod, lambda a, b: a - b * sp.floor(a / b)
    )
    places = {place for part in _deciding(expr, x) for place in _roots(body, part, low, high)}
    bounds = [_exact(body, end) for end in (low, high)]
    inside = [(number, place) for place in places if (number := _between(body, place, bounds)) is not None]
    inside.sort(key=lambda pair: float(pair[0].mid()))
    if any(not first[0] < second[0] for first, second in itertools.pairwise(inside)):
        raise NoPieces
    ends = [low, *(place for _, place in inside), high]
    return [(_form(body, expr, a, b), a, b) for a, b in itertools.pairwise(ends)]


def _deciding(expr: sp.Expr, x: sp.Symbol) -> list[tuple[sp.Expr, bool]]:
    """Expressions whose sign decides, and those whose integer part does (True)."""
    found = [(part.args[0], False) for part in expr.atoms(*_SIGNED)]
    found += [(part.args[0], True) for part in expr.atoms(*_STEPPED)]
    found += [(part.lhs - part.rhs, False) for part in expr.atoms(Relational)]
    for part in expr.atoms(sp.Min, sp.Max):
        found += [(a - b, False) for i, a in enumerate(part.args) for b in part.args[:i]]
    return [(part, steps) for part, steps in found if x in part.free_symbols]


def _roots(body: Body, part: tuple[sp.Expr, bool], low: sp.Expr, high: sp.Expr) -> list[sp.Expr]:
    argument, steps = part
    slope = sp.diff(argument, body.symbol)
    if slope == 0 or body.symbol in slope.free_symbols:
        raise NoPieces
    start = argument.subs(body.symbol, 0)
    if not steps:
        return [sp.expand(-start / slope)]
    if low.is_infinite or high.is_infinite:
        raise NoPieces
    values = [_exact(body, argument.subs(body.symbol, end)) for end in (low, high)]
    first, last = sorted(float(value.mid()) for value in values)
    if not last - first < _MOST:
        raise NoPieces
    return [sp.expand((n - start) / slope) for n in range(int(first) - 1, int(last) + 2)]


def _exact(body: Body, expr: sp.Expr) -> Any:
    found = body.arithmetic.lift(value_of(body.arithmetic, expr, body.values))
    if type(found) is not arb:
        raise NoPieces
    return found


def _between(body: Body, place: sp.Expr, bounds: list[Any]) -> Any:
    """The number of a place that lies inside; None for one that is outside or an end."""
    number, (low, high) = _exact(body, place), sorted(bounds, key=float)
    if number <= low or number >= high:
        return None
    if not (number > low and number < high):
        raise NoPieces
    return number


def _form(body: Body, expr: sp.Expr, low: sp.Expr, high: sp.Expr) -> sp.Expr:
    if low.is_infinite or high.is_infinite:
        inside = (
            sp.S.Zero if low.is_infinite and high.is_infinite else (low + 1 if high.is_infinite else high - 1)
        )
    else:
        inside = (low + high) / 2
    at = {**body.values, body.symbol: _exact(body, inside)}

    def there(part: sp.Basic) -> Any:
        return value_of(body.arithmetic, part, at)

    def sign_of(argument: sp.Expr) -> int:
        value = body.arithmetic.lift(there(argument))
        if value > 0 or value < 0:
            return 1 if value > 0 else -1
        raise NoPieces

    def step(part: sp.Expr) -> sp.Expr:
        value = whole(there(part))
        if value is None:
            raise NoPieces
        return sp.Integer(value)

    def extreme(part: sp.Expr) -> sp.Expr:
        numbers = [(float(body.arithmetic.lift(there(a)).mid()), a) for a in part.args]
        return (max if isinstance(part, sp.Max) else min)(numbers, key=lambda pair: pair[0])[1]

    def truth(part: sp.Basic) -> Any:
        value = there(part)
        if value is UNKNOWN:
            raise NoPieces
        return sp.true if value else sp.false

    x = body.symbol
    for kinds, form in (
        ((Relational,), truth),
        (_STEPPED, step),
        ((sp.Abs,), lambda p: p.args[0] * sign_of(p.args[0])),
        ((sp.sign,), lambda p: sp.Integer(sign_of(p.args[0]))),
        ((sp.Heaviside,), lambda p: sp.Rational(1 + sign_of(p.args[0]), 2)),
        ((sp.Min, sp.Max), extreme),
    ):
        try:
            found = {part: form(part) for part in expr.atoms(*kinds) if x in part.free_symbols}
        except UndecidedComparison as error:
            raise NoPieces from error
        expr = expr.xreplace(found)
    return expr
