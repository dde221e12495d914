"""From a syntax tree to SymPy: the nodes that are allowed, and what each of them means."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from symfeat.claimfiles import sizes
from symfeat.claimfiles.calling import called, finite
from symfeat.claimfiles.forms import FORMS
from symfeat.claimfiles.functions import CONSTANTS, FUNCTIONS
from symfeat.errors import InputError

_RELATIONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_WORDS = {
    ast.Attribute: "attributes are",
    ast.Subscript: "indices are",
    ast.Lambda: "lambda is",
    ast.JoinedStr: "strings are",
    ast.NamedExpr: "assignments are",
    ast.IfExp: "`if` is",
    ast.Starred: "stars before arguments are",
}


class Builder:
    """Turns one syntax tree into SymPy, from the leaves up, in the symbols of `names`."""

    def __init__(self, names: Mapping[str, sp.Expr], source: str, level: int = 0) -> None:
        self.names = names
        self.source = source
        self.level = level

    def expression(self, node: ast.AST) -> sp.Expr:
        """The expression that a node says."""
        value = self._value(node)
        if not isinstance(value, sp.Expr):
            raise InputError("has a condition where an expression is needed")
        return value

    def relations(self, node: ast.AST) -> list[tuple[sp.Expr, str, sp.Expr]]:
        """The relations of a comparison, one a sign."""
        if not isinstance(node, ast.Compare):
            raise InputError("is not a relation, such as x < 1")
        sides = [self.expression(side) for side in (node.left, *node.comparators)]
        signs = [_RELATIONS.get(type(op), "in") for op in node.ops]
        return list(zip(sides, signs, sides[1:], strict=False))

    def within(self, names: Mapping[str, sp.Expr]) -> Builder:
        """A builder for a part of the text in which more names have a meaning."""
        return Builder(names, self.source, self.level)

    def _value(self, node: ast.AST) -> Any:
        self.level += 1
        if self.level > sizes.LEVELS:
            raise InputError(f"nests deeper than {sizes.LEVELS} levels")
        handler = _HANDLERS.get(type(node))
        if handler is None:
            said = _WORDS.get(type(node), f"{type(node).__name__} is")
            raise InputError(f"{said} not allowed in an expression")
        value = handler(self, node)
        self.level -= 1
        return value

    def _constant(self, node: ast.Constant) -> Any:
        value = node.value
        if isinstance(value, bool):
            return sp.true if value else sp.false
        if isinstance(value, int):
            sizes.within_bits(value.bit_length(), "a number")
            return sp.Integer(value)
        if isinstance(value, float):
            exact = _decimal(ast.get_source_segment(self.source, node) or "")
            return sp.Rational(exact.numerator, exact.denominator)
        if isinstance(value, complex):
            raise InputError("the imaginary unit is written I")
        raise InputError(f"{type(value).__name__} values are not allowed in an expression")

    def _name(self, node: ast.Name) -> Any:
        if node.id in self.names:
            return self.names[node.id]
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        if node.id in FUNCTIONS or node.id in FORMS:
            raise InputError(f"{node.id} is a function and needs arguments")
        raise InputError(f"{node.id} is not declared in symbols")

    def _unary(self, node: ast.UnaryOp) -> Any:
        sign = 1
        while isinstance(node.op, ast.UAdd | ast.USub) and isinstance(node.operand, ast.UnaryOp):
            sign = -sign if isinstance(node.op, ast.USub) else sign
            node = node.operand
        if isinstance(node.op, ast.Not | ast.Invert):
            if sign == -1:
                raise InputError("has a condition where an expression is needed")
            return sp.Not(self.condition(node.operand))
        operand = self.expression(node.operand)
        return finite(sign * (-operand if isinstance(node.op, ast.USub) else operand))

    def _binary(self, node: ast.BinOp) -> Any:
        if isinstance(node.op, ast.Add | ast.Sub):
            terms = [
                self.expression(part) if plain else -self.expression(part)
                for part, plain in _chain(node, ast.Add, ast.Sub)
            ]
            return finite(sp.Add(*terms))
        if isinstance(node.op, ast.Mult | ast.Div):
            return self._product(_chain(node, ast.Mult, ast.Div))
        if isinstance(node.op, ast.Pow):
            return called("**", FUNCTIONS["Pow"], [self.expression(node.left), self.expression(node.right)])
        if isinstance(node.op, ast.BitAnd | ast.BitOr):
            joined = sp.And if isinstance(node.op, ast.BitAnd) else sp.Or
            return joined(self.condition(node.left), self.condition(node.right))
        if isinstance(node.op, ast.BitXor):
            raise InputError("a power is written **, not ^")
        raise InputError(f"the operator {type(node.op).__name__} is not allowed in an expression")

    def _product(self, parts: Iterable[tuple[ast.expr, bool]]) -> sp.Expr:
        factors = []
        for part, plain in parts:
            factor = self.expression(part)
            if not plain and factor == 0:
                raise InputError("divides by 0")
            factors.append(factor if plain else 1 / factor)
        sizes.product(factors)
        return finite(sp.Mul(*factors))

    def _call(self, node: ast.Call) -> Any:
        if not isinstance(node.func, ast.Name):
            raise InputError("only functions named in the format may be called")
        name = node.func.id
        if node.keywords:
            raise InputError(f"{name} takes no named arguments")
        special = FORMS.get(name)
        if special is not None:
            return special(self, node.args)
        if name not in FUNCTIONS:
            raise InputError(f"there is no function {name[:60]} in the format")
        return called(name, FUNCTIONS[name], [self.expression(argument) for argument in node.args])

    def _compare(self, node: ast.Compare) -> Any:
        parts = [self.relation(*relation) for relation in self.relations(node)]
        return sp.And(*parts)

    def relation(self, lhs: sp.Expr, rel: str, rhs: sp.Expr) -> Any:
        """A relation between two expressions, as a condition."""
        if rel == "in":
            raise InputError("a condition compares by < <= > >= == !=")
        try:
            return sp.Rel(lhs, rhs, rel)
        except TypeError as error:
            raise InputError(f"{lhs} {rel} {rhs} compares numbers that are not real") from error

    def _boolean(self, node: ast.BoolOp) -> Any:
        joined = sp.And if isinstance(node.op, ast.And) else sp.Or
        return joined(*(self.condition(value) for value in node.values))

    def condition(self, node: ast.AST) -> Boolean:
        """The condition that a node says."""
        value = self._value(node)
        if not isinstance(value, Boolean) or isinstance(value, sp.Expr):  # a symbol is both
            raise InputError(f"{str(value)[:60]} is not a condition")
        return value


def _decimal(text: str) -> Fraction:
    """A decimal literal as the exact rational that it says; one of too many digits is refused."""
    exponent = re.split("[eE]", text.replace("_", ""))[1:]
    if exponent and (len(exponent[0]) > 7 or abs(int(exponent[0])) > sizes.BITS / 4):
        raise InputError(f"the number {text[:40]} has too large an exponent")
    return Fraction(text.replace("_", ""))


def _chain(
    node: ast.expr, same: type[ast.operator], inverse: type[ast.operator]
) -> list[tuple[ast.expr, bool]]:
    """The operands of `a + b - c` from left to right, each with whether `same` stands before it."""
    parts: list[tuple[ast.expr, bool]] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, same | inverse):
        parts.append((node.right, isinstance(node.op, same)))
        node = node.left
    return [(node, True), *reversed(parts)]


_HANDLERS: dict[type[ast.AST], Callable[[Builder, Any], Any]] = {
    ast.Constant: Builder._constant,
    ast.Name: Builder._name,
    ast.UnaryOp: Builder._unary,
    ast.BinOp: Builder._binary,
    ast.Call: Builder._call,
    ast.Compare: Builder._compare,
    ast.BoolOp: Builder._boolean,
}
