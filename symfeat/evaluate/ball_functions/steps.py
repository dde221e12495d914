"""Functions of FLINT balls that jump: floors, step functions, the Kronecker delta; a jump is not guessed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, fmpq

from symfeat.evaluate.precision import UndecidedBall
from symfeat.evaluate.program import Arithmetic

_HALF = fmpq(1, 2)


def _rounded(name: str, rounding: str) -> Callable[..., Any]:
    def function(arithmetic: Arithmetic, value: Any) -> Any:
        if type(value) is acb:
            return acb(function(arithmetic, value.real), function(arithmetic, value.imag))
        if not value.is_finite():
            return arb.nan()
        found = getattr(value, rounding)()
        if not found.is_exact():
            raise UndecidedBall(f"{name} of a value near an integer cannot be decided at this point")
        return found

    return function


def _heaviside(arithmetic: Arithmetic, value: Any, at_zero: Any = _HALF) -> Any:
    if type(value) is acb:
        return arb.nan()
    sign = 0 if value.is_zero() else arithmetic.compare(value, arb(0), ())
    if sign is None:
        raise UndecidedBall("Heaviside of a value whose ball contains zero cannot be decided at this point")
    return arithmetic.lift(at_zero) if sign == 0 else fmpq(1 if sign > 0 else 0)


def _kronecker(arithmetic: Arithmetic, first: Any, second: Any, *_: Any) -> Any:
    if first.is_finite() and second.is_finite() and not first.overlaps(second):
        return fmpq(0)
    if type(first) is arb and type(second) is arb and first.is_exact() and second.is_exact():
        return fmpq(1)
    raise UndecidedBall("KroneckerDelta of values that may be equal cannot be decided at this point")


TABLE: dict[str, Callable[..., Any]] = {
    "floor": _rounded("floor", "floor"),
    "ceiling": _rounded("ceiling", "ceil"),
    "Heaviside": _heaviside,
    "KroneckerDelta": _kronecker,
}
