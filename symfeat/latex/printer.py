"""Expressions as LaTeX: with the theory's symbols, terms and factors in the order of their ranks."""

from __future__ import annotations

import math
import re
from typing import Any

import sympy as sp

from symfeat.claims import Notation
from symfeat.latex.cases import CasesPrinter
from symfeat.latex.measure import width
from symfeat.latex.names import expanded, macro_name, macros
from symfeat.latex.order import ordered_factors, ordered_terms
from symfeat.latex.special import SpecialPrinter

_NAMES = {
    "sinh": r"\sinh", "cosh": r"\cosh", "tanh": r"\tanh", "log": r"\log", "sin": r"\sin",
    "cos": r"\cos", "tan": r"\tan",
    "asinh": r"\operatorname{arsinh}", "acosh": r"\operatorname{arcosh}", "atanh": r"\operatorname{artanh}",
    "atan": r"\arctan", "acos": r"\arccos", "asin": r"\arcsin", "atan2": r"\operatorname{atan2}",
    "sign": r"\operatorname{sgn}", "Min": r"\min", "Max": r"\max",
}  # fmt: skip
_TALL = re.compile(r"\\(frac|begin|sqrt|left)\b")
_LONG_EXPONENT = 9.0  # em: a longer exponent is set on the line, as exp(...)


