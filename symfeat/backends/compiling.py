"""Anyone's SymPy formula through the road that the corpus takes: a function for any target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sympy as sp

from symfeat.backends.c_library import CKernel
from symfeat.backends.loading import not_installed
from symfeat.backends.targets import target_of
from symfeat.claims import Kernel
from symfeat.errors import GenerationError
from symfeat.lowering import Lowered, lower
from symfeat.lowering.derivative import gradient as derivatives
from symfeat.runtime import SourceKernel


def compile(
    exprs: sp.Expr | Iterable[sp.Expr] | Mapping[str, sp.Expr],
    args: Iterable[sp.Symbol],
    backend: str = "numpy",
    *,
    gradient: bool = False,
    name: str = "compiled",
) -> SourceKernel | CKernel:
    """Compile formulas into a function of `args`, in that order, that needs no SymPy when it is called.

    The function broadcasts numbers, lists and arrays; constants broadcast too, only the selected branch of a
    Piecewise counts, and it pickles. It returns a named tuple: the names of a mapping, else `value` for one
    formula and `value0`, `value1`, ... for several; with `gradient`, the derivatives
    `d_<output>_d_<argument>` by every argument follow. Outside the assumptions of the arguments (a positive
    or nonnegative symbol, a finite real one) every output is nan. Backends: "numpy", "numba", "jax" (a
    function of JAX arrays) and "c", which needs a C compiler.

    Raises InputError for an unknown backend, and GenerationError for two arguments of one name, an argument
    that is not used, a symbol that is no argument, and a function without a form in the backend.

    >>> x, k = sp.symbols("x k", real=True)
    >>> wave = compile({"wave": sp.sin(k * x), "one": sp.Integer(1)}, (x, k))
    >>> wave([0.0, 1.0], 0.0).one.tolist()
    [1.0, 1.0]
    >>> compile(x**2 * k, (x, k), gradient=True)(3.0, 2.0)
    Compiled(value=18.0, d_value_d_x=12.0, d_value_d_k=9.0)
    """
    target = target_of(backend)
    lowered = lower_formulas(exprs, args, gradient=gradient, name=name)
    try:
        return target.function(name, *target.files(lowered).values())
    except ModuleNotFoundError as error:
        raise not_installed(backend, error) from None


def lower_formulas(exprs: Any, args: Any, *, gradient: bool = False, name: str = "compiled") -> Lowered:
    """The program of formulas in the form that `compile` takes them."""
    kernel = Kernel(name, _distinct(args), _named(exprs))
    return lower(derivatives(kernel) if gradient else kernel)


def _named(exprs: Any) -> dict[str, sp.Expr]:
    if isinstance(exprs, Mapping):
        named = dict(exprs)
    elif isinstance(exprs, sp.Basic | int | float):
        named = {"value": exprs}
    elif isinstance(exprs, str):
        raise GenerationError(f"exprs must be SymPy expressions; got the text {exprs!r}")
    else:
        named = {f"value{i}": expr for i, expr in enumerate(exprs)}
    if not named:
        raise GenerationError("exprs must hold at least one formula; got none")
    if unnamed := [name for name in named if not isinstance(name, str)]:
        raise GenerationError(f"exprs must have texts for names; got {unnamed[0]!r}")
    return {name: sp.sympify(expr) for name, expr in named.items()}


def _distinct(args: Any) -> tuple[sp.Symbol, ...]:
    symbols = (args,) if isinstance(args, sp.Symbol) else tuple(args)
    if not symbols:
        raise GenerationError("args must hold at least one symbol; got none")
    for i, symbol in enumerate(symbols):
        if not isinstance(symbol, sp.Symbol):
            raise GenerationError(f"args must be symbols; got {symbol!r}")
        if symbol.is_integer or (symbol.is_real is False and not symbol.is_extended_real):
            raise GenerationError(
                f"args must be real numbers of any size; {symbol} is assumed to be otherwise"
            )
        if symbol.name in {other.name for other in symbols[:i]}:
            raise GenerationError(f"args must have different names; got {symbol.name} twice")
    return symbols
