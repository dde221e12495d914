"""The points at which a claim is tried after the ones drawn by chance: where wrong claims fail first."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise, permutations, product
from typing import TypeVar

import sympy as sp

from symfeat.checking.search.region import Point, Region, conforms
from symfeat.checking.search.switches import solved, switches
from symfeat.checking.search.values import far_values, values_of

Item = TypeVar("Item")
_PATTERNS = 32  # combinations of signs
_TRIPLES = 24  # of symbols
_REGIMES = ("moderate", "extreme", "moderate", "scaled", "special")


class Remembered:
    """Points that are made when they are asked for, once."""

    def __init__(self, points: Iterator[Point]) -> None:
        self._left, self._made = points, list[Point]()

    def first(self, count: int, seconds: float = float("inf")) -> list[Point]:
        """The first `count` points, or those that were made in time."""
        until = time.monotonic() + seconds
        while len(self._made) < count and time.monotonic() < until:
            point = next(self._left, None)
            if point is None:
                break
            self._made.append(point)
        return self._made[:count]


def battery(exprs: Sequence[sp.Expr], region: Region, generic: Sequence[Point]) -> Iterator[Point]:
    """Points of the region at switches, edges, special values and coincidences, in turns; each one once."""
    if not region.symbols or not generic:
        return
    seen = {frozenset(point.items()) for point in generic}
    sources = (
        _at_switches(exprs, region, generic),
        _between_switches(exprs, region, generic),
        _at_values(exprs, region, generic),
        _coincidences(region, generic),
        _signs(region, generic),
        _edges(region, generic),
    )
    for point in _in_turns(sources):
        key = frozenset(point.items())
        if key not in seen:
            seen.add(key)
            if region.admits(point):
                yield point


def drawn(region: Region, count: int) -> Iterator[Point]:
    """More points by chance, as long as the region has them."""
    for attempt in range(count):
        point = region.draw(_REGIMES[attempt % len(_REGIMES)])
        if point is not None and region.admits(point):
            yield point


def far(region: Region, generic: Sequence[Point]) -> Iterator[Point]:
    """Points with one symbol, or all of them, very large or very small."""
    for symbol in region.symbols:
        if symbol.is_extended_real:
            for value in far_values(symbol):
                if conforms(symbol, value):
                    yield from _placed(region, generic[0], {symbol: value})
    for exponent in (-30, 30):
        size = sp.Integer(10) ** exponent
        if len(region.symbols) > 1 and not any(s.is_integer for s in region.symbols):
            moved = {s: sp.expand(v * size) for s, v in generic[0].items()}
            if region.admits(moved):
                yield moved


def _in_turns(sources: Iterable[Iterator[Item]]) -> Iterator[Item]:
    left = list(sources)
    while left:
        for source in tuple(left):
            batch = tuple(islice(source, 3))
            yield from batch
            if len(batch) < 3:
                left.remove(source)


def _placed(region: Region, base: Point, values: Point) -> Iterator[Point]:
    """The base with these values, or, where its other values do not fit, ones that do."""
    point = base | values
    if region.admits(point):
        yield point
    elif len(values) < len(region.symbols) and (found := region.complete(values, tries=3)) is not None:
        yield found


def _at_switches(exprs: Sequence[sp.Expr], region: Region, generic: Sequence[Point]) -> Iterator[Point]:
    """One value of each argument in turn, so that no argument waits for all values of another."""
    found = switches(exprs, region.symbols)
    longest = max((len(places) for _, places in found), default=0)
    for rank in range(longest):
        for number, (argument, places) in enumerate(found):
            if rank >= len(places):
                continue
            for symbol in sorted(argument.free_symbols, key=str):
                base = generic[(rank + number) % len(generic)]
                for value in _of_kind(symbol, solved(argument, places[rank], symbol, base)):  # type: ignore[arg-type]
                    yield from _placed(region, base, {symbol: value})  # type: ignore[dict-item]


def _of_kind(symbol: sp.Basic, values: Sequence[sp.Expr]) -> Iterator[sp.Expr]:
    """The values that the symbol may have; of what is no whole number, for an integer, those around it."""
    for value in values:
        whole = symbol.is_integer and value.is_Rational and not value.is_Integer  # type: ignore[attr-defined]
        for near in (sp.floor(value), sp.ceiling(value)) if whole else (value,):
            if conforms(symbol, near):  # type: ignore[arg-type]
                yield near


def _between_switches(exprs: Sequence[sp.Expr], region: Region, generic: Sequence[Point]) -> Iterator[Point]:
    """In the middle between neighbours of the values of a real symbol at which some branch is taken over."""
    found = switches(exprs, region.symbols)
    for base in generic[:2]:
        for symbol in region.symbols:
            if not symbol.is_extended_real or symbol.is_integer:
                continue
            roots = {
                root
                for argument, places in found
                if symbol in argument.free_symbols and sp.S.Zero in places
                for root in solved(argument, sp.S.Zero, symbol, base)
                if root.is_Rational
            }
            for low, high in pairwise(sorted(roots)):
                yield from _placed(region, base, {symbol: (low + high) / 2})


def _at_values(exprs: Sequence[sp.Expr], region: Region, generic: Sequence[Point]) -> Iterator[Point]:
    queues = [
        _in_turns_of_values(symbol, exprs, region, generic, offset)
        for offset, symbol in enumerate(region.symbols)
    ]
    yield from _in_turns(queues)


def _in_turns_of_values(
    symbol: sp.Symbol, exprs: Sequence[sp.Expr], region: Region, generic: Sequence[Point], offset: int
) -> Iterator[Point]:
    for index, value in enumerate(values_of(symbol, exprs)):
        if conforms(symbol, value):
            yield from _placed(region, generic[(index + offset) % len(generic)], {symbol: value})


def _coincidences(region: Region, generic: Sequence[Point]) -> Iterator[Point]:
    """Symbols equal, opposite, reciprocal, between two others; all alike; one or two of them zero."""
    symbols = region.symbols
    for base in generic[:3]:
        for first, second, third in islice(permutations(symbols, 3), _TRIPLES):
            if second.name < third.name:
                yield base | {first: (base[second] + base[third]) / 2}
                yield base | {first: base[second] + base[third]}
        for index, symbol in enumerate(symbols):
            if conforms(symbol, sp.S.Zero):
                yield base | {symbol: sp.S.Zero}
            for other in symbols[:index]:
                value = base[other]
                candidates = [value, -value, 2 * value, value + 1, value - 1]
                candidates += [1 / value, -1 / value] if value != 0 else []
                for candidate in candidates:
                    yield base | {symbol: sp.expand(candidate)}
                yield base | {symbol: sp.S.Zero, other: sp.S.Zero}
        for value in (sp.S.Zero, sp.S.One, sp.S.NegativeOne, sp.Integer(2), *islice(base.values(), 1)):
            yield dict.fromkeys(symbols, value)


def _signs(region: Region, generic: Sequence[Point]) -> Iterator[Point]:
    """Every pattern of signs of the real symbols, and of quadrants of the complex ones."""
    open_sign = [s for s in region.symbols if not (s.is_nonnegative or s.is_nonpositive)]
    units = [
        (1, -1) if s.is_extended_real else (1 + sp.I, -1 - sp.I, -1 + sp.I, 1 - sp.I, sp.S.NegativeOne)
        for s in open_sign
    ]
    if len(open_sign) > 1:
        for base, pattern in zip(_cycle(generic), islice(product(*units), _PATTERNS), strict=False):
            yield base | {
                s: sp.expand(abs(sp.re(base[s]) or 1) * unit)
                for s, unit in zip(open_sign, pattern, strict=True)
            }


def _cycle(items: Sequence[Item]) -> Iterator[Item]:
    while True:
        yield from items


def _edges(region: Region, generic: Sequence[Point]) -> Iterator[Point]:
    """Values at the closed ends of what the assumptions leave to a symbol, and close to all ends."""
    for base in generic[:2]:
        for symbol in region.symbols:
            if not symbol.is_extended_real:
                yield from _complex_edges(symbol, region, base)
                continue
            for value in region.interval(symbol, base).near_ends():
                if not symbol.is_integer or value.denominator == 1:
                    yield base | {symbol: sp.Rational(value.numerator, value.denominator)}


def _complex_edges(symbol: sp.Symbol, region: Region, base: Point) -> Iterator[Point]:
    """Numbers close to the ends of the modulus, the angle or a part, where the relations bound them."""
    real, imag = base[symbol].as_real_imag()
    for part in (sp.re, sp.im):
        for value in region.part(part(symbol), base).near_ends():
            end = sp.Rational(value.numerator, value.denominator)
            yield base | {symbol: end + sp.I * imag if part is sp.re else real + sp.I * end}
    modulus = region.part(sp.Abs(symbol), base)
    for value in modulus.near_ends():
        size = sp.Rational(value.numerator, value.denominator)
        yield base | {symbol: sp.expand(size * (sp.Rational(3, 5) + sp.Rational(4, 5) * sp.I))}
        yield base | {symbol: -size}
    for end in (region.part(sp.arg(symbol), base).low, region.part(sp.arg(symbol), base).high):
        for direction in _directions_near(end):
            yield base | {symbol: direction}


def _directions_near(angle: Fraction | None) -> Iterator[sp.Expr]:
    """The axes and diagonals, and numbers close to them, should an angle end there."""
    if angle is not None:
        for axis in (sp.I, -sp.I, sp.S.One, sp.S.NegativeOne, 1 + sp.I, 1 - sp.I, -1 + sp.I, -1 - sp.I):
            yield 2 * axis
            yield sp.expand(axis * (1 + sp.I / 1000))
            yield sp.expand(axis * (1 - sp.I / 1000))
