"""Towards a violation: where a margin is smallest, found by moves that need no derivative."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product

import sympy as sp

from symfeat.checking.search.equality import inside
from symfeat.checking.search.region import Point, Region, conforms

Margin = Callable[[Point], float | None]  # positive where a relation holds, negative where it fails

_TAIL_EXPONENTS = (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 30, 45, 60, 100, 200, 300, 500, 1000)
_HEIGHTS = (*(sp.Integer(10) ** k for k in (4, 5, 6, 9, 12)), sp.exp(16), sp.exp(22), sp.exp(50))
_HEIGHTS += (sp.exp(sp.exp(sp.Integer(4))),)  # e^e^e^4: the third logarithm is 4
_WHOLE_HEIGHTS = (2**14, 2**18)  # exponents of two: as many digits as can be handled
_STEPS = tuple(Fraction(1, 2**k) for k in (0, 1, 2, 3, 5, 7, 9, 12, 15, 18, 22, 26, 30))
_DENOMINATOR = 10**12


def tails(region: Region, base: Point, extent: int = 1000) -> Iterator[Point]:
    """Points with one coordinate, or all together, at powers of ten towards infinity and towards zero."""
    for exponent in _TAIL_EXPONENTS:
        if exponent > extent:
            return
        for side in (exponent, -exponent):
            scale = sp.Integer(10) ** side
            for symbol in region.symbols:
                if not symbol.is_extended_real or (symbol.is_integer and side < 0):
                    continue
                for sign in (1, -1):
                    value = sign * scale
                    if conforms(symbol, value) and region.admits(point := base | {symbol: value}):
                        yield point
            if len(region.symbols) > 1:
                moved = {s: v * scale for s, v in base.items()}
                if all(conforms(s, v) for s, v in moved.items()) and region.admits(moved):
                    yield moved


def towers(region: Region, base: Point) -> Iterator[Point]:
    """Points with one real coordinate at e^(10^k) or e^(e^k), of either sign, or as close to an end or zero.

    Balls have exponents of any size. Logarithms, their logarithms and small powers take so long to grow.
    """
    for symbol in region.symbols:
        if symbol.is_integer:
            yield from (
                point
                for size in _WHOLE_HEIGHTS
                if region.admits(point := base | {symbol: sp.Integer(2) ** size})
            )
        elif symbol.is_extended_real:
            ends = region.interval(symbol, base)
            finite = {sp.Rational(e.numerator, e.denominator) for e in (ends.low, ends.high) if e is not None}
            for size in _HEIGHTS:
                steps = [sign * step for step in (sp.exp(size), sp.exp(-size)) for sign in (1, -1)]
                for value in (*steps, *(end + step for end in sorted(finite - {0}) for step in steps[2:])):
                    point = base | {symbol: value}
                    if conforms(symbol, value) and inside(region.relations, point):
                        yield point


def descend(margin: Margin, region: Region, start: Point, evaluations: int) -> Iterator[Point]:
    """Points of ever smaller margin, from `start` on; the last one is a local minimum or where time ended."""
    best = margin(start)
    if best is None:
        return
    point, left = start, evaluations
    for step in _STEPS:
        improved = True
        while improved and left > 0:
            improved = False
            for candidate in _moves(point, region, step):
                left -= 1
                if left <= 0:
                    return
                found = margin(candidate) if region.admits(candidate) else None
                if found is not None and found < best:
                    point, best, improved = candidate, found, True
                    yield point
                    if best < 0:
                        return


def _moves(point: Point, region: Region, step: Fraction) -> Iterator[Point]:
    """One coordinate moved by a factor or a summand, and all of them together."""
    share = sp.Rational(step.numerator, step.denominator)
    real = [s for s in region.symbols if s.is_extended_real]
    for symbol in real:
        value = point[symbol]
        if symbol.is_integer:
            size = max(1, int(abs(value) * share))
            changes = [value + size, value - size, value + 1, value - 1]
        else:
            changes = [value * (1 + share), value / (1 + share)]
            if step == 1:
                changes += [value * 100, value / 100]
            if not symbol.is_nonnegative or step < 1:
                changes += [value + share, value - share]
        for change in changes:
            yield point | {symbol: _short(change)}
    if 1 < len(real) <= 4 and not any(s.is_integer for s in real):
        for pattern in product((1, -1), repeat=len(real)):
            factors = ((1 + share) if sign > 0 else 1 / (1 + share) for sign in pattern)
            yield point | {s: _short(point[s] * f) for s, f in zip(real, factors, strict=True)}


def _short(value: sp.Expr) -> sp.Expr:
    """A number close by whose denominator does not grow with every move."""
    if value.is_Rational and value.q > _DENOMINATOR:  # type: ignore[attr-defined]
        exact = Fraction(int(value.p), int(value.q))  # type: ignore[attr-defined]
        scale = Fraction(1)
        while abs(exact) * scale < 1:
            scale *= 10**6
        near = (exact * scale).limit_denominator(_DENOMINATOR) / scale
        return sp.Rational(near.numerator, near.denominator)
    return value
