"""Where the floor is large against the target, the loss falls ever more slowly: its curve is convex.

The threshold is not that of the slope: the loss curve bends under a smaller floor only.
"""

from sympy import diff, factor

from symfeat.claims import All, Evolves, Inequality, Result

from ..notation import Omega, S, ell, f, m2, y
from .notation import loss_speed

result = Result(
    "loss-curve-is-convex-below-a-threshold",
    title="A convex loss curve",
    given=(y**2 <= 24 * S**2,),
    uses={"loss": "loss-depends-on-the-slope-alone", "slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def second_derivative(loss, slope):
    """Differentiate the reducible loss twice along the flow; the force is its derivative by the slope."""
    rate = loss[1].rhs * slope.rates[f]
    above = loss[1].rhs * (f - y) / 2
    bend = factor(diff(rate, f) * slope.rates[f])
    return Evolves(
        slope.flow,
        {f: f, ell: above, loss_speed: rate},
        {f: slope.rates[f], ell: loss_speed, loss_speed: bend},
    )


@result.step
def convex(second_derivative):
    """Beside the squared residual stands a quadratic without a sign change, its discriminant not positive."""
    return All(second_derivative, Inequality(second_derivative.rates[loss_speed], ">=", 0))


@result.statement
def claim(slope, convex):
    rate = slope.rates[f]
    bend = m2 * Omega**2 * (f - y) ** 2 * (3 * f**2 - y * f + 2 * S**2)
    quantities = {f: f, ell: m2 * (f - y) ** 2 / 2, loss_speed: m2 * (f - y) * rate}
    return All(
        Evolves(slope.flow, quantities, {f: rate, ell: loss_speed, loss_speed: bend}),
        Inequality(bend, ">=", 0),
    )


@result.latex
def formula():
    return r"""
    Along the flow $\dot{f} = - \Omega r (f - y)$ the loss above its minimum,
    $\ell = \frac{1}{2} m_2 (f - y)^2$, has
    \[ \ddot{\ell} = m_2 \Omega^2 (f - y)^2 (3 f^2 - y f + 2 S^2) \ge 0. \]
    """
