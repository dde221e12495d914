"""Limits refuted: the exact limit at points of the domain, held against the value that is claimed."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symfeat.checking.ball import refute_identity
from symfeat.checking.exact import NotReducible, Unproved, found_limits
from symfeat.checking.points import POINTS, Sample, plain
from symfeat.claims.assumptions import narrow
from symfeat.claims.kinds import Limit
from symfeat.claims.verdicts import Finding, Verdict

_LIMIT_POINTS = 4  # a limit that differs does so almost everywhere


def compare_limit(claim: Limit, sample: Sample) -> Finding | None:
    """The exact limit at points of the domain, where no sign is open, held against the claimed value."""
    generic = POINTS if has_open_rates(claim) else _LIMIT_POINTS
    for point in (*sample.points[:generic], *sample.points[POINTS:]):
        fixed = {symbol: value for symbol, value in point.items() if symbol != claim.var}
        at, value = claim.point.xreplace(fixed), claim.value.xreplace(fixed)
        signs = {word: True for word in ("positive", "negative") if getattr(at, f"is_{word}")}
        var = narrow(claim.var, **signs)  # its sign near the point settles an absolute value
        try:
            if _has_log_of_zero(claim.expr, fixed):
                without = "there is no limit: a logarithm's argument is zero"
                return Finding("exact", Verdict.REFUTED, without, plain(fixed))
            expr = claim.expr.xreplace({**fixed, claim.var: var})
            limits = found_limits(Limit(expr, var, at, value, claim.direction))
        except (NotReducible, Unproved):
            continue
        for limit in limits:
            if limit in (sp.oo, -sp.oo) or value in (sp.oo, -sp.oo):
                if limit != value:
                    return Finding(
                        "exact", Verdict.REFUTED, f"the limit is {limit}, not {value}", plain(fixed)
                    )
            elif separation := refute_identity(limit, value, [{}]):
                sides = f"the limit is {separation.left}, not {separation.right}"
                return Finding("exact", Verdict.REFUTED, sides, plain(fixed))
    return None


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
