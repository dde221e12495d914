"""The domain of a claim as a set of points: what symbols and relations allow, and points drawn from it."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.ball import holds
from symfeat.checking.search.bounds import Bounds
from symfeat.checking.search.interval import Interval, magnitude

Point = dict[sp.Symbol, sp.Expr]
TRIES = 60  # draws allowed for each point asked for; assumptions that fewer satisfy count as vacuous
_PLAIN_FACTS = {"real", "complex", "positive", "negative", "nonnegative", "nonpositive", "nonzero", "integer"}
_PLAIN_FACTS |= {"finite", "commutative", "rational", "extended_real", "hermitian"}
_SPECIAL_VALUES = (sp.Integer(0), sp.Integer(0), sp.Integer(1), sp.Integer(-1))  # zero more often
_CIRCLE = 60  # the largest denominator of a direction drawn for a complex number


def satisfies(assumptions: Sequence[Any]) -> Callable[[Point], bool]:
    """A test for points: every relation of `assumptions` certainly holds there."""
    condition = sp.And(*assumptions) if assumptions else sp.true

    def met(point: Point) -> bool:
        truth = condition == sp.true or holds(condition, point)
        if truth is not None:
            return truth
        try:  # where the sides of a relation are equal no ball can tell; SymPy may: arg(-I) >= -pi/2
            return condition.xreplace(point) == sp.true
        except TypeError:  # a side without a value
            return False

    return met


class Region:
    """Points of a domain: `draw` makes them by chance, `complete` around values that are given.

    Bounds that are linear in a symbol are read from the relations, so that narrow domains and ordered chains
    are met at once; what else the relations say is tried. `boxes` are hints where to sample, no assumption:
    every other point ignores them.
    """

    def __init__(
        self,
        symbols: Iterable[sp.Symbol],
        relations: Sequence[Relational] = (),
        boxes: Sequence[tuple[sp.Symbol, sp.Expr, sp.Expr]] = (),
        seed: int | str = 0,
    ):
        named = sorted(set(symbols), key=lambda symbol: (symbol.name, sorted(symbol.assumptions0.items())))
        self.symbols: tuple[sp.Symbol, ...] = tuple(named)
        self.relations = tuple(relations)
        self.source = random.Random(seed)
        self._bounds = Bounds(self.relations)
        self._satisfies = satisfies(self.relations)
        self._boxes = {symbol: _box(low, high) for symbol, low, high in boxes}
        self._signs = {symbol: _sign_interval(symbol) for symbol in self.symbols}
        self._units = {s: _units(s) for s in self.symbols if not s.is_extended_real}

    def admits(self, point: Mapping[sp.Symbol, sp.Expr]) -> bool:
        """Whether the point certainly belongs to the domain."""
        return all(conforms(s, point[s]) for s in self.symbols) and self._satisfies(dict(point))

    def interval(self, symbol: sp.Symbol, point: Mapping[sp.Symbol, Any]) -> Interval:
        """What is left to a real symbol where others have the values of `point`."""
        others = {s: v for s, v in point.items() if s != symbol}
        return self._signs[symbol].meet(self._bounds.interval(symbol, others))

    def part(self, coordinate: sp.Basic, point: Mapping[sp.Symbol, Any]) -> Interval:
        """What relations leave to the modulus, the angle or a part of a complex symbol."""
        return self._bounds.interval(coordinate, point)

    def draw(
        self, regime: str = "moderate", fixed: Mapping[sp.Symbol, sp.Expr] | None = None
    ) -> Point | None:
        """One attempt at a point with the values of `fixed`; None where no value was left to a symbol."""
        point: Point = dict(fixed or {})
        left = [s for s in self.symbols if s not in point]
        boxed = regime == "moderate" and bool(self._boxes) and self.source.random() < 0.5
        self.source.shuffle(left)
        while left:
            # A symbol between two known ends first, so that the next of a chain finds room.
            known = {s: self.interval(s, point) for s in left if s.is_extended_real}
            symbol = max(left, key=lambda s: known[s].ends if s in known else 0)
            left.remove(symbol)
            if symbol in known:
                within = (
                    known[symbol].meet(self._boxes[symbol])
                    if boxed and symbol in self._boxes
                    else known[symbol]
                )
                value = self._real(symbol, within if not within.empty else known[symbol], regime)
            else:
                value = self._complex(symbol, point, regime)
            if value is None:
                return None
            point[symbol] = value
        if regime == "special":
            self._make_special(point, fixed or {})
        return {symbol: point[symbol] for symbol in self.symbols}

    def complete(self, fixed: Mapping[sp.Symbol, sp.Expr], tries: int = 6) -> Point | None:
        """A point of the domain with these values; None where none was met."""
        if not all(conforms(s, v) for s, v in fixed.items()):
            return None
        for _ in range(tries if len(fixed) < len(self.symbols) else 1):
            point = self.draw("moderate", fixed)
            if point is not None and self.admits(point):
                return point
        return None

    def _real(self, symbol: sp.Symbol, within: Interval, regime: str) -> sp.Expr | None:
        if symbol.is_integer:
            return self._integer(symbol, within, regime)
        exotic = not _is_plain(symbol)
        for _ in range(TRIES if exotic else 4):
            drawn = within.draw(self.source, regime)
            value = None if drawn is None else sp.Rational(drawn.numerator, drawn.denominator)
            if value is not None and conforms(symbol, value):
                return value
        if Fraction(0) in within and conforms(symbol, sp.S.Zero):
            return sp.S.Zero
        return None

    def _integer(self, symbol: sp.Symbol, within: Interval, regime: str) -> sp.Expr | None:
        if symbol.is_zero:
            return sp.S.Zero
        span = 1000 if regime == "extreme" else 40 if regime == "scaled" else 8
        low = (
            None
            if within.low is None
            else math.floor(within.low) + (not within.low_closed or within.low % 1 != 0)
        )
        high = (
            None
            if within.high is None
            else math.ceil(within.high) - (not within.high_closed or within.high % 1 != 0)
        )
        if low is None:
            low = -span if high is None else high - span
        high = (
            low + (2 * span if within.low is None and within.high is None else span) if high is None else high
        )
        if high > low + span and within.low is not None:
            high = low + span
        for _ in range(TRIES):
            if low > high:
                return None
            value = sp.Integer(self.source.randint(low, high))
            if conforms(symbol, value):
                return value
        return None

    def _complex(self, symbol: sp.Symbol, point: Point, regime: str) -> sp.Expr | None:
        polar = [self._bounds.speaks_of(part(symbol)) for part in (sp.Abs, sp.arg)]
        if any(polar):
            return self._polar(symbol, point, regime)
        if any(self._bounds.speaks_of(part(symbol)) for part in (sp.re, sp.im)):
            parts = [
                self._bounds.interval(part(symbol), point).draw(self.source, regime)
                for part in (sp.re, sp.im)
            ]
            if None in parts:
                return None
            real, imag = (sp.Rational(p.numerator, p.denominator) for p in parts if p is not None)
            if self.source.random() < 0.2 and Fraction(0) in self._bounds.interval(sp.im(symbol), point):
                imag = sp.S.Zero
            return _if_allowed(symbol, real + sp.I * imag)
        for _ in range(TRIES if not _is_plain(symbol) else 4):
            if not self._units[symbol]:
                return None
            unit = self.source.choice(self._units[symbol])
            sizes = [magnitude(self.source, regime) for _ in range(2)]
            real, imag = (sp.Rational(size.numerator, size.denominator) for size in sizes)
            value = sp.re(unit) * real + sp.I * sp.im(unit) * imag
            if symbol.is_integer:
                value = sp.Integer(self.source.randint(-8, 8))
            if conforms(symbol, value):
                return value
        return None

    def _polar(self, symbol: sp.Symbol, point: Point, regime: str) -> sp.Expr | None:
        above_zero = Interval(low=Fraction(0))
        radius = self._bounds.interval(sp.Abs(symbol), point).meet(above_zero).draw(self.source, regime)
        turns = self._bounds.interval(sp.arg(symbol), point)
        low = -math.pi if turns.low is None else max(-math.pi, float(turns.low))
        high = math.pi if turns.high is None else min(math.pi, float(turns.high))
        if radius is None or low > high:
            return None
        directions = [d for d in (0.0, math.pi, math.pi / 2, -math.pi / 2) if low < d <= high]
        if directions and self.source.random() < 0.3:
            angle = self.source.choice(directions)
        else:
            angle = low + (high - low) * self.source.randint(1, 31) / 32
        real, imag = (
            radius * Fraction(side).limit_denominator(_CIRCLE) for side in (math.cos(angle), math.sin(angle))
        )
        return _if_allowed(
            symbol,
            sp.Rational(real.numerator, real.denominator)
            + sp.I * sp.Rational(imag.numerator, imag.denominator),
        )

    def _make_special(self, point: Point, fixed: Mapping[sp.Symbol, sp.Expr]) -> None:
        """One or two symbols at zero, one, minus one, or as large as another symbol."""
        free = [s for s in self.symbols if s not in fixed]
        for symbol in self.source.sample(free, min(len(free), self.source.randint(1, 2))):
            others = [value for other, value in point.items() if other != symbol]
            candidates = [*_SPECIAL_VALUES, *others, *(-value for value in others)]
            self.source.shuffle(candidates)
            for value in candidates:
                if conforms(symbol, value):
                    point[symbol] = value
                    break


def conforms(symbol: sp.Symbol, value: sp.Expr) -> bool:
    """Whether a value certainly meets all that the symbol assumes of itself."""
    if isinstance(value, sp.Rational) and _is_plain(symbol):
        return _conforms_plainly(symbol, value)
    return _conforms(symbol, value)


def _conforms_plainly(symbol: sp.Symbol, value: sp.Rational) -> bool:
    sign = value.p
    return not (
        (symbol.is_positive and sign <= 0)
        or (symbol.is_negative and sign >= 0)
        or (symbol.is_nonnegative and sign < 0)
        or (symbol.is_nonpositive and sign > 0)
        or (symbol.is_zero is False and sign == 0)
        or (symbol.is_integer and value.q != 1)
    )


@lru_cache(maxsize=4096)
def _conforms(symbol: sp.Symbol, value: sp.Expr) -> bool:
    return all(getattr(value, f"is_{k}") == truth for k, truth in symbol.assumptions0.items())


@lru_cache(maxsize=1024)
def _is_plain(symbol: sp.Symbol) -> bool:
    """Whether sign, kind and nothing else are assumed."""
    given = {k: v for k, v in symbol._assumptions_orig.items() if v is not None}  # type: ignore[attr-defined]
    return all(fact in _PLAIN_FACTS and truth for fact, truth in given.items())


def _if_allowed(symbol: sp.Symbol, value: sp.Expr) -> sp.Expr | None:
    return value if conforms(symbol, value) else None


def _sign_interval(symbol: sp.Symbol) -> Interval:
    zero = Fraction(0)
    if symbol.is_nonnegative:
        return Interval(low=zero, low_closed=not symbol.is_positive)
    if symbol.is_nonpositive:
        return Interval(high=zero, high_closed=not symbol.is_negative)
    return Interval()


def _box(low: sp.Expr, high: sp.Expr) -> Interval:
    ends = [Fraction(int(end.p), int(end.q)) for end in map(sp.Rational, (low, high))]
    return Interval(ends[0], ends[1], True, True)


def _units(symbol: sp.Symbol) -> tuple[sp.Expr, ...]:
    """Numbers that stand for what the assumptions leave to a symbol that may not be real."""
    quadrants: Iterator[sp.Expr] = (a + b * sp.I for a in (1, -1) for b in (1, -1))
    candidates = (*quadrants, sp.Integer(1), sp.Integer(-1), sp.I, -sp.I)
    return tuple(unit for unit in candidates if conforms(symbol, unit))
