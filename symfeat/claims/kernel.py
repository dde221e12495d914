"""A kernel: the straight-line program that a result hands to the generator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from symfeat.errors import DerivationError


@dataclass(frozen=True)
class Kernel:
    """Named outputs as expressions in `args`, computed through ordered intermediate assignments `lets`.

    The lets are the stable form: each is a quantity that the result's steps prove equal to what the
    theory means by it, so that the program is derived, not typed a second time.
    """

    name: str
    args: tuple[sp.Symbol, ...]
    outputs: Mapping[str, sp.Expr]
    lets: tuple[tuple[sp.Symbol, sp.Expr], ...] = ()
    domain: tuple[Any, ...] = ()
    doc: str = ""
    slug: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        known = set(self.args)
        if len({a.name for a in self.args}) < len(self.args):
            raise DerivationError(f"kernel {self.name}: two arguments have the same name")
        for symbol, value in self.lets:
            self._require(value, known, symbol.name)
            if symbol in known:
                raise DerivationError(f"kernel {self.name}: {symbol} is assigned twice")
            known.add(symbol)
        for name, value in self.outputs.items():
            self._require(value, known, name)

    def _require(self, value: sp.Expr, known: set[sp.Symbol], where: str) -> None:
        if missing := sorted(str(s) for s in value.free_symbols - known):
            raise DerivationError(f"kernel {self.name}: {where} uses {', '.join(missing)} before assignment")

    @property
    def returns(self) -> tuple[str, ...]:
        return tuple(self.outputs)

    def compose(self, expr: sp.Expr) -> sp.Expr:
        """Write an expression in lets by the arguments alone (what a proof compares)."""
        for symbol, value in reversed(self.lets):
            expr = expr.xreplace({symbol: value})
        return expr
