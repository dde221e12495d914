"""A second opinion on a counterexample: mpmath's values must lie where the balls say."""

from __future__ import annotations

from typing import Any

import sympy as sp
from flint import acb, fmpq

from symfeat.checking.ball import Pair
from symfeat.checking.budget import OutOfTime, limited, remaining
from symfeat.checking.search.region import Point
from symfeat.errors import EvaluationError
from symfeat.evaluate.mp import evaluate_all
from symfeat.evaluate.mp_functions.exchange import midpoint

_DIGITS = (30, 120, 400)  # one of them is enough: cancellation inside a side costs digits
_NEAR = 1e-6  # of the larger side
_SECONDS = 1.0


def contradicted(sides: tuple[sp.Expr, sp.Expr], point: Point, pair: Pair) -> bool:
    """Whether mpmath gives finite values that are not those of the balls, as it may on a branch cut.

    Where two libraries put a value on different sides of a cut, conventions decide; that refutes nothing.
    Sums and integrals, which mpmath only estimates, are not held against the balls.
    """
    if any(side.has(sp.Sum, sp.Product, sp.Integral, sp.Derivative) for side in sides):
        return False
    doubted = False
    for digits in _DIGITS:
        try:
            with limited(_SECONDS):
                values = evaluate_all(sides, point, digits)
        except OutOfTime:
            if remaining() <= 0:
                raise
            return doubted
        except (EvaluationError, ArithmeticError, ValueError, TypeError):
            return doubted
        if not all(value.context.isfinite(value) for value in values):
            return doubted
        if all(_near(value, ball) for value, ball in zip(values, (pair.left, pair.right), strict=True)):
            return False
        doubted = True
    return doubted


def _near(value: Any, ball: Any) -> bool:
    context = value.context
    middle = _mpc(context, ball)
    return abs(value - middle) <= _NEAR * max(abs(middle), abs(value)) + _radius(context, ball)


def _mpc(context: Any, ball: Any) -> Any:
    if type(ball) is fmpq:
        return context.mpf(int(ball.p)) / int(ball.q)
    if type(ball) is acb:
        return context.mpc(midpoint(context, ball.real), midpoint(context, ball.imag))
    return midpoint(context, ball)


def _radius(context: Any, ball: Any) -> Any:
    if type(ball) is fmpq:
        return context.zero
    parts = (ball.real, ball.imag) if type(ball) is acb else (ball,)
    return sum((midpoint(context, part.rad()) for part in parts), context.zero)
