"""A point where an inequality is certainly false: at samples, in tails, downhill from the closest."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import sympy as sp

from symfeat.checking.ball import BITS, MAX_BITS, SIGN_BITS, VIOLATED, Pair
from symfeat.checking.search.battery import drawn
from symfeat.checking.search.descent import descend, tails, towers
from symfeat.checking.search.dips import beside, is_touched, sharpened
from symfeat.checking.search.equality import alike, all_alike, famous_points, inside, meet
from symfeat.checking.search.region import Point, Region
from symfeat.checking.search.trial import Trial
from symfeat.claims.verdicts import Finding, Verdict

_STARTS = 4  # local searches
_KEPT = 32  # points of small margin
_SHARPENED = 2  # points from which the sides' difference is followed to where it is stationary
_EVALUATIONS = 120  # of one local search
_MEETINGS = 24  # points where a strict relation's sides seem to meet that are looked at exactly
_FLAT = 1e-9
_SHALLOW, _STEEP = 1e-6, 100.0  # a dip's margin, at most, and how many times it there is beside it
_LONG = 30  # characters of a value that is shown as it is
_ZERO = 1e-60  # what is left of a margin where the sides meet, at most
_EDGE = sp.Rational(1, 1000)
_DEEP_BITS = 16384  # for points of moderate size, where sides that seem to meet must be told apart
_LOOKS = 8  # such points
_MODERATE = 10**4  # sizes up to it, and from its inverse on
_NEEDED = 30  # points that must keep a relation before it is called supported


class Violation:
    """The search for a violation of `lhs rel rhs` on a region; `trial` remembers what was evaluated.

    After `descend_everywhere` the smallest margins met are in `closest`, so that a bound that is only just
    kept, or not kept at one point, is seen.
    """

    def __init__(self, trial: Trial, rel: str, region: Region, seconds: float):
        self.trial, self.rel, self.region = trial, rel, region
        self.closest: list[tuple[float, int, Point]] = []  # of moderate size
        self._extreme: list[tuple[float, int, Point]] = []
        self.found: tuple[Point, Pair] | None = None
        self.unordered = 0  # points at which a side is not real
        self.unclear: list[Point] = []  # those at which the balls overlap
        self._count = 0
        self._met: set[frozenset[object]] = set()
        self._deadline = time.monotonic() + seconds
        self._least = float("-inf")  # the binary logarithm of the size that a side counts as having, at least
        self._dips: list[Point] = []  # where local searches ended
        self._dip: Point | None = None  # one where the sides look equal

    def at(self, point: Point) -> bool:
        """Whether the relation is certainly false at a point of the region; its margin is remembered."""
        pair = self.trial.pair(point, SIGN_BITS)
        if pair is None or (pair.real and pair.order is None):
            for bits in (BITS, MAX_BITS):
                pair = self.trial.pair(point, bits)
                if pair is not None and (pair.order is not None or pair.sharp or not pair.real):
                    break
        if pair is not None and pair.real and pair.order in VIOLATED[self.rel]:
            self.found = (point, pair)
            return True
        key = frozenset(point.items())
        if pair is None or key in self._met:
            return False
        self._met.add(key)
        if not pair.real:
            self.unordered += pair.certainly_not_real
            return False
        if pair.order is None and self.rel in ("<", ">", "!=") and _moderate(point):
            self.unclear.append(point)
        self._count += 1
        if not all(value.is_Rational for value in point.values() if value.is_extended_real):
            return False  # no search starts from there
        kept = self.closest if _moderate(point) else self._extreme
        entry = (-self.margin_of(pair), self._count, point)
        if len(kept) < _KEPT:
            heapq.heappush(kept, entry)
        else:
            heapq.heappushpop(kept, entry)
        return False

    def look_again(self) -> None:
        """More digits where the sides of a strict relation seemed to meet."""
        left = []
        for point in self.unclear[:_LOOKS]:
            pair = self.trial.pair(point, _DEEP_BITS)
            if pair is None or not pair.real or pair.order is None:
                left.append(point)
            elif pair.order in VIOLATED[self.rel]:
                self.found = (point, pair)
        self.unclear = left

    def among(self, points: Iterable[Point]) -> tuple[Point, Pair] | None:
        """The first of the points that violates the relation, while time lasts."""
        for point in points:
            if self.at(point):
                return self.found
            if time.monotonic() > self._deadline:
                return None
        return None

    def margin_of(self, pair: Pair) -> float:
        """By how much the relation holds, in units of the larger side; negative where it fails."""
        if pair.gap_bits == float("-inf"):
            return 0.0
        size = 2.0 ** min(max(pair.gap_bits - max(pair.scale_bits, -1000.0), -1000.0), 1.0)
        order = pair.order
        if self.rel == "!=":
            return size
        if order is None:
            return 0.0
        return size if (order < 0) == (self.rel in ("<", "<=")) else -size

    def everywhere(self, battery: Iterable[Point], generic: tuple[Point, ...]) -> tuple[Point, Pair] | None:
        """A battery of points, tails, more points by chance; then downhill from the closest."""
        self._least = self._usual_size(generic)
        points = chain(
            battery,
            *(chain(tails(self.region, base), towers(self.region, base)) for base in generic[:1]),
            drawn(self.region, 40),
        )
        return self.among(points) or self.downhill() or self._sharpest()

    def _usual_size(self, generic: tuple[Point, ...]) -> float:
        """The size of the sides at most points: next to it, one that is close to zero is small."""
        pairs = filter(None, (self.trial.pair(point, SIGN_BITS) for point in generic))
        sizes = sorted(pair.scale_bits for pair in pairs if pair.real)
        return sizes[len(sizes) // 2] if sizes else float("-inf")

    def _sharpest(self) -> tuple[Point, Pair] | None:
        """Stationary points close to where local searches ended, to many digits."""
        left, right = self.trial.sides
        for start in self._dips[:_STARTS]:
            if time.monotonic() > self._deadline:
                break
            lowest = sharpened(left - right, self.region, start)
            if lowest is None:
                if self._is_dip(start):
                    self._dip = self._dip or start
                continue
            if self.at(lowest):
                return self.found
            pair = self.trial.pair(lowest, BITS)
            if pair is None or not pair.real or abs(pair.relative_difference(self._least)) < _ZERO:
                self._dip = lowest
                break
        return None

    def _is_dip(self, point: Point) -> bool:
        """Whether the margin is next to nothing here and far larger on both sides, for some symbol."""
        here = self._margin(point)
        if here is None or here > _SHALLOW:
            return False
        around = [self._margin(other) for other in beside(self.region, point) if self.region.admits(other)]
        sides = zip(around[::2], around[1::2], strict=False)
        return any(
            low is not None and high is not None and min(low, high) > _STEEP * here for low, high in sides
        )

    def touched(self) -> Point | None:
        """For a strict relation, a point next to which the sides are proved to meet."""
        left, right = self.trial.sides
        met = self._dip is not None and self.rel in ("<", ">", "!=")
        return self._dip if met and self._dip and is_touched(left - right, self.region, self._dip) else None

    def downhill(self) -> tuple[Point, Pair] | None:
        """Local searches from the points of smallest margin."""
        near, far = (
            [point for _, _, point in sorted(kept, reverse=True)] for kept in (self.closest, self._extreme)
        )
        for start in [*_spread(near)[:_STARTS], *_spread(far)[:2]]:
            lowest = start
            for point in descend(self._margin, self.region, start, _EVALUATIONS):
                lowest = point
                if self.found is not None:
                    return self.found
                if time.monotonic() > self._deadline:
                    return None
            self._dips.append(lowest)
        return self.found

    def _margin(self, point: Point) -> float | None:
        if self.at(point):
            return -1.0
        pair = self.trial.pair(point, SIGN_BITS)
        return self._smooth_margin(pair) if pair is not None and pair.real else None

    def _smooth_margin(self, pair: Pair) -> float:
        """As `margin_of`, with all digits of a double, so that small steps downhill are seen."""
        difference = pair.relative_difference(self._least)
        if self.rel == "!=":
            return abs(difference)
        return -difference if self.rel in ("<", "<=") else difference

    def meetings(self, equal: Callable[[Point], bool]) -> Point | None:
        """For a strict relation, a point where `equal` proves that the sides are the same."""
        tried = 0
        for point in self._likely_meetings():
            if tried >= _MEETINGS or time.monotonic() > self._deadline:
                return None
            if inside(self.region.relations, point) and meet(*self.trial.sides, point):
                tried += 1
                if equal(point):
                    return point
        return None

    def _likely_meetings(self) -> Iterator[Point]:
        closest = [point for _, _, point in sorted(self.closest, reverse=True)]
        yield from (p for m, _, p in sorted(self.closest, reverse=True) if -m < _FLAT)
        for point in closest[:3]:
            yield from alike(point)
        for point in closest[:1]:
            yield from all_alike(self.region, point)
        left, right = self.trial.sides
        for point in closest[:_SHARPENED]:
            if (lowest := sharpened(left - right, self.region, point)) is not None:
                yield from alike(lowest)
        for point in closest[:2]:
            yield from famous_points(self.region, point)

    def _touching(self) -> Point | None:
        """A point inside the domain, of moderate size, where a strict relation has next to no margin."""
        if self.rel in ("<=", ">="):
            return None
        for margin, _, point in sorted(self.closest, reverse=True):
            if -margin < _FLAT and _moderate(point) and not self._at_edge(point):
                return point
        return None

    def _at_edge(self, point: Point) -> bool:
        """Whether a coordinate is close to where the assumptions end, or to zero."""
        for symbol, value in point.items():
            if not symbol.is_extended_real:
                continue
            ends = self.region.interval(symbol, point)
            if any(
                end is not None
                and abs(value - sp.Rational(end.numerator, end.denominator)) < _EDGE * (1 + abs(value))
                for end in (ends.low, ends.high)
            ):
                return True
        return False

    def weighed(self, trap: str) -> Finding:
        """What keeping the relation at all points tried amounts to."""
        if self.unordered:
            why = f"a side is not real at {self.unordered} points, {self._count} others keep the relation"
            return Finding("sampling", Verdict.UNDECIDED, why)
        if trap:
            return Finding("sampling", Verdict.UNDECIDED, f"kept at {self._count} points, but {trap}")
        if self._count < _NEEDED and self.region.symbols:
            why = f"kept at {self._count} points, of {_NEEDED} that are needed"
            return Finding("sampling", Verdict.UNDECIDED, f"{why}; {self.trial.blind}".rstrip("; "))
        met = self._dip if self.rel in ("<", ">", "!=") else None
        near = self.unclear[0] if self.unclear else met or self._touching()
        if near is not None:
            shown = {s: v if len(str(v)) < _LONG else sp.N(v, 12) for s, v in near.items()}
            at = ", ".join(f"{s} = {v}" for s, v in shown.items()) or "this number"
            return Finding("sampling", Verdict.UNDECIDED, f"the sides may be equal at {at}")
        if not self.region.symbols:
            return Finding("sampling", Verdict.SUPPORTED, "one number, by balls")
        grounds = (
            f"kept, by balls, at {self._count} points: switches, edges, tails, and downhill from the closest"
        )
        return Finding("sampling", Verdict.SUPPORTED, grounds)


def _spread(points: list[Point]) -> list[Point]:
    """The points without those that are close to an earlier one."""
    chosen: list[Point] = []
    for point in points:
        if not any(all(abs(point[s] - v) <= abs(v) / 8 for s, v in other.items()) for other in chosen):
            chosen.append(point)
    return chosen


def _moderate(point: Point) -> bool:
    """Whether each coordinate is zero or of moderate size."""
    sizes = (abs(sp.re(v)) + abs(sp.im(v)) for v in point.values())
    return all(size == 0 or sp.Rational(1, _MODERATE) <= size <= _MODERATE for size in sizes)
