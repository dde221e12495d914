"""Special functions as LaTeX: the letter, the order as an index, the argument in brackets on the line."""

from __future__ import annotations

from typing import Any

from sympy.printing.latex import LatexPrinter


class SpecialPrinter(LatexPrinter):
    """What is printed of gamma, Bessel and Struve functions; `_exponent` prints fractions with a slash."""

    def _special(self, letter: str, expr: Any, exp: Any) -> str:
        *orders, argument = map(self._exponent, expr.args)  # type: ignore[attr-defined]
        index = "".join(f"_{{{order}}}" for order in orders)
        power = "" if exp is None else f"^{{{exp}}}"
        return f"{letter}{index}{power}({argument})"

    def _print_gamma(self, expr: Any, exp: Any = None) -> str:
        return self._special(r"\Gamma", expr, exp)

    def _print_besselk(self, expr: Any, exp: Any = None) -> str:
        return self._special("K", expr, exp)

    def _print_besseli(self, expr: Any, exp: Any = None) -> str:
        return self._special("I", expr, exp)

    def _print_StruveL(self, expr: Any, exp: Any = None) -> str:
        return self._special(r"\mathbf{L}", expr, exp)
