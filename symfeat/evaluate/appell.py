"""Bernoulli, Euler and Genocchi polynomials by their coefficients: DLMF 24.2.5 and 24.2.10, SymPy's signs."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sympy
from flint import arb, fmpq

LARGEST = 100  # degree of a polynomial that is written out


def polynomial_value(name: str, degree: int, x: fmpq) -> fmpq:
    """The polynomial of that degree at a rational.

    >>> polynomial_value("bernoulli", 2, fmpq(1, 2))
    -1/12
    """
    total = fmpq(0)
    for coefficient in _coefficients(name, degree):
        total = total * x + coefficient
    return total


@lru_cache(maxsize=512)
def _coefficients(name: str, degree: int) -> tuple[fmpq, ...]:
    """From the highest power down."""
    variable = sympy.Dummy("x")
    polynomial = sympy.Poly(getattr(sympy, name)(degree, variable), variable)
    return tuple(fmpq(int(c.p), int(c.q)) for c in polynomial.all_coeffs())


def exact_polynomial(name: str, alone: Callable[..., fmpq | None]) -> Callable[..., fmpq | None]:
    """The value at a rational: of the number where there is one argument, else of the polynomial."""

    def value(*args: fmpq) -> fmpq | None:
        if len(args) != 2:
            return alone(*args)
        degree = args[0]
        if degree.q != 1 or not 0 <= degree <= LARGEST:
            return None
        return polynomial_value(name, int(degree.p), args[1])

    return value


def polynomial_of(name: str) -> Callable[..., Any]:
    """The function of degree and argument for numbers that are not rational."""

    def function(arithmetic: Any, *args: Any) -> Any:
        degree = _whole(args[0]) if len(args) == 2 else None
        if degree is None:
            return arithmetic.table["NaN"](arithmetic)
        total = arithmetic.lift(fmpq(0))
        for coefficient in _coefficients(name, degree):
            total = total * args[1] + arithmetic.lift(coefficient)
        return total

    return function


def _whole(degree: Any) -> int | None:
    if type(degree) is arb:
        found = degree.unique_fmpz() if degree.is_exact() and degree.is_integer() else None
    else:
        real = getattr(degree, "real", degree)
        found = real if getattr(degree, "imag", 0) == 0 and real == math.floor(real) else None
    return int(found) if found is not None and 0 <= found <= LARGEST else None


POLYNOMIALS: dict[str, Callable[..., Any]] = {
    name: polynomial_of(name) for name in ("bernoulli", "euler", "genocchi")
}
