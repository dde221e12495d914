"""Claims that may agree to thousands of digits and be false: numbers alone do not support them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy as sp

_WHOLE = {"floor", "ceiling", "frac", "Mod"}
_ARITHMETIC = {
    "totient", "reduced_totient", "divisor_sigma", "divisor_count", "primepi", "prime", "primenu",
    "primeomega", "mobius", "udivisor_sigma", "partition", "npartitions", "legendre_symbol",
    "jacobi_symbol", "gcd", "igcd", "ilcm", "isprime", "core", "nT",
}  # fmt: skip
_POINTLIKE = {"KroneckerDelta", "Equality", "Unequality"}  # true, or false, at one point only
_FAST = (sp.tanh, sp.coth, sp.sech, sp.csch, sp.sinh, sp.cosh)
_OSCILLATING = (sp.sin, sp.cos, sp.sinc)
_MANY = 3  # factors that oscillate at rates of their own


def known_trap(exprs: Sequence[sp.Expr]) -> str:
    """Why agreement of numbers, to however many digits, says little of these expressions; else empty.

    Floors of functions of integers agree until some huge integer: ceil(2/(2^(1/n) - 1)) = floor(2n/log 2)
    fails first at n = 777451915729368. Sums of theta type are close to simple numbers because a very
    small term is left out (J. M. and P. B. Borwein, "Strange series and high precision fraud", Amer. Math.
    Monthly 99, 1992). Integrals of products of sinc are pi/2 until the sum of the rates passes one (D. and
    J. M. Borwein, "Some remarkable properties of sinc and related integrals", Ramanujan J. 5, 2001).
    """
    for expr in exprs:
        for part in sp.preorder_traversal(expr):
            name = type(part).__name__
            if name in _ARITHMETIC:
                return f"{name} of integers may agree for long and then fail"
            if name in _WHOLE and part.free_symbols and all(s.is_integer for s in part.free_symbols):
                return f"{name} of a function of integers may agree for long and then fail"
            if name in _POINTLIKE and (gap := part.args[0] - part.args[1]).free_symbols:  # type: ignore[operator]
                integers = all(s.is_integer for s in gap.free_symbols)
                if integers and not (gap.is_polynomial() and sp.total_degree(gap) <= 2):
                    return f"{name} of a function of integers may agree for long and then fail"
            if isinstance(part, (sp.Sum, sp.Product)) and (why := _trap_of_sum(part)):
                return why
            if isinstance(part, sp.Integral) and _borwein(part):
                return "integrals of products of oscillating factors may agree for long and then fail"
    return ""


def slow_growth(exprs: Sequence[sp.Expr]) -> str:
    """Why an inequality that holds as far as numbers go may fail beyond: it has logarithms of logarithms."""
    for expr in exprs:
        for outer in expr.atoms(sp.log):
            if any(inner.free_symbols for inner in outer.args[0].atoms(sp.log)):
                return "logarithms of logarithms may grow beyond any number that can be tried"
    return ""


def _trap_of_sum(series: sp.Sum | sp.Product) -> str:
    bound = set(series.bound_symbols)
    term = series.function
    if any(
        type(part).__name__ in _WHOLE and part.free_symbols & bound for part in sp.preorder_traversal(term)
    ):
        return "floors in the terms of a sum may agree for long and then fail"
    infinite = any(limit.is_infinite for limits in series.limits for limit in limits[1:])
    if infinite and any(not (rate.free_symbols - bound) for rate in _theta_rates(term, bound)):
        return "a series of theta type may differ from a simple number by an exponentially small term"
    return ""


def _theta_rates(term: sp.Expr, bound: set[sp.Basic]) -> Iterator[sp.Expr]:
    """Arguments in the index that make terms fall like exp(-n^2), or hyperbolic functions of the index."""
    for part in sp.preorder_traversal(term):
        if isinstance(part, _FAST) and part.args[0].free_symbols & bound:
            yield part.args[0]  # type: ignore[misc]
        elif isinstance(part, (sp.Pow, sp.exp)):
            exponent = part.exp
            if isinstance(part, sp.Pow) and exponent.is_Integer and exponent.is_negative:
                inner = part.base.atoms(sp.exp) | {
                    p for p in part.base.atoms(sp.Pow) if p.exp.free_symbols & bound
                }
                if part.base.is_Add and any(p.free_symbols & bound for p in inner):
                    yield part.base
            for index in exponent.free_symbols & bound:
                if exponent.is_polynomial(index) and sp.degree(exponent, index) >= 2:
                    yield part  # type: ignore[misc]


def _borwein(integral: sp.Integral) -> bool:
    infinite = any(limit.is_infinite for limits in integral.limits for limit in limits[1:])
    rates = {part.args[0] for part in integral.function.atoms(*_OSCILLATING)}
    rates = {rate for rate in rates if rate.free_symbols & set(integral.bound_symbols)}
    return infinite and len(rates) >= _MANY
