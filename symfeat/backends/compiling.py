"""Anyone's SymPy formula through the road that the corpus takes: a NumPy function, made in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sympy as sp

from symfeat.backends.module import module_text
from symfeat.claims import Kernel
from symfeat.errors import GenerationError, InputError
from symfeat.lowering import lower
from symfeat.runtime import SourceKernel

BACKENDS = {"numpy": module_text}


def compile(
    exprs: sp.Expr | Iterable[sp.Expr] | Mapping[str, sp.Expr],
    args: Iterable[sp.Symbol],
    backend: str = "numpy",
    *,
    name: str = "compiled",
) -> SourceKernel:
    """Compile formulas into a function of `args`, in that order, that needs NumPy alone when it is called.

    The function broadcasts numbers, lists and arrays; constants broadcast too, only the selected branch of a
    Piecewise counts, and it pickles. It returns a named tuple: the names of a mapping, else `value` for one
    formula and `value0`, `value1`, ... for several. Outside the assumptions of the arguments (a positive or
    nonnegative symbol, a finite real one) every output is nan.

    Raises InputError for an unknown backend and GenerationError for two arguments of one name, an argument
    that is not used, a symbol that is no argument, and a function without a form in the backend.

    >>> x, k = sp.symbols("x k", real=True)
    >>> wave = compile({"wave": sp.sin(k * x), "one": sp.Integer(1)}, (x, k))
    >>> wave([0.0, 1.0], 0.0).one.tolist()
    [1.0, 1.0]
    """
    if backend not in BACKENDS:
        raise InputError(f"backend must be one of {', '.join(BACKENDS)}; got {backend!r}")
    kernel = Kernel(name, _distinct(args), _named(exprs))
    return SourceKernel(name, BACKENDS[backend](lower(kernel)))


def _named(exprs: Any) -> dict[str, sp.Expr]:
    if isinstance(exprs, Mapping):
        named = dict(exprs)
    elif isinstance(exprs, sp.Basic | int | float):
        named = {"value": exprs}
    else:
        named = {f"value{i}": expr for i, expr in enumerate(exprs)}
    if not named:
        raise GenerationError("exprs must hold at least one formula; got none")
    return {name: sp.sympify(expr) for name, expr in named.items()}


def _distinct(args: Any) -> tuple[sp.Symbol, ...]:
    symbols = (args,) if isinstance(args, sp.Symbol) else tuple(args)
    for i, symbol in enumerate(symbols):
        if not isinstance(symbol, sp.Symbol):
            raise GenerationError(f"args must be symbols; got {symbol!r}")
        if symbol.name in {other.name for other in symbols[:i]}:
            raise GenerationError(f"args must have different names; got {symbol.name} twice")
    return symbols
