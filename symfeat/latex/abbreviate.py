"""Shorter forms of what steps compute: the notation's own abbreviations, then names for repeated parts."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from symfeat.claims import Notation

_WORTH_A_NAME = 5.0  # em: shorter parts are repeated


def folded(expr: sp.Expr, notation: Notation, *, products_only: bool = False) -> sp.Expr:
    """Put defined symbols in the place of their definitions; products alone, or sums, roots and all.

    >>> from sympy import sqrt
    >>> notation = Notation("n")
    >>> y = notation.symbol("y", "y", "target", real=True)
    >>> S = notation.symbol("S", "S", "floor", positive=True)
    >>> R = notation.define("R", "R", "root", sqrt(y**2 + S**2), positive=True)
    >>> folded(y / sqrt(y**2 + S**2), notation)
    y/R
    """
    for entry in notation.entries:
        definition = entry.definition
        if definition is None or (products_only and (not definition.is_Mul or definition.has(sp.Add))):
            continue
        if definition.free_symbols <= expr.free_symbols:
            expr = sp.sympify(expr.subs(definition, entry.symbol))
    return expr


def shared(
    sides: list[sp.Expr], width: Callable[[sp.Expr], float], first: int = 1
) -> tuple[list[sp.Expr], list[tuple[sp.Symbol, sp.Expr]]]:
    """The sides with names, from c_first on, for wide parts that repeat; and what each name stands for."""
    replacements, reduced = sp.cse(sides, symbols=sp.numbered_symbols("part_"))
    inlined: dict[sp.Symbol, sp.Expr] = {}
    kept: list[tuple[sp.Symbol, sp.Expr]] = []
    for symbol, part in replacements:
        part = part.xreplace(inlined)
        if width(part) < _WORTH_A_NAME:
            inlined[symbol] = part
        else:
            inlined[symbol] = sp.Symbol(f"c_{first + len(kept)}")
            kept.append((inlined[symbol], part))
    return [side.xreplace(inlined) for side in reduced], kept
