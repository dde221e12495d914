"""What numbers say of a primitive claim: a certified counterexample, or agreement at many points."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symfeat.checking.ball import Separation, ball_decides_sign, refute_identity, refute_inequality
from symfeat.checking.edges import alike, at_switches, beyond, edges_of
from symfeat.checking.exact import NotReducible, Tower, found_rank
from symfeat.checking.points import POINTS, Sample, plain, sample_points
from symfeat.checking.refuted_lives import refute_regular
from symfeat.checking.refuted_limits import compare_limit, has_open_rates
from symfeat.checking.sampling import Sampling, sample_identity, sample_inequality
from symfeat.checking.search.region import satisfies
from symfeat.claims.assumptions import Domain
from symfeat.claims.kinds import Claim, Equivalence, Identity, Inequality, Limit, Rank, Regular
from symfeat.claims.verdicts import Finding, Verdict

POINTS_PER_BRANCH = 6  # times as many where a branch may be rare
DIGITS_OF_A_NUMBER = 1000  # a claim about one number has one point only, so that point must say more
_LIMIT_EDGES = 9  # where a limit depends on the case, it may differ at some of the edges only


def draw_sample(claim: Claim, domain: Domain, seed: int) -> Sample:
    """Points of the domain at which to try the claim: by chance, and where it would fail first."""
    symbols = {s for e in claim.expressions() for s in e.free_symbols if isinstance(s, sp.Symbol)}
    symbols |= {s for r in domain.relations for s in r.free_symbols if isinstance(s, sp.Symbol)}
    accept = satisfies(domain.relations)
    branching = any(e.has(sp.Piecewise) for e in claim.expressions())
    exact_limit = isinstance(claim, Limit)  # exact limits take their time
    count = POINTS * POINTS_PER_BRANCH if branching and not exact_limit else POINTS
    sample = sample_points(symbols, count, accept=accept, seed=seed)
    by_region = isinstance(claim, Limit) and has_open_rates(claim)
    coincidences = [
        p for p in (*at_switches(claim, sample.points), *alike(claim, sample.points)) if accept(p)
    ]
    if not (branching or by_region or isinstance(claim, (Inequality, Equivalence))):
        return replace(sample, points=(*sample.points, *coincidences))
    # A bound fails first at the edge of its domain or where sides meet: zeros, coincidences; what depends on
    # a case fails where one takes over.
    edges = [p for p in (*edges_of(sample.points[:3]), *beyond(claim, sample.points)) if accept(p)]
    if exact_limit:
        edges = [p for p in edges if sum(value.is_zero for value in p.values()) == 1][:_LIMIT_EDGES]
    return replace(sample, points=(*sample.points, *edges, *coincidences))


def refute(claim: Claim, sample: Sample) -> Finding | None:
    """A certified counterexample, or that none was met; None for kinds that balls do not speak of."""
    found: Separation | None = None
    if isinstance(claim, Identity):
        found = refute_identity(claim.lhs, claim.rhs, sample.points)
    elif isinstance(claim, Inequality):
        found = refute_inequality(claim.lhs, claim.rel, claim.rhs, sample.points)
        if found is None and claim.rel in ("<", ">", "!="):
            return _equality(claim, sample)
    elif isinstance(claim, Equivalence):
        left, right = claim.first.lhs - claim.first.rhs, claim.second.lhs - claim.second.rhs
        found = refute_identity(left, claim.factor * right, sample.points)
        apart = [p for p in sample.points if ball_decides_sign(right, p) in (-1, 1)]
        found = found or refute_inequality(claim.factor, ">", sp.S.Zero, apart)
    elif isinstance(claim, Regular):
        return refute_regular(claim, sample)
    else:
        return None
    if found is None:
        return Finding("ball", Verdict.UNDECIDED, f"no disjoint balls at {len(sample.points)} points")
    violated = f"sides {found.left} and {found.right} at {found.bits} bits"
    return Finding("ball", Verdict.REFUTED, violated, plain(found.point))


def _equality(claim: Inequality, sample: Sample) -> Finding | None:
    """A point where the sides of a strict relation are equal, proved by their normal form."""
    for point in sample.points:
        try:
            equal = Tower([]).is_zero(sp.sympify(claim.lhs - claim.rhs).xreplace(point))
        except NotReducible:
            continue
        if equal:
            return Finding("exact", Verdict.REFUTED, "the sides are equal", plain(point))
    return Finding("ball", Verdict.UNDECIDED, f"no disjoint balls at {len(sample.points)} points")


def weigh(claim: Claim, sample: Sample, digits: int) -> Finding | None:
    """Agreement in numbers; for limits and ranks, the exact value that refutes another one."""
    if isinstance(claim, Limit):
        return compare_limit(claim, sample)
    if isinstance(claim, Rank):
        return _compare_rank(claim)
    if isinstance(claim, Identity):
        if not claim.lhs.free_symbols | claim.rhs.free_symbols:
            digits = max(digits, DIGITS_OF_A_NUMBER)
        outcome = sample_identity(claim.lhs, claim.rhs, sample.points, digits)
    elif isinstance(claim, Inequality):
        outcome = sample_inequality(claim.lhs, claim.rel, claim.rhs, sample.points, digits)
    elif isinstance(claim, Equivalence):
        left, right = claim.first.lhs - claim.first.rhs, claim.second.lhs - claim.second.rhs
        outcome = sample_identity(left, claim.factor * right, sample.points, digits)
    else:
        return None
    return _sampled(outcome, digits)


def _sampled(outcome: Sampling, digits: int) -> Finding:
    if outcome.word == "supported":
        grounds = f"{digits} digits at {outcome.used} points"
        if outcome.used == 1 and digits >= DIGITS_OF_A_NUMBER:
            grounds = f"one number, to {digits} digits"
        return Finding("sampling", Verdict.SUPPORTED, grounds)
    detail = f"{outcome.word} ({outcome.used} points used, {outcome.unresolved} unresolved)"
    return Finding("sampling", Verdict.UNDECIDED, detail)


def _compare_rank(claim: Rank) -> Finding | None:
    try:
        rank = found_rank(claim)
    except NotReducible:
        return None
    if rank != claim.rank:
        return Finding("exact", Verdict.REFUTED, f"the exact rank is {rank}, not {claim.rank}", {})
    return None
