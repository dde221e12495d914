"""The passes: each takes and returns (assignments, outputs) and changes no value in exact arithmetic.

A pass never reassociates: the order of operations is the author's, chosen so that nothing overflows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any

import sympy as sp
from sympy.codegen.cfunctions import hypot

Lets = tuple[tuple[sp.Symbol, Any], ...]
Outputs = dict[str, Any]
Pass = Callable[[Lets, Outputs, tuple[sp.Symbol, ...]], tuple[Lets, Outputs]]


def drop_unused(lets: Lets, outputs: Outputs, args: tuple[sp.Symbol, ...]) -> tuple[Lets, Outputs]:
    """Leave out assignments that no output needs."""
    needed = set().union(*(value.free_symbols for value in outputs.values()))
    kept = []
    for symbol, value in reversed(lets):
        if symbol in needed:
            kept.append((symbol, value))
            needed |= value.free_symbols
    return tuple(reversed(kept)), outputs


def use_hypot(lets: Lets, outputs: Outputs, args: tuple[sp.Symbol, ...]) -> tuple[Lets, Outputs]:
    """sqrt(a^2 + b^2) as hypot(a, b), whose squares neither overflow nor underflow; a may be 1."""

    def is_square(term: Any) -> bool:
        return term == 1 or (isinstance(term, sp.Pow) and term.exp == 2)

    def root_of(term: Any) -> Any:
        return term.base if isinstance(term, sp.Pow) else term

    def is_root(expr: Any) -> bool:
        return (
            isinstance(expr, sp.Pow)
            and abs(expr.exp) == sp.S.Half
            and isinstance(expr.base, sp.Add)
            and len(expr.base.args) == 2
            and all(is_square(term) for term in expr.base.args)
        )

    def as_hypot(expr: Any) -> Any:
        return hypot(*(root_of(term) for term in expr.base.args)) ** (2 * expr.exp)

    def change(expr: Any) -> Any:
        return expr.replace(is_root, as_hypot)

    return tuple((symbol, change(value)) for symbol, value in lets), {
        k: change(v) for k, v in outputs.items()
    }


def share_repeated(lets: Lets, outputs: Outputs, args: tuple[sp.Symbol, ...]) -> tuple[Lets, Outputs]:
    """Assign parts that occur more than once, as they stand, just before their first use.

    SymPy's own `cse` also regroups sums and products, which would undo the author's order of operations.
    """
    values = (*(value for _, value in lets), *outputs.values())
    counts = Counter(part for value in values for part in sp.preorder_traversal(value))
    taken = {symbol.name for symbol in (*args, *(symbol for symbol, _ in lets))}
    fresh = (name for name in map("s{}".format, count()) if name not in taken)
    known: dict[Any, sp.Symbol] = {}
    result: list[tuple[sp.Symbol, Any]] = []

    def rewrite(expr: Any) -> Any:
        if expr in known:
            return known[expr]
        rebuilt = expr.func(*map(rewrite, expr.args)) if expr.args else expr
        if counts[expr] < 2 or not _is_worth_a_name(expr):
            return rebuilt
        known[expr] = sp.Symbol(next(fresh))
        result.append((known[expr], rebuilt))
        return known[expr]

    for symbol, value in lets:
        counts[value] = 0  # it has a name already
        result.append((symbol, rewrite(value)))
        if _is_worth_a_name(value):
            known.setdefault(value, symbol)
    rewritten = {name: rewrite(value) for name, value in outputs.items()}
    return tuple(result), rewritten


def _is_worth_a_name(expr: Any) -> bool:
    """Whether it is an operation by itself: negations belong to differences, reciprocals to quotients."""
    if isinstance(expr, sp.Pow):
        return bool(expr.exp.is_positive)
    if isinstance(expr, sp.Mul) and len(expr.args) == 2:
        return not any(term.is_number or (term.is_Pow and term.exp.is_negative) for term in expr.args)
    return bool(expr.args) and not isinstance(expr, sp.functions.elementary.piecewise.ExprCondPair | sp.Tuple)


PASSES: tuple[tuple[str, Pass], ...] = (
    ("drop unused assignments", drop_unused),
    ("roots of two squares as hypot", use_hypot),
    ("share repeated parts", share_repeated),
)
