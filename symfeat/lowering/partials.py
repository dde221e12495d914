"""Partial derivatives of one expression by its symbols, in forms that keep digits and do not overflow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from typing import Any

import sympy as sp
from sympy.codegen.cfunctions import expm1, hypot, log1p
from sympy.core.function import ArgumentIndexError

from symfeat.claims import PowerOfTwo
from symfeat.errors import GenerationError
from symfeat.lowering.flatten import FUNCTIONS

Rule = Callable[..., tuple[Any, ...]]  # (value, *arguments) -> the derivative by each argument
_ONE = sp.S.One

# Where SymPy's own derivative does as well, a function is not listed.
RULES: dict[Any, Rule] = {
    sp.Abs: lambda value, u: (sp.Piecewise((-1, u < 0), (1, True)),),
    sp.sign: lambda value, u: (sp.S.Zero,),
    PowerOfTwo: lambda value, u: (sp.S.Zero,),
    sp.exp: lambda value, u: (value,),
    expm1: lambda value, u: (sp.exp(u),),  # 1 + value would lose what is left of it
    log1p: lambda value, u: (1 / (1 + u),),
    hypot: lambda value, a, b: (a / value, b / value),
    sp.asin: lambda value, u: (1 / _sqrt_of_1_minus_square(u),),
    sp.acos: lambda value, u: (-1 / _sqrt_of_1_minus_square(u),),
    sp.atan2: lambda value, b, a: (a / (a**2 + b**2), -b / (a**2 + b**2)),
    sp.tanh: lambda value, u: (sp.cosh(u) ** -2,),  # 1 - value^2 cancels
    sp.acosh: lambda value, u: (1 / (sp.sqrt(u - 1) * sp.sqrt(u + 1)),),
    sp.atanh: lambda value, u: (1 / ((1 - u) * (1 + u)),),
}


def _sqrt_of_1_minus_square(u: Any) -> Any:
    return sp.sqrt((1 - u) * (1 + u))


def partials(expr: Any, value: Any, moving: Set[Any], where: str) -> dict[Any, Any]:
    """The derivative of `expr` by each symbol of `moving` in it; `value` is a name that holds `expr`.

    Piecewise, Max and Min are their caller's business. Raises GenerationError, which names `where`, for a
    function without a known derivative.

    >>> a, b, v = sp.symbols("a b v", real=True)
    >>> partials(a / b, v, {a, b}, "k") == {a: 1 / b, b: -v / b}
    True
    """
    if expr.is_Symbol:
        return {expr: _ONE} if expr in moving else {}
    found: dict[Any, Any] = {}
    for part, factor in _steps(expr, value, moving, where):
        for symbol, inner in partials(part, part, moving, where).items():
            found[symbol] = found.get(symbol, sp.S.Zero) + factor * inner
    return {symbol: total for symbol, total in found.items() if total != 0}


def _steps(expr: Any, value: Any, moving: Set[Any], where: str) -> Iterator[tuple[Any, Any]]:
    """The moving parts right below the top of an expression, and the derivative by each."""
    if not expr.free_symbols & moving:
        return
    if expr.is_Add:
        yield from ((term, _ONE) for term in expr.args)
    elif expr.is_Mul:
        for i, factor in enumerate(expr.args):
            if is_divisor(factor):  # the square of a divisor may leave the range where the quotient does not
                yield factor.base, factor.exp * value / factor.base
            else:
                yield factor, sp.Mul(*expr.args[:i], *expr.args[i + 1 :])
    elif terms := squares(expr):
        yield from ((term, term / value) for term in terms)
    elif expr.is_Pow:
        yield from _power_steps(expr, value, moving)
    else:
        yield from zip(expr.args, _function_rule(expr, value, where), strict=True)


def is_divisor(factor: Any) -> bool:
    """Whether it is a power that divides."""
    return factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative


def squares(expr: Any) -> tuple[Any, ...]:
    """What a root of a sum of squares sums the squares of; nothing for any other expression."""
    if not (expr.is_Pow and expr.exp == sp.S.Half and expr.base.is_Add):
        return ()
    terms = tuple(term for term in expr.base.args if not (term.is_number and term.is_nonnegative))
    is_square = all(term.is_Pow and term.exp == 2 for term in terms)
    return tuple(term.base for term in terms) if is_square else ()


def _power_steps(expr: Any, value: Any, moving: Set[Any]) -> Iterator[tuple[Any, Any]]:
    base, exponent = expr.base, expr.exp
    if exponent == sp.S.Half:
        yield base, 1 / (2 * value)
    elif exponent.is_Rational and exponent < 1:
        yield base, exponent * value / base
    elif base.free_symbols & moving:
        yield base, exponent * base ** (exponent - 1)
    if exponent.free_symbols & moving:
        growth = value * sp.log(base)
        limit = sp.Piecewise((0, sp.Eq(value, 0)), (growth, True), evaluate=False)
        yield exponent, growth if base.is_positive else limit


def _function_rule(expr: Any, value: Any, where: str) -> tuple[Any, ...]:
    if rule := RULES.get(expr.func):
        return rule(value, *expr.args)
    try:
        found = tuple(expr.fdiff(i + 1) for i in range(len(expr.args)))
    except (AttributeError, ArgumentIndexError):
        found = (sp.nan,)
    heads = set().union(*(part.atoms(sp.Function) for part in found))
    if sp.nan in found or any(head.func not in FUNCTIONS for head in heads):
        raise GenerationError(f"kernel {where}: {expr.func.__name__} has no known derivative, in {expr}")
    return found
