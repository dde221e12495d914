"""Undetermined coefficients: linear relations among polynomials, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp
from sympy.polys.matrices import DomainMatrix

from symfeat.algebra.parameters import root_free
from symfeat.errors import DerivationError


def relations(polynomials: Sequence[sp.Expr], state: Sequence[sp.Symbol]) -> list[tuple[sp.Expr, ...]]:
    """A basis of all (c_1, ..., c_n), free of the state, with the sum of c_k polynomial_k identically zero.

    The polynomials are polynomials in `state` whose coefficients are rational in the parameters and in
    fractional powers of positive ones. The c_k are polynomials in these without a common factor: each
    relation holds for *all* parameters, none having been divided by. Basis and order are fixed by the
    order of the polynomials. For special parameters there may be further relations.

    >>> x, a, b = sp.symbols("x a b", positive=True)
    >>> relations([a * x, b * x, x**2], [x])
    [(b, -a, 0)]
    """
    forth, back = root_free(polynomials, state)
    rows: dict[tuple[int, ...], dict[int, sp.Expr]] = {}
    for k, polynomial in enumerate(polynomials):
        for powers, coefficient in _terms(polynomial.xreplace(forth), state):
            rows.setdefault(powers, {})[k] = coefficient
    n = len(polynomials)
    table = [[row.get(k, sp.S.Zero) for k in range(n)] for _, row in sorted(rows.items(), reverse=True)]
    if not table:
        return [tuple(sp.Integer(j == k) for k in range(n)) for j in range(n)]
    matrix = DomainMatrix.from_Matrix(sp.Matrix(table)).to_field()
    return [
        tuple(c.xreplace(back) for c in _primitive(row)) for row in matrix.nullspace().to_Matrix().tolist()
    ]


def _terms(polynomial: Any, state: Sequence[sp.Symbol]) -> list[Any]:
    try:
        return sp.Poly(polynomial, *state).terms()
    except sp.PolynomialError:
        raise DerivationError(f"{polynomial} is not a polynomial in the state") from None


def _primitive(row: list[Any]) -> list[Any]:
    """The row times the least polynomial that clears denominators; its first entry gets a positive sign."""
    places = [k for k, c in enumerate(row) if c != 0]
    parts = [sp.fraction(sp.cancel(row[k])) for k in places]
    common = sp.lcm_list([denominator for _, denominator in parts])
    entries = [sp.cancel(a * common / b) for a, b in parts]
    content = sp.gcd_list(entries)
    if entries[0].could_extract_minus_sign():
        content = -content
    found = dict(zip(places, (sp.cancel(c / content) for c in entries), strict=True))
    return [found.get(k, sp.S.Zero) for k in range(len(row))]
