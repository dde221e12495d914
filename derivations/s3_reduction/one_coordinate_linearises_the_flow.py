"""In one coordinate learning is exponential decay, at the rate of the final kernel, from any start.

It is the cross-ratio of the growth factor with its two rest points, written by the slope.
"""

from sympy import cancel, sqrt

from symfeat.algebra import cross_ratio
from symfeat.claims import Evolves, Flow, Identity, Result

from ..notation import Omega, R, S, X, alpha, f, notation, r, xi, y

result = Result(
    "one-coordinate-linearises-the-flow",
    title="The linearising coordinate",
    given=(R > 0,),
    uses={
        "slope": "slope-obeys-one-equation",
        "growth": "growth-factor-solves-a-riccati-equation",
    },
    source="xu-ziyin-2025",
)


@result.step
def ratio(growth, slope):
    """The growth factor is the sum of kernel root and slope over its initial value, which drops out."""
    riccati = growth[2].flow
    expanded = Flow({xi: notation.expand(riccati.rates[xi])}, riccati.time)
    points = cross_ratio(expanded)
    coordinate = cancel(points.of(xi).xreplace({xi: notation.expand((r + f) / alpha)}))
    return Evolves(slope.flow, {X: coordinate}, {X: -points.rate * X})


@result.step
def without_the_start(ratio):
    """Rationalised and divided by a constant, it shows the residual."""
    coordinate = (y - f) / (S**2 + y * f + R * r)
    return Identity(ratio.quantities[X], -(R + y) * coordinate)


@result.step
def linear(ratio, without_the_start):
    """A constant factor changes nothing in a linear equation."""
    coordinate = -without_the_start.rhs / (R + y)
    return Evolves(ratio.flow_of_state, {X: coordinate}, ratio.rates)


@result.statement
def claim(linear):
    return Evolves(
        linear.flow_of_state,
        {X: (y - f) / (S**2 + y * f + R * sqrt(f**2 + S**2))},
        {X: -Omega * R * X},
    )
