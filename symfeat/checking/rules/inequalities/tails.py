"""Strategies for unbounded intervals: a bounded part and a tail, on which one term outgrows the others."""

from __future__ import annotations

import sympy as sp
from sympy.simplify.fu import TR8

from symfeat.checking.rules.inequalities.interval import NoRange, Range
from symfeat.checking.rules.inequalities.monotone import by_monotony
from symfeat.checking.rules.inequalities.places import split_at
from symfeat.checking.rules.inequalities.prover import Goal, Prover
from symfeat.checking.rules.inequalities.ranges import range_of
from symfeat.checking.rules.inequalities.region import Region, Span

_CUTS = (2, 8, 40)
_MOST_TERMS = 12
_HYPERBOLIC = (sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch)
_NEAR_END = sp.Integer(8)


def by_tails(prover: Prover, goal: Goal) -> bool:
    """A goal in one symbol on a ray: up to some place, and beyond; on the line, on either side of zero."""
    if len(goal.symbols) != 1:
        return False
    (symbol,) = goal.symbols
    span = goal.region.span(symbol)
    if span.compact:
        return _from_singular_end(prover, goal, symbol, span)
    if not span.low.is_finite:
        place = sp.S.Zero if not span.high.is_finite else span.high
        parts = list(split_at(goal, symbol, place))
        if span.high.is_finite:
            parts = parts[:1] * (not span.high_open) + parts[2:]
        return all(prover.proves(e, r, strict=goal.strict, depth=goal.depth - 1) for e, r in parts)
    if outgrows(goal, symbol, goal.region):
        return True
    for cut in _CUTS:
        tail = _beyond(goal, symbol, span, cut)
        if outgrows(goal, symbol, tail):
            return _up_to(prover, goal, symbol, tail)
    return False


def by_late_tails(prover: Prover, goal: Goal) -> bool:
    """As `by_tails`, with a derivative that has one sign beyond some place."""
    if len(goal.symbols) != 1:
        return False
    (symbol,) = goal.symbols
    span = goal.region.span(symbol)
    if span.high.is_finite or not span.low.is_finite:
        return False
    for cut in _CUTS[:2]:
        tail = _beyond(goal, symbol, span, cut)
        if by_monotony(prover, Goal(goal.expr, tail, goal.strict, goal.depth - 2)):
            return _up_to(prover, goal, symbol, tail)
    return False


def _beyond(goal: Goal, symbol: sp.Symbol, span: Span, cut: int) -> Region:
    return goal.region.with_span(symbol, Span(sp.Max(span.low, 0) + cut, sp.oo, False, True))


def _up_to(prover: Prover, goal: Goal, symbol: sp.Symbol, tail: Region) -> bool:
    """The goal on the bounded interval before a tail."""
    span = goal.region.span(symbol)
    nearby = goal.region.with_span(symbol, Span(span.low, tail.span(symbol).low, span.low_open, False))
    return prover.proves(goal.expr, nearby, strict=goal.strict, depth=goal.depth - 1)


def _from_singular_end(prover: Prover, goal: Goal, symbol: sp.Symbol, span: Span) -> bool:
    """Near an open end where a function is singular, the distance from it is 1/t with t beyond some place."""
    middle = (span.low + span.high) / 2
    for end, far, is_open, sign in (
        (span.low, span.high, span.low_open, 1),
        (span.high, span.low, span.high_open, -1),
    ):
        if not is_open or end == middle:
            continue
        step = goal.region.fresh(symbol, positive=True)
        moved = sp.expand_log(sp.expand(goal.expr.subs(symbol, end + sign / step)))
        start = sp.Max(_NEAR_END, 2 / abs(far - end))
        tail = Region(((step, Span(start, sp.oo, False, True)),))
        if not outgrows(Goal(moved, tail, goal.strict), step, tail):
            continue
        edge = end + sign / start
        rest = (
            Span(edge, span.high, False, span.high_open) if sign > 0 else Span(span.low, edge, span.low_open)
        )
        if prover.proves(
            goal.expr, goal.region.with_span(symbol, rest), strict=goal.strict, depth=goal.depth - 1
        ):
            return True
    return False


def outgrows(goal: Goal, symbol: sp.Symbol, region: Region) -> bool:
    """Whether the goal holds on a ray by the ranges of its terms, each over the one that grows fastest."""
    expr = goal.expr
    if expr.has(*_HYPERBOLIC):
        written = expr.replace(lambda e: isinstance(e, _HYPERBOLIC), lambda e: e.rewrite(sp.exp))
        expr, below = sp.fraction(sp.together(written))
        if not _is_positive(below, region):
            return False
    expr = sp.expand(expr)
    if expr.has(sp.sin, sp.cos):
        expr = sp.expand(TR8(expr))  # products of sines and cosines as sums
    terms = sp.Add.make_args(expr)
    if len(terms) > _MOST_TERMS:
        return False
    for divisor in (sp.S.One, *terms):
        for sign in (1, -1):
            if sign < 0 and divisor == 1:
                continue
            try:
                size = term_range(sign * divisor, symbol, region)
                if not size.positive(strict=True):
                    continue
                total = range_of(sp.S.Zero, region)
                for term in terms:
                    total = total + term_range(sp.powsimp(term / (sign * divisor)), symbol, region)
            except NoRange:
                continue
            if total.positive(strict=goal.strict):
                return True
    return False


def _is_positive(expr: sp.Expr, region: Region) -> bool:
    try:
        return range_of(expr, region).positive(strict=True)
    except NoRange:
        return False


def term_range(term: sp.Expr, symbol: sp.Symbol, region: Region) -> Range:
    """The range of a product; where its positive factors rise or fall together, from the start of the ray."""
    found: Range | None
    try:
        found = range_of(term, region)
        if found.low.is_finite() and found.high.is_finite():
            return found
    except NoRange:
        found = None
    number, rest = term.as_coeff_Mul()
    growing, other = [], []
    for factor in sp.Mul.make_args(rest):
        known = range_of(factor, region)
        (growing if known.positive(strict=True) and not factor.has(sp.sin, sp.cos) else other).append(factor)
    product = sp.Mul(*growing)
    start = region.span(symbol).low
    try:
        rate = range_of(sp.expand(sp.diff(product, symbol) / product), region)
        at_start = range_of(product.subs(symbol, start), region)
    except NoRange:
        rate = at_start = None
    if rate is None or at_start is None or product.is_number:
        if found is None:
            raise NoRange
        return found
    if rate.negative(strict=False):
        whole = Range(range_of(sp.S.Zero, region).low, at_start.high, True, False)
    elif rate.positive(strict=False):
        whole = Range(at_start.low, range_of(symbol, region).high, False, True)
    else:
        if found is None:
            raise NoRange
        return found
    for factor in (number, *other):
        whole = whole * range_of(factor, region)
    return whole
