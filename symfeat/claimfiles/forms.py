"""Functions whose arguments are more than expressions: conditions, limits with bound variables, lists."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sympy as sp

from symfeat.claimfiles.calling import made
from symfeat.claimfiles.functions import CONSTANTS
from symfeat.errors import InputError

if TYPE_CHECKING:
    from symfeat.claimfiles.tree import Builder

Form = Callable[["Builder", list[ast.expr]], Any]
_LARGEST_ORDER = 50  # of a derivative
_WITH_LIMITS = {"Sum": sp.Sum, "Product": sp.Product, "Integral": sp.Integral}


def _logical(builder: Builder, joined: Callable[..., Any], arguments: list[ast.expr]) -> Any:
    return joined(*(builder.condition(argument) for argument in arguments))


def _equality(builder: Builder, rel: str, arguments: list[ast.expr]) -> Any:
    if len(arguments) != 2:
        raise InputError("Eq and Ne take 2 arguments")
    return builder.relation(builder.expression(arguments[0]), rel, builder.expression(arguments[1]))


def _piecewise(builder: Builder, arguments: list[ast.expr]) -> Any:
    cases = []
    for argument in arguments:
        pair = items(argument)
        if pair is None or len(pair) != 2:
            raise InputError("Piecewise takes pairs (expression, condition)")
        cases.append((builder.expression(pair[0]), builder.condition(pair[1])))
    if not cases:
        raise InputError("Piecewise needs a case")
    return made("Piecewise", sp.Piecewise, cases)


def _with_limits(builder: Builder, name: str, arguments: list[ast.expr]) -> Any:
    if len(arguments) < 2:
        raise InputError(f"{name} takes an expression and limits (k, a, b)")
    names = dict(builder.names)
    inner = []  # the first limits are the innermost: their bounds may name the variables of later ones
    for argument in reversed(arguments[1:]):
        limit = items(argument)
        if limit is None or len(limit) != 3 or not isinstance(limit[0], ast.Name):
            raise InputError(f"{name} takes limits (k, a, b)")
        bounds = [builder.within(names).expression(bound) for bound in limit[1:]]
        variable = limit[0].id
        if variable in names or variable in CONSTANTS:
            raise InputError(f"the bound variable {variable[:60]} of {name} has a meaning outside of it")
        kind = {"real": True} if name == "Integral" else {"integer": True}
        names[variable] = sp.Symbol(variable, **kind)
        inner.append((names[variable], *bounds))
    body = builder.within(names).expression(arguments[0])
    return made(name, _WITH_LIMITS[name], [body, *reversed(inner)])


def _derivative(builder: Builder, arguments: list[ast.expr]) -> Any:
    if len(arguments) < 2:
        raise InputError("Derivative takes an expression and variables")
    body = builder.expression(arguments[0])
    variables: list[tuple[sp.Expr, sp.Expr]] = []
    for argument in arguments[1:]:
        pair = items(argument) or [argument]
        found = [builder.expression(part) for part in pair]
        if len(found) == 1 and found[0].is_Integer and variables:  # Derivative(f, x, 2)
            variables[-1] = (variables[-1][0], found[0])
        elif found and len(found) <= 2 and isinstance(found[0], sp.Symbol):
            variables.append((found[0], found[1] if len(found) == 2 else sp.S.One))
        else:
            raise InputError("Derivative takes variables x or (x, n)")
    for _, order in variables:
        if not order.is_integer or order.is_negative or (order.is_Integer and order > _LARGEST_ORDER):
            raise InputError(f"the order of a derivative must be an integer from 0 to {_LARGEST_ORDER}")
    return made("Derivative", sp.Derivative, [body, *variables])


def _hyper(builder: Builder, arguments: list[ast.expr]) -> Any:
    if len(arguments) != 3:
        raise InputError("hyper takes two lists and an argument")
    upper, lower = (_list(builder, argument) for argument in arguments[:2])
    return made("hyper", sp.hyper, [upper, lower, builder.expression(arguments[2])])


def _meijerg(builder: Builder, arguments: list[ast.expr]) -> Any:
    groups = [items(argument) for argument in arguments[:-1]]
    if len(groups) == 4:
        groups = [[*arguments[0:2]], [*arguments[2:4]]]
    if len(groups) != 2 or any(group is None or len(group) != 2 for group in groups):
        raise InputError("meijerg takes two pairs of lists and an argument")
    lists = [tuple(_list(builder, part) for part in group or ()) for group in groups]
    return made("meijerg", sp.meijerg, [*lists, builder.expression(arguments[-1])])


def _list(builder: Builder, node: ast.AST) -> tuple[sp.Expr, ...]:
    parts = items(node)
    if parts is None:
        raise InputError("a list of parameters is written [a, b]")
    return tuple(builder.expression(part) for part in parts)


def items(node: ast.AST) -> list[ast.expr] | None:
    """The parts of a list or a tuple."""
    return list(node.elts) if isinstance(node, ast.List | ast.Tuple) else None


def _named(form: Callable[[Builder, Any, list[ast.expr]], Any], name: Any) -> Form:
    return lambda builder, arguments: form(builder, name, arguments)


FORMS: dict[str, Form] = {
    **{name: _named(_with_limits, name) for name in _WITH_LIMITS},
    **{name: _named(_logical, getattr(sp, name)) for name in ("And", "Or", "Not")},
    "Eq": _named(_equality, "=="),
    "Ne": _named(_equality, "!="),
    "Derivative": _derivative,
    "Piecewise": _piecewise,
    "hyper": _hyper,
    "meijerg": _meijerg,
}
