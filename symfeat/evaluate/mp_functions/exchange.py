"""mpmath numbers to and from FLINT balls; and functions for which mpmath takes long, by balls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, fmpq

from symfeat.evaluate.ball import ARITHMETIC
from symfeat.evaluate.precision import working_bits

SPARE = 30  # bits beyond those of the mpmath number
_MORE = (2 * SPARE, 12 * SPARE)  # where digits cancel inside a function


def function_by_balls(name: str, *first: Any) -> Callable[..., Any]:
    """The function of that name as balls have it; nan where they are not sharp.

    mpmath takes minutes over some incomplete elliptic integrals and incomplete gamma functions.
    """

    def function(arithmetic: Any, *args: Any) -> Any:
        context = arithmetic.context
        if not all(type(arg) is fmpq or context.isfinite(arg) for arg in args):
            return arithmetic.nan
        for spare in _MORE:
            with working_bits(context.prec + spare):
                balls = (to_ball(context, arg) for arg in args)
                found = sharp_number(context, ARITHMETIC.table[name](ARITHMETIC, *first, *balls))
            if found is not None:
                return found
        return arithmetic.nan

    return function


def sharp_number(context: Any, found: Any) -> Any:
    """A ball's midpoint, if it has about as many bits as the context works with; else None."""
    value = acb(found)
    if not value.is_finite() or value.rel_accuracy_bits() < context.prec - SPARE:
        return None
    real, imag = (midpoint(context, part) for part in (value.real, value.imag))
    return real if value.imag.is_zero() else context.mpc(real, imag)


def to_ball(context: Any, value: Any) -> Any:
    """The exact ball of an mpmath number; a rational as it is."""
    if type(value) is fmpq:
        return value
    if isinstance(value, context.mpc):
        return acb(_exact(value.real), _exact(value.imag))
    return _exact(value)


def _exact(value: Any) -> arb:
    mantissa, exponent = value.man_exp
    return arb((int(mantissa) * (-1 if value < 0 else 1), int(exponent)))


def midpoint(context: Any, value: arb) -> Any:
    """The midpoint of a real ball as an mpmath number, rounded to the precision in use."""
    mantissa, exponent = value.mid().man_exp()
    return context.ldexp(context.mpf(int(mantissa)), int(exponent))
