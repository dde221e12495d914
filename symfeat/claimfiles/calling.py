"""Calling SymPy's constructors on a stranger's arguments: one line for whatever goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symfeat.claimfiles import sizes
from symfeat.errors import InputError, SymfeatError


def called(name: str, function: Callable[[list[Any]], Any], arguments: list[Any]) -> Any:
    """The value of a function that the text calls by `name`; InputError where it has none."""
    try:
        return finite(function(arguments))
    except SymfeatError as error:
        raise InputError(f"{name}: {error}") from None
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # SymPy raises whatever it likes on arguments that it does not like
        why = " ".join(str(error).split())[:120]
        raise InputError(f"{name} is not defined for its arguments: {why}") from error


def made(name: str, constructor: Callable[..., Any], arguments: list[Any]) -> Any:
    """The same for a constructor that takes its arguments one by one."""
    return called(name, lambda parts: constructor(*parts), arguments)


def finite(value: Any) -> Any:
    """The value, unless it is none: refused where it is written."""
    if value is sp.nan or value is sp.zoo or value.has(sp.nan, sp.zoo, sp.AccumBounds):
        raise InputError("has no finite value")
    if value.is_Rational:
        sizes.within_bits(sizes.bit_length(value), "a number")
    return value
