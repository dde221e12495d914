"""Inverting the functions that solutions consist of: Möbius maps and exponentials."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symfeat.errors import DerivationError


def solve_moebius(expr: Any, value: Any, unknown: sp.Symbol) -> sp.Expr:
    """The unknown for which (a unknown + b)/(c unknown + d) takes the value.

    Exact wherever the map is invertible (a d != b c) and the value is one that it takes.

    >>> x, v = sp.symbols("x v")
    >>> solve_moebius((2 * x + 1) / (x + 3), v, x)
    (3*v - 1)/(2 - v)
    """
    numerator, denominator = sp.fraction(sp.together(sp.sympify(expr)))
    if not (numerator.is_polynomial(unknown) and denominator.is_polynomial(unknown)):
        raise DerivationError(f"{expr} is not rational in {unknown}")
    if max(sp.Poly(part, unknown).degree() for part in (numerator, denominator)) != 1:
        raise DerivationError(f"{expr} is not a Möbius map of {unknown}")
    # One linear equation, numerator - value * denominator = 0; its coefficients stay as they are written.
    equation = numerator - sp.sympify(value) * denominator
    return -equation.xreplace({unknown: sp.S.Zero}) / sp.diff(equation, unknown)


def solve_time(expr: Any, value: Any, time: sp.Symbol) -> sp.Expr:
    """The time at which an expression that is a Möbius map of one exponential of time takes the value.

    >>> t, k, v = sp.symbols("t k v", positive=True)
    >>> solve_time(1 - sp.exp(-k * t), v, t)
    -log(1 - v)/k
    """
    expr = sp.sympify(expr)
    exponentials = sorted((e for e in expr.atoms(sp.exp) if time in e.free_symbols), key=str)
    if len(exponentials) != 1:
        raise DerivationError(f"{expr} must contain one exponential of {time}; got {len(exponentials)}")
    (exponential,) = exponentials
    factor = sp.Dummy("decay", positive=True)
    inverse = solve_moebius(expr.xreplace({exponential: factor}), value, factor)
    return solve_moebius(exponential.args[0], sp.log(inverse), time)
