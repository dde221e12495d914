"""Hypergeometric functions, Meijer's G and orthogonal polynomials of mpmath numbers; and steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sympy
from flint import fmpq

from symfeat.evaluate.mp_functions.common import NO_VALUE, is_real, tidy
from symfeat.evaluate.mp_functions.exchange import function_by_balls
from symfeat.evaluate.mp_functions.special import bounded

_HALF = fmpq(1, 2)
_LARGEST = 14  # bits of a parameter or an argument


def _parameters(arithmetic: Any, values: Sequence[Any]) -> list[Any]:
    """Rationals as pairs of integers, which mpmath keeps exact; other numbers as they are."""
    context = arithmetic.context
    return [
        (int(v.p) if v.q == 1 else context.mpq(int(v.p), int(v.q))) if type(v) is fmpq else v for v in values
    ]


def _affordable(arithmetic: Any, values: Sequence[Any]) -> bool:
    context = arithmetic.context
    lifted = [arithmetic.lift(value) for value in values]
    return all(v == 0 or (context.isfinite(v) and context.mag(v) <= _LARGEST) for v in lifted)


def _hyper(arithmetic: Any, source: sympy.hyper, *args: Any) -> Any:
    # mpmath is slow near the circle of convergence.
    found = function_by_balls("hyper", source)(arithmetic, *args)
    if arithmetic.context.isfinite(found):
        return found
    count = len(source.ap)
    return _compound(arithmetic, "hyper", args, (args[:count], args[count:-1]))


def _meijerg(arithmetic: Any, source: sympy.meijerg, *args: Any) -> Any:
    lists, start = [], 0
    for parameters in (source.an, source.aother, source.bm, source.bother):
        lists.append(args[start : start + len(parameters)])
        start += len(parameters)
    return _compound(arithmetic, "meijerg", args, (lists[:2], lists[2:]))


def _compound(arithmetic: Any, name: str, args: Sequence[Any], lists: Sequence[Any]) -> Any:
    if not _affordable(arithmetic, args):
        return arithmetic.nan
    context = arithmetic.context
    if name == "meijerg":
        parameters = [[_parameters(arithmetic, part) for part in pair] for pair in lists]
    else:
        parameters = [_parameters(arithmetic, part) for part in lists]
    try:
        found = context.convert(getattr(context, name)(*parameters, arithmetic.lift(args[-1])))
        return tidy(context, found) if context.isfinite(found) else arithmetic.nan
    except NO_VALUE:
        return arithmetic.nan


def _not_negative(name: str, *inserted: int) -> Callable[..., Any]:
    """SymPy has rules of its own for degrees that are negative integers."""

    def value(context: Any, degree: Any, *args: Any) -> Any:
        if context.isint(degree) and context.re(degree) < 0:
            return context.nan
        return getattr(context, name)(degree, *inserted, *args)

    return bounded(value, 10)


def _hermite_prob(context: Any, degree: Any, value: Any) -> Any:
    """He_n(x) = 2^(-n/2) H_n(x / sqrt(2)) (DLMF 18.7.11)."""
    return context.mpf(2) ** (-degree / 2) * context.hermite(degree, value / context.sqrt(2))


def _rounded(name: str) -> Callable[..., Any]:
    def function(arithmetic: Any, value: Any) -> Any:
        context = arithmetic.context
        if not context.isfinite(value):
            return arithmetic.nan
        if not is_real(context, value):
            return context.mpc(function(arithmetic, value.real), function(arithmetic, value.imag))
        nearest = context.nint(value)
        if value != nearest and abs(value - nearest) <= arithmetic.tolerance * max(1, abs(value)):
            raise arithmetic.undecided(f"{name} of a value near an integer cannot be decided at this point")
        return context.floor(value) if name == "floor" else context.ceil(value)

    return function


def _heaviside(arithmetic: Any, value: Any, at_zero: Any = _HALF) -> Any:
    if not is_real(arithmetic.context, value) or arithmetic.context.isnan(value):
        return arithmetic.nan
    return arithmetic.lift(at_zero) if value == 0 else fmpq(1 if value > 0 else 0)


def _degree_first(name: str) -> Callable[..., Any]:
    return bounded(lambda context, *args: getattr(context, name)(*args), 10)


TABLE: dict[str, Callable[..., Any]] = {
    "hyper": _hyper,
    "meijerg": _meijerg,
    "legendre": _degree_first("legendre"),
    "assoc_legendre": _degree_first("legenp"),
    "chebyshevt": _degree_first("chebyt"),
    "chebyshevu": _degree_first("chebyu"),
    "hermite": _degree_first("hermite"),
    "hermite_prob": bounded(_hermite_prob, 10),
    "laguerre": _not_negative("laguerre", 0),
    "assoc_laguerre": _not_negative("laguerre"),
    "gegenbauer": _not_negative("gegenbauer"),
    "jacobi": _not_negative("jacobi"),
    "floor": _rounded("floor"),
    "ceiling": _rounded("ceiling"),
    "Heaviside": _heaviside,
}
