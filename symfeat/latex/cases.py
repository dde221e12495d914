"""Case distinctions and conditions as LaTeX, in words."""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.printing.latex import LatexPrinter


class CasesPrinter(LatexPrinter):
    """What is printed of values that depend on conditions, and of values that are none."""

    def _print_Piecewise(self, expr: Any) -> str:
        rows = []
        for value, condition in expr.args:
            when = r"\text{otherwise}" if condition == sp.true else rf"\text{{if }} {self._print(condition)}"
            rows.append(f"{self._print(value)} & {when}")
        return r"\begin{cases}" + r" \\ ".join(rows) + r"\end{cases}"

    def _print_And(self, expr: Any) -> str:
        return self._conditions(expr, "and", sp.Or)

    def _print_Or(self, expr: Any) -> str:
        return self._conditions(expr, "or", sp.And)

    def _conditions(self, expr: Any, word: str, inner: type) -> str:
        """Conditions in words; those joined by the other word are bracketed."""
        arguments = sorted(expr.args, key=lambda a: (a.count_ops(), sp.default_sort_key(a)))
        texts = ((a, self._print(a)) for a in arguments)
        return rf" \text{{ {word} }} ".join(f"({t})" if isinstance(a, inner) else t for a, t in texts)

    def _print_NaN(self, expr: Any) -> str:
        return r"\text{undefined}"

    def _print_PowerOfTwo(self, expr: Any, exp: Any = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\lfloor {self._print(expr.args[0])} \rceil_2{power}"
