"""The NumPy target: each assignment printed by a table-driven subclass of SymPy's NumPyPrinter."""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.codegen.cfunctions import expm1, hypot, log1p
from sympy.printing.numpy import NumPyPrinter
from sympy.printing.precedence import PRECEDENCE

from symfeat.claims import PowerOfTwo

# Every function that has a NumPy form, and that form. A head that is not here is an error, never a guess.
FUNCTIONS: dict[Any, str] = {
    sp.Abs: "np.abs",
    sp.sign: "np.sign",
    sp.exp: "np.exp",
    expm1: "np.expm1",
    sp.log: "np.log",
    log1p: "np.log1p",
    hypot: "np.hypot",
    sp.sin: "np.sin",
    sp.cos: "np.cos",
    sp.tan: "np.tan",
    sp.asin: "np.arcsin",
    sp.acos: "np.arccos",
    sp.atan: "np.arctan",
    sp.atan2: "np.arctan2",
    sp.sinh: "np.sinh",
    sp.cosh: "np.cosh",
    sp.tanh: "np.tanh",
    sp.asinh: "np.arcsinh",
    sp.acosh: "np.arccosh",
    sp.atanh: "np.arctanh",
    PowerOfTwo: "power_of_two",
}
RELATIONS: dict[Any, str] = {
    sp.StrictLessThan: "<",
    sp.LessThan: "<=",
    sp.StrictGreaterThan: ">",
    sp.GreaterThan: ">=",
    sp.Equality: "==",
    sp.Unequality: "!=",
}
NUMBERS: dict[Any, str] = {
    sp.S.NaN: "np.nan",
    sp.S.Infinity: "np.inf",
    sp.S.NegativeInfinity: "-np.inf",
    sp.pi: "np.pi",
    sp.E: "np.e",
}
ARITHMETIC = (sp.Add, sp.Mul, sp.Pow, sp.Max, sp.Min, sp.Symbol, sp.Rational, sp.Float)
SELECTION = (sp.Piecewise, sp.functions.elementary.piecewise.ExprCondPair, sp.And, sp.Or, sp.Not)


class NumPyKernelPrinter(NumPyPrinter):
    """Prints one expression; constants are exact where a float64 holds them and nearest otherwise."""

    def _print_Function(self, expr: Any) -> str:
        arguments = ", ".join(self._print(argument) for argument in expr.args)
        return f"{FUNCTIONS[expr.func]}({arguments})"

    def _print_Relational(self, expr: Any) -> str:
        return f"{self._print(expr.lhs)} {RELATIONS[expr.func]} {self._print(expr.rhs)}"

    def _print_Piecewise(self, expr: Any) -> str:
        text = "np.nan"
        for value, condition in reversed(expr.args):
            chosen = self._print(value)
            text = chosen if condition == sp.true else f"np.where({self._print(condition)}, {chosen}, {text})"
        return text

    def _joined(self, expr: Any, operator: str) -> str:
        return f" {operator} ".join(
            self._print(part) if part.is_Symbol else f"({self._print(part)})" for part in _sorted(expr.args)
        )

    def _print_And(self, expr: Any) -> str:
        return self._joined(expr, "&")

    def _print_Or(self, expr: Any) -> str:
        return self._joined(expr, "|")

    def _print_Not(self, expr: Any) -> str:
        return f"np.logical_not({self._print(expr.args[0])})"

    def _extreme(self, function: str, expr: Any) -> str:
        *others, text = (self._print(part) for part in _sorted(expr.args))
        for other in reversed(others):
            text = f"{function}({other}, {text})"
        return text

    def _print_Max(self, expr: Any) -> str:
        return self._extreme("np.maximum", expr)

    def _print_Min(self, expr: Any) -> str:
        return self._extreme("np.minimum", expr)

    def _print_Integer(self, expr: Any) -> str:
        # A Python integer beyond 64 bits would turn the array into one of objects.
        return str(int(expr)) if abs(int(expr)) < 2**53 else repr(float(expr))

    def _print_Rational(self, expr: Any) -> str:
        return f"{expr.p}/{expr.q}" if max(abs(expr.p), expr.q) < 2**53 else repr(float(expr))

    def _print_Pow(self, expr: Any, rational: bool = False) -> str:
        if expr.exp == sp.S.Half:
            return f"np.sqrt({self._print(expr.base)})"
        if expr.exp.is_Rational and expr.exp.is_negative:
            below = expr.base if expr.exp == -1 else sp.Pow(expr.base, -expr.exp, evaluate=False)
            return f"1/{self.parenthesize(below, PRECEDENCE['Mul'], strict=True)}"
        return super()._print_Pow(expr, rational=rational)

    def _print_Symbol(self, expr: Any) -> str:
        return expr.name


for _special in NUMBERS:
    setattr(
        NumPyKernelPrinter,
        f"_print_{type(_special).__name__}",
        lambda self, expr: NUMBERS[expr],
    )
for _function in FUNCTIONS:
    setattr(NumPyKernelPrinter, f"_print_{_function.__name__}", NumPyKernelPrinter._print_Function)
for _relation in RELATIONS:
    setattr(NumPyKernelPrinter, f"_print_{_relation.__name__}", NumPyKernelPrinter._print_Relational)


def _sorted(parts: Any) -> list[Any]:
    return sorted(parts, key=sp.default_sort_key)


def unprintable(expr: Any) -> Any:
    """The first part of an expression that has no NumPy form, or None."""
    for part in sp.preorder_traversal(expr):
        known = part.func in FUNCTIONS or part.func in RELATIONS or part in NUMBERS
        if not known and not isinstance(part, ARITHMETIC + SELECTION) and part not in (sp.true, sp.false):
            return part
    return None
