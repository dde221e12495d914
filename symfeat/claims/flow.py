"""A system of first-order differential equations, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True)
class Flow:
    """d(state)/dt = rate for each state symbol; parameters are the other symbols.

    >>> x, k, t = sp.symbols("x k t", positive=True)
    >>> Flow({x: -k * x}, t).derivative(x**2)
    -2*k*x**2
    """

    rates: Mapping[sp.Symbol, sp.Expr]
    time: sp.Symbol

    def __post_init__(self) -> None:
        object.__setattr__(self, "rates", {s: sp.sympify(rate) for s, rate in self.rates.items()})

    @property
    def state(self) -> tuple[sp.Symbol, ...]:
        return tuple(self.rates)

    def derivative(self, quantity: sp.Expr) -> sp.Expr:
        """Total time derivative along the flow, by the chain rule (explicit time included)."""
        quantity = sp.sympify(quantity)
        moving = sp.Add(*(sp.diff(quantity, s) * rate for s, rate in self.rates.items()))
        return sp.diff(quantity, self.time) + moving
