"""Counterexamples by proved values at points: a rule may apply there, if not on the whole domain."""

from __future__ import annotations

import time
from dataclasses import replace

import sympy as sp

from symfeat.checking.points import Sample, plain
from symfeat.checking.refutation import refuted_identity
from symfeat.checking.rules import reductions
from symfeat.checking.search.trial import Trial
from symfeat.claims.kinds import Claim, Identity
from symfeat.claims.verdicts import Finding

_POINTS = 12  # that are tried, those that are short to write first
_SECONDS = 3.0  # after which no further point is tried


def refuted_instance(claim: Claim, sample: Sample) -> Finding | None:
    """A point where a sum, a product or an integral has a proved value that makes the sides differ."""
    if not isinstance(claim, Identity) or not _has_values(claim):
        return None
    if claim.lhs.has(sp.gegenbauer) or claim.rhs.has(sp.gegenbauer):
        return None  # SymPy writes 0 for the parameter -1, whatever the degree
    until = time.monotonic() + _SECONDS
    points = sorted(sample.points, key=lambda point: sum(len(str(value)) for value in point.values()))
    for point in points[:_POINTS] if points and points[0] else ():
        if time.monotonic() > until:
            return None
        instance = Identity(claim.lhs.xreplace(point), claim.rhs.xreplace(point))
        if not _has_values(instance):
            continue
        for name, reduction in reductions(instance):
            trial = Trial(reduction.same.lhs, reduction.same.rhs)
            found = refuted_identity(trial, [{}], [])
            if found is not None:
                detail = f"with the proved values, {found.detail}"
                return replace(found, engine=name, detail=detail, counterexample=plain(point))
    return None


def _has_values(claim: Identity) -> bool:
    return any(side.has(sp.Sum, sp.Product, sp.Integral) for side in (claim.lhs, claim.rhs))
