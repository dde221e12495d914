"""Turn SymPy expressions into one straight-line program that any number system replays point after point.

Equal subexpressions become one node. The nodes are in order of dependence, and the branches of a Piecewise
carry the nodes that they alone need, so that a dead branch is never evaluated.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy
from flint import fmpq
from sympy.core.function import AppliedUndef
from sympy.core.sorting import default_sort_key
from sympy.logic.boolalg import Boolean
from sympy.utilities.iterables import flatten

from symfeat.errors import EvaluationError
from symfeat.evaluate.conditions import LOGIC, RELATIONS, UNKNOWN
from symfeat.evaluate.exact import EXACT, rational

Point = Mapping[sympy.Symbol, Any]  # to rationals (int, Fraction, fmpq, SymPy's), or numbers in use
_RATIONAL = {fmpq}
UNSET = object()  # the value of a node that was not evaluated
_CONSTANTS = {"Pi", "Exp1", "EulerGamma", "Catalan", "GoldenRatio", "ImaginaryUnit"}
_BINDERS = (sympy.Sum, sympy.Product, sympy.Integral, sympy.Derivative, sympy.Subs)
_BY_LISTS = (sympy.hyper, sympy.meijerg)  # functions of lists of parameters
COMPOUND = {kind.__name__ for kind in (*_BINDERS, *_BY_LISTS)}
_CONSTANTS |= {"Infinity", "NegativeInfinity", "ComplexInfinity", "NaN"}


class UndecidedComparison(EvaluationError):
    """A comparison that a branch depends on cannot be decided at the precision in use."""


class Arithmetic(ABC):
    """A number system: how to lift rationals into it, apply the functions of its table, and compare.

    `table` maps the class name of a SymPy head to a function of (arithmetic, *arguments), so that a head can
    join without being imported here. Add, Mul and Pow receive rationals as they are; every other function
    receives numbers of the system. What is COMPOUND is called with its SymPy expression and its arguments as
    they are: the parameters and the argument of `hyper`, or the values of the free symbols, in `free_order`,
    of what binds a symbol. A point may hold numbers of the types `own` besides rationals.
    """

    table: Mapping[str, Callable[..., Any]]
    own: tuple[type, ...] = ()
    undecided: type[UndecidedComparison] = UndecidedComparison

    @abstractmethod
    def lift(self, value: Any) -> Any:
        """The number of this system for an exact rational; its own numbers pass unchanged."""

    @abstractmethod
    def compare(self, first: Any, second: Any, terms: Sequence[Any]) -> int | None:
        """Sign of `first - second`, None if it cannot be told; `terms` are the summands of both."""


@dataclass(frozen=True)
class Branch:
    """One arm of a Piecewise: a condition and a value, each with the nodes to evaluate for it first."""

    condition: int
    condition_needs: tuple[int, ...]
    value: int
    value_needs: tuple[int, ...]


@dataclass(frozen=True)
class Node:
    """One step: `head` applied to the values of earlier nodes; `source` is there for error messages."""

    head: str
    args: tuple[int, ...]
    source: sympy.Basic
    branches: tuple[Branch, ...] = ()


class Program:
    """Straight-line form of some expressions: `run` gives their values at a point.

    `meanings` says what some parts stand for, such as a symbol for its definition; what they stand for may
    hold such parts again. Nothing is substituted, so that SymPy rebuilds no expression.
    """

    def __init__(
        self, roots: Iterable[sympy.Basic], meanings: Mapping[sympy.Basic, sympy.Basic] | None = None
    ):
        self.nodes: list[Node] = []
        self._meanings = meanings or {}
        self._start: list[Any] = []  # the value of a rational constant, else UNSET
        self.symbols: list[tuple[int, sympy.Symbol]] = []
        self._index: dict[sympy.Basic, int] = {}
        self.outputs = tuple(self._add_tree(root) for root in roots)
        self._order = self._needs(self.outputs)

    def run(self, arithmetic: Arithmetic, point: Point) -> list[Any]:
        """Values of the expressions at `point`.

        A value is a rational (fmpq) where the walk stays exact, else a number of `arithmetic`; a condition
        gives True, False or UNKNOWN.
        """
        values = self.trace(arithmetic, point)
        return [values[index] for index in self.outputs]

    def trace(self, arithmetic: Arithmetic, point: Point) -> list[Any]:
        """Values of all nodes at `point`, UNSET for those that no output needs there."""
        values = list(self._start)
        for index, symbol in self.symbols:
            if symbol not in point:
                raise EvaluationError(f"the point gives no value for the symbol {symbol}")
            values[index] = _coordinate(symbol, point[symbol], arithmetic)
        self._fill(self._order, values, arithmetic)
        return values

    def _fill(self, order: Sequence[int], values: list[Any], arithmetic: Arithmetic) -> None:
        nodes, table = self.nodes, arithmetic.table
        for index in order:
            if values[index] is not UNSET:
                continue
            node = nodes[index]
            head = node.head
            args = [values[arg] for arg in node.args]
            exact = EXACT.get(head)
            if exact and set(map(type, args)) == _RATIONAL and (value := exact(*args)) is not None:
                values[index] = value
            elif head in ("Add", "Mul", "Pow"):
                values[index] = table[head](arithmetic, *args)
            elif head == "Piecewise":
                values[index] = self._select(node, values, arithmetic)
            elif head in RELATIONS:
                values[index] = _relate(head, args, arithmetic)
            elif head in LOGIC:
                values[index] = LOGIC[head](args)
            elif head in COMPOUND and head in table:
                values[index] = table[head](arithmetic, node.source, *args)
            elif head in table:
                values[index] = table[head](arithmetic, *map(arithmetic.lift, args))
            else:
                raise _unknown(node.source)

    def _select(self, node: Node, values: list[Any], arithmetic: Arithmetic) -> Any:
        for branch in node.branches:
            self._fill(branch.condition_needs, values, arithmetic)
            holds = values[branch.condition]
            if holds is UNKNOWN:
                condition = self.nodes[branch.condition].source
                raise arithmetic.undecided(f"the condition {condition} cannot be decided at this point")
            if holds:
                self._fill(branch.value_needs, values, arithmetic)
                return values[branch.value]
        return arithmetic.table["NaN"](arithmetic)

    def _add_tree(self, root: sympy.Basic) -> int:
        """Add `root` and all below it; an explicit stack, so that depth is no limit."""
        stack = [root]
        while stack:
            expr = stack[-1]
            if expr in self._index:
                stack.pop()
                continue
            meant = self._meanings.get(expr)
            children = _children(expr) if meant is None else (meant,)
            missing = [arg for arg in children if arg not in self._index]
            if missing:
                stack.extend(reversed(missing))
                continue
            stack.pop()
            if meant is None:
                self._add(expr)
            else:
                self._index[expr] = self._index[meant]
        return self._index[root]

    def _add(self, expr: sympy.Basic) -> None:
        index = self._index[expr] = len(self.nodes)
        head = type(expr).__name__
        if isinstance(expr, AppliedUndef):
            raise _unknown(expr)
        at = self._index
        args, branches, value = tuple(at[arg] for arg in _children(expr)), (), UNSET
        if isinstance(expr, sympy.Symbol):
            self.symbols.append((index, expr))
        elif isinstance(expr, (sympy.Rational, sympy.Float)):
            value = rational(expr)
        elif isinstance(expr, sympy.Piecewise):
            branches = tuple(self._branch(at[pair.args[1]], at[pair.args[0]]) for pair in expr.args)
            args = ()
        elif head == "sign" or head in RELATIONS:  # cancellation inside a sum shows against its terms
            args += tuple(at[term] for arg in expr.args if isinstance(arg, sympy.Add) for term in arg.args)
        elif not args and head not in _CONSTANTS and head not in LOGIC and head not in COMPOUND:
            raise _unknown(expr)
        self.nodes.append(Node(head, args, expr, branches))
        self._start.append(value)

    def _branch(self, condition: int, value: int) -> Branch:
        return Branch(condition, self._needs((condition,)), value, self._needs((value,)))

    def _needs(self, roots: Sequence[int]) -> tuple[int, ...]:
        """The nodes to evaluate for `roots`, in order; branches of a Piecewise are left to the Piecewise."""
        found, stack = set(roots), list(roots)
        while stack:
            fresh = set(self.nodes[stack.pop()].args) - found
            found |= fresh
            stack.extend(fresh)
        return tuple(index for index in sorted(found) if self._start[index] is UNSET)


@lru_cache(maxsize=512)
def compiled(exprs: tuple[sympy.Basic, ...]) -> Program:
    """The program of `exprs`, kept for the next point."""
    return Program(exprs)


def _children(expr: sympy.Basic) -> tuple[sympy.Basic, ...]:
    if isinstance(expr, sympy.Piecewise):
        return tuple(part for pair in expr.args for part in pair.args)
    if isinstance(expr, _BINDERS):
        return free_order(expr)
    if isinstance(expr, _BY_LISTS):
        return tuple(flatten(expr.args))
    if not all(isinstance(arg, (sympy.Expr, Boolean)) for arg in expr.args):
        raise _unknown(expr)
    return expr.args


def free_order(expr: sympy.Basic) -> tuple[sympy.Basic, ...]:
    """The free symbols of a sum, an integral or a derivative, in the order in which it gets their values."""
    return tuple(sorted(expr.free_symbols, key=default_sort_key))


def _unknown(expr: sympy.Basic) -> EvaluationError:
    return EvaluationError(f"no numerical value is known for {type(expr).__name__} ({expr})")


def _relate(head: str, args: Sequence[Any], arithmetic: Arithmetic) -> Any:
    first, second = args[:2]
    if type(first) is fmpq and type(second) is fmpq:
        sign: int | None = (first > second) - (first < second)
    else:
        lifted = [arithmetic.lift(arg) for arg in args]
        sign = arithmetic.compare(lifted[0], lifted[1], lifted[2:])
    return UNKNOWN if sign is None else sign in RELATIONS[head]


def _coordinate(symbol: sympy.Basic, value: Any, arithmetic: Arithmetic) -> Any:
    """The coordinate of a point: a number of the system, a rational, or a complex one with rational parts."""
    if type(value) is fmpq or type(value) in arithmetic.own:
        return value
    if isinstance(value, (int, Fraction, sympy.Rational)):
        return rational(value)
    if isinstance(value, sympy.Expr):
        parts = _rational_parts(value)
        if parts is not None:
            return arithmetic.table["complex"](arithmetic, *map(arithmetic.lift, parts))
    raise EvaluationError(f"the point must give {symbol} a rational value; got {value}")


@lru_cache(maxsize=4096)
def _rational_parts(value: sympy.Expr) -> tuple[fmpq, fmpq] | None:
    """Real and imaginary part, where both are rational."""
    real, imag = value.as_real_imag()
    if isinstance(real, sympy.Rational) and isinstance(imag, sympy.Rational):
        return rational(real), rational(imag)
    return None
