"""A short name for a piece of mathematics: it changes whenever an expression does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import sympy as sp


def digest(kind: str, exprs: Iterable[sp.Basic]) -> str:
    """Twelve hexadecimal digits that change whenever the kind or an expression does.

    >>> x = sp.Symbol("x")
    >>> digest("identity", [x + 1]) == digest("identity", [1 + x]) != digest("identity", [x + 2])
    True
    """
    text = "\n".join((kind, *map(sp.srepr, exprs)))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
