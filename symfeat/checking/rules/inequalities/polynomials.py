"""Polynomials in one symbol: their sign on an interval, by exact counting of real roots."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.rules.inequalities.region import Span, number

LARGEST_DEGREE = 60


def is_positive_on(poly: sp.Poly, span: Span, *, strict: bool) -> bool:
    """Whether a polynomial with rational coefficients is > 0, or >= 0, on an interval."""
    if poly.degree() > LARGEST_DEGREE:
        return False
    _, factors = poly.factor_list()
    if not any(poly.eval(value) > 0 for value in _points_inside(span)):
        return False
    for factor, power in factors:
        if power % 2 == 0 and not strict:
            continue
        if factor.degree() and _has_root(factor, span, at_ends=strict):
            return False
    return True


def _points_inside(span: Span) -> list[sp.Rational]:
    """Rational numbers certainly inside the interval."""
    return [value for value in span.inner() if span.holds_inside(value)]


def _has_root(factor: sp.Poly, span: Span, *, at_ends: bool) -> bool:
    """Whether an irreducible polynomial may vanish inside the interval, or at an end that belongs to it."""
    low, high = span.ends()
    for (a, b), _ in factor.intervals(eps=sp.Rational(1, 10**12)):
        left, right = number(a), number(b)
        if right < low or left > high:
            continue
        outside = (
            _is_root(factor, span.low)
            and left <= low
            and low <= right
            and not (at_ends and not span.low_open)
        ) or (
            _is_root(factor, span.high)
            and left <= high
            and high <= right
            and not (at_ends and not span.high_open)
        )
        if not outside:
            return True
    return False


def _is_root(factor: sp.Poly, value: sp.Expr) -> bool:
    """Whether a finite end is a root; an irrational one must be, exactly, that of the factor."""
    if not value.is_finite:
        return False
    return bool(sp.expand(factor.eval(value)).is_zero)


def shifted_is_positive(expr: sp.Expr, spans: dict[sp.Symbol, Span], *, strict: bool) -> bool:
    """Whether all coefficients are >= 0 once each symbol is measured from an end of its interval.

    A bounded interval [a, b] is covered by (a + b u)/(1 + u) with u >= 0; a ray by a + u.
    """
    names: dict[sp.Symbol, sp.Symbol] = {}
    shifts: dict[sp.Symbol, sp.Expr] = {}
    for symbol, span in spans.items():
        if not (span.low.is_Rational or span.high.is_Rational):
            return False
        step = names[symbol] = sp.Dummy(symbol.name)
        if span.low.is_Rational and span.high.is_Rational:
            shifts[symbol] = (span.low + span.high * step) / (1 + step)
        else:
            shifts[symbol] = span.low + step if span.low.is_Rational else span.high - step
    top, below = sp.fraction(sp.together(expr.xreplace(shifts)))  # what is below are powers of 1 + u
    poly = sp.Poly(top, *names.values())
    for part in (poly, sp.Poly(below, *names.values())):
        if not all(c.is_Rational and c >= 0 for c in part.coeffs()):
            return False
    if not strict:
        return True
    # A term counts as positive where each of its symbols is inside its interval, or has the power zero.
    inside = [_leaves_zero(spans[symbol]) for symbol in names]
    return any(
        all(power == 0 or away for power, away in zip(monomial, inside, strict=True))
        and (not any(_reaches_far(spans[s]) for s in names))
        for monomial in poly.monoms()
    )


def _leaves_zero(span: Span) -> bool:
    """Whether the measure from the end is never zero."""
    return span.low_open if span.low.is_Rational else span.high_open


def _reaches_far(span: Span) -> bool:
    """Whether the closed far end of a bounded interval belongs to it, where u is infinite."""
    return span.low.is_Rational and span.high.is_Rational and not span.high_open
