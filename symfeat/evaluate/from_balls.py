"""mpmath numbers from balls that are sharp enough: of sums and integrals, which balls enclose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, fmpq

from symfeat.evaluate.bound import Body
from symfeat.evaluate.precision import working_bits
from symfeat.evaluate.program import UndecidedComparison

_SPARE = 30  # bits beyond those of the mpmath number


def by_balls(body: Body, enclose: Callable[[Body], Any]) -> Any:
    """What `enclose` makes of the body in balls, as an mpmath number; None if it is not sharp enough."""
    from symfeat.evaluate.ball import ARITHMETIC  # the walkers' tables hold what is defined here

    context = body.arithmetic.context
    values = {symbol: _ball(context, value) for symbol, value in body.values.items()}
    with working_bits(context.prec + _SPARE):
        try:
            found = acb(ARITHMETIC.lift(enclose(Body(ARITHMETIC, body.expr, body.symbol, values))))
        except UndecidedComparison:
            return None
        sharp = found.is_finite() and found.rel_accuracy_bits() >= context.prec - _SPARE
    if not sharp:
        return None
    real, imag = (_number(context, part) for part in (found.real, found.imag))
    return real if found.imag.is_zero() else context.mpc(real, imag)


def _ball(context: Any, value: Any) -> Any:
    if type(value) is fmpq:
        return value
    if isinstance(value, context.mpc):
        return acb(_exact(value.real), _exact(value.imag))
    return _exact(value)


def _exact(value: Any) -> arb:
    mantissa, exponent = value.man_exp
    return arb((int(mantissa) * (-1 if value < 0 else 1), int(exponent)))


def _number(context: Any, value: arb) -> Any:
    mantissa, exponent = value.mid().man_exp()
    return context.ldexp(context.mpf(int(mantissa)), int(exponent))
