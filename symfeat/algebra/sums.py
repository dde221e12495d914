"""Sums over neurons or data: spelled out for a given number, or by linearity for any number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from symfeat.errors import DerivationError


def neurons(symbol: sp.Symbol, width: int) -> tuple[sp.Symbol, ...]:
    """Copies of a per-neuron symbol, numbered from 1, under the same assumptions.

    >>> neurons(sp.Symbol("u", real=True), 3)
    (u1, u2, u3)
    """
    if width < 1:
        raise DerivationError(f"the width must be at least 1; got {width}")
    known = {k: v for k, v in symbol._assumptions_orig.items() if v is not None}  # type: ignore[attr-defined]
    return tuple(sp.Symbol(f"{symbol.name}{i}", **known) for i in range(1, width + 1))


def termwise_sum(polynomial: Any, sums: Mapping[sp.Expr, sp.Expr]) -> sp.Expr:
    """The sum (or average) over neurons or data of a polynomial in the variables of one of them.

    It holds for any number of them: `sums` names the sum of each monomial that may occur; that of any
    other, constants included, is not known from them, which is an error. Summation is linear, so
    coefficients free of these variables pass through: they must be the same in every term.

    >>> u, w, U, W, V, c = sp.symbols("u w U W V c", real=True)
    >>> termwise_sum((u - c * w) ** 2, {u**2: U, w**2: W, u * w: V})
    U - 2*V*c + W*c**2
    """
    variables = sorted(sp.Add(*sums).atoms(sp.Symbol), key=str)
    names = {_exponents(m, variables): name for m, name in sums.items()}
    try:
        terms = sp.Poly(sp.sympify(polynomial), *variables).terms()
    except sp.PolynomialError:
        raise DerivationError(f"{polynomial} is not a polynomial in {_listed(variables)}") from None
    total = sp.S.Zero
    for powers, coefficient in terms:
        if coefficient.is_zero:
            continue
        if powers not in names:
            monomial = sp.Mul(*(v**k for v, k in zip(variables, powers, strict=True)))
            raise DerivationError(f"no name is given for the sum of {monomial}")
        total += coefficient * names[powers]
    return total


def _exponents(monomial: sp.Expr, variables: list[sp.Symbol]) -> tuple[int, ...]:
    ((powers, coefficient),) = sp.Poly(monomial, *variables).terms()
    if coefficient != 1:
        raise DerivationError(f"{monomial} is not a monomial")
    return powers


def _listed(symbols: list[sp.Symbol]) -> str:
    return ", ".join(s.name for s in symbols)
