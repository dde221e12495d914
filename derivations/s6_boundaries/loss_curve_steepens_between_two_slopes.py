"""The loss falls ever faster between two slopes, and ever more slowly outside of them.

It takes a smaller floor than acceleration of the slope: the second derivative of the loss is another
quadratic in the slope, times the squared residual. Its roots lie between zero and a third of the target,
strictly if there is a floor.
"""

from sympy import Rational, cancel, diff, discriminant, factor, sqrt

from symfeat.claims import All, Equivalence, Evolves, Identity, Inequality, Result

from ..notation import Omega, S, ell, f, m2, y
from ._networks import EARLY, MIDWAY
from .notation import loss_speed

result = Result(
    "loss-curve-steepens-between-two-slopes",
    title="Plateau and fall of the loss",
    given=(y**2 > 24 * S**2, (f - y) ** 2 > 0),
    uses={"loss": "loss-depends-on-the-slope-alone", "slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)

LOW, HIGH = (y - sqrt(y**2 - 24 * S**2)) / 6, (y + sqrt(y**2 - 24 * S**2)) / 6


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
def roots(second_derivative):
    """What is left beside the squared residual is a quadratic, and it has two roots."""
    quadratic = cancel(second_derivative.rates[loss_speed] / (m2 * Omega**2 * (f - y) ** 2))
    leading, middle, spread = quadratic.coeff(f, 2), quadratic.coeff(f, 1), sqrt(discriminant(quadratic, f))
    low, high = ((-middle + way * spread) / (2 * leading) for way in (-1, 1))
    return All(
        Identity(quadratic, leading * (f - low) * (f - high)),
        Inequality((high - low) ** 2, ">", 0),
        Identity(low * high, quadratic.coeff(f, 0) / leading),
        *(Identity(-bend * (leading * bend + middle), quadratic.coeff(f, 0)) for bend in (low, high)),
    )


@result.step
def steepening(second_derivative, roots):
    """The loss is concave in time where the quadratic is negative: between the roots."""
    bend = m2 * Omega**2 * (f - y) ** 2 * roots[0].rhs
    rates = second_derivative.rates | {loss_speed: bend}
    return All(
        Evolves(second_derivative.flow_of_state, second_derivative.quantities, rates),
        *roots.parts[1:],
        Equivalence(
            Inequality(0, ">", bend),
            Inequality(-roots[0].rhs / 3, ">", 0),
            3 * m2 * Omega**2 * (f - y) ** 2,
        ),
    )


@result.statement
def claim(slope, steepening):
    """The second derivative, its roots and their places, and where the loss falls ever faster."""
    bend = 3 * m2 * Omega**2 * (f - y) ** 2 * (f - LOW) * (f - HIGH)
    rate = slope.rates[f]
    quantities = {f: f, ell: m2 * (f - y) ** 2 / 2, loss_speed: m2 * (f - y) * rate}
    return All(
        Evolves(slope.flow, quantities, {f: rate, ell: loss_speed, loss_speed: bend}),
        Inequality((HIGH - LOW) ** 2, ">", 0),
        Identity(LOW * HIGH, 2 * S**2 / 3),
        *(Identity(bend * (y - 3 * bend), 2 * S**2) for bend in (LOW, HIGH)),
        Equivalence(
            Inequality(0, ">", bend),
            Inequality((f - LOW) * (HIGH - f), ">", 0),
            3 * m2 * Omega**2 * (f - y) ** 2,
        ),
    )


@result.latex
def formula():
    return r"""
    With $f_\pm = \frac{1}{6} (y \pm \sqrt{y^2 - 24 S^2})$, which are real and differ, with
    $f_- f_+ = \frac{2}{3} S^2$ and $f_\pm (y - 3 f_\pm) = 2 S^2$, the loss
    $\ell = \frac{1}{2} m_2 (f - y)^2$ above its minimum has
    \[ \ddot{\ell} = 3 m_2 \Omega^2 (f - y)^2 (f - f_-) (f - f_+), \]
    so that it falls ever faster between the two:
    \[ \ddot{\ell} < 0 \iff (f - f_-) (f_+ - f) > 0. \]
    """


@result.certificate
def certificate(second_derivative):
    """Slopes at which the loss curve bends: from a start before both, and from one between them."""
    bend = second_derivative.rates[loss_speed]
    early, midway = (Rational(1, 16), Rational(1, 10)), (Rational(3, 5), Rational(2, 3))
    return {
        "lower": EARLY.bend(bend, LOW, early, EARLY.loss),
        "upper": MIDWAY.bend(bend, HIGH, midway, MIDWAY.loss),
    }
