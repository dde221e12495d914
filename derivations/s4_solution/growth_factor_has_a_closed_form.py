"""The growth factor, in closed form, from any initialisation.

A Riccati equation is linear in a numerator and a denominator. That route, unlike the cross-ratio with the
two rest points, needs no growing modes to divide by.
"""

from sympy import factor_terms

from symfeat.algebra import linearise_riccati, solve_linear_pair
from symfeat.claims import Evolves, Flow, Result, Solves

from ..notation import D, E, N, Omega, R, alpha, beta, notation, xi, y

result = Result(
    "growth-factor-has-a-closed-form",
    title="Exact growth factor",
    given=(R > 0,),
    uses={"growth": "growth-factor-solves-a-riccati-equation"},
    source="xu-ziyin-2025",
)


@result.step
def linear(growth):
    """Numerator and denominator exchange linearly; a common damping keeps both bounded."""
    riccati = growth[2]
    pair = linearise_riccati(riccati.flow, (N, D), damping=Omega * R / 2)
    return Evolves(pair, {xi: N / D}, riccati.rates)


@result.step
def linear_solved(linear):
    """The eigenvalues are 0 and the rate of the final kernel."""
    pair = linear.flow_of_state
    expanded = Flow({s: notation.expand(rate) for s, rate in pair.rates.items()}, pair.time)
    return Solves(pair, solve_linear_pair(expanded, {N: 1, D: 1}), {N: 1, D: 1})


@result.step
def divided(growth, linear_solved):
    """The ratio is the growth factor; it starts at 1."""
    ratio = linear_solved.solution[N] / linear_solved.solution[D]
    return Solves(growth[2].flow, {xi: factor_terms(ratio)}, {xi: 1})


@result.statement
def claim(divided):
    numerator = (1 - E) * (beta + y) + R * (1 + E)
    denominator = (1 - E) * (alpha - y) + R * (1 + E)
    return Solves(divided.flow, {xi: numerator / denominator}, {xi: 1})


@result.latex
def formula():
    return r"""
    The equation $\dot{\xi} = - \frac{\Omega}{2} (\alpha \xi^2 - 2 y \xi - \beta)$ with $\xi(0) = 1$ has
    exactly one solution:
    \[ \xi(t) = \frac{(1 - E) (\beta + y) + R (1 + E)}{(1 - E) (\alpha - y) + R (1 + E)}. \]
    """
