"""When agreement in numbers is called `supported`: at how many points, to how many digits, and when never."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

import sympy as sp

from symfeat.checking.budget import OutOfTime, limited, remaining
from symfeat.checking.sampling import DIFFERS, sample_identity
from symfeat.checking.search.coincidence import known_trap
from symfeat.checking.search.region import Point, Region, conforms
from symfeat.checking.search.separation import agreement
from symfeat.checking.search.trial import Trial
from symfeat.claims.verdicts import Finding, Verdict

POINTS = 12  # that must agree where a symbol takes a continuum of values
DIGITS_OF_A_NUMBER = 1000  # a claim about one number has one point only, so that point must say more
_HIGHER = ((200, 3), (1000, 1))  # digits, and at how many points, where they can be had
_INTEGERS = 40  # values, or combinations of values, for a claim about integers alone
_CONSECUTIVE = 64
_LARGER = (80, 100, 128, 150, 200, 256, 300, 500, 777, 1000, 1500, 2000)
_NARROW = Fraction(1, 20)  # below it, or above its inverse, a whole domain lies at one end of the scale
_MP_SECONDS = 1.0
_SATURATING = (sp.exp, sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.erf, sp.erfc)  # close to a simpler function
_SHALLOW = (1000, 3000, 20_000)
_DEPTHS = (3000, 12000, 120_000, 1_000_000)  # digits at which a difference of exponential smallness is sought


@dataclass
class Agreement:
    """How many points agreed, by digits; what stands against support."""

    counts: dict[int, int] = field(default_factory=dict)
    by_mp: int = 0
    objection: str = ""
    apart: Point | None = None

    def grounds(self) -> str:
        """The digits and the number of points, in words."""
        first, *more = [f"{digits} digits at {n} points" for digits, n in sorted(self.counts.items())]
        words = [first, *(w.replace("1 points", "1 point").replace(" points", "") for w in more)]
        mp = f" ({self.by_mp} by mpmath at two precisions)" if self.by_mp else ""
        return ", ".join(words) + mp


def weigh_number(trial: Trial, digits: int) -> Finding | Point:
    """A claim about one number: support to 1000 digits, or nothing; the point if the sides are apart."""
    digits = max(digits, DIGITS_OF_A_NUMBER)
    agreed = agreement(trial, {}, digits)
    if agreed is False:
        return {}
    if trap := known_trap(trial.sides):
        return _undecided(f"one number; {trap}")
    if agreed is None and not _agree_by_mp(trial, {}, digits):
        return _undecided(f"one number, which cannot be compared to {digits} digits")
    return Finding("sampling", Verdict.SUPPORTED, f"one number, to {digits} digits")


def weigh_identity(
    trial: Trial, region: Region, points: Iterable[Point], digits: int, seconds: float
) -> Finding | Point:
    """What agreement at points amounts to; a point where the sides turn out to be apart."""
    deadline = time.monotonic() + seconds
    met = Agreement()
    whole = all(s.is_integer for s in region.symbols)
    chosen = _integer_points(region) if whole else points
    agreed = _collect(trial, chosen, digits, met, deadline)
    if met.apart is not None:
        return met.apart
    if met.objection:
        return _undecided(met.objection)
    if trap := known_trap(trial.sides):
        return _undecided(f"agrees to {digits} digits at {len(agreed)} points, but {trap}")
    needed = min(_INTEGERS, _room(region)) if whole else POINTS
    if len(agreed) < needed:
        why = f"; {trial.blind}" if trial.blind else ""
        return _undecided(f"agrees at {len(agreed)} points only, of {needed} that are needed{why}")
    for more, count in _HIGHER:
        if more > digits and not met.by_mp:
            _raise(trial, agreed, more, count, met, deadline)
    if met.apart is None and any(side.has(*_SATURATING) for side in trial.sides):
        met.apart = _at_depth(trial, region, agreed, _SHALLOW, deadline)
    if met.apart is None and (outside := _differs_outside(trial, region)):
        met.apart = _at_depth(trial, region, agreed)
        if met.apart is None:
            return _undecided(f"agrees on the domain but not at {outside}: the difference may only be small")
    if met.apart is not None:
        return met.apart
    return Finding("sampling", Verdict.SUPPORTED, met.grounds())


def _collect(
    trial: Trial, points: Iterable[Point], digits: int, met: Agreement, deadline: float
) -> list[Point]:
    """The points where both sides agree to `digits` digits; it stops at one where they do not."""
    agreed: list[Point] = []
    for point in points:
        found = agreement(trial, point, digits)
        if found is False:
            met.apart = point
            return agreed
        unseen = trial.gave_up(point) or not agreed  # by balls
        if found is None and unseen and len(agreed) < 2 * POINTS:
            found = _agree_by_mp(trial, point, digits)
            if found is False:
                values = ", ".join(f"{s} = {v}" for s, v in point.items())
                met.objection = f"the sides differ by numbers alone at {values}"
                return agreed
            met.by_mp += bool(found)
        if found:
            agreed.append(point)
        if time.monotonic() > deadline:
            break
    met.counts[digits] = len(agreed)
    return agreed


def _raise(
    trial: Trial, agreed: Sequence[Point], digits: int, count: int, met: Agreement, deadline: float
) -> None:
    """More digits at a few of the points, spread over all of them, while time lasts."""
    chosen = agreed[:: max(1, len(agreed) // count)][:count]
    good = 0
    for point in chosen:
        if time.monotonic() > deadline:
            break
        found = agreement(trial, point, digits)
        if found is False:
            met.apart = point
            return
        good += bool(found)
    if good:
        met.counts[digits] = good


def _agree_by_mp(trial: Trial, point: Point, digits: int) -> bool | None:
    """Where balls have no value: mpmath, which must agree at two precisions; None if it cannot tell."""
    words = []
    for working in (digits, digits + digits // 2):
        try:
            with limited(_MP_SECONDS):
                words.append(sample_identity(*trial.sides, [point], working).word)
        except OutOfTime:
            if remaining() <= 0:
                raise
            return None
        except Exception:  # mpmath raises what it likes where it has no value
            return None
    if words == [Verdict.SUPPORTED] * 2:
        return True
    return False if words == [DIFFERS] * 2 else None


def _integer_points(region: Region) -> Iterator[Point]:
    """Consecutive values of one integer and larger ones; combinations of small ones of several."""
    symbols = region.symbols
    if len(symbols) == 1:
        (symbol,) = symbols
        low = region.interval(symbol, {}).low
        start = -_CONSECUTIVE // 2 if low is None else int(low)
        values: Iterable[tuple[int, ...]] = (
            (n,) for n in (*range(start, start + _CONSECUTIVE + 1), *_LARGER)
        )
    else:
        most = {2: 11, 3: 6, 4: 4}.get(len(symbols), 3)
        signed = all(s.is_nonnegative for s in symbols)
        span = range(most + 1) if signed else range(-(most // 2), most // 2 + 2)
        values = product(span, repeat=len(symbols))
    for combination in values:
        point = dict(zip(symbols, map(sp.Integer, combination), strict=True))
        if region.admits(point):
            yield point


def _room(region: Region) -> int:
    """How many values a bounded integer has, at most."""
    total = 1
    for symbol in region.symbols:
        ends = region.interval(symbol, {})
        if ends.low is None or ends.high is None:
            return _INTEGERS
        total *= max(1, int(ends.high - ends.low) + 1)
    return total


def _differs_outside(trial: Trial, region: Region) -> str:
    """A moderate point at which the sides differ, if the domain lies at one end of the scale altogether."""
    moved: Point = {}
    for symbol in region.symbols:
        if not symbol.is_extended_real or symbol.is_integer:
            continue
        ends = region.interval(symbol, {})
        small = ends.high is not None and 0 < ends.high <= _NARROW
        large = ends.low is not None and ends.low >= 1 / _NARROW
        if (small or large) and conforms(symbol, sp.Rational(4, 5)):
            moved[symbol] = sp.Rational(4, 5)
    base = region.complete({}) if moved else None
    if base is None:
        return ""
    seen = False
    for value in (sp.Rational(4, 5), sp.Rational(3, 2), sp.Rational(1, 3)):
        point = base | dict.fromkeys(moved, value)
        found = agreement(trial, point, 20)
        seen = seen or found is not None
        if found is False:
            return ", ".join(f"{s} = {point[s]}" for s in moved)
    return "" if seen else "points outside, as far as can be told"


def _at_depth(
    trial: Trial,
    region: Region,
    agreed: Sequence[Point],
    depths: Sequence[int] = _DEPTHS,
    deadline: float = float("inf"),
) -> Point | None:
    """A point of the domain, at its edge first, where thousands of digits part the sides."""
    edges = [
        point
        for symbol in region.symbols
        if symbol.is_extended_real
        for value in region.interval(symbol, agreed[0]).near_ends()
        if value
        and region.admits(point := agreed[0] | {symbol: sp.Rational(value.numerator, value.denominator)})
    ]
    for digits in depths:
        for point in (*edges[:4], *agreed[:1]):
            if time.monotonic() > deadline:
                return None
            if agreement(trial, point, digits) is False:
                return point
    return None


def _undecided(detail: str) -> Finding:
    return Finding("sampling", Verdict.UNDECIDED, detail)
