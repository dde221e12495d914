"""A kernel's program for a reader: one line an assignment, in the names of its callers."""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.printing.str import StrPrinter

from symfeat.claims.kernel import Kernel

_PLAIN = 2**16  # powers of two up to here are written out


class _Reader(StrPrinter):
    """Branches as a choice between values, and units of the float range as powers of two."""

    def _print_Piecewise(self, expr: Any) -> str:
        branches = [
            self._print(value)
            if condition == sp.true
            else f"{self._print(value)} if {self._print(condition)}"
            for value, condition in expr.args
        ]
        return f"({' else '.join(branches)})"

    def _print_And(self, expr: Any) -> str:
        return self._joined(expr, "and", sp.Or)

    def _print_Or(self, expr: Any) -> str:
        return self._joined(expr, "or", sp.And)

    def _joined(self, expr: Any, word: str, inner: type) -> str:
        arguments = sorted(expr.args, key=sp.default_sort_key)
        texts = ((a, self._print(a)) for a in arguments)
        return f" {word} ".join(f"({text})" if isinstance(a, inner) else text for a, text in texts)

    def _print_Relational(self, expr: Any) -> str:
        return f"{self._print(expr.lhs)} {expr.rel_op} {self._print(expr.rhs)}"

    def _print_Rational(self, expr: sp.Rational) -> str:
        for number, sign in ((expr.p, ""), (expr.q, "-")):
            if abs(expr.p) * expr.q == number > _PLAIN and number & (number - 1) == 0:
                return f"2**{sign}{number.bit_length() - 1}"
        return super()._print_Rational(expr)

    def _print_Integer(self, expr: sp.Integer) -> str:
        return self._print_Rational(expr) if abs(expr.p) > _PLAIN else super()._print_Integer(expr)


def listing(kernel: Kernel) -> list[str]:
    """The assignments of a kernel, then its outputs.

    >>> x, s = sp.Symbol("x", real=True), sp.Symbol("s", nonnegative=True)
    >>> size = sp.Piecewise((x, x >= 0), (-x / 2**20, True))
    >>> listing(Kernel("k", (x,), {"r": sp.sqrt(s)}, lets=((s, size),)))
    ['s = x if x >= 0 else -x/2**20', 'r = sqrt(s)']
    """
    printer = _Reader()
    named = [(symbol.name, value) for symbol, value in kernel.lets]
    lines = []
    for name, value in (*named, *kernel.outputs.items()):
        text = printer.doprint(value)
        lines.append(f"{name} = {text[1:-1] if isinstance(value, sp.Piecewise) else text}")
    return lines
