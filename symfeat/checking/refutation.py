"""Counterexamples to identities and inequalities: searched for, confirmed, and put into words."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from math import log10

from symfeat.checking.ball import BITS, MAX_BITS, VIOLATED, Pair, Separation
from symfeat.checking.exact import NotReducible, Tower
from symfeat.checking.points import plain
from symfeat.checking.search.confirm import contradicted
from symfeat.checking.search.describe import where
from symfeat.checking.search.region import Point
from symfeat.checking.search.separation import apart, apart_at
from symfeat.checking.search.trial import Trial
from symfeat.claims.kinds import Identity, Inequality
from symfeat.claims.verdicts import Finding, Verdict

_DOUBTS = 8  # points where mpmath disagrees with the balls, after which none is tried any more
_SURVEY_SECONDS = 0.15
_SURVEYED = 40
_LONG = 60  # digits that are counted instead of shown


def refuted_identity(
    trial: Trial, points: Iterable[Point], surveyed: Sequence[Point], seconds: float = float("inf")
) -> Finding | None:
    """A point where the sides are certainly different, with where else they are; None if none is met."""
    deadline = time.monotonic() + seconds
    left = iter(points)
    for _ in range(_DOUBTS):
        found = apart(trial, left, deadline - time.monotonic())
        if found is None:
            return None
        if not contradicted(trial.sides, *found):
            fails, holds = _survey(trial, found[0], surveyed)
            return finding_of(*_plainest(trial, fails, found), where(fails, holds))
    return None


def _plainest(trial: Trial, fails: Sequence[Point], found: tuple[Point, Pair]) -> tuple[Point, Pair]:
    """Of the points where the sides differ, one that is short to write."""
    point = min(fails, key=lambda point: sum(len(str(value)) for value in point.values()))
    pair = apart_at(trial, point)
    return (point, pair) if pair is not None and not contradicted(trial.sides, point, pair) else found


def finding_of(point: Point, pair: Pair, elsewhere: str = "") -> Finding:
    """The refutation at a point."""
    if pair.gap_bits == float("-inf"):
        return Finding("ball", Verdict.REFUTED, _with(f"both sides are {pair.left}", elsewhere), plain(point))
    shared = (pair.scale_bits - pair.gap_bits) * log10(2)
    if shared > _LONG:
        detail = f"the sides agree to {int(shared)} digits and no further, by balls of {pair.bits} bits"
    else:
        shown: Separation = pair.separation(point)
        detail = f"sides {shown.left} and {shown.right} at {shown.bits} bits"
    return Finding("ball", Verdict.REFUTED, _with(detail, elsewhere), plain(point))


def _with(detail: str, elsewhere: str) -> str:
    return f"{detail}; {elsewhere}" if elsewhere else detail


def _survey(trial: Trial, at: Point, points: Sequence[Point]) -> tuple[list[Point], list[Point]]:
    """The points where the sides differ, the one in hand first, and those where they agree."""
    fails, holds = [at], []
    deadline = time.monotonic() + _SURVEY_SECONDS
    for point in points[:_SURVEYED]:
        if time.monotonic() > deadline:
            break
        if point == at:
            continue
        if apart_at(trial, point):
            fails.append(point)
        elif any((pair := trial.pair(point, bits)) and pair.sharp for bits in (BITS, MAX_BITS)):
            holds.append(point)
    return fails, holds


def survey_of_inequality(trial: Trial, rel: str, at: Point, points: Sequence[Point]) -> str:
    """Where an inequality fails and holds, in words."""
    fails, holds = [at], []
    deadline = time.monotonic() + _SURVEY_SECONDS
    for point in points[:_SURVEYED]:
        if time.monotonic() > deadline:
            break
        pair = trial.pair(point, BITS) if point != at else None
        if pair is not None and pair.real and pair.order is not None:
            (fails if pair.order in VIOLATED[rel] else holds).append(point)
    return where(fails, holds)


def exactly_equal(claim: Identity | Inequality, point: Point) -> bool:
    """Whether the sides are equal at a point, by their normal form."""
    try:
        return bool(Tower([]).is_zero((claim.lhs - claim.rhs).xreplace(point)))
    except (NotReducible, ValueError, TypeError):
        return False
