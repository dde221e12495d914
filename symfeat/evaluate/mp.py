"""Evaluate expressions to mpmath numbers, in local contexts: its global precision is never touched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import mpmath
import sympy
from flint import fmpq

from symfeat.evaluate.mp_functions import TABLE
from symfeat.evaluate.mp_functions.common import is_real
from symfeat.evaluate.program import Arithmetic, Point, compiled

GUARD = 15  # digits beyond those asked for


class MpArithmetic(Arithmetic):
    """mpmath numbers of one precision; a value that is not finite, or does not exist, is nan."""

    def __init__(self, digits: int):
        self.context = mpmath.MPContext()
        self.context.dps = digits + GUARD
        self.nan = self.context.nan
        self.tolerance = self.context.mpf(10) ** -digits
        self.table = TABLE
        self.own = (self.context.mpf, self.context.mpc)

    def lift(self, value: Any) -> Any:
        if type(value) is not fmpq:
            return value
        numerator, denominator = int(value.p), int(value.q)
        number = self.context.mpf(numerator)
        return number if denominator == 1 else number / denominator

    def compare(self, first: Any, second: Any, terms: Sequence[Any]) -> int | None:
        context = self.context
        if not (is_real(context, first) and is_real(context, second)):
            return None
        difference = first - second
        if context.isnan(difference):
            return None if first != second else 0  # infinities of one sign
        if context.isfinite(difference):
            scale = max(abs(number) for number in (first, second, *terms))
            if abs(difference) <= self.tolerance * scale:
                return None
        return 1 if difference > 0 else -1


def evaluate(expr: sympy.Expr, point: Point, digits: int = 50) -> Any:
    """Value of `expr` at `point`, worked out with `digits` digits and a few more.

    `point` maps every symbol to a rational (int, Fraction or SymPy number; complex with rational parts too).
    Branches are principal, as in SymPy. The result is an mpf, or an mpc where it is not real; nan where the
    expression has no value. `digits` is the working precision: cancellation inside `expr` costs digits.

    Raises EvaluationError for a function or symbol without a value, UndecidedComparison where a branch hangs
    on two numbers that agree to `digits` digits.

    >>> from sympy import sqrt, symbols
    >>> x = symbols("x")
    >>> print(evaluate(sqrt(x), {x: 2}, digits=20))
    1.4142135623730950488016887242096981
    """
    return evaluate_all((expr,), point, digits)[0]


def evaluate_all(exprs: tuple[sympy.Expr, ...], point: Point, digits: int = 50) -> list[Any]:
    """Values of several expressions at `point`, as `evaluate` gives them; shared parts are evaluated once."""
    arithmetic = _arithmetic(digits)
    return [arithmetic.lift(value) for value in compiled(exprs).run(arithmetic, point)]


@lru_cache(maxsize=32)
def _arithmetic(digits: int) -> MpArithmetic:
    return MpArithmetic(digits)
