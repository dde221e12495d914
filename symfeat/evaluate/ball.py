"""Enclose expressions in FLINT balls: the true value lies inside, or the ball is not finite.

Only what holds for every number of a ball is decided; a branch that hangs on more raises UndecidedBall.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy
from flint import acb, arb, fmpq

from symfeat.evaluate.ball_functions import TABLE
from symfeat.evaluate.precision import Ball, UndecidedBall, working_bits
from symfeat.evaluate.program import Arithmetic, Point, compiled


class BallArithmetic(Arithmetic):
    """FLINT balls at the precision in force: arb for real values, acb where one is not known to be real."""

    undecided = UndecidedBall
    own = (arb, acb)

    def __init__(self) -> None:
        self.table = TABLE

    def lift(self, value: Any) -> Any:
        return arb(value) if type(value) is fmpq else value

    def compare(self, first: Any, second: Any, terms: Sequence[Any]) -> int | None:
        if type(first) is not arb or type(second) is not arb:
            return None
        return -1 if first < second else 1 if first > second else None


def ball(expr: sympy.Expr, point: Point, bits: int = 192) -> Ball:
    """A ball around the value of `expr` at `point`, worked out with `bits` bits.

    `point` maps every symbol to a rational (int, Fraction or SymPy number; complex with rational parts too)
    or to an arb; then the result encloses the values at all numbers of that ball.
    The result is an arb where the value is known to be real, else an acb; it is not finite where the
    expression may have no value. FLINT's precision is as before when the call returns.

    Raises EvaluationError for a function or symbol without a value, UndecidedBall for a branch in doubt.

    >>> from sympy import sqrt, symbols
    >>> x = symbols("x")
    >>> ball(sqrt(x), {x: 2}, bits=64).str(12)
    '[1.41421356237 +/- 3.10e-12]'
    """
    return balls((expr,), point, bits)[0]


def balls(exprs: tuple[sympy.Basic, ...], point: Point, bits: int = 192) -> list[Ball]:
    """Balls around several expressions at `point`, as `ball` gives them; shared parts are evaluated once."""
    with working_bits(bits):
        return [ARITHMETIC.lift(value) for value in compiled(exprs).run(ARITHMETIC, point)]


def enclosures(exprs: tuple[sympy.Basic, ...], point: Point, bits: int = 192) -> list[Any]:
    """As `balls`, but rational values stay exact (fmpq), and a condition gives True, False or UNKNOWN."""
    with working_bits(bits):
        return compiled(exprs).run(ARITHMETIC, point)


ARITHMETIC = BallArithmetic()
