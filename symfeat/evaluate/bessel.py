"""The Bessel function K at many digits, where mpmath's own series cancel."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_HALVINGS = 24
_LARGE = 50  # an order from which on mpmath is slow even there


def besselk(context: Any, order: Any, z: Any) -> Any:
    """K of a real order at z > 0 in an mpmath context; nan if the digits do not settle.

    Unless the order is that of an elementary function, mpmath adds terms that cancel where z is neither small
    nor large, and may take seconds. There the integral of exp(-z cosh t) cosh(order t) over t > 0 (DLMF,
    section 10.32) is summed by the trapezoidal rule. The integrand is analytic and dies out fast, so that a
    halving of the step doubles the digits: two sums that share over half of the digits leave the finer one
    right.

    >>> import mpmath
    >>> print(mpmath.nstr(besselk(mpmath.mp, 3, mpmath.mpf(20)), 10))
    7.148966692e-10
    """
    elementary = context.isint(2 * order) and not context.isint(order) and abs(order) < _LARGE
    if elementary or not 1 < 16 * z < 256 * context.dps:
        return context.besselk(order, z)
    return _integral(context, context.prec, order, z)


@lru_cache(maxsize=4096)  # the claims of a derivation share their points
def _integral(context: Any, prec: int, order: Any, z: Any) -> Any:
    step, tolerance = context.mpf(1) / 4, context.eps ** context.mpf("0.6")
    found = _sum(context, order, z, step, context.zero)
    for _ in range(_HALVINGS):
        refined = (found + _sum(context, order, z, step, step / 2)) / 2
        if abs(found - refined) <= abs(refined) * tolerance:
            return refined * context.exp(-z)
        found, step = refined, step / 2
    return context.nan


def _sum(context: Any, order: Any, z: Any, step: Any, start: Any) -> Any:
    """The trapezoidal sum over t = start, start + step, ..., times exp(z); half the term at zero counts."""
    total = peak = context.zero
    far, power = context.exp(start), context.exp(order * start)  # exp(t) and exp(order t)
    onward, upward = context.exp(step), context.exp(order * step)
    while True:
        term = context.exp(z * (1 - (far + 1 / far) / 2)) * (power + 1 / power) / 2
        total += term if far > 1 else term / 2
        if term < peak and term < total * context.eps / 16:
            return total * step
        peak, far, power = max(peak, term), far * onward, power * upward
