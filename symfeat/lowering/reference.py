"""What a kernel is proved to compute, evaluated in exact arithmetic: the yardstick of its accuracy.

The text of `Kernel.computes` is taken, not the program: notation stands for its definitions, and what the
result's assumptions say about symbols that are no arguments is solved for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symfeat.claims import Kernel, Notation, Registry
from symfeat.evaluate.program import Program


@dataclass(frozen=True)
class Reference:
    """`program` computes `outputs` from those of `args` that no other argument determines.

    `each` are programs of one output. `determined` maps the other arguments, such as a norm beside the parts
    that it is made of, to their programs.
    """

    name: str
    args: tuple[sp.Symbol, ...]
    outputs: tuple[str, ...]
    program: Program
    each: tuple[Program, ...]
    determined: Mapping[sp.Symbol, Program]


def reference_of(registry: Registry, slug: str) -> Reference:
    """The reference of the kernel that a result declares."""
    result = registry[slug]
    return reference(result.program(), registry.notation, result.given)


def reference(kernel: Kernel, notation: Notation | None = None, given: Iterable[Any] = ()) -> Reference:
    """The exact form of `kernel` (in notation symbols), under the assumptions `given` of its result.

    A free assignment of the program that `computes` speaks of has the value that the program gives it in
    exact arithmetic, through what the kernel says its parts mean. A symbol that nothing determines must drop
    out of every output, and is set to 1.

    >>> x, y = sp.symbols("x y", positive=True)
    >>> kernel = Kernel("k", (x,), {"root": sp.sqrt(x)}, computes={"root": y})
    >>> found = reference(kernel, given=(sp.Eq(x, y**2),))
    >>> [str(node.source) for node in found.program.nodes]
    ['x', '1/2', 'sqrt(x)']
    """
    notation = notation or Notation(kernel.name)
    defined = {e.symbol: e.definition for e in notation.entries if e.definition is not None}
    args, equations = set(kernel.args), [r for r in given if isinstance(r, sp.Eq)]
    meanings: dict[Any, Any] = {s: value for s, value in defined.items() if s not in args}
    meanings |= {r.lhs: r.rhs for r in equations if r.lhs not in args | meanings.keys()}
    meanings |= _free_lets(kernel)
    open_equations = [(r.lhs, r.rhs) for r in equations if r.lhs in args]
    open_equations += [(s, value) for s, value in defined.items() if s in args]
    # An argument with a definition may be spelled out in the formula.
    meanings |= {value: s for s, value in defined.items() if s in args}
    relations = [r for r in given if not isinstance(r, sp.Eq)]
    outputs = tuple(map(sp.sympify, kernel.computes.values()))
    determined: dict[Any, Any] = {}
    while True:
        for arg, value in open_equations:
            reached = _reached((value,), {s: m for s, m in meanings.items() if s != value})
            if arg not in determined and arg not in reached and reached <= args:
                determined[arg] = value
                meanings.pop(value, None)
                meanings[arg] = value
        unknown = _reached(outputs, meanings) - args
        if not unknown:
            break
        symbol, value, used = _solution(unknown, open_equations, relations)
        meanings[symbol] = value
        open_equations = [pair for pair in open_equations if pair[0] != used]
    return Reference(
        kernel.name,
        kernel.args,
        tuple(kernel.computes),
        Program(outputs, meanings),
        tuple(Program((output,), meanings) for output in outputs),
        {arg: Program((arg,), meanings) for arg in determined},
    )


def _free_lets(kernel: Kernel) -> dict[Any, Any]:
    """The value of each free assignment. The names of a program are its own, whatever the notation says."""
    names = {symbol: sp.Dummy(symbol.name, **symbol.assumptions0) for symbol, _ in kernel.lets}
    meanings: dict[Any, Any] = {symbol: names[symbol] for symbol in kernel.free}
    for symbol, value in kernel.lets:
        meanings[names[symbol]] = kernel.meanings.get(symbol, value.xreplace(names))
    return meanings


def _reached(exprs: Iterable[Any], meanings: Mapping[Any, Any]) -> set[Any]:
    """The symbols that expressions come down to."""
    return {symbol for _, symbol in Program(exprs, meanings).symbols}


def _solution(
    unknown: set[Any], equations: list[tuple[Any, Any]], relations: list[Any]
) -> tuple[Any, Any, Any]:
    """One unknown symbol, its value, and the argument whose equation gave it (None if none did)."""
    several = None
    for arg, value in equations:
        for symbol in sorted(value.free_symbols & unknown, key=str):
            solutions = [s for s in _solve(value, arg, symbol) if _allows(symbol, s)]
            if len(solutions) == 1:
                return symbol, solutions[0], arg
            if solutions and relations and several is None:
                several = symbol, _by_relation(symbol, solutions, relations), arg
    return several or (min(unknown, key=str), sp.S.One, None)


def _solve(value: Any, arg: Any, symbol: Any) -> list[Any]:
    if value.args == (symbol,) and hasattr(value, "inverse"):
        return [value.inverse()(arg)]
    return sp.solve(value - arg, symbol)


def _allows(symbol: Any, value: Any) -> bool:
    """Whether the symbol's assumptions leave room for the value."""
    return not (symbol.is_nonnegative and value.is_nonpositive) and value.is_real is not False


def _by_relation(symbol: Any, solutions: list[Any], relations: list[Any]) -> Any:
    """The solution that respects the assumptions, which may differ from point to point."""
    about = [r for r in relations if symbol in r.free_symbols]
    holds = [sp.And(*(r.xreplace({symbol: s}) for r in about)) for s in solutions]
    return sp.Piecewise(*zip(solutions[:-1], holds[:-1], strict=True), (solutions[-1], True))
