"""Derivatives of a kernel's outputs by its arguments, as a program: the chain rule, assignment by assignment.

Forward mode. Every assignment gets its partial derivatives by the symbols that it uses, once, and from them a
tangent for each argument. A selection selects the tangent last, so that its dead side never spoils anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain, count
from typing import Any

import sympy as sp
from sympy.codegen.cfunctions import hypot

from symfeat.claims import Kernel
from symfeat.errors import GenerationError, InputError
from symfeat.lowering.flatten import infinite_arguments
from symfeat.lowering.partials import is_divisor, partials

Responses = Mapping[sp.Symbol, Mapping[sp.Symbol, Any]]
Branches = tuple[tuple[Any, Any], ...]  # (partial derivatives by symbol, condition)


def gradient(
    kernel: Kernel, wrt: Iterable[sp.Symbol] | None = None, *, responses: Responses | None = None
) -> Kernel:
    """The kernel with the derivatives `d_<output>_d_<argument>` after its outputs, by all arguments or `wrt`.

    `responses` gives, for lets whose derivatives are known in a better form than the chain rule finds, that
    form by each argument; it may use arguments and the lets before. Arguments that it lacks do not move them.

    Conventions where a formula has no derivative, or several: |x| has derivative 1 at 0, like a Piecewise
    whose side x < 0 is the other; a Piecewise has that of the side that it selects, also where an equality
    selects it; a Max or Min that of its first largest or smallest argument. A square root of zero counts as
    constant there, sqrt(x^2 + y^2) too. `PowerOfTwo` and sign are constant. A function that is flat at an
    infinite argument is constant there. A let that may be any number is constant where the kernel says
    what it computes without it.

    Raises InputError for a `wrt` that holds anything but arguments of the kernel, each once, and
    GenerationError for a function whose derivative is not known, which it names.

    >>> x, k = sp.symbols("x k", real=True)
    >>> wave = gradient(Kernel("wave", (x, k), {"height": sp.sin(k * x)}), [k])
    >>> wave.returns
    ('height', 'd_height_d_k')
    """
    directions = _directions(kernel, wrt)
    rule = _Chain(kernel, directions, responses or {})
    for symbol, value in kernel.lets:
        rule.assign(symbol, value)
    outputs = {name: rule.output(name, value) for name, value in kernel.outputs.items()}
    for name, value in tuple(outputs.items()):
        for argument in directions:
            derivative = f"d_{name}_d_{argument.name}"
            if derivative in outputs:
                raise GenerationError(f"kernel {kernel.name}: the output {derivative} would stand twice")
            outputs[derivative] = rule.tangent(value, argument)
    return replace(kernel, lets=tuple(rule.lets), outputs=outputs, meanings={}, computes={}, free=frozenset())


def _directions(kernel: Kernel, wrt: Iterable[sp.Symbol] | None) -> tuple[sp.Symbol, ...]:
    directions = kernel.args if wrt is None else tuple(wrt)
    for i, symbol in enumerate(directions):
        if symbol not in kernel.args:
            raise InputError(f"wrt must hold arguments of kernel {kernel.name}; got {symbol}")
        if symbol in directions[:i]:
            raise InputError(f"wrt must hold every argument once; got {symbol} twice")
    return directions


class _Chain:
    """The assignments so far, and the tangent of each that moves with an argument: a number or a symbol."""

    def __init__(self, kernel: Kernel, directions: tuple[sp.Symbol, ...], responses: Responses) -> None:
        self.kernel, self.directions, self.responses = kernel, directions, responses
        self.lets: list[tuple[sp.Symbol, Any]] = []
        self.tangents: dict[Any, dict[Any, Any]] = {d: {d: sp.S.One} for d in directions}
        stated = set().union(*(what.free_symbols for what in kernel.computes.values()))
        self.constant = kernel.free - stated if kernel.computes else frozenset()
        self.unbounded: set[Any] = infinite_arguments(kernel)
        self.taken = {symbol.name for symbol in (*kernel.args, *(symbol for symbol, _ in kernel.lets))}
        self.taken |= {
            *kernel.outputs,
            *(f"d_{name}_d_{d.name}" for name in kernel.outputs for d in directions),
        }
        self.parts: dict[Any, sp.Symbol] = {}  # parts that were given a name, by what they are

    def assign(self, symbol: sp.Symbol, value: Any) -> sp.Symbol:
        """Assign a value and, in the directions that it moves with, its tangents."""
        value = self._split(value, symbol.name)
        self.lets.append((symbol, value))
        if value.free_symbols & self.unbounded:
            self.unbounded.add(symbol)
        if symbol in self.responses:
            known = self.responses[symbol]
            self._name_tangents(symbol, {d: sp.sympify(known.get(d, 0)) for d in self.directions})
        elif symbol not in self.constant and value.free_symbols & self.tangents.keys():
            self._differentiate(symbol, self._branches(symbol, value))
        return symbol

    def output(self, name: str, value: Any) -> Any:
        """What holds an output: a number, or a symbol whose tangents are known."""
        value = self._split(value, name)
        if value.is_Symbol or not value.free_symbols:
            return value
        return self.assign(self._fresh(f"{name}_value", value), value)

    def tangent(self, value: Any, argument: sp.Symbol) -> Any:
        """The derivative of a number or a symbol by an argument."""
        return self.tangents.get(value, {}).get(argument, sp.S.Zero)

    def _fresh(self, name: str, value: Any = None) -> sp.Symbol:
        name = next(n for n in chain((name,), map(f"{name}_{{}}".format, count(2))) if n not in self.taken)
        self.taken.add(name)
        sign = value is not None and value.is_nonnegative
        return sp.Symbol(name, nonnegative=True) if sign else sp.Symbol(name, real=True)

    def _split(self, expr: Any, name: str, *, nested: bool = False) -> Any:
        """The expression with a name for each part that has to be an assignment of its own."""
        if not expr.args or isinstance(expr, sp.logic.boolalg.Boolean):
            return expr
        if isinstance(expr, sp.Piecewise):
            pairs = ((self._split(value, name, nested=True), condition) for value, condition in expr.args)
            rebuilt: Any = sp.Piecewise(*pairs, evaluate=False)
        elif expr.is_Mul:
            rebuilt = sp.Mul(*(self._split_factor(factor, name) for factor in expr.args))
        elif is_divisor(expr):
            rebuilt = self._split_factor(expr, name)
        else:
            rebuilt = expr.func(*(self._split(arg, name, nested=True) for arg in expr.args))
            if self._may_meet_infinity(rebuilt):
                rebuilt = rebuilt.func(*(self._part(arg, name) for arg in rebuilt.args))
        return self._part(rebuilt, name) if nested and self._stands_alone(rebuilt) else rebuilt

    def _split_factor(self, factor: Any, name: str) -> Any:
        if not is_divisor(factor):
            return self._split(factor, name, nested=True)
        if factor.exp.q == 2:
            root = self._split(sp.sqrt(factor.base), name, nested=True)
            return root ** (2 * factor.exp)
        return self._split(factor.base, name, nested=True) ** factor.exp

    def _part(self, expr: Any, name: str) -> Any:
        """A name for a part, the same for the same part."""
        if expr.is_Symbol or not expr.free_symbols:
            return expr
        if expr not in self.parts:
            self.parts[expr] = self.assign(self._fresh(f"{name}_part", expr), expr)
        return self.parts[expr]

    def _stands_alone(self, expr: Any) -> bool:
        """Selections, whose dead side must not leak; roots and quotients, whose derivatives use the value;
        functions that may stand still where what they are of is infinitely fast.
        """
        if isinstance(expr, sp.Piecewise | sp.Max | sp.Min):
            return True
        if not expr.free_symbols & self.tangents.keys():
            return False
        if expr.is_Mul:
            return any(
                is_divisor(factor) and factor.base.free_symbols & self.tangents.keys() for factor in expr.args
            )
        return _is_root(expr) or is_divisor(expr) or self._may_meet_infinity(expr)

    def _may_meet_infinity(self, expr: Any) -> bool:
        is_function = isinstance(expr, sp.Function) and not isinstance(expr, sp.Piecewise | sp.Max | sp.Min)
        return is_function and bool(expr.free_symbols & self.unbounded)

    def _branches(self, symbol: sp.Symbol, value: Any) -> Branches:
        """The partial derivatives of an assignment on each of its sides."""

        def by_symbol(expr: Any) -> dict[Any, Any]:
            return self._named(symbol, partials(expr, symbol, self.tangents.keys(), self.kernel.name))

        if isinstance(value, sp.Piecewise):
            return tuple((by_symbol(branch), condition) for branch, condition in value.args)
        if isinstance(value, sp.Max | sp.Min):
            *others, last = sorted(value.args, key=sp.default_sort_key)
            return *((by_symbol(part), sp.Eq(part, symbol)) for part in others), (by_symbol(last), sp.true)
        if _is_root(value) and not value.is_positive:
            found = partials(value, symbol, self.tangents.keys(), self.kernel.name)
            still = (sp.S.Zero, sp.Eq(symbol, 0))
            guarded = {u: sp.Piecewise(still, (p, True), evaluate=False) for u, p in found.items()}
            return ((self._named(symbol, guarded), sp.true),)
        found = by_symbol(value)
        if self._may_meet_infinity(value):
            return ({}, sp.And(*(sp.Eq(partial, 0) for partial in found.values()))), (found, sp.true)
        return ((found, sp.true),)

    def _differentiate(self, symbol: sp.Symbol, branches: Branches) -> None:
        totals = {}
        for direction in self.directions:
            sums = [(self._sum(found, direction), condition) for found, condition in branches]
            if branches[-1][1] != sp.true:  # where no branch holds there is no value and no derivative
                sums.append((sp.nan, sp.true))
            same = len({total for total, _ in sums}) == 1
            totals[direction] = sums[0][0] if same else sp.Piecewise(*sums, evaluate=False)
        self._name_tangents(symbol, totals)

    def _name_tangents(self, symbol: sp.Symbol, totals: Mapping[Any, Any]) -> None:
        tangents = {}
        for direction, total in totals.items():
            if total == 0:
                continue
            if not (total.is_Symbol or total.is_Number):
                name = self._fresh(f"d_{symbol.name}_d_{direction.name}")
                self.lets.append((name, total))
                total = name
            tangents[direction] = total
        if tangents:
            self.tangents[symbol] = tangents

    def _named(self, symbol: sp.Symbol, found: dict[Any, Any]) -> dict[Any, Any]:
        """The partial derivatives of one side, each assigned unless it is as good as a name."""
        result = {}
        for by, partial in found.items():
            sign, size = (-1, -partial) if partial.could_extract_minus_sign() else (1, partial)
            if size.args and not size.is_number:
                name = self._fresh(f"{symbol.name}_by_{by.name}")
                self.lets.append((name, size))
                size = name
            result[by] = sign * size
        return result

    def _sum(self, found: dict[Any, Any], direction: sp.Symbol) -> Any:
        terms = [partial * self.tangent(by, direction) for by, partial in found.items()]
        return sp.Add(*terms)


def _is_root(expr: Any) -> bool:
    return isinstance(expr, hypot) or (expr.is_Pow and expr.exp == sp.S.Half)
