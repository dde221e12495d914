"""Rational sample points that respect the assumptions of their symbols, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symfeat.checking.ball import holds

Point = dict[sp.Symbol, sp.Expr]

POINTS = 12  # asked for by default
TRIES = 60  # draws allowed for each point asked for; assumptions that fewer satisfy count as vacuous
# Half of the points are moderate. The rest look for trouble: scales far apart, and coincidences.
_REGIMES = ("moderate", "special", "moderate", "scaled", "moderate", "special", "moderate", "extreme")
_SPECIAL_VALUES = (sp.Integer(0), sp.Integer(1), sp.Integer(-1))


@dataclass(frozen=True)
class Sample:
    """Points that satisfy the assumptions, and how many draws they took: `accepted` of `drawn` passed."""

    points: tuple[Point, ...]
    drawn: int
    accepted: int


def sample_points(
    symbols: Iterable[sp.Symbol],
    count: int,
    *,
    accept: Callable[[Point], bool] = lambda point: True,
    seed: int | str = 0,
) -> Sample:
    """Draw up to `count` different points for `symbols`; a point that `accept` refuses is dropped.

    Values are rationals of moderate size (1/8 to 8), of sizes from 1e-6 to 1e6, and special ones: 0, 1, -1,
    a symbol equal to another or to its negative, wherever the assumptions of the symbols allow. A symbol that
    is not known to be real gets real and imaginary parts. Fewer points than asked for come back where the
    assumptions are hard to meet, none where they are vacuous: read `accepted` and `drawn`.

    >>> x = sp.Symbol("x", positive=True)
    >>> sample = sample_points([x], 3, accept=satisfies([x < 1]))
    >>> all(0 < point[x] < 1 for point in sample.points), sample.accepted <= sample.drawn
    (True, True)
    """
    ordered = sorted(set(symbols), key=lambda symbol: (symbol.name, sorted(symbol.assumptions0.items())))
    if not ordered:
        return _constant_sample(accept)
    draw = _Draw(random.Random(seed), ordered)
    points: dict[tuple[sp.Expr, ...], Point] = {}
    drawn = 0
    while len(points) < count and drawn < TRIES * count:
        point = draw.point(_REGIMES[drawn % len(_REGIMES)])
        drawn += 1
        if point is not None and accept(point):
            points.setdefault(tuple(point.values()), point)
    return Sample(tuple(points.values()), drawn, len(points))


def satisfies(assumptions: Sequence[Any]) -> Callable[[Point], bool]:
    """A filter for `sample_points`: every relation of `assumptions` certainly holds at the point."""
    condition = sp.And(*assumptions) if assumptions else sp.true
    return lambda point: condition == sp.true or holds(condition, point) is True


def _constant_sample(accept: Callable[[Point], bool]) -> Sample:
    """Without symbols there is one point."""
    points = ({},) if accept({}) else ()
    return Sample(points, 1, len(points))


class _Draw:
    """Values for symbols: magnitudes by regime, signs by what the assumptions leave open."""

    def __init__(self, source: random.Random, symbols: Sequence[sp.Symbol]):
        self.source = source
        self.symbols = symbols
        self.units = {symbol: _units(symbol) for symbol in symbols}

    def point(self, regime: str) -> Point | None:
        """One point of the regime; None if some symbol found no value that fits its assumptions."""
        values = {symbol: self._value(symbol, regime) for symbol in self.symbols}
        if regime == "special":
            for symbol in self.source.sample(self.symbols, min(len(self.symbols), self.source.randint(1, 2))):
                values[symbol] = self._special(symbol, values)
        found = {symbol: value for symbol, value in values.items() if value is not None}
        return found if len(found) == len(values) else None

    def _value(self, symbol: sp.Symbol, regime: str) -> sp.Expr | None:
        if symbol.is_integer is None:
            return self._draw(symbol, regime)
        candidates = (self._draw(symbol, regime) for _ in range(TRIES))
        return next((value for value in candidates if value is not None and _conforms(symbol, value)), None)

    def _draw(self, symbol: sp.Symbol, regime: str) -> sp.Expr | None:
        if symbol.is_integer:
            bound = 1000 if regime == "extreme" else 8
            return sp.Integer(0 if symbol.is_zero else self.source.randint(-bound, bound))
        unit = self.source.choice(self.units[symbol]) if self.units[symbol] else None
        if isinstance(unit, sp.Rational):
            return unit * self._magnitude(regime)
        return unit and sp.re(unit) * self._magnitude(regime) + sp.I * sp.im(unit) * self._magnitude(regime)

    def _magnitude(self, regime: str) -> sp.Expr:
        """A positive rational with a small numerator and denominator, times a power of ten off the middle."""
        fraction = sp.Rational(self.source.randint(1, 8), self.source.randint(1, 8))
        if regime == "scaled":
            return fraction * sp.Integer(10) ** self.source.choice((-2, 0, 2))
        if regime == "extreme":
            return fraction * sp.Integer(10) ** self.source.randint(-6, 6)
        return fraction

    def _special(self, symbol: sp.Symbol, values: dict[sp.Symbol, sp.Expr | None]) -> sp.Expr | None:
        others = [value for other, value in values.items() if other != symbol and value is not None]
        candidates = [*_SPECIAL_VALUES, *others, *(-value for value in others)]
        self.source.shuffle(candidates)
        return next((value for value in candidates if _conforms(symbol, value)), values[symbol])


def _units(symbol: sp.Symbol) -> tuple[sp.Expr, ...]:
    """Numbers that stand for what the assumptions allow: signs, or quadrants off the real line."""
    real = (sp.Rational(1), sp.Rational(-1))
    if symbol.is_real:
        # Halves, too, since 1 may be excluded by an assumption that 1/2 meets, and the other way round.
        allowed = [unit for unit in real if _conforms(symbol, unit) or _conforms(symbol, unit / 2)]
    elif symbol.is_imaginary:
        allowed = [sp.I, -sp.I]
    else:
        allowed = [a + b * sp.I for a in (1, -1) for b in (1, -1)]
        allowed += [] if symbol.is_real is False else list(real)
    return tuple(allowed) or ((sp.Integer(0),) if _conforms(symbol, sp.Integer(0)) else ())


def _conforms(symbol: sp.Symbol, value: sp.Expr) -> bool:
    return all(getattr(value, f"is_{fact}") == truth for fact, truth in symbol.assumptions0.items())


def plain(point: Point) -> dict[str, str]:
    """A point in words, for a report."""
    return {s.name: str(v) for s, v in sorted(point.items(), key=lambda item: item[0].name)}
