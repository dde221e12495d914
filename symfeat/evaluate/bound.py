"""What sums, products, integrals and derivatives share: the values of their free symbols, and a budget."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sympy as sp
from flint import acb, arb, fmpq

from symfeat.evaluate.program import Arithmetic, compiled, free_order

TERMS = 60_000  # evaluations of a body that one outermost sum or integral may cost
_spent = {"depth": 0, "terms": 0}


class TooMuchWork(ArithmeticError):
    """A sum or an integral needs more evaluations than it may have; its value is nan."""


@contextmanager
def budget() -> Iterator[None]:
    """A scope within which `spend` counts; an inner one shares the count of the outer."""
    if not _spent["depth"]:
        _spent["terms"] = 0
    _spent["depth"] += 1
    try:
        yield
    finally:
        _spent["depth"] -= 1


def spend(count: int = 1) -> None:
    """Count evaluations. Raises TooMuchWork beyond TERMS."""
    _spent["terms"] += count
    if _spent["terms"] > TERMS:
        raise TooMuchWork


class Body:
    """An expression as a function of one bound symbol, the others having their values."""

    def __init__(self, arithmetic: Any, expr: sp.Basic, symbol: sp.Symbol, values: dict[Any, Any]):
        self.arithmetic, self.expr, self.symbol, self.values = arithmetic, expr, symbol, values
        self._program = compiled((expr,))

    def exact(self, at: Any) -> Any:
        """The value there, a rational where it stays one."""
        spend()
        return self._program.run(self.arithmetic, {**self.values, self.symbol: at})[0]

    def __call__(self, at: Any) -> Any:
        return self.arithmetic.lift(self.exact(at))

    def number(self, expr: sp.Basic) -> Any:
        """The value of an expression without the bound symbol, such as a limit of the range."""
        return self.arithmetic.lift(value_of(self.arithmetic, expr, self.values))

    def bind(self, arithmetic: Any, expr: sp.Basic, symbol: sp.Symbol | None = None) -> Body:
        """Another expression, with the same values, in another arithmetic."""
        return Body(arithmetic, expr, symbol or self.symbol, self.values)


def values_of(source: sp.Basic, args: tuple[Any, ...]) -> dict[Any, Any]:
    """The values of the free symbols of an expression, as the program passes them."""
    return dict(zip(free_order(source), args, strict=True))


def value_of(arithmetic: Arithmetic, expr: sp.Basic, values: dict[Any, Any]) -> Any:
    """The value of an expression in those symbols, a rational where it stays one."""
    return compiled((expr,)).run(arithmetic, values)[0]


def innermost_last(source: Any) -> tuple[sp.Expr, tuple[Any, ...]]:
    """The body under the outermost limits, which may bind symbols itself, and these limits."""
    *inner, outer = source.limits
    body = source.func(source.function, *inner) if inner else source.function
    return body, tuple(outer)


def whole(value: Any) -> int | None:
    """The integer that a value is exactly, if it is one."""
    if type(value) is fmpq:
        return int(value.p) if value.q == 1 else None
    if type(value) is acb or not isinstance(value, arb):
        return None
    found = value.unique_fmpz() if value.is_integer() else None
    return None if found is None else int(found)
