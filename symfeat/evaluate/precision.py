"""FLINT's precision, which is global, and what a ball cannot decide at the precision in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import flint
from flint import acb, arb

from symfeat.evaluate.program import UndecidedComparison

Ball = arb | acb


class UndecidedBall(UndecidedComparison):
    """A branch hangs on a comparison that the balls cannot decide at the precision in use."""


@contextmanager
def working_bits(bits: int) -> Iterator[None]:
    """Set FLINT's precision, which is global, and put the caller's back."""
    before = flint.ctx.prec
    flint.ctx.prec = bits
    try:
        yield
    finally:
        flint.ctx.prec = before


def tidy(value: Ball) -> Ball:
    """A value whose imaginary part is exactly zero is real."""
    return value.real if type(value) is acb and value.imag.is_zero() else value
