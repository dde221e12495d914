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
from symfeat.claimfiles.functions import CONSTANTS, FUNCTIONS
from symfeat.errors import InputError, SymfeatError

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
_WITH_LIMITS = {"Sum": sp.Sum, "Product": sp.Product, "Integral": sp.Integral}
_LARGEST_ORDER = 50  # of a derivative


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
        if node.id in FUNCTIONS or node.id in _SPECIAL:
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
            return sp.Not(self._condition(node.operand))
        operand = self.expression(node.operand)
        return _finite(sign * (-operand if isinstance(node.op, ast.USub) else operand), "-")

    def _binary(self, node: ast.BinOp) -> Any:
        if isinstance(node.op, ast.Add | ast.Sub):
            terms = [
                self.expression(part) if plain else -self.expression(part)
                for part, plain in _chain(node, ast.Add, ast.Sub)
            ]
            return _finite(sp.Add(*terms), "a sum")
        if isinstance(node.op, ast.Mult | ast.Div):
            return self._product(_chain(node, ast.Mult, ast.Div))
        if isinstance(node.op, ast.Pow):
            return _call("**", FUNCTIONS["Pow"], [self.expression(node.left), self.expression(node.right)])
        if isinstance(node.op, ast.BitAnd | ast.BitOr):
            joined = sp.And if isinstance(node.op, ast.BitAnd) else sp.Or
            return joined(self._condition(node.left), self._condition(node.right))
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
        return _finite(sp.Mul(*factors), "a product")

    def _call(self, node: ast.Call) -> Any:
        if not isinstance(node.func, ast.Name):
            raise InputError("only functions named in the format may be called")
        name = node.func.id
        if node.keywords:
            raise InputError(f"{name} takes no named arguments")
        special = _SPECIAL.get(name)
        if special is not None:
            return special(self, node.args)
        if name not in FUNCTIONS:
            raise InputError(f"there is no function {name[:60]} in the format")
        return _call(name, FUNCTIONS[name], [self.expression(argument) for argument in node.args])

    def _compare(self, node: ast.Compare) -> Any:
        parts = [self._relation(*relation) for relation in self.relations(node)]
        return sp.And(*parts)

    def _relation(self, lhs: sp.Expr, rel: str, rhs: sp.Expr) -> Any:
        if rel == "in":
            raise InputError("a condition compares by < <= > >= == !=")
        try:
            return sp.Rel(lhs, rhs, rel)
        except TypeError as error:
            raise InputError(f"{lhs} {rel} {rhs} compares numbers that are not real") from error

    def _boolean(self, node: ast.BoolOp) -> Any:
        joined = sp.And if isinstance(node.op, ast.And) else sp.Or
        return joined(*(self._condition(value) for value in node.values))

    def _condition(self, node: ast.AST) -> Boolean:
        value = self._value(node)
        if not isinstance(value, Boolean) or isinstance(value, sp.Expr):  # a symbol is both
            raise InputError(f"{str(value)[:60]} is not a condition")
        return value

    def _logical(self, joined: Callable[..., Any], arguments: list[ast.expr]) -> Any:
        return joined(*(self._condition(argument) for argument in arguments))

    def _equality(self, rel: str, arguments: list[ast.expr]) -> Any:
        if len(arguments) != 2:
            raise InputError("Eq and Ne take 2 arguments")
        return self._relation(self.expression(arguments[0]), rel, self.expression(arguments[1]))

    def _piecewise(self, arguments: list[ast.expr]) -> Any:
        cases = []
        for argument in arguments:
            pair = _items(argument)
            if pair is None or len(pair) != 2:
                raise InputError("Piecewise takes pairs (expression, condition)")
            cases.append((self.expression(pair[0]), self._condition(pair[1])))
        if not cases:
            raise InputError("Piecewise needs a case")
        return _made("Piecewise", sp.Piecewise, cases)

    def _with_limits(self, name: str, arguments: list[ast.expr]) -> Any:
        if len(arguments) < 2:
            raise InputError(f"{name} takes an expression and limits (k, a, b)")
        names = dict(self.names)
        inner = []  # the first limits are the innermost: their bounds may name the variables of later ones
        for argument in reversed(arguments[1:]):
            limit = _items(argument)
            if limit is None or len(limit) != 3 or not isinstance(limit[0], ast.Name):
                raise InputError(f"{name} takes limits (k, a, b)")
            bounds = [Builder(names, self.source, self.level).expression(bound) for bound in limit[1:]]
            variable = limit[0].id
            if variable in names or variable in CONSTANTS:
                raise InputError(f"the bound variable {variable[:60]} of {name} has a meaning outside of it")
            kind = {"real": True} if name == "Integral" else {"integer": True}
            names[variable] = sp.Symbol(variable, **kind)
            inner.append((names[variable], *bounds))
        body = Builder(names, self.source, self.level).expression(arguments[0])
        return _made(name, _WITH_LIMITS[name], [body, *reversed(inner)])

    def _derivative(self, arguments: list[ast.expr]) -> Any:
        if len(arguments) < 2:
            raise InputError("Derivative takes an expression and variables")
        body = self.expression(arguments[0])
        variables: list[tuple[sp.Expr, sp.Expr]] = []
        for argument in arguments[1:]:
            pair = _items(argument) or [argument]
            found = [self.expression(part) for part in pair]
            if len(found) == 1 and found[0].is_Integer and variables:  # Derivative(f, x, 2)
                variables[-1] = (variables[-1][0], found[0])
            elif found and len(found) <= 2 and isinstance(found[0], sp.Symbol):
                variables.append((found[0], found[1] if len(found) == 2 else sp.S.One))
            else:
                raise InputError("Derivative takes variables x or (x, n)")
        for _, order in variables:
            if not order.is_integer or order.is_negative or (order.is_Integer and order > _LARGEST_ORDER):
                raise InputError(f"the order of a derivative must be an integer from 0 to {_LARGEST_ORDER}")
        return _made("Derivative", sp.Derivative, [body, *variables])

    def _hyper(self, arguments: list[ast.expr]) -> Any:
        if len(arguments) != 3:
            raise InputError("hyper takes two lists and an argument")
        upper, lower = (self._list(argument) for argument in arguments[:2])
        return _made("hyper", sp.hyper, [upper, lower, self.expression(arguments[2])])

    def _meijerg(self, arguments: list[ast.expr]) -> Any:
        groups = [_items(argument) for argument in arguments[:-1]]
        if len(groups) == 4:
            groups = [[*arguments[0:2]], [*arguments[2:4]]]
        if len(groups) != 2 or any(group is None or len(group) != 2 for group in groups):
            raise InputError("meijerg takes two pairs of lists and an argument")
        lists = [tuple(self._list(part) for part in group or ()) for group in groups]
        return _made("meijerg", sp.meijerg, [*lists, self.expression(arguments[-1])])

    def _list(self, node: ast.AST) -> tuple[sp.Expr, ...]:
        parts = _items(node)
        if parts is None:
            raise InputError("a list of parameters is written [a, b]")
        return tuple(self.expression(part) for part in parts)


