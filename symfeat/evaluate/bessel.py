"""The Bessel function K at many digits, where mpmath's own series cancel."""

from __future__ import annotations

from typing import Any

_HALVINGS = 24


def besselk(context: Any, order: Any, z: Any) -> Any:
    """K of a real order at z > 0 in an mpmath context; nan if the digits do not settle.

    At whole orders and z of about the number of digits mpmath adds terms that cancel, and takes seconds.
    There the integral of exp(-z cosh t) cosh(order t) over t > 0 (DLMF 10.32.9) is summed by the trapezoidal
    rule. The integrand is analytic and dies out fast, so that a halving of the step doubles the digits: two
    sums that share more than half of the digits leave the finer one right to all of them.

    >>> import mpmath
    >>> print(mpmath.nstr(besselk(mpmath.mp, 3, mpmath.mpf(20)), 10))
    7.100451338e-10
    """
    if not context.isint(order) or not 4 < z < 4 * context.dps:
        return context.besselk(order, z)
    step, tolerance = context.mpf(1) / 4, context.eps ** context.mpf("0.6")
    found = _sum(context, order, z, step, context.zero)
    for _ in range(_HALVINGS):
        refined = (found + _sum(context, order, z, step, step / 2)) / 2
        if abs(found - refined) <= abs(refined) * tolerance:
            return refined * context.exp(-z)
        found, step = refined, step / 2
    return context.nan


def _sum(context: Any, order: Any, z: Any, step: Any, start: Any) -> Any:
    """The trapezoidal sum over t = start, start + step, ...; half the term at zero counts."""
    total, peak, t = context.zero, context.zero, start
    while True:
        term = context.exp(-2 * z * context.sinh(t / 2) ** 2) * context.cosh(order * t)
        total += term if t else term / 2
        if term < peak and term < total * context.eps / 16:
            return total * step
        peak, t = max(peak, term), t + step
