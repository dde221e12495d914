"""Numbers along x = 2^k that settle: support for a limit, where convergence is fast and steady to see."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import sympy as sp

from symfeat.errors import EvaluationError
from symfeat.evaluate.mp import evaluate_all

_POWERS = (20, 50, 80, 110, 140, 170)  # of two, at which the error is measured
_DIGITS = 260
_LEAST_SLOPE = 0.3  # the error falls at least like x to minus this power; logarithms do not
_STEADY = 0.8  # what is left of the slope from one end to the other
_NEGLIGIBLE = -100.0  # the power of two that the error has in the end
_SMALLEST = -(_DIGITS - 10) / math.log10(2)  # and the one below which digits say nothing
# Two tracks each, since what oscillates may stand still along one.
_REAL: tuple[Callable[[int], Any], ...] = (
    lambda k: sp.Rational(8, 7) * 2**k + sp.Rational(1, 3),
    lambda k: sp.Rational(5, 4) * 2**k + sp.Rational(3, 11),
)
_WHOLE: tuple[Callable[[int], Any], ...] = (lambda k: sp.Integer(2**k), lambda k: sp.Integer(3 * 2**k + 1))


def converges(expr: sp.Expr, var: sp.Symbol, value: sp.Expr) -> int | None:
    """The digits to which the expression comes close to the value as `var` grows; None if that is not clear.

    The error has to fall like a power of the variable, or faster, over many scales, and steadily: a slow or
    wavering decrease says nothing about where it ends.
    """
    if not value.is_finite or expr.free_symbols - {var}:
        return None
    tracks = _WHOLE if var.is_integer else _REAL
    digits = [_along(expr, var, value, [track(k) for k in _POWERS]) for track in tracks]
    return None if None in digits else min(number for number in digits if number is not None)


def _along(expr: sp.Expr, var: sp.Symbol, value: sp.Expr, places: list[Any]) -> int | None:
    errors = []
    for place in places:
        try:
            left, right = evaluate_all((expr, value), {var: place}, _DIGITS)
        except (EvaluationError, ArithmeticError, ValueError):
            return None
        context = left.context
        if not (context.isfinite(left) and context.isfinite(right)):
            return None
        # The exponents of two, which no float needs to hold; exact agreement counts as all digits.
        gap = abs(left - right) / max(1, abs(right))
        errors.append(float(context.log(gap, 2)) if gap else _SMALLEST)
    errors = [max(error, _SMALLEST) for error in errors]
    steps = pairwise(zip(_POWERS, errors, strict=True))
    slopes = [
        (first - second) / (after - before)
        for (before, first), (after, second) in steps
        if second > _SMALLEST
    ]
    if errors[-1] > _NEGLIGIBLE or any(slope < _LEAST_SLOPE for slope in slopes):
        return None
    if slopes and slopes[-1] < _STEADY * slopes[0]:
        return None
    return int(-errors[-1] * math.log10(2))
