"""What numbers say of a primitive claim: a certified counterexample, or agreement at many points."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import chain

import sympy as sp

from symfeat.checking.ball import ball_decides_sign, refute_identity, refute_inequality
from symfeat.checking.budget import remaining
from symfeat.checking.edges import alike, at_switches, beyond, edges_of
from symfeat.checking.exact import NotReducible, found_rank
from symfeat.checking.points import POINTS, Sample, plain, sample_points, sample_region
from symfeat.checking.refutation import (
    exactly_equal,
    finding_of,
    refuted_identity,
    survey_of_inequality,
)
from symfeat.checking.refuted_limits import compare_limit, has_open_rates
from symfeat.checking.refuted_lives import refute_regular
from symfeat.checking.sampling import sample_identity, sample_inequality
from symfeat.checking.search.across import across
from symfeat.checking.search.battery import Remembered, battery, drawn, far
from symfeat.checking.search.coincidence import known_trap, slow_growth
from symfeat.checking.search.confirm import contradicted
from symfeat.checking.search.irrational import apart_at_jumps
from symfeat.checking.search.region import Point, Region
from symfeat.checking.search.trial import Trial
from symfeat.checking.search.violation import Violation
from symfeat.checking.support import weigh_identity, weigh_number
from symfeat.checking.weighed_lives import weigh_regular
from symfeat.claims.assumptions import Domain
from symfeat.claims.kinds import Claim, Equivalence, Identity, Inequality, Limit, Rank, Regular
from symfeat.claims.verdicts import Finding, Verdict
from symfeat.evaluate.program import compiled

POINTS_PER_BRANCH = 6  # times as many where a branch may be rare
_LIMIT_EDGES = 9  # where a limit depends on the case, it may differ at some of the edges only
_QUICK, _QUICK_LEAST = 60, 16  # points tried before proofs are: of a small claim, and of a large one
_QUICK_NODES = 2500  # points times steps of the claim's program
_GLANCE, _QUICK_SECONDS = 0.15, 0.5  # to find them
_DEEP = 240  # points tried where no proof was found
_SHARE = 2.0  # seconds of one numeric engine, where nothing else ends it sooner


def draw_sample(claim: Claim, domain: Domain, seed: int) -> Sample:
    """Points of the domain at which to try the claim: by chance, and where it would fail first."""
    symbols = {s for e in claim.expressions() for s in e.free_symbols if isinstance(s, sp.Symbol)}
    symbols |= {s for r in domain.relations for s in r.free_symbols if isinstance(s, sp.Symbol)}
    if isinstance(claim, (Identity, Inequality)):
        region = Region(symbols, domain.relations, _boxes(domain), seed)
        branching = any(e.has(sp.Piecewise) for e in claim.expressions())
        sample = sample_region(region, POINTS * (POINTS_PER_BRANCH if branching else 1))
        more = Remembered(battery((claim.lhs, claim.rhs), region, sample.points))
        return replace(sample, region=region, trial=Trial(claim.lhs, claim.rhs), battery=more)
    branching = any(e.has(sp.Piecewise) for e in claim.expressions())
    exact_limit = isinstance(claim, Limit)  # exact limits take their time
    count = POINTS * POINTS_PER_BRANCH if branching and not exact_limit else POINTS
    sample = sample_points(symbols, count, given=domain.relations, seed=seed)
    region = Region(symbols, domain.relations)
    sample, accept = replace(sample, region=region), region.admits
    by_region = isinstance(claim, Limit) and has_open_rates(claim)
    coincidences = [
        p for p in (*at_switches(claim, sample.points), *alike(claim, sample.points)) if accept(p)
    ]
    if not (branching or by_region or isinstance(claim, Equivalence)):
        return replace(sample, points=(*sample.points, *coincidences))
    # What depends on a case fails where one takes over.
    edges = [p for p in (*edges_of(sample.points[:3]), *beyond(claim, sample.points)) if accept(p)]
    if exact_limit:
        edges = [p for p in edges if sum(value.is_zero for value in p.values()) == 1][:_LIMIT_EDGES]
    return replace(sample, points=(*sample.points, *edges, *coincidences))


def _boxes(domain: Domain) -> list[tuple[sp.Symbol, sp.Expr, sp.Expr]]:
    """The boxes, of the narrowed symbols."""
    narrowed = dict(domain.substitutions)
    boxes = ((narrowed.get(symbol, symbol), low, high) for symbol, low, high in domain.boxes)
    return [(symbol, low, high) for symbol, low, high in boxes if isinstance(symbol, sp.Symbol)]


def refute(claim: Claim, sample: Sample) -> Finding | None:
    """A certified counterexample, or that none was met; None for kinds that balls do not speak of.

    For identities and inequalities this is a first look, at few points; `search` and `weigh` look at more.
    """
    if isinstance(claim, Regular):
        return refute_regular(claim, sample)
    if isinstance(claim, Equivalence):
        return _refuted_equivalence(claim, sample)
    return _refuted_among(claim, sample, _QUICK_LEAST, _GLANCE)


def search(claim: Claim, sample: Sample) -> Finding | None:
    """A second look, at more points, where the first one met no counterexample and no proof is short."""
    if not isinstance(claim, (Identity, Inequality)):
        return None
    nodes = len(compiled((claim.lhs, claim.rhs)).nodes)
    count = min(_QUICK, max(_QUICK_LEAST, _QUICK_NODES // nodes))
    return _refuted_among(claim, sample, count, _QUICK_SECONDS)


def _refuted_among(claim: Claim, sample: Sample, count: int, seconds: float) -> Finding | None:
    """A counterexample among points by chance and the first ones of the battery, which may take `seconds`."""
    if not isinstance(claim, (Identity, Inequality)) or sample.region is None or sample.trial is None:
        return None
    sample.trial.until = time.monotonic() + _share()
    compiled(sample.trial.sides)  # what has no value anywhere is said at once
    points = [*sample.points, *(sample.battery.first(count, seconds) if sample.battery else ())]
    if isinstance(claim, Identity):
        found = refuted_identity(sample.trial, points, points)
    else:
        looked = Violation(sample.trial, claim.rel, sample.region, _share())
        found = _violated(claim, looked, points, looked.among(points))
    unmet = Finding("ball", Verdict.UNDECIDED, f"no disjoint balls at {len(points)} points")
    return found or unmet


def _violated(claim: Inequality, looked: Violation, points: list[Point], found: object) -> Finding | None:
    """The refutation that a search has found, or a point where the sides of a strict relation are equal."""
    if found is not None and looked.found is not None and not contradicted(looked.trial.sides, *looked.found):
        point, pair = looked.found
        return finding_of(point, pair, survey_of_inequality(looked.trial, claim.rel, point, points))
    if claim.rel in ("<", ">", "!="):
        met = looked.meetings(lambda point: exactly_equal(claim, point))
        if met is not None:
            return Finding("exact", Verdict.REFUTED, "the sides are equal", plain(met))
        if (near := looked.touched()) is not None:
            at = {symbol: sp.N(value, 12) for symbol, value in near.items()}
            why = "the sides are equal close to this point: a factor of their difference changes its sign"
            return Finding("exact", Verdict.REFUTED, why, plain(at))
    return None


def weigh(claim: Claim, sample: Sample, digits: int) -> Finding | None:
    """Agreement in numbers; for limits and ranks, the exact value that refutes another one."""
    if isinstance(claim, Limit):
        return compare_limit(claim, sample)
    if isinstance(claim, Rank):
        return _compare_rank(claim)
    if isinstance(claim, Regular):
        return weigh_regular(claim, sample)
    if isinstance(claim, Equivalence):
        left, right = claim.first.lhs - claim.first.rhs, claim.second.lhs - claim.second.rhs
        outcome = sample_identity(left, claim.factor * right, sample.points, digits)
        grounds = f"{digits} digits at {outcome.used} points"
        word = Verdict.SUPPORTED if outcome.word == Verdict.SUPPORTED else Verdict.UNDECIDED
        return Finding("sampling", word, grounds if word is Verdict.SUPPORTED else outcome.word)
    if not isinstance(claim, (Identity, Inequality)) or sample.region is None or sample.trial is None:
        return None
    sample.trial.until = time.monotonic() + 2 * _share()
    if isinstance(claim, Inequality):
        return _weigh_inequality(claim, sample, sample.region, sample.trial)
    return _weigh_identity(claim, sample, sample.region, sample.trial, digits)


def agree(claim: Claim, sample: Sample, digits: int) -> Finding | None:
    """As `weigh`, at few points: a second look, by other means, at what is proved."""
    if isinstance(claim, Identity):
        outcome = sample_identity(claim.lhs, claim.rhs, sample.points[:POINTS], digits)
    elif isinstance(claim, Inequality):
        outcome = sample_inequality(claim.lhs, claim.rel, claim.rhs, sample.points[:POINTS], digits)
    else:
        return weigh(claim, sample, digits)
    if outcome.word == Verdict.SUPPORTED:
        return Finding("sampling", Verdict.SUPPORTED, f"{digits} digits at {outcome.used} points")
    return Finding("sampling", Verdict.UNDECIDED, f"{outcome.word} at {outcome.used} points used")


def _weigh_identity(claim: Identity, sample: Sample, region: Region, trial: Trial, digits: int) -> Finding:
    if not region.symbols:
        weighed = weigh_number(trial, digits)
    else:
        generic = sample.points
        tried = list(
            chain(
                generic,
                sample.battery.first(_DEEP) if sample.battery else (),
                drawn(region, POINTS),
                far(region, generic),
                across(trial.sides, region, generic),
            )
        )
        refuted = refuted_identity(trial, tried, tried, _share())
        if refuted is not None:
            return refuted
        if (jump := apart_at_jumps(trial.sides, region, generic[0])) is not None:
            return finding_of(*jump, "fails where a function jumps")
        weighed = weigh_identity(trial, region, tried, digits, _share())
    if isinstance(weighed, Finding):
        return weighed
    refuted = _refuted_at(trial, weighed, digits)
    return refuted or Finding("sampling", Verdict.UNDECIDED, "balls and mpmath disagree at a point")


def _refuted_at(trial: Trial, point: Point, digits: int) -> Finding | None:
    """The refutation at a point where the balls are disjoint at some precision that was used."""
    pair = trial.first_apart(point)
    if pair is None or contradicted(trial.sides, point, pair):
        return None
    return finding_of(point, pair)


def _weigh_inequality(claim: Inequality, sample: Sample, region: Region, trial: Trial) -> Finding:
    looked = Violation(trial, claim.rel, region, _share())
    found = looked.everywhere(sample.battery.first(_DEEP) if sample.battery else (), sample.points)
    looked.look_again()
    refuted = _violated(claim, looked, list(sample.points), found)
    if refuted is not None:
        return refuted
    return looked.weighed(known_trap(trial.sides) or slow_growth(trial.sides))


def _refuted_equivalence(claim: Equivalence, sample: Sample) -> Finding:
    left, right = claim.first.lhs - claim.first.rhs, claim.second.lhs - claim.second.rhs
    found = refute_identity(left, claim.factor * right, sample.points)
    separate = [p for p in sample.points if ball_decides_sign(right, p) in (-1, 1)]
    found = found or refute_inequality(claim.factor, ">", sp.S.Zero, separate)
    if found is None:
        return Finding("ball", Verdict.UNDECIDED, f"no disjoint balls at {len(sample.points)} points")
    violated = f"sides {found.left} and {found.right} at {found.bits} bits"
    return Finding("ball", Verdict.REFUTED, violated, plain(found.point))


def _share() -> float:
    """Seconds for one search: a part of what is left, where something will end the engine."""
    return min(_SHARE, remaining() * 0.4)


def _compare_rank(claim: Rank) -> Finding | None:
    try:
        rank = found_rank(claim)
    except NotReducible:
        return None
    if rank != claim.rank:
        return Finding("exact", Verdict.REFUTED, f"the exact rank is {rank}, not {claim.rank}", {})
    return None
