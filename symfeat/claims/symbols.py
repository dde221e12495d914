"""Symbols with their meaning, unit and LaTeX form, declared once in a folder's `notation.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from symfeat.errors import DerivationError


@dataclass(frozen=True)
class Entry:
    """One declared symbol; `rank` is its place in the declaration order, which orders printed terms."""

    symbol: sp.Symbol
    latex: str
    meaning: str
    unit: str
    rank: int
    definition: sp.Expr | None = None

    @property
    def name(self) -> str:
        return self.symbol.name


class Notation:
    """The symbol registry of one folder of derivations.

    >>> notation = Notation("mechanics")
    >>> m = notation.symbol("m", "m", "mass", unit="kg", positive=True)
    >>> v = notation.symbol("v", "v", "velocity", unit="m/s", real=True)
    >>> T = notation.define("T", "T", "kinetic energy", m * v**2 / 2, unit="J", nonnegative=True)
    >>> notation.expand(2 * T)
    m*v**2
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, Entry] = {}

    def symbol(
        self, name: str, latex: str, meaning: str, *, unit: str = "1", **assumptions: bool
    ) -> sp.Symbol:
        """Declare a symbol with its widest assumption (`given` of a result narrows it)."""
        return self._declare(name, latex, meaning, unit, None, assumptions)

    def define(
        self, name: str, latex: str, meaning: str, definition: Any, *, unit: str = "1", **assumptions: bool
    ) -> sp.Symbol:
        """Declare an abbreviation: the checker works with its definition, the printer with its name."""
        definition = sp.sympify(definition)
        for symbol in sorted(definition.free_symbols, key=str):
            self.entry(symbol)
        return self._declare(name, latex, meaning, unit, definition, assumptions)

    def _declare(
        self, name: str, latex: str, meaning: str, unit: str, definition: Any, assumptions: dict[str, bool]
    ) -> sp.Symbol:
        if name in self._entries:
            raise DerivationError(f"{self.name}: symbol {name} is declared twice")
        if not assumptions:
            raise DerivationError(f"{self.name}: symbol {name} needs an assumption, such as real=True")
        symbol = sp.Symbol(name, **assumptions)
        self._entries[name] = Entry(symbol, latex, meaning, unit, len(self._entries), definition)
        return symbol

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All declared symbols, in order of rank."""
        return tuple(self._entries.values())

    def entry(self, symbol: sp.Symbol) -> Entry:
        """Look a symbol up; a symbol of the same name with other assumptions is an error."""
        found = self._entries.get(symbol.name)
        if found is None:
            raise DerivationError(f"symbol {symbol.name} is not declared in the notation of {self.name}")
        if found.symbol != symbol:
            raise DerivationError(f"symbol {symbol.name} is used with assumptions other than those declared")
        return found

    def expand(self, expr: Any) -> Any:
        """Replace every defined symbol by its definition, down to base symbols."""
        definitions = {e.symbol: e.definition for e in self.entries if e.definition is not None}
        while names := sp.sympify(expr).free_symbols & definitions.keys():
            expr = sp.sympify(expr).xreplace({s: definitions[s] for s in names})
        return expr