class TheoryPrinter(CasesPrinter, SpecialPrinter):
    r"""Prints with the macros of a notation's symbols, breaking inner sums wider than `limit` em.

    With `slash`, for the running text, fractions stand on the line.

    >>> from symfeat.claims import Notation
    >>> notation = Notation("mechanics")
    >>> m = notation.symbol("m", "m", "mass", positive=True)
    >>> v = notation.symbol("v", "v", "speed", positive=True)
    >>> print(TheoryPrinter(notation).doprint(v**2 * m / 2))
    \frac{\sfm \sfv^{2}}{2}
    """

    def __init__(self, notation: Notation, *, limit: float = math.inf, slash: bool = False) -> None:
        self.notation, self.limit = notation, limit
        self._inline = int(slash)  # inside an exponent, too, fractions are written with a slash
        super().__init__()
        self.known = macros(notation)
        self.ranks = {entry.name: entry.rank for entry in notation.entries}

    def width(self, latex: str) -> float:
        """How wide a formula that this printer printed is, in em."""
        return width(expanded(latex, self.known))

    def ordered(self, expr: sp.Expr) -> list[Any]:
        """The terms of a sum in printing order."""
        return ordered_terms(sp.Add.make_args(expr), self.ranks)

    def terms(self, expr: sp.Expr) -> list[str]:
        """The terms of a sum in printing order, each with its sign (a leading plus is left out)."""
        printed = []
        for term in self.ordered(expr):
            text = self._print(term)
            printed.append(text if text.startswith("-") or not printed else "+ " + text)
        return printed

    def _print_Symbol(self, expr: sp.Symbol, style: str = "plain") -> str:
        return macro_name(expr.name) if expr.name in self.ranks else super()._print_Symbol(expr)

    _print_Dummy = _print_Symbol

    def _print_Add(self, expr: sp.Add, order: Any = None) -> str:
        content, rest = expr.primitive()
        if content.q > 1 and all(_is_plain_share(term, content.q) for term in expr.args):
            return self._quotient(sp.Integer(content.p), [rest], sp.Integer(content.q), [])
        terms = self.terms(expr)
        if self.width(" ".join(terms)) <= self.limit:
            return " ".join(terms)
        rows = self.pack(terms, self.limit)
        return r"\begin{aligned}" + r" \\ ".join("& " + row for row in rows) + r"\end{aligned}"

    def pack(self, pieces: list[str], room: float, first: float | None = None) -> list[str]:
        """Fill rows of `room` em (the first one of `first` em) with pieces, in order."""
        rows: list[str] = []
        left = room if first is None else first
        for piece in pieces:
            size = self.width(piece)
            if rows and size <= left:
                rows[-1] += " " + piece
            else:
                left = room if rows else left
                rows.append(piece)
            left -= size
        return rows

    def _print_Mul(self, expr: sp.Mul) -> str:
        coefficient, rest = expr.as_coeff_Mul()
        sign = "- " if coefficient.is_negative else ""
        above, below = [], []
        for factor in sp.Mul.make_args(rest):
            base, exponent = factor.as_base_exp()
            if _is_all_negative(base) and exponent.is_odd:
                base, sign = -base, "" if sign else "- "
                factor = sp.Pow(base, exponent)
            if exponent.is_Rational and exponent.is_negative and not isinstance(factor, sp.exp):
                below.append(sp.Pow(base, -exponent, evaluate=exponent == -1))
            else:
                above.append(factor)
        size = abs(coefficient)
        if not size.is_Rational:
            above.append(size)
            size = sp.S.One
        return sign + self._quotient(sp.Integer(size.p), above, sp.Integer(size.q), below)

    def _quotient(self, p: sp.Integer, above: list[Any], q: sp.Integer, below: list[Any]) -> str:
        if not below and q == 1:
            return self._product(p, above)
        roots = self._quotient_of_roots(p, above, q, below)
        if roots is not None:
            return roots
        bottom = self._flat(q, below)
        if self._inline:
            top = self._product(p, above, alone=False)
            whole = len(below) + (q != 1) > 1 or any(isinstance(f, sp.Add) for f in below)
            return f"{top} / {self._bracket(bottom) if whole else bottom}"
        # A long sum stands beside the fraction, not on it: the eye then finds the coefficient.
        sums = [f for f in above if isinstance(f.as_base_exp()[0], sp.Add)]
        if not below and sums and (len(above) > 1 or self._is_bulky(self._print(sums[0]))):
            atoms = [f for f in above if f not in sums]
            beside = self._product(sp.S.One, sums, alone=False)
            return rf"\frac{{{self._product(p, atoms)}}}{{{bottom}}} {beside}"
        return rf"\frac{{{self._flat(p, above)}}}{{{self._flat(q, below)}}}"

    def _flat(self, number: sp.Integer, factors: list[Any]) -> str:
        """A product for one side of a fraction, without fractions of its own above one another."""
        text = self._product(number, factors)
        if r"\frac" not in text:
            return text
        self._inline += 1
        try:
            return self._product(number, factors)
        finally:
            self._inline -= 1

    def _is_bulky(self, text: str) -> bool:
        return bool(_TALL.search(text)) or self.width(text) > 0.5 * self.limit

    def _quotient_of_roots(
        self, p: sp.Integer, above: list[Any], q: sp.Integer, below: list[Any]
    ) -> str | None:
        """One root over a fraction, where SymPy has split it into a root above and one below."""
        over, under = [f for f in above if _is_root(f)], [f for f in below if _is_root(f)]
        if not over or not under or not all(f.base.is_Atom for f in over + under):
            return None
        inner = sp.Mul(*(f.base for f in over)), sp.Mul(*(f.base for f in under))
        root = rf"\sqrt{{\frac{{{self._print(inner[0])}}}{{{self._print(inner[1])}}}}}"
        if self._inline:
            root = rf"\sqrt{{{self._print(inner[0])} / {self._print(inner[1])}}}"
        above, below = [f for f in above if f not in over], [f for f in below if f not in under]
        if p == q == 1 and not above and not below:
            return root
        if not below and q == 1:
            number = "" if p == 1 else f"{p} "
            rest = f" {self._product(sp.S.One, above, alone=False)}" if above else ""
            return f"{number}{root}{rest}"
        return f"{self._quotient(p, above, q, below)} {root}"

    def _product(self, number: sp.Integer, factors: list[Any], alone: bool = True) -> str:
        factors = self._merged_roots(factors)
        if not factors:
            return self._print(number)
        ordered = ordered_factors(factors, self.ranks)
        alone = alone and len(ordered) == 1 and number == 1
        parts = [] if number == 1 else [self._print(number)]
        for factor in ordered:
            text = self._print(factor)
            loose = isinstance(factor, sp.Add | sp.Piecewise) or text.startswith("-") or _opens_a_sum(factor)
            text = self._bracket(text) if loose and not alone else text
            parts.append(rf"\cdot {text}" if parts and text[0].isdigit() else text)
        return " ".join(parts)

    def _merged_roots(self, factors: list[Any]) -> list[Any]:
        """SymPy splits the root of a product of nonnegative factors; a reader wants it whole."""
        bases = [f.base for f in factors if _is_root(f) and f.base.is_Atom and f.base.is_nonnegative]
        if len(bases) < 2:
            return factors
        rest = [f for f in factors if not (_is_root(f) and f.base in bases)]
        return [*rest, sp.Pow(sp.Mul(*bases, evaluate=False), sp.S.Half, evaluate=False)]

    def _bracket(self, text: str) -> str:
        return rf"\left({text}\right)" if _TALL.search(text) else f"({text})"

    def _print_Pow(self, expr: sp.Pow) -> str:
        base, exponent = expr.base, expr.exp
        if exponent.is_Rational and exponent.is_negative:
            return self._quotient(sp.S.One, [], sp.S.One, [sp.Pow(base, -exponent, evaluate=exponent == -1)])
        if exponent == sp.S.Half:
            return rf"\sqrt{{{self._print(base)}}}"
        power = self._exponent(exponent)
        if isinstance(base, sp.Function) and base.func.__name__ in _NAMES and len(base.args) == 1:
            return rf"{_NAMES[base.func.__name__]}^{{{power}}} {self._argument(base.args[0])}"
        text = self._print(base)
        simple = (
            base.is_Symbol or base == sp.pi or isinstance(base, sp.Abs) or (base.is_Integer and base >= 0)
        )
        return rf"{text if simple else self._bracket(text)}^{{{power}}}"

    def _exponent(self, exponent: sp.Expr) -> str:
        self._inline += 1
        try:
            return self._print(exponent)
        finally:
            self._inline -= 1

    def _print_Rational(self, expr: sp.Rational) -> str:
        sign = "- " if expr.p < 0 else ""
        if expr.q == 1:
            return f"{sign}{abs(expr.p)}"
        return (
            f"{sign}{abs(expr.p)}/{expr.q}" if self._inline else rf"{sign}\frac{{{abs(expr.p)}}}{{{expr.q}}}"
        )

    _print_Integer = _print_Half = _print_Rational

    def _print_exp(self, expr: Any, exp: Any = None) -> str:
        exponent = expr.args[0]
        power = self._exponent(exponent)
        if self.width(power) * 0.7 > _LONG_EXPONENT:
            text = rf"\exp{self._bracket(self._print(exponent))}"
        else:
            text = rf"\mathrm{{e}}^{{{power}}}"
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"

    def _print_expm1(self, expr: Any) -> str:
        return self._print_exp(expr) + " - 1"

    def _print_log1p(self, expr: Any) -> str:
        return rf"\log{self._bracket(self._print(1 + expr.args[0]))}"

    def _argument(self, argument: sp.Expr) -> str:
        text = self._print(argument)
        if argument.is_Symbol or re.fullmatch(r"\d* ?\\?[A-Za-z]+", text) or _is_fraction(text):
            return text
        return self._bracket(text)

    def _print_Function(self, expr: Any, exp: Any = None) -> str:
        name = _NAMES.get(expr.func.__name__)
        if name is None:
            return super()._print_Function(expr, exp)
        power = "" if exp is None else f"^{{{exp}}}"
        if len(expr.args) == 1:
            return f"{name}{power} {self._argument(expr.args[0])}"
        symmetric = isinstance(expr, sp.Min | sp.Max)
        arguments = ordered_terms(expr.args, self.ranks) if symmetric else expr.args
        return f"{name}{power}{self._bracket(', '.join(map(self._print, arguments)))}"

    _print_log = _print_sinh = _print_cosh = _print_tanh = _print_asinh = _print_sign = _print_atan2 = (
        _print_Function
    )
    _print_Min = _print_Max = _print_Function

    def _print_Abs(self, expr: Any, exp: Any = None) -> str:
        text = self._print(expr.args[0])
        size = (r"\left", r"\right") if _TALL.search(text) else ("", "")
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"{size[0]}\lvert {text} {size[1]}\rvert{power}"


def _is_all_negative(expr: Any) -> bool:
    return isinstance(expr, sp.Add) and all(term.as_coeff_Mul()[0].is_negative for term in expr.args)


def _is_root(factor: Any) -> bool:
    return isinstance(factor, sp.Pow) and factor.exp == sp.S.Half


def _is_plain_share(term: Any, denominator: int) -> bool:
    """Whether a term has this denominator and no sum among its factors."""
    coefficient, rest = term.as_coeff_Mul()
    return coefficient.q == denominator and not rest.has(sp.Add)


def _is_fraction(text: str) -> bool:
    """Whether the whole text is one fraction, which needs no brackets behind the name of a function."""
    if not text.startswith(r"\frac{"):
        return False
    depth = groups = 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        groups += character == "}" and depth == 0
        if groups == 2:
            return at == len(text) - 1
    return False


def _opens_a_sum(factor: Any) -> bool:
    """Functions that print as a sum and need brackets in a product."""
    return type(factor).__name__ == "expm1"
