"""What the peers compute: the trajectory in its stable form and as textbooks write it, by assignments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp
from sympy.codegen.cfunctions import expm1

from symfeat.claims import PowerOfTwo
from symfeat.claims.registry import bundled

Assignments = tuple[tuple[sp.Symbol, Any], ...]


@dataclass(frozen=True)
class Formula:
    """Outputs as expressions in arguments and in symbols that are assigned one after the other."""

    args: tuple[sp.Symbol, ...]
    assignments: Assignments
    outputs: tuple[Any, ...]

    @property
    def operations(self) -> int:
        """Operations as SymPy counts them."""
        return sum(int(sp.count_ops(value)) for value in (*dict(self.assignments).values(), *self.outputs))

    @property
    def written_out(self) -> int:
        """Nodes of the outputs without assignments: what one expression an output would be."""
        nodes: dict[Any, int] = {}

        def size(expr: Any) -> int:
            return nodes[expr] if expr in nodes else 1 + sum(size(part) for part in expr.args)

        for symbol, value in self.assignments:
            nodes[symbol] = size(value)
        return sum(size(value) for value in self.outputs)

    def map(self, change: Callable[[Any], Any]) -> Formula:
        """The same with every expression changed."""
        assignments = tuple((symbol, change(value)) for symbol, value in self.assignments)
        return Formula(self.args, assignments, tuple(change(value) for value in self.outputs))

    def shared(self) -> Formula:
        """What SymPy's `cse` makes of it; the new assignments are sorted in among the old ones."""
        symbols, values = zip(*self.assignments, strict=True) if self.assignments else ((), ())
        found, reduced = sp.cse([*values, *self.outputs])
        pending = [*found, *zip(symbols, reduced[: len(symbols)], strict=True)]
        known, done = set(self.args), []
        while pending:
            ready = [pair for pair in pending if pair[1].free_symbols <= known]
            known |= {symbol for symbol, _ in ready}
            pending = [pair for pair in pending if pair[0] not in known]
            done += ready
        return Formula(self.args, tuple(done), tuple(reduced[len(symbols) :]))

    def substituted(self) -> Formula:
        """One expression an output; grows without bound unless `written_out` is small."""
        known: dict[Any, Any] = {}
        for symbol, value in self.assignments:
            known[symbol] = value.xreplace(known)
        return Formula(self.args, (), tuple(value.xreplace(known) for value in self.outputs))


@lru_cache(maxsize=1)
def stable() -> Formula:
    """The program that the corpus proves, as it stands in its derivation.

    No peer has a function for the unit, a power of two that keeps inputs of any size in range. It is 1 here,
    which is right for inputs of ordinary size and spares the peers the work.
    """
    kernels = (result.build_kernel() for result in bundled().results.values() if result.has_kernel)
    kernel = next(kernel for kernel in kernels if kernel.name == "trajectory")
    whole = Formula(kernel.args, kernel.lets, tuple(kernel.outputs.values()))
    return whole.map(lambda expr: expr.replace(PowerOfTwo, lambda x: sp.Integer(1)))


@lru_cache(maxsize=1)
def textbook() -> Formula:
    """The growth factor of the modes by Riccati's equation, and what follows; loses digits in many places."""
    f0, g, mu, y, tau = args = stable().args
    floor2, alpha, beta, R, E, xi, f = sp.symbols("floor2 alpha beta R E xi f", real=True)
    assignments = (
        (floor2, g**2 + mu**2),
        (alpha, sp.sqrt(f0**2 + floor2) + f0),
        (beta, sp.sqrt(f0**2 + floor2) - f0),
        (R, sp.sqrt(y**2 + floor2)),
        (E, sp.exp(-R * tau)),
        (xi, ((1 - E) * (beta + y) + R * (1 + E)) / ((1 - E) * (alpha - y) + R * (1 + E))),
        (f, (alpha * xi - beta / xi) / 2),
    )
    return Formula(args, assignments, (f, f - y, (alpha * xi + beta / xi) / 2, f / sp.sqrt(f**2 + g**2)))


def plainer(formula: Formula) -> Formula:
    """For a peer without expm1 and sign: exp(x) - 1, which loses digits at short times, and cases."""

    def change(expr: Any) -> Any:
        return expr.replace(expm1, lambda x: sp.exp(x) - 1).replace(sp.sign, _sign)

    return formula.map(change)


def _sign(x: Any) -> Any:
    return sp.Piecewise((-1, x < 0), (1, x > 0), (0, True))


def translate(expr: Any, names: Mapping[Any, Any], table: Mapping[Any, Callable[..., Any]]) -> Any:
    """An expression in a peer's own terms: `names` for symbols, `table` for functions, by their SymPy class.

    The table's entries for float and for Pow take a number, and a base with a number as exponent.
    """
    if expr in names:
        return names[expr]
    if expr.is_Number or expr is sp.nan:
        return table[float](float(expr))
    if isinstance(expr, sp.Piecewise):
        *cases, (value, _) = expr.args
        found = translate(value, names, table)
        for value, condition in reversed(cases):
            parts = (translate(part, names, table) for part in (condition, value))
            found = table[sp.Piecewise](*parts, found)
        return found
    if isinstance(expr, sp.Pow):
        return table[sp.Pow](translate(expr.base, names, table), float(expr.exp))
    return table[expr.func](*(translate(part, names, table) for part in expr.args))


def sample(points: int) -> list[np.ndarray]:
    """Arguments of ordinary size and either sign, float64 of shape (points,), in the kernel's order."""
    random = np.random.default_rng(0)
    draws: Sequence[np.ndarray] = [
        random.exponential(size=points) if symbol.is_nonnegative else random.normal(size=points)
        for symbol in stable().args
    ]
    return list(draws)
