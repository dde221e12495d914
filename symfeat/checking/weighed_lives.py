"""What numbers say for a solution that is to live on: balls along its way stay finite, and real."""

from __future__ import annotations

from itertools import pairwise

import sympy as sp
from flint import acb

from symfeat.checking.points import Sample
from symfeat.checking.refuted_lives import JUMPS, LIVES, WHOLE, where_not_real
from symfeat.checking.ways import Way, between
from symfeat.claims.kinds import Regular
from symfeat.claims.verdicts import Finding, Verdict
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import enclosures

_PIECES = 100  # of a way that is covered by balls
_BITS = 128


def weigh_regular(claim: Regular, sample: Sample) -> Finding | None:
    """Support: balls around pieces of the way from the start stay finite, and real, for some parameters."""
    if claim.start is None and not claim.rates and (point := where_not_real(claim, sample)) is not None:
        # Without initial values the equations may be meant over the complex numbers.
        at = ", ".join(f"{s} = {v}" for s, v in point.items())
        why = f"the value is not real at {at}: the equations hold over the complex numbers at best"
        return Finding("sampling", Verdict.UNDECIDED, why)
    if claim.start is None or claim.rates or claim.expr.has(*JUMPS, *WHOLE, sp.Piecewise, sp.Abs):
        return None
    used = 0
    for point in sample.points[:LIVES]:
        var, fixed = claim.over[0], {s: v for s, v in point.items() if s not in claim.over}
        start, expr = sp.sympify(claim.start).xreplace(fixed), claim.expr.xreplace(fixed)
        end = point.get(var)
        way = Way(var, start, tuple(r.xreplace(fixed) for r in claim.within))
        if end is None or not (start.is_Rational and end.is_Rational and start != end and way.reaches(end)):
            continue
        stops = [start + (end - start) * sp.Rational(i, _PIECES) for i in range(1, _PIECES + 1)]
        for a, b in pairwise(stops):
            try:
                (value,) = enclosures((expr,), {var: between(a, b)}, _BITS)
            except EvaluationError:
                return None
            if not acb(value).is_finite() or (claim.real and type(value) is acb):
                return None
        used += 1
    if not used:
        return None
    return Finding("sampling", Verdict.SUPPORTED, f"finite on the way from the start, followed {used} times")
