"""How a function of mpmath numbers is called: within bounds, and nan where it has no finite value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mpmath.libmp import NoConvergence

MAX_MAGNITUDE = 4096  # exp of a number of more bits than this would take memory without end
NO_VALUE = (ArithmeticError, ValueError, NotImplementedError, RecursionError, NoConvergence)


def is_real(context: Any, value: Any) -> bool:
    """Whether a number is one of the context's real ones."""
    return isinstance(value, context.mpf)


def tidy(context: Any, value: Any) -> Any:
    """Drop an imaginary part that is exactly zero, so that a real value is real again."""
    return value.real if isinstance(value, context.mpc) and value.imag == 0 else value


def named(name: str) -> Callable[..., Any]:
    """The function of that name in the mpmath context; nan where it has no finite value."""

    def function(arithmetic: Any, *args: Any) -> Any:
        context = arithmetic.context
        try:
            if any(context.isnan(arg) or context.mag(arg) > MAX_MAGNITUDE for arg in args if arg != 0):
                return _at_infinity(arithmetic, name, args)
            return tidy(context, getattr(context, name)(*args))
        except NO_VALUE:
            return arithmetic.nan

    return function


def _at_infinity(arithmetic: Any, name: str, args: tuple[Any, ...]) -> Any:
    """An infinite argument has a limit for mpmath to find; an enormous one has no affordable value."""
    context = arithmetic.context
    infinite = len(args) == 1 and context.isinf(args[0])
    return getattr(context, name)(*args) if infinite else arithmetic.nan
