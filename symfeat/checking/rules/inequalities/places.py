"""Where a goal may be tight: the places at which its region is split."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import sympy as sp

from symfeat.checking.ball import ball_decides_sign
from symfeat.checking.rules.inequalities.prover import Goal, signs_at, values_at
from symfeat.checking.rules.inequalities.region import Region
from symfeat.errors import EvaluationError


def places(goal: Goal, symbol: sp.Symbol, slope: sp.Expr) -> Iterator[sp.Expr]:
    """Where the minimum may be: zeros of simple factors of the derivative, plain numbers, other symbols."""
    found: list[sp.Expr] = []
    for factor in sp.Mul.make_args(sp.fraction(slope)[0]):
        found += zeros_of(factor, symbol)
    if len(goal.symbols) == 1:
        found += _numeric_zeros(slope, symbol, goal.region)
    found += [sp.S.Zero, sp.S.One, *(s for s in goal.symbols if s != symbol)]
    kept = [place for place in dict.fromkeys(found) if may_split(place, goal, symbol)]
    yield from kept[:3]


def zeros_of(factor: sp.Expr, symbol: sp.Symbol) -> list[sp.Expr]:
    """The zero of a factor a x - b, or a x^r - b."""
    powers = {p for p in factor.atoms(sp.Pow) if p.base == symbol} | {symbol}
    for power in sorted(powers, key=sp.default_sort_key):
        name = sp.Dummy()
        written = factor.xreplace({power: name})
        rate = sp.diff(written, name)
        if rate == 0 or {symbol, name} & rate.free_symbols:
            continue
        value = sp.cancel(-(written - rate * name) / rate)
        if symbol in value.free_symbols:
            continue
        if power == symbol:
            return [value]
        if value.is_positive and symbol not in power.exp.free_symbols:
            return [sp.powdenest(value ** sp.cancel(1 / power.exp))]
    return []


def _numeric_zeros(slope: sp.Expr, symbol: sp.Symbol, region: Region) -> list[sp.Expr]:
    """Plain numbers at which the derivative seems to change its sign; they are proposals alone."""
    values = sorted((point[symbol], sign) for point, sign in values_at(slope, region) if sign)
    for (a, before), (b, after) in pairwise(values):
        if before * after >= 0:
            continue
        for _ in range(40):
            middle = (a + b) / 2
            sign = _sign_at(slope, symbol, middle)
            if not sign:
                a = b = middle
                break
            a, b = (middle, b) if sign == before else (a, middle)
        place = float((a + b) / 2)
        for unit in (sp.S.One, sp.pi, sp.E, 1 / sp.E, sp.sqrt(2), sp.sqrt(3), 1 / sp.pi):
            ratio = Fraction(place / float(unit)).limit_denominator(24)
            if abs(float(ratio) * float(unit) - place) < 1e-9 * max(1.0, abs(place)):
                return [sp.Rational(ratio.numerator, ratio.denominator) * unit]
    return []


def _sign_at(expr: sp.Expr, symbol: sp.Symbol, place: sp.Expr) -> int | None:
    try:
        return ball_decides_sign(expr, {symbol: place}, 256)
    except EvaluationError:
        return None


def may_split(place: sp.Expr, goal: Goal, symbol: sp.Symbol) -> bool:
    """Whether a place may lie inside the symbol's interval, and the goal is not false there."""
    span = goal.region.span(symbol)
    if place.free_symbols:
        return place.free_symbols <= set(goal.symbols) and bool(place.is_extended_real)
    if place.is_extended_real is not True:
        return False
    return span.holds_inside(place) and -1 not in signs_at(goal.expr.subs(symbol, place), goal.region)


def split_at(goal: Goal, symbol: sp.Symbol, place: sp.Expr) -> Iterator[tuple[sp.Expr, Region]]:
    """The goal for symbol = place, and on either side of it by a new symbol that is positive."""
    yield goal.expr.subs(symbol, place), goal.region
    scaled = place.has(sp.Pow) and bool(place.free_symbols) and place.is_positive and symbol.is_positive
    for sign in (1, -1):
        step = goal.region.fresh(symbol, positive=True)
        value = place * (1 + step) ** sign if scaled else place + sign * step
        yield goal.expr.subs(symbol, value), goal.region.moved({symbol: value})
