"""Sums and products in either number system: finite ones term by term; infinite ones by their own modules.

Reversed bounds count as SymPy counts them (Karr's convention): the sum from a to b < a - 1 is minus the sum
from b + 1 to a - 1.
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from flint import fmpq

from symfeat.errors import EvaluationError
from symfeat.evaluate.ball_series import has_real_terms
from symfeat.evaluate.ball_series import infinite_sum as ball_sum
from symfeat.evaluate.bound import (
    TERMS,
    Body,
    TooMuchWork,
    budget,
    innermost_last,
    value_of,
    values_of,
    whole,
)
from symfeat.evaluate.mp_series import infinite_sum as mp_sum
from symfeat.evaluate.program import Arithmetic

_BITS = 4096  # of a rational total: beyond, it is a number of the system


def total(arithmetic: Arithmetic, source: Any, *args: Any) -> Any:
    """The value of a Sum."""
    return _folded(arithmetic, source, args, "Add", fmpq(0))


def product(arithmetic: Arithmetic, source: Any, *args: Any) -> Any:
    """The value of a Product."""
    return _folded(arithmetic, source, args, "Mul", fmpq(1))


def _folded(arithmetic: Arithmetic, source: Any, args: tuple[Any, ...], head: str, unit: fmpq) -> Any:
    term, limits = innermost_last(source)
    if len(limits) != 3:
        raise EvaluationError(f"a sum or product needs both bounds; got {source}")
    symbol, low, high = limits
    values = values_of(source, args)
    body = Body(arithmetic, term, symbol, values)
    try:
        with budget():
            if low.is_infinite or high.is_infinite:
                return _infinite(body, low, high, head)
            first, last = (whole_value(arithmetic, bound, values) for bound in (low, high))
            if first is None or last is None:
                return arithmetic.table["NaN"](arithmetic)
            if last < first - 1:
                found = _finite(body, last + 1, first - 1, head, unit)
                return _inverse(arithmetic, found, head)
            return _finite(body, first, last, head, unit)
    except (TooMuchWork, ZeroDivisionError):
        return arithmetic.table["NaN"](arithmetic)


def whole_value(arithmetic: Arithmetic, bound: sp.Expr, values: dict[Any, Any]) -> int | None:
    """The integer that a bound is, in either number system."""
    found = value_of(arithmetic, bound, values)
    context = getattr(arithmetic, "context", None)
    if context is not None and isinstance(found, context.mpf):
        return int(found) if context.isint(found) and abs(found) < 2**60 else None
    return whole(found)


def _inverse(arithmetic: Arithmetic, value: Any, head: str) -> Any:
    return (
        arithmetic.table["Mul"](arithmetic, fmpq(-1), value)
        if head == "Add"
        else arithmetic.table["Pow"](arithmetic, value, fmpq(-1))
    )


def _finite(body: Body, first: int, last: int, head: str, unit: fmpq) -> Any:
    """Term by term; what is rational is kept apart from the rest as long as it is small."""
    if last - first >= TERMS:
        raise TooMuchWork
    arithmetic = body.arithmetic
    fold, exact, rest = arithmetic.table[head], unit, None
    for index in range(first, last + 1):
        value = body.exact(fmpq(index))
        if type(value) is fmpq and exact.height_bits() < _BITS:
            exact = exact + value if head == "Add" else exact * value
        else:
            rest = value if rest is None else fold(arithmetic, rest, value)
    return exact if rest is None else fold(arithmetic, exact, rest)


def _infinite(body: Body, low: sp.Expr, high: sp.Expr, head: str) -> Any:
    arithmetic = body.arithmetic
    if low is sp.S.NegativeInfinity:
        mirrored = body.expr.subs(body.symbol, -body.symbol)
        if high is sp.S.Infinity:
            upward = _infinite(body, sp.S.Zero, high, head)
            downward = _infinite(body.bind(arithmetic, mirrored), sp.S.One, high, head)
            return arithmetic.table[head](arithmetic, upward, downward)
        return _infinite(body.bind(arithmetic, mirrored), -high, sp.S.Infinity, head)
    if high is not sp.S.Infinity:
        return arithmetic.table["NaN"](arithmetic)
    first = whole_value(arithmetic, low, body.values)
    if first is None:
        return arithmetic.table["NaN"](arithmetic)
    is_mp = hasattr(arithmetic, "context")
    if head == "Add":
        return (mp_sum if is_mp else ball_sum)(body, first)
    logarithm = (mp_sum if is_mp else ball_sum)(body.bind(arithmetic, sp.log(body.expr)), first)
    found = arithmetic.table["exp"](arithmetic, arithmetic.lift(logarithm))
    return found.real if has_real_terms(body) else found
