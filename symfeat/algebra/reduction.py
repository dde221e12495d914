"""From a flow to the closed flow of fewer quantities, and to the modes of a linear flow."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symfeat.algebra.ansatz import relations
from symfeat.algebra.conservation import monomials
from symfeat.claims import Flow
from symfeat.errors import DerivationError


def reduce_flow(flow: Flow, quantities: Mapping[sp.Symbol, sp.Expr], degree: int) -> dict[sp.Symbol, sp.Expr]:
    """The rates of polynomial quantities as polynomials, up to `degree`, in the quantities alone.

    Undetermined coefficients again: the derivative along the flow and the monomials in the quantities
    (and 1) must be linearly related. Raises DerivationError if no such closed flow exists.

    >>> u, w, t, f, k = sp.symbols("u w t f k", real=True)
    >>> reduce_flow(Flow({u: -w, w: -u}, t), {f: u * w, k: u**2 + w**2}, 1)
    {f: -k, k: -4*f}
    """
    names = list(quantities)
    basis = [sp.S.One, *monomials(names, degree)]
    values = [m.xreplace(dict(quantities)) for m in basis]
    rates = {}
    for name, quantity in quantities.items():
        found = relations([flow.derivative(quantity), *values], flow.state)
        # Relations among the basis alone have no part in the derivative.
        row = next((r for r in found if r[0] != 0), None)
        if row is None:
            raise DerivationError(f"the rate of {name} is no polynomial of degree {degree} in the quantities")
        rates[name] = sp.Add(*(sp.factor(-c / row[0]) * m for c, m in zip(row[1:], basis, strict=True)))
    return rates


def linear_modes(flow: Flow) -> list[tuple[sp.Expr, sp.Expr]]:
    """(rate, combination) pairs of a linear flow: d(combination)/dt = rate * combination.

    The combinations are left eigenvectors of the flow's matrix, each with coefficient 1 for the last
    state variable that it contains.

    >>> u, w, t = sp.symbols("u w t", real=True)
    >>> linear_modes(Flow({u: -w, w: -u}, t))
    [(-1, u + w), (1, -u + w)]
    """
    matrix = sp.Matrix([[sp.diff(rate, s) for s in flow.state] for rate in flow.rates.values()])
    if matrix.free_symbols & set(flow.state):
        raise DerivationError("the flow is not linear in its state")
    return [
        (rate, (row * sp.Matrix(flow.state))[0])
        for rate, _, rows in sorted(matrix.left_eigenvects(), key=sp.default_sort_key)
        for row in rows
    ]
