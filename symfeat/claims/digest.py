"""A short name for a piece of mathematics: it changes whenever an expression does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import sympy as sp
from sympy.printing.repr import ReprPrinter


def digest(kind: str, exprs: Iterable[sp.Basic]) -> str:
    """Twelve hexadecimal digits that change whenever the kind or an expression does.

    >>> x = sp.Symbol("x")
    >>> digest("identity", [x + 1]) == digest("identity", [1 + x]) != digest("identity", [x + 2])
    True
    """
    text = "\n".join((kind, *map(_Written().doprint, exprs)))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class _Written(ReprPrinter):
    """SymPy's own text, except that a symbol is written with all that is known of it.

    SymPy writes what a symbol was declared with. Symbols that are declared in two ways (positive, or positive
    and real) are equal, so that its cache may give an expression with either, by what ran before.
    """

    def _print_Symbol(self, expr: sp.Symbol) -> str:
        known = ", ".join(f"{name}={value}" for name, value in sorted(expr.assumptions0.items()))
        return f"{type(expr).__name__}({expr.name!r}, {known})"
