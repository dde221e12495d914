"""Limits refuted, or supported by numbers.

The exact limit at points of the domain is held against the claimed value; where there is none, since the
expression oscillates, or where balls around a neighbourhood exclude the value, the claim is false, too.
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from flint import acb, arb, fmpq

from symfeat.checking.asymptotics import why_no_limit
from symfeat.checking.ball import refute_identity
from symfeat.checking.exact import NotReducible, Unproved, found_limits
from symfeat.checking.exact.limits import approaches
from symfeat.checking.extrapolation import converges
from symfeat.checking.points import POINTS, Sample, plain
from symfeat.claims.assumptions import narrow
from symfeat.claims.kinds import Limit
from symfeat.claims.verdicts import Finding, Verdict
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import enclosures

_LIMIT_POINTS = 4  # a limit that differs does so almost everywhere
_SUPPORTING_POINTS = 3
_EDGES = 12
_RADII = (-20, -60)  # of neighbourhoods, as powers of two
_BITS = 192


def compare_limit(claim: Limit, sample: Sample) -> Finding | None:
    """The limit at points of the domain, where no sign is open, held against the claimed value."""
    generic = POINTS if has_open_rates(claim) else _LIMIT_POINTS
    edges = _edges(claim, sample)
    for point in (*sample.points[:generic], *sample.points[POINTS:], *edges):
        fixed = {symbol: value for symbol, value in point.items() if symbol != claim.var}
        if _has_log_of_zero(claim.expr, fixed):
            without = "there is no limit: a logarithm's argument is zero"
            return Finding("exact", Verdict.REFUTED, without, plain(fixed))
        if why := _why_not(_at(claim, fixed)):
            return Finding("exact", Verdict.REFUTED, why, plain(fixed))
    return _supported(claim, (*sample.points[:_SUPPORTING_POINTS], *edges))


def _at(claim: Limit, fixed: dict[sp.Symbol, Any]) -> Limit:
    """The claim with numbers for all other symbols."""
    at, value = claim.point.xreplace(fixed), claim.value.xreplace(fixed)
    signs = {word: True for word in ("positive", "negative") if getattr(at, f"is_{word}")}
    var = narrow(claim.var, **signs)  # its sign near the point settles an absolute value
    return Limit(claim.expr.xreplace({**fixed, claim.var: var}), var, at, value, claim.direction)


def _why_not(claim: Limit) -> str:
    """Why a limit without free symbols is not the value that is claimed, in words; empty if it may be."""
    try:
        limits = found_limits(claim)
    except (NotReducible, Unproved):
        return _without_limit(claim) or _kept_away(claim)
    value = claim.value
    if value.has(sp.nan, sp.zoo):
        return ""  # nothing is claimed there
    for limit in limits:
        if limit in (sp.oo, -sp.oo) or value in (sp.oo, -sp.oo):
            if limit != value:
                return f"the limit is {limit}, not {value}"
        elif separation := refute_identity(limit, value, [{}]):
            return f"the limit is {separation.left}, not {separation.right}"
    return ""


def _without_limit(claim: Limit) -> str:
    """That there is none, since the expression oscillates."""
    try:
        ways = approaches(claim)
    except NotReducible:
        return ""
    found = (why_no_limit(moved, away, claim.value) for moved, away in ways)
    return next((f"there is no such limit: {why}" for why in found if why), "")


def _kept_away(claim: Limit) -> str:
    """That all values near a finite point lie in a ball without the claimed value."""
    if not claim.point.is_Rational or not claim.value.is_finite:
        return ""
    center = arb(fmpq(int(claim.point.p), int(claim.point.q)))
    for radius in _RADII:
        low = 0 if claim.direction == "+" else -1
        high = 0 if claim.direction == "-" else 1
        step = arb(2) ** radius
        near = (center + low * step).union(center + high * step)
        try:
            around, value = enclosures((claim.expr, claim.value), {claim.var: near}, _BITS)
        except EvaluationError:
            continue
        if acb(around).is_finite() and acb(value).is_finite() and not acb(around).overlaps(acb(value)):
            return f"near {claim.point} the value lies in {acb(around).str(8)}, and {claim.value} does not"
    return ""


def _edges(claim: Limit, sample: Sample) -> list[dict[sp.Symbol, Any]]:
    """A point with parameters moved to zero, one or minus one, or to another: where limits differ first."""
    if not sample.points or sample.region is None:
        return []
    point = sample.points[0]
    parameters = [s for s in point if s != claim.var]
    moved = [point | {s: value} for s in parameters for value in (sp.S.Zero, sp.S.One, sp.S.NegativeOne)]
    moved += [
        point | {s: sign * point[o]} for s in parameters for o in parameters if s != o for sign in (1, -1)
    ]
    return [p for p in moved if p != point and sample.region.admits(p)][:_EDGES]


def _supported(claim: Limit, points: tuple[dict[sp.Symbol, Any], ...]) -> Finding | None:
    """Convergence in numbers along each way of approach, at several values of the parameters."""
    digits, used = [], 0
    for point in points:
        fixed = {symbol: value for symbol, value in point.items() if symbol != claim.var}
        there = _at(claim, fixed)
        try:
            ways = approaches(there)
        except NotReducible:
            return None
        agreed = [converges(moved, away, there.value) for moved, away in ways]
        if not agreed or None in agreed:
            return None
        digits += [number for number in agreed if number is not None]
        used += 1
        if not claim.expr.free_symbols - {claim.var}:
            break
    if not used:
        return None
    grounds = f"converges to {min(digits)} digits at {used} values of the parameters"
    return Finding("extrapolation", Verdict.SUPPORTED, grounds)


def _has_log_of_zero(expr: sp.Expr, fixed: dict[sp.Symbol, Any]) -> bool:
    """Whether, at these values, a logarithm of zero, for every variable, leaves the whole without a value."""
    if not expr.has(sp.log) or not expr.xreplace(fixed).has(sp.zoo, sp.nan):
        return False
    opaque = sp.Function("log_")  # one that SymPy leaves as it stands
    found = expr.replace(sp.log, opaque).xreplace(fixed).atoms(opaque)
    return any(part.args[0] == 0 for part in found)


def has_open_rates(claim: Limit) -> bool:
    """Whether symbols decide which exponential is the fastest, so that another limit may differ here only."""
    rates = sorted({e.args[0] / claim.var for e in claim.expr.atoms(sp.exp)}, key=sp.default_sort_key)
    signed = all(rate.is_extended_nonnegative or rate.is_extended_nonpositive for rate in rates)
    return not signed or any((rate / rates[0]).free_symbols for rate in rates[1:])
