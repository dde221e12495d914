"""Two linear equations: what a Riccati equation becomes for numerator and denominator, and their solution."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from symfeat.algebra.riccati import riccati_coefficients
from symfeat.claims import Flow
from symfeat.errors import DerivationError


def linearise_riccati(flow: Flow, pair: tuple[sp.Symbol, sp.Symbol], damping: Any = 0) -> Flow:
    """The linear flow of a numerator and a denominator whose ratio obeys the Riccati equation.

    `damping` is the rate of a common factor exp(-damping t), which drops out of the ratio. Unlike the
    cross-ratio this needs no leading coefficient.

    >>> x, n, d, t = sp.symbols("x n d t", real=True)
    >>> linearise_riccati(Flow({x: 1 - x**2}, t), (n, d)).rates
    {n: d, d: n}
    """
    p, q, c = riccati_coefficients(flow)
    numerator, denominator = pair
    damping = sp.sympify(damping)
    return Flow(
        {
            numerator: (q / 2 - damping) * numerator + c * denominator,
            denominator: -p * numerator - (q / 2 + damping) * denominator,
        },
        flow.time,
    )


def solve_linear_pair(flow: Flow, initial: Mapping[sp.Symbol, Any]) -> dict[sp.Symbol, sp.Expr]:
    """The solution of two linear equations with constant coefficients, by Sylvester's formula.

    The two eigenvalues must differ. Defined symbols are opaque here: expand them first.

    >>> x, v, t = sp.symbols("x v t", real=True)
    >>> solve_linear_pair(Flow({x: v, v: -v}, t), {x: 0, v: 1})
    {x: 1 - exp(-t), v: exp(-t)}
    """
    state = flow.state
    matrix = sp.Matrix([[sp.diff(flow.rates[a], b) for b in state] for a in state])
    if len(state) != 2 or matrix.free_symbols & {*state, flow.time}:
        raise DerivationError("the flow is not a pair of linear equations with constant coefficients")
    half = matrix.trace() / 2
    # Factored, so that the root comes out of every square that stands in the discriminant.
    gap = sp.sqrt(sp.factor(sp.expand(half**2 - matrix.det())))
    if gap == 0:
        raise DerivationError("the two eigenvalues of the linear flow coincide")
    fast, slow = (sp.expand(half + sign * gap) for sign in (-1, 1))
    start = sp.Matrix([sp.sympify(initial[s]) for s in state])
    rises = sp.exp(slow * flow.time) * (matrix * start - fast * start)
    falls = sp.exp(fast * flow.time) * (matrix * start - slow * start)
    solution = (rises - falls) / (2 * gap)
    return {s: sp.factor_terms(x) for s, x in zip(state, solution, strict=True)}
