"""Rational sample points that respect the assumptions of their symbols, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.search.battery import Remembered
from symfeat.checking.search.region import TRIES, Point, Region
from symfeat.checking.search.trial import Trial

_PRINTED_BITS = 14_000  # fewer than the digits that Python prints by default
POINTS = 12  # asked for by default
# Half of the points are moderate. The rest look for trouble: scales far apart, and coincidences.
_REGIMES = ("moderate", "special", "moderate", "scaled", "moderate", "special", "moderate", "extreme")


@dataclass(frozen=True)
class Sample:
    """Points that satisfy the assumptions, and how many draws they took: `accepted` of `drawn` passed.

    For an identity or an inequality, `region` and `battery` make more points and `trial` remembers the
    sides' values.
    """

    points: tuple[Point, ...]
    drawn: int
    accepted: int
    region: Region | None = field(default=None, compare=False, repr=False)
    trial: Trial | None = field(default=None, compare=False, repr=False)
    battery: Remembered | None = field(default=None, compare=False, repr=False)


def sample_points(
    symbols: Iterable[sp.Symbol],
    count: int,
    *,
    given: Sequence[Relational] = (),
    accept: Callable[[Point], bool] = lambda point: True,
    seed: int | str = 0,
) -> Sample:
    """Draw up to `count` different points for `symbols` at which `given` holds and which `accept` takes.

    Values are rationals of moderate size (1/8 to 8), of sizes from 1e-6 to 1e6, and special ones: 0, 1, -1,
    a symbol equal to another or to its negative, wherever the assumptions of the symbols allow. A symbol that
    is not known to be real gets real and imaginary parts. Fewer points than asked for come back where the
    assumptions are hard to meet, none where they are vacuous: read `accepted` and `drawn`.

    >>> x = sp.Symbol("x", positive=True)
    >>> sample = sample_points([x], 3, given=[x < 1])
    >>> all(0 < point[x] < 1 for point in sample.points), sample.accepted <= sample.drawn
    (True, True)
    """
    return sample_region(Region(symbols, given, seed=seed), count, accept)


def sample_region(region: Region, count: int, accept: Callable[[Point], bool] = lambda point: True) -> Sample:
    """Up to `count` different points of a region that `accept` takes."""
    if not region.symbols:
        admitted = region.admits({}) and accept({})
        return Sample(({},) if admitted else (), 1, int(admitted))
    points: dict[tuple[sp.Expr, ...], Point] = {}
    drawn = 0
    while len(points) < count and drawn < TRIES * count:
        point = region.draw(_REGIMES[drawn % len(_REGIMES)])
        drawn += 1
        if point is not None and region.admits(point) and accept(point):
            points.setdefault(tuple(point.values()), point)
    return Sample(tuple(points.values()), drawn, len(points))


def plain(point: Point) -> dict[str, str]:
    """A point in words, for a report."""
    return {s.name: _written(v) for s, v in sorted(point.items(), key=lambda item: item[0].name)}


def _written(value: sp.Expr) -> str:
    """The value; a whole number that Python does not print is a power of two, or close to one."""
    if not isinstance(value, sp.Integer) or abs(int(value)).bit_length() <= _PRINTED_BITS:
        return str(value)
    size = abs(int(value))
    power = size.bit_length() - 1
    about = "" if size == 1 << power else "about "
    return f"{about}{'-' if value < 0 else ''}2**{power}"
