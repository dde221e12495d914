"""Where the floor is large against the target, learning only slows down: there is no plateau to leave.

The second derivative of the slope then points away from the target at every slope; at the threshold, too.
"""

from sympy import diff, factor

from symfeat.claims import All, Evolves, Inequality, Result

from ..notation import Omega, S, f, y
from .notation import speed

result = Result(
    "learning-only-slows-down-below-a-threshold",
    title="No acceleration",
    given=(y**2 <= 8 * S**2,),
    uses={"slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def second_derivative(slope):
    """Differentiate the speed along the flow: the kernel root cancels."""
    rate = slope.rates[f]
    return Evolves(slope.flow, {f: f, speed: rate}, {f: speed, speed: factor(rate * diff(rate, f))})


@result.step
def slowing(second_derivative):
    """Beside the squared residual stands a quadratic without a sign change, its discriminant not positive."""
    return All(second_derivative, Inequality(second_derivative.rates[speed] * (y - f), "<=", 0))


@result.statement
def claim(slope, slowing):
    bend = Omega**2 * (f - y) * (2 * f**2 - y * f + S**2)
    return All(
        Evolves(slope.flow, {f: f, speed: slope.rates[f]}, {f: speed, speed: bend}),
        Inequality(bend * (y - f), "<=", 0),
    )


@result.latex
def formula():
    return r"""
    Along the flow $\dot{f} = - \Omega r (f - y)$
    \[ \ddot{f} = \Omega^2 (f - y) (2 f^2 - y f + S^2), \qquad \ddot{f} \, (y - f) \le 0. \]
    """
