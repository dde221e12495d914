"""The Riccati equation with constant coefficients, solved by the cross-ratio with its two roots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symfeat.claims import Flow
from symfeat.errors import DerivationError


@dataclass(frozen=True)
class CrossRatio:
    """The rest points of a Riccati equation x' = p x^2 + q x + c.

    Along a solution (x - attracting) / (x - repelling) is proportional to exp(-rate t).
    """

    attracting: sp.Expr
    repelling: sp.Expr
    rate: sp.Expr

    def of(self, x: sp.Expr) -> sp.Expr:
        """The cross-ratio at x."""
        return (x - self.attracting) / (x - self.repelling)


def cross_ratio(flow: Flow) -> CrossRatio:
    """The cross-ratio that a Riccati flow multiplies by a decaying exponential.

    The leading coefficient must not vanish; it is the caller's assumption that it does not. Defined
    symbols are opaque here: expand them where the discriminant needs their meaning.

    >>> x, t = sp.symbols("x t", real=True)
    >>> cross_ratio(Flow({x: 1 - x**2}, t))
    CrossRatio(attracting=1, repelling=-1, rate=2)
    """
    p, q, c = riccati_coefficients(flow)
    if p == 0:
        raise DerivationError("the flow is linear, not a Riccati equation: it has one rest point")
    # Factored, so that the root comes out of every square that stands in the discriminant.
    root = sp.sqrt(sp.factor(sp.expand(q**2 - 4 * p * c)))
    return CrossRatio(sp.cancel((-q - root) / (2 * p)), sp.cancel((-q + root) / (2 * p)), root)


def solve_riccati(flow: Flow, initial: Mapping[sp.Symbol, Any], at: Any = 0) -> sp.Expr:
    """The solution x(t) with the given value at time `at`, written without dividing by a difference of roots.

    The cross-ratio of x is that of the initial value times exp(-rate (t - at)); the relation is linear
    in x. The two roots must differ.

    >>> x, k, x0, t = sp.symbols("x k x0 t", positive=True)
    >>> solve_riccati(Flow({x: k * x * (1 - x)}, t), {x: x0})
    x0/(x0 - (x0 - 1)*exp(-k*t))
    """
    ratio = cross_ratio(flow)
    (state,) = flow.state
    start = sp.sympify(initial[state])
    if ratio.rate == 0:
        raise DerivationError("the two roots of the Riccati equation coincide")
    decay = sp.exp(-ratio.rate * (flow.time - sp.sympify(at)))
    far, near = start - ratio.repelling, decay * (start - ratio.attracting)
    return (ratio.attracting * far - ratio.repelling * near) / (far - near)


def riccati_coefficients(flow: Flow) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """(p, q, c) of a flow x' = p x^2 + q x + c with constant coefficients."""
    if len(flow.state) != 1:
        raise DerivationError(f"a Riccati equation has one state variable; got {len(flow.state)}")
    ((state, rate),) = flow.rates.items()
    if flow.time in rate.free_symbols:
        raise DerivationError("the coefficients of the Riccati equation must not depend on time")
    if not rate.is_polynomial(state) or sp.Poly(rate, state).degree() > 2:
        raise DerivationError(f"the rate of {state} is not a quadratic polynomial in it")
    polynomial = sp.Poly(rate, state)
    return tuple(polynomial.coeff_monomial(state**k) for k in (2, 1, 0))  # type: ignore[return-value]