def _decimal(text: str) -> Fraction:
    """A decimal literal as the exact rational that it says; one of too many digits is refused."""
    exponent = re.split("[eE]", text.replace("_", ""))[1:]
    if exponent and (len(exponent[0]) > 7 or abs(int(exponent[0])) > sizes.BITS / 4):
        raise InputError(f"the number {text[:40]} has too large an exponent")
    return Fraction(text.replace("_", ""))


def _items(node: ast.AST) -> list[ast.expr] | None:
    """The parts of a list or a tuple."""
    return list(node.elts) if isinstance(node, ast.List | ast.Tuple) else None


def _chain(
    node: ast.expr, same: type[ast.operator], inverse: type[ast.operator]
) -> list[tuple[ast.expr, bool]]:
    """The operands of `a + b - c` from left to right, each with whether `same` stands before it."""
    parts: list[tuple[ast.expr, bool]] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, same | inverse):
        parts.append((node.right, isinstance(node.op, same)))
        node = node.left
    return [(node, True), *reversed(parts)]


def _call(name: str, function: Callable[..., Any], arguments: list[sp.Expr]) -> sp.Expr:
    try:
        return _finite(function(arguments), name)
    except SymfeatError as error:
        raise InputError(f"{name}: {error}") from None
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # SymPy raises whatever it likes on arguments that it does not like
        why = " ".join(str(error).split())[:120]
        raise InputError(f"{name} is not defined for its arguments: {why}") from error


def _made(name: str, constructor: Callable[..., Any], arguments: list[Any]) -> sp.Expr:
    return _call(name, lambda parts: constructor(*parts), arguments)


def _finite(value: Any, what: str) -> Any:
    """What has no value is refused where it is written."""
    if value is sp.nan or value is sp.zoo or value.has(sp.nan, sp.zoo):
        raise InputError("has no finite value")
    if value.is_Rational:
        sizes.within_bits(sizes.bit_length(value), "a number")
    return value


def _bind(name: str) -> Callable[[Builder, list[ast.expr]], Any]:
    return lambda builder, arguments: builder._with_limits(name, arguments)


_SPECIAL: dict[str, Callable[[Builder, list[ast.expr]], Any]] = {
    **{name: _bind(name) for name in _WITH_LIMITS},
    "Derivative": Builder._derivative,
    "Piecewise": Builder._piecewise,
    "hyper": Builder._hyper,
    "meijerg": Builder._meijerg,
    "And": lambda builder, arguments: builder._logical(sp.And, arguments),
    "Or": lambda builder, arguments: builder._logical(sp.Or, arguments),
    "Not": lambda builder, arguments: builder._logical(sp.Not, arguments),
    "Eq": lambda builder, arguments: builder._equality("==", arguments),
    "Ne": lambda builder, arguments: builder._equality("!=", arguments),
}
_HANDLERS: dict[type[ast.AST], Callable[[Builder, Any], Any]] = {
    ast.Constant: Builder._constant,
    ast.Name: Builder._name,
    ast.UnaryOp: Builder._unary,
    ast.BinOp: Builder._binary,
    ast.Call: Builder._call,
    ast.Compare: Builder._compare,
    ast.BoolOp: Builder._boolean,
}
