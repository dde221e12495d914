"""Road one: closed forms as numbers, by mpmath and by FLINT balls, which must agree."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import sympy as sp
from flint import arb, fmpq

from symfeat.claims import Boundary, Notation
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import ball, working_bits
from symfeat.evaluate.mp import evaluate
from symfeat.evaluate.program import UndecidedComparison

_MOST_BITS = 8  # times the bits that the digits need: closed forms that lose more are not decided


@dataclass(frozen=True)
class ClosedForm:
    """A constant's value: a ball, and mpmath's number as text; `text` where balls and mpmath agree."""

    ball: arb
    text: str
    agree: bool

    @property
    def value(self) -> fmpq:
        return self.ball.mid().fmpq()

    @property
    def radius(self) -> fmpq:
        return self.ball.rad().fmpq()


def bits_of(digits: int) -> int:
    """Bits that hold so many decimal digits, with some to lose."""
    return math.ceil(digits * math.log2(10)) + 64


def closed_form(expr: sp.Expr, digits: int) -> ClosedForm:
    """A constant to `digits` digits. Raises EvaluationError where it has no real value.

    >>> closed_form(sp.sqrt(2), 20).text
    '1.4142135623730950488'
    """
    bits = needed = bits_of(digits)
    while True:
        try:
            found: Any = ball(expr, {}, bits)
        except UndecidedComparison:
            found = arb.nan()
        if type(found) is not arb:
            raise EvaluationError(f"the closed form {expr} has no real value; got {found}")
        with working_bits(bits):
            sharp = found.is_finite() and found.rad() <= arb(10) ** -digits * (1 + abs(found.mid()))
        if sharp or bits > _MOST_BITS * needed:
            break
        bits *= 2
    if not found.is_finite():
        raise EvaluationError(f"the closed form {expr} has no value that balls could enclose")
    number = evaluate(expr, {}, math.ceil(bits / math.log2(10)))
    context = number.context
    if not isinstance(number, context.mpf):
        raise EvaluationError(f"the closed form {expr} has no real value; got {number}")
    with working_bits(bits):
        gap = abs(arb(context.nstr(number, digits + 10)) - found) if context.isfinite(number) else arb.nan()
        agree = bool(gap < 2 * arb(10) ** -digits * (1 + abs(found.mid())))
    return ClosedForm(found, context.nstr(number, digits, strip_zeros=False), agree)


def with_numbers(expr: sp.Expr, boundary: Boundary, notation: Notation) -> sp.Expr:
    """A closed form of a boundary with definitions expanded and its setting's numbers put in.

    Raises EvaluationError for a symbol that has no number and is not the unknown.
    """
    closed = boundary.closed(notation.expand(boundary.closed(notation.expand(expr))))
    if strangers := closed.free_symbols - {boundary.unknown}:
        raise EvaluationError(f"the closed form needs a number for {min(strangers, key=str)}")
    return closed
