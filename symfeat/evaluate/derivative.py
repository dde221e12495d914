"""Derivatives in FLINT balls, by forward differentiation along the nodes that a program evaluated.

A node carries its derivative by each coordinate that it depends on, so that no formula is differentiated
symbolically and no difference is formed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

import sympy
from flint import acb, arb

from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import ARITHMETIC, working_bits
from symfeat.evaluate.conditions import UNKNOWN
from symfeat.evaluate.program import UNSET, Node, Point, Program, compiled

Row = dict[int, arb]  # derivative by each coordinate, which its node's number stands for


def log_derivatives(
    exprs: tuple[sympy.Basic, ...], point: Point, bits: int = 192
) -> list[tuple[Any, dict[sympy.Symbol, arb]]]:
    """Each expression's value at `point`, and its derivative by the logarithm of each coordinate.

    The latter, x df/dx, is a ball for every coordinate x that is not zero and that the value depends on; it
    is not finite where there may be no derivative. Values must be real; a Piecewise counts by its branch.

    Raises EvaluationError for a function without a derivative here, UndecidedBall for a branch in doubt.

    >>> from sympy import exp, symbols
    >>> x, y = symbols("x y")
    >>> [(value, row)] = log_derivatives((exp(x) + y,), {x: 2, y: 1}, bits=64)
    >>> print(row[x].str(8, radius=False), row[y])
    14.778112 1.00000000000000
    """
    program = compiled(exprs)
    names = dict(program.symbols)
    with working_bits(bits):
        values = program.trace(ARITHMETIC, point)
        rows = sweep(program, values)
    return [(values[i], {names[k]: slope for k, slope in rows[i].items()}) for i in program.outputs]


def sweep(program: Program, values: Sequence[Any]) -> list[Row]:
    """The derivatives by the logarithms of the coordinates, of every node of a trace that has a value."""
    rows: list[Row] = [{}] * len(program.nodes)
    for index, _ in program.symbols:
        if values[index] != 0:
            rows[index] = {index: arb(values[index])}
    for index, node in enumerate(program.nodes):
        value = values[index]
        if value is UNSET or value is UNKNOWN or type(value) is bool:
            continue
        if node.branches:
            rows[index] = _selected(node, values, rows)
        elif varying := [(place, rows[arg]) for place, arg in enumerate(node.args) if rows[arg]]:
            if node.head == "Add":
                rows[index] = _sum([row for _, row in varying])
            else:
                rows[index] = _chained(node, value, [values[arg] for arg in node.args], varying)
    return rows


def _selected(node: Node, values: Sequence[Any], rows: Sequence[Row]) -> Row:
    return next((rows[b.value] for b in node.branches if values[b.condition] is True), {})


def _chained(node: Node, value: Any, args: list[Any], varying: list[tuple[int, Row]]) -> Row:
    """The chain rule, by the arguments that vary."""
    if node.head not in DERIVATIVES:
        raise EvaluationError(f"no derivative is known for {node.head} ({node.source})")
    if type(value) is acb or acb in map(type, args):  # a ball too wide to be known as real
        return _sum([{symbol: arb.nan() for symbol in row} for _, row in varying])
    slope_of, found = DERIVATIVES[node.head], []
    for place, row in varying:
        slope = slope_of(value, args, place)
        if type(slope) is not arb:
            slope = arb(slope)
        found.append({symbol: slope * partial for symbol, partial in row.items()})
    return _sum(found)


def _sum(rows: Sequence[Row]) -> Row:
    if len(rows) == 1:
        return rows[0]
    total = dict(rows[0])
    for row in rows[1:]:
        for symbol, partial in row.items():
            total[symbol] = total[symbol] + partial if symbol in total else partial
    return total


def _of_product(_: Any, factors: list[Any], place: int) -> Any:
    if len(factors) == 2:
        return factors[1 - place]
    return prod(factors[:place] + factors[place + 1 :], start=arb(1))


def _of_power(value: Any, args: list[Any], place: int) -> Any:
    base, exponent = args
    if base == 0:
        return arb(0) if place == 0 and exponent > 1 else arb.nan()
    return exponent * value / base if place == 0 else value * arb(base).log()


def _of_absolute(_: Any, args: list[Any], place: int) -> Any:
    return 1 if args[0] > 0 else -1 if args[0] < 0 else arb.nan()


def _of_extreme(value: Any, args: list[Any], place: int) -> Any:
    """The extreme itself moves with it, the others do not; nan if it is not clear which is which."""
    near = [bool(arb(value).overlaps(arb(arg))) for arg in args]
    return 0 if not near[place] else 1 if sum(near) == 1 else arb.nan()


def _of_angle(_: Any, args: list[Any], place: int) -> Any:
    y, x = args
    return (-y if place else x) / (x * x + y * y)


def _constant(_: Any, args: list[Any], place: int) -> Any:
    return 0


def _by_value(slope: Callable[[arb, arb], Any]) -> Callable[..., Any]:
    """The derivative of a function of one argument, from its value and its argument."""
    return lambda value, args, place: slope(arb(value), arb(args[0]))


# The derivative of a function by its argument at a place, from its value and its arguments.
DERIVATIVES: dict[str, Callable[..., Any]] = {
    "Mul": _of_product,
    "Pow": _of_power,
    "Abs": _of_absolute,
    "Max": _of_extreme,
    "Min": _of_extreme,
    "atan2": _of_angle,
    "sign": _constant,
    "PowerOfTwo": _constant,
    "exp": _by_value(lambda value, x: value),
    "expm1": _by_value(lambda value, x: value + 1),
    "log": _by_value(lambda value, x: 1 / x),
    "log1p": _by_value(lambda value, x: 1 / (1 + x)),
    "sin": _by_value(lambda value, x: x.cos()),
    "cos": _by_value(lambda value, x: -x.sin()),
    "tan": _by_value(lambda value, x: 1 + value * value),
    "asin": _by_value(lambda value, x: (1 - x * x).rsqrt()),
    "acos": _by_value(lambda value, x: -(1 - x * x).rsqrt()),
    "atan": _by_value(lambda value, x: 1 / (1 + x * x)),
    "sinh": _by_value(lambda value, x: x.cosh()),
    "cosh": _by_value(lambda value, x: x.sinh()),
    "tanh": _by_value(lambda value, x: 1 - value * value),
    "asinh": _by_value(lambda value, x: (1 + x * x).rsqrt()),
    "acosh": _by_value(lambda value, x: (x * x - 1).rsqrt()),
    "atanh": _by_value(lambda value, x: 1 / (1 - x * x)),
}
