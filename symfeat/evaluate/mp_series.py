"""Infinite sums of mpmath numbers: by balls where they can, else by two extrapolations that agree."""

from __future__ import annotations

from typing import Any

from flint import fmpq

from symfeat.evaluate.ball_series import infinite_sum as ball_sum
from symfeat.evaluate.bound import Body
from symfeat.evaluate.from_balls import by_balls
from symfeat.evaluate.mp_functions.common import NO_VALUE

_SHIFT = 7  # terms that the second extrapolation leaves out
_NEAR, _FAR = 60, 400  # terms there are compared: extrapolation gives divergent sums a value, too


def infinite_sum(body: Body, first: int) -> Any:
    """The sum from `first` to infinity; nan where the digits do not settle."""
    found = by_balls(body, lambda inner: ball_sum(inner, first))
    return _extrapolated(body, first) if found is None else found


def _extrapolated(body: Body, first: int) -> Any:
    context = body.arithmetic.context

    def term(index: Any) -> Any:
        return body(fmpq(int(index)))

    def largest(at: int) -> Any:
        return max(abs(term(first + at + k)) for k in range(4))

    try:
        near, far = largest(_NEAR), largest(_FAR)
        if far > near * context.mpf("0.9"):
            return body.arithmetic.nan
        with context.extradps(10):
            found = context.nsum(term, [first, context.inf])
            head = context.fsum(term(context.mpf(first + k)) for k in range(_SHIFT))
            other = head + context.nsum(term, [first + _SHIFT, context.inf])
    except (*NO_VALUE, TypeError):
        return body.arithmetic.nan
    gap = abs(found - other)
    return found if gap <= body.arithmetic.tolerance * abs(found) else body.arithmetic.nan
