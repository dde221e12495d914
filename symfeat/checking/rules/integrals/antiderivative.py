"""The fundamental theorem of calculus: an antiderivative that is proposed is proved, and so are its ends.

How the antiderivative was found is of no account. Its derivative is proved to be the integrand inside the
range, it is proved to be continuous there, and its values or limits at the ends are proved. An end that is
singular or infinite then makes the integral converge, or no limit is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import sympy as sp
from sympy.integrals.manualintegrate import manualintegrate
from sympy.integrals.rationaltools import ratint

from symfeat.checking.budget import OutOfTime, limited, remaining
from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules.integrals.terms import in_exponentials, terms_of
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.checking.rules.sums.finite import is_nonzero, vanishes_rarely
from symfeat.claims.kinds import Identity, Limit, Regular

SECONDS = 2.0  # for SymPy to propose an antiderivative, where time is limited at all
LARGEST = 150  # of the integrands for which SymPy is asked


def by_antiderivative(
    integrand: sp.Expr,
    t: sp.Symbol,
    low: sp.Expr,
    high: sp.Expr,
    relations: Relations,
    ask: Ask,
    guesses: Iterable[sp.Expr] = (),
) -> sp.Expr:
    """The value of an integral between limits of which the lower is proved to be the smaller."""
    inside = tuple(r for r in _between(low, t, high) if r is not sp.true)
    if sp.false in inside:
        raise Unproved("the limits are not in order")
    under = (*relations, *inside)
    reasons = []
    for candidate in _candidates(integrand, t, guesses):
        try:
            _require_parameters(candidate, t, (low, high), under, ask)
            ask(Identity(sp.diff(candidate, t), integrand), under=under)
            ask(Regular(candidate, (t,), start=low), under=under)
            ends = [_end(candidate, t, end, way, ask) for end, way in ((low, "+"), (high, "-"))]
        except (Unproved, NotReducible) as error:
            reasons.append(f"with {candidate}: {error}")
            continue
        return ends[1] - ends[0]
    raise Unproved("; ".join(reasons)[:300] or "no antiderivative is found")


def _require_parameters(
    candidate: sp.Expr, t: sp.Symbol, limits: tuple[sp.Expr, sp.Expr], under: Relations, ask: Ask
) -> None:
    """That no denominator of parameters alone is zero: there the antiderivative would be another one.

    Isolated values of a continuous parameter are no objection on a bounded range, where the integral of what
    is continuous is continuous in the parameter.
    """
    bounded = all(limit.is_finite is not False for limit in limits)
    for part in sorted(candidate.atoms(sp.Pow), key=sp.default_sort_key):
        base, exponent = part.args
        if t in base.free_symbols or not base.free_symbols or exponent.is_nonnegative:
            continue
        if is_nonzero(base, under, ask) or (bounded and vanishes_rarely(base, candidate, t, under)):
            continue
        raise Unproved(f"the denominator {base} may be zero")


def _between(low: sp.Expr, t: sp.Symbol, high: sp.Expr) -> Iterator[sp.Basic]:
    if low.is_finite is not False:
        yield sp.Gt(t, low)
    if high.is_finite is not False:
        yield sp.Lt(t, high)


def _candidates(integrand: sp.Expr, t: sp.Symbol, guesses: Iterable[sp.Expr]) -> Iterator[sp.Expr]:
    yield from guesses
    if (own := _termwise(integrand, t)) is not None:
        yield own
    if sp.count_ops(integrand) > LARGEST:
        return
    plain = sp.Symbol(t.name, real=True)  # SymPy knows its own symbols best
    if integrand.is_rational_function(t):
        yield from _proposed(lambda: ratint(integrand.xreplace({t: plain}), plain, real=True), plain, t)
    yield from _proposed(lambda: manualintegrate(integrand.xreplace({t: plain}), plain), plain, t)
    if remaining() < float("inf"):
        yield from _proposed(lambda: sp.integrate(integrand.xreplace({t: plain}), plain), plain, t)


def _proposed(propose: Callable[[], Any], plain: sp.Symbol, t: sp.Symbol) -> Iterator[sp.Expr]:
    try:
        with limited(SECONDS):
            found = propose()
    except OutOfTime:
        if remaining() <= 0:
            raise
        return
    except Exception:  # whatever goes wrong in SymPy's search, there is no proposal
        return
    if isinstance(found, sp.Expr) and not found.has(sp.Integral, sp.nan, sp.zoo):
        if found.has(sp.Piecewise):
            pieces = [value for p in found.atoms(sp.Piecewise) for value, _ in p.args]
            if isinstance(found, sp.Piecewise):
                yield from (value.xreplace({plain: t}) for value in pieces if not value.has(sp.Piecewise))
            return
        yield found.xreplace({plain: t})


def _termwise(integrand: sp.Expr, t: sp.Symbol) -> sp.Expr | None:
    """An antiderivative of a sum of polynomials times exponentials, or of powers."""
    total = sp.S.Zero
    try:
        parts = terms_of(in_exponentials(integrand, t), t)
    except Unproved:
        return None
    for term in parts:
        rate = term.rates.get(sp.S.One, sp.S.Zero)
        if term.rest or not set(term.rates) <= {sp.S.One}:
            return None
        if rate == 0:
            total += term.constant * (
                sp.log(t) if term.power == -1 else t ** (term.power + 1) / (term.power + 1)
            )
        elif term.power.is_Integer and 0 <= term.power <= 12:
            m = int(term.power)
            series = (sp.ff(m, j) * (-1) ** j * t ** (m - j) / rate ** (j + 1) for j in range(m + 1))
            total += term.constant * sp.exp(rate * t) * sp.Add(*series)
        else:
            return None
    return total


def _end(expr: sp.Expr, t: sp.Symbol, end: sp.Expr, way: str, ask: Ask) -> sp.Expr:
    """The limit of the antiderivative at an end of the range."""
    if end.is_finite is not False:
        value = expr.subs(t, end)
        if not value.has(sp.nan, sp.zoo, sp.oo, sp.AccumBounds):
            ask(Limit(expr, t, end, value, way))
            return value
    plain = sp.Symbol(t.name, real=True)
    moved = expr.xreplace({t: plain})
    proposals = _proposed(lambda: sp.limit(moved, plain, end, way), plain, t)
    for value in (*proposals, sp.S.Zero):
        if value.is_finite is False or value.has(sp.AccumBounds, sp.Limit, t):
            continue
        try:
            ask(Limit(expr, t, end, value, way))
        except (Unproved, NotReducible):
            continue
        return value
    raise Unproved(f"no limit at {end} is proved")
