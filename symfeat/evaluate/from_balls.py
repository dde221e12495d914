"""mpmath numbers from balls that are sharp enough: of sums and integrals, which balls enclose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symfeat.evaluate.ball import ARITHMETIC
from symfeat.evaluate.bound import Body
from symfeat.evaluate.mp_functions.exchange import SPARE, sharp_number, to_ball
from symfeat.evaluate.precision import working_bits
from symfeat.evaluate.program import UndecidedComparison


def by_balls(body: Body, enclose: Callable[[Body], Any]) -> Any:
    """What `enclose` makes of the body in balls, as an mpmath number; None if it is not sharp enough."""
    context = body.arithmetic.context
    values = {symbol: to_ball(context, value) for symbol, value in body.values.items()}
    with working_bits(context.prec + SPARE):
        try:
            found = enclose(Body(ARITHMETIC, body.expr, body.symbol, values))
        except UndecidedComparison:
            return None
        return sharp_number(context, ARITHMETIC.lift(found))
