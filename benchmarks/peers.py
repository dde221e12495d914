"""What others make of the same formulas: SymPy's lambdify, numexpr, symengine's LLVM, heyoka's cfunc.

Each function compiles a formula and returns `bind(arguments, outputs, threads)`, which returns a call without
arguments that evaluates them and returns the outputs; `outputs` are arrays to fill where the peer can.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np
import sympy as sp
from formulas import Formula, plainer, translate
from measure import Call
from sympy.codegen.cfunctions import expm1

Bind = Callable[[Sequence[Any], Sequence[np.ndarray], int], Call]


def lambdify(formula: Formula) -> Bind:
    """The function that SymPy writes, with the assignments of the formula for what `cse=True` would find."""
    function = sp.lambdify(
        formula.args,
        list(formula.outputs),
        modules="numpy",
        cse=lambda outputs: (list(formula.assignments), outputs),
    )

    def bind(arguments: Sequence[Any], outputs: Sequence[np.ndarray], threads: int) -> Call:
        def call() -> Any:
            with np.errstate(all="ignore"):  # it evaluates every branch
                return function(*arguments)

        return call

    return bind


def _joined(sign: str) -> Callable[..., str]:
    return lambda *terms: f"({sign.join(terms)})"


def _power_text(base: str, exponent: float) -> str:
    size = abs(exponent)
    root = f"sqrt({base})" if size == 0.5 else base if size == 1 else f"{base}**{size}"
    return root if exponent > 0 else f"(1.0/({root}))"


NUMEXPR: dict[Any, Callable[..., Any]] = {
    float: lambda x: f"({x!r})",
    sp.Pow: _power_text,
    sp.Piecewise: "where({}, {}, {})".format,
    sp.Add: _joined(" + "),
    sp.Mul: _joined("*"),
    sp.And: _joined(" & "),
    sp.Or: _joined(" | "),
    sp.Not: "(~{})".format,
    sp.Eq: _joined(" == "),
    sp.Ne: _joined(" != "),
    sp.Lt: _joined(" < "),
    sp.Le: _joined(" <= "),
    sp.Gt: _joined(" > "),
    sp.Ge: _joined(" >= "),
    sp.Max: lambda *terms: reduce("maximum({}, {})".format, terms),
    sp.Abs: "abs({})".format,
    sp.sign: "sign({})".format,
    sp.exp: "exp({})".format,
    expm1: "expm1({})".format,
}


def numexpr(formula: Formula) -> Bind:
    """One numexpr expression an assignment; intermediate arrays are allocated once."""
    import numexpr as ne

    # Names of its own: `floor` is a function there.
    symbols = (*formula.args, *dict(formula.assignments))
    names: dict[Any, str] = {sp.nan: "nan"} | {symbol: f"v{i}" for i, symbol in enumerate(symbols)}
    steps = [(names[symbol], translate(value, names, NUMEXPR)) for symbol, value in formula.assignments]
    results = [translate(value, names, NUMEXPR) for value in formula.outputs]

    def bind(arguments: Sequence[Any], outputs: Sequence[np.ndarray], threads: int) -> Call:
        given = {names[symbol]: value for symbol, value in zip(formula.args, arguments, strict=True)}
        known: dict[str, Any] = given | {"nan": np.float64("nan")}

        def call() -> Sequence[np.ndarray]:
            ne.set_num_threads(threads)
            for name, text in steps:
                out = known.get(name)
                known[name] = ne.evaluate(text, known, {}, out=out if np.ndim(out) else None)
            for text, out in zip(results, outputs, strict=True):
                ne.evaluate(text, known, {}, out=out)
            return outputs

        return call

    return bind


def symengine(formula: Formula) -> Bind:
    """symengine's compiled function of rows, with its own search for common parts; it lacks two functions."""
    import symengine as se

    known: dict[Any, Any] = {}
    formula = plainer(formula)
    for symbol, value in formula.assignments:
        known[se.sympify(symbol)] = se.sympify(value).subs(known)
    results = [se.sympify(value).subs(known) for value in formula.outputs]
    function = se.Lambdify([se.sympify(arg) for arg in formula.args], results, backend="llvm", cse=True)

    def bind(arguments: Sequence[Any], outputs: Sequence[np.ndarray], threads: int) -> Call:
        rows, out = np.column_stack(arguments), np.empty((len(outputs[0]), len(outputs)))

        def call() -> np.ndarray:
            function(rows, out=out)
            return out.T

        return call

    return bind


def heyoka(formula: Formula) -> Bind:
    """heyoka's compiled function of columns."""
    import heyoka as hy

    names = {arg: hy.expression(arg.name) for arg in formula.args}
    table = {
        float: hy.expression,
        sp.Pow: lambda base, exponent: _power(base, exponent, hy.sqrt),
        sp.Piecewise: hy.select,
        sp.Add: lambda *terms: hy.sum(list(terms)),
        sp.Mul: lambda *terms: hy.prod(list(terms)),
        sp.And: lambda *terms: hy.logical_and(list(terms)),
        sp.Or: lambda *terms: hy.logical_or(list(terms)),
        sp.Eq: hy.eq,
        sp.Ne: hy.neq,
        sp.Lt: hy.lt,
        sp.Le: hy.lte,
        sp.Gt: hy.gt,
        sp.Ge: hy.gte,
        sp.Max: lambda *terms: reduce(lambda a, b: hy.select(hy.lt(a, b), b, a), terms),
        sp.Abs: lambda x: hy.select(hy.lt(x, 0.0), -x, x),
        sp.sign: lambda x: hy.select(hy.lt(x, 0.0), -1.0, hy.select(hy.gt(x, 0.0), 1.0, 0.0)),
        sp.exp: hy.exp,
        expm1: hy.expm1,
    }
    for symbol, value in formula.assignments:
        names[symbol] = translate(value, names, table)
    results = [translate(value, names, table) for value in formula.outputs]
    function = hy.cfunc(results, vars=[names[arg] for arg in formula.args])

    def bind(arguments: Sequence[Any], outputs: Sequence[np.ndarray], threads: int) -> Call:
        columns, out = np.vstack(arguments), np.empty((len(outputs), len(outputs[0])))
        return lambda: function(columns, outputs=out)

    return bind


def _power(base: Any, exponent: float, sqrt: Callable[[Any], Any]) -> Any:
    size = abs(exponent)
    root = sqrt(base) if size == 0.5 else base if size == 1 else base**size
    return root if exponent > 0 else 1.0 / root
