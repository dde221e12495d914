"""Sample points at which claims fail first: zeros, coincidences, and where one case gives way to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.search.region import Point, conforms
from symfeat.claims.kinds import Claim, Limit

_POINTS_AT_ONE_SWITCH, _POINTS_AT_TWO = 6, 2
_RATES = 3  # exponentials of more rates are not compared pair by pair


def edges_of(points: Sequence[Point]) -> Iterator[Point]:
    """The points with symbols at zero, or equal to another symbol or to its negative."""
    for point in points:
        yield {s: sp.S.Zero if conforms(s, sp.S.Zero) else value for s, value in point.items()}
        for symbol in point:
            if symbol.is_zero is None and symbol.is_real:
                yield point | {symbol: sp.S.Zero}
            for other in point:
                if other.name < symbol.name and symbol.is_zero is None and other.is_zero is None:
                    yield point | {symbol: sp.S.Zero, other: sp.S.Zero}
                if other.name < symbol.name and symbol.is_real and other.is_real:
                    yield from (
                        point | {symbol: v} for v in (point[other], -point[other]) if conforms(symbol, v)
                    )


def beyond(claim: Claim, points: Sequence[Point]) -> Iterator[Point]:
    """The points, with a symbol moved to the far side of each number that a branch compares it with."""
    relations = {r for e in claim.expressions() for r in e.atoms(Relational)}
    for relation in sorted(relations, key=sp.default_sort_key):
        symbol, number = relation.lhs, relation.rhs
        if symbol.is_Symbol and number.is_Rational and number and conforms(symbol, 2 * number):
            yield from (point | {symbol: 2 * number} for point in points)


def at_switches(claim: Claim, points: Sequence[Point]) -> Iterator[Point]:
    """For a limit, points at which one or two conditions of its branches turn, or two rates meet.

    A limit that depends on the case differs there, and generic points meet none of these cases.
    """
    if not isinstance(claim, Limit):
        return
    conditions = {r for e in claim.expressions() for p in e.atoms(sp.Piecewise) for r in p.atoms(Relational)}
    found = {_plain(gap) for gap in (*(r.lhs - r.rhs for r in conditions), *_rate_gaps(claim))}
    gaps = sorted(found, key=sp.default_sort_key)
    for number, count in ((1, _POINTS_AT_ONE_SWITCH), (2, _POINTS_AT_TWO)):
        for together in combinations(gaps, number):
            yield from filter(None, (_closed(together, point) for point in points[:count]))


def _rate_gaps(claim: Limit) -> Iterator[sp.Expr]:
    """Rates of exponentials that may vanish, and differences that may; none if there are many rates."""
    rates = {sp.expand(e.args[0] / claim.var) for e in claim.expr.atoms(sp.exp)}
    if len(rates) <= _RATES:
        pairs = (first - second for first, second in combinations(sorted(rates, key=sp.default_sort_key), 2))
        yield from (gap for gap in (*rates, *pairs) if gap.free_symbols and gap.is_zero is None)


def _plain(gap: sp.Expr) -> sp.Expr:
    """The gap without its factor, so that multiples are one."""
    gap = sp.expand(gap).primitive()[1]
    return -gap if gap.could_extract_minus_sign() else gap


def _closed(gaps: Sequence[sp.Expr], point: Point) -> Point | None:
    """The point with a symbol of each gap moved so that the gap is zero; None if no symbol can be."""
    moved: Point = {}
    for gap in sorted(gaps, key=lambda gap: len(gap.free_symbols)):
        for symbol in sorted(gap.free_symbols & point.keys() - moved.keys(), key=str):
            slope = sp.diff(gap, symbol)
            if slope.is_Rational and slope:
                root = (symbol - gap / slope).xreplace({**point, **moved})
                if conforms(symbol, root):
                    moved[symbol] = root
                    break
        else:
            return None
    closed = {**point, **moved}
    return closed if all(gap.xreplace(closed).is_zero for gap in gaps) else None


def alike(claim: Claim, points: Sequence[Point]) -> Iterator[Point]:
    """For a limit of a logarithm, positive symbols all equal: its argument may vanish there alone."""
    if isinstance(claim, Limit) and claim.expr.has(sp.log):
        for number in (1, 3):
            for point in points[:1]:
                value = sp.Integer(number)
                yield point | {s: value for s in point if s.is_positive and conforms(s, value)}
