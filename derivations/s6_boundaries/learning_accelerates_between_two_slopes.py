"""Learning accelerates between two slopes, and slows down outside of them: a plateau, then acceleration.

The second derivative of the slope is a polynomial in the slope. If the target is large
enough against the floor, it has two roots besides the target, which lie between zero and half of it, strictly
if there is a floor. A path that meets the smaller one slows down before it; beyond the larger one it only
slows down.
"""

from sympy import Rational, cancel, diff, discriminant, factor, sqrt

from symfeat.claims import All, Equivalence, Evolves, Identity, Inequality, Result

from ..notation import Omega, S, f, y
from ._networks import EARLY, MIDWAY
from .notation import speed

result = Result(
    "learning-accelerates-between-two-slopes",
    title="Plateau and acceleration",
    given=(y**2 > 8 * S**2, (f - y) ** 2 > 0),
    uses={"slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)

LOW, HIGH = (y - sqrt(y**2 - 8 * S**2)) / 4, (y + sqrt(y**2 - 8 * S**2)) / 4


@result.step
def second_derivative(slope):
    """Differentiate the speed along the flow: the kernel root cancels."""
    rate = slope.rates[f]
    return Evolves(slope.flow, {f: f, speed: rate}, {f: speed, speed: factor(rate * diff(rate, f))})


@result.step
def roots(second_derivative):
    """What is left beside the residual is a quadratic, and it has two roots."""
    quadratic = cancel(second_derivative.rates[speed] / (Omega**2 * (f - y)))
    leading, middle, spread = quadratic.coeff(f, 2), quadratic.coeff(f, 1), sqrt(discriminant(quadratic, f))
    low, high = ((-middle + way * spread) / (2 * leading) for way in (-1, 1))
    return All(
        Identity(quadratic, leading * (f - low) * (f - high)),
        Inequality((high - low) ** 2, ">", 0),
        Identity(low * high, quadratic.coeff(f, 0) / leading),
        *(Identity(-bend * (leading * bend + middle), quadratic.coeff(f, 0)) for bend in (low, high)),
    )


@result.step
def accelerating(second_derivative, roots):
    """The second derivative points to the target where the quadratic is negative: between the roots."""
    bend = Omega**2 * (f - y) * roots[0].rhs
    rates = second_derivative.rates | {speed: bend}
    return All(
        Evolves(second_derivative.flow_of_state, second_derivative.quantities, rates),
        *roots.parts[1:],
        Equivalence(
            Inequality(bend * (y - f), ">", 0),
            Inequality(-roots[0].rhs / 2, ">", 0),
            2 * Omega**2 * (f - y) ** 2,
        ),
    )


@result.statement
def claim(accelerating):
    """The second derivative, its roots' distance, product and places, and where it points to the target."""
    bend = 2 * Omega**2 * (f - y) * (f - LOW) * (f - HIGH)
    return All(
        Evolves(
            accelerating[0].flow_of_state,
            {f: f, speed: -Omega * sqrt(f**2 + S**2) * (f - y)},
            {f: speed, speed: bend},
        ),
        Inequality((HIGH - LOW) ** 2, ">", 0),
        Identity(LOW * HIGH, S**2 / 2),
        *(Identity(bend * (y - 2 * bend), S**2) for bend in (LOW, HIGH)),
        Equivalence(
            Inequality(bend * (y - f), ">", 0),
            Inequality((f - LOW) * (HIGH - f), ">", 0),
            2 * Omega**2 * (f - y) ** 2,
        ),
    )


@result.latex
def formula():
    return r"""
    With $f_\pm = \frac{1}{4} (y \pm \sqrt{y^2 - 8 S^2})$, which are real and differ, with
    $f_- f_+ = S^2 / 2$ and $f_\pm (y - 2 f_\pm) = S^2$,
    \[ \ddot{f} = 2 \Omega^2 (f - y) (f - f_-) (f - f_+), \]
    and learning accelerates between the two:
    \[ \ddot{f} \, (y - f) > 0 \iff (f - f_-) (f_+ - f) > 0. \]
    """


@result.certificate
def certificate(second_derivative):
    """Slopes at which the second derivative vanishes: from a start before both, and from one between them."""
    bend = second_derivative.rates[speed]
    early, midway = (Rational(1, 40), Rational(1, 16)), (Rational(7, 8), Rational(1))
    return {
        "lower": EARLY.bend(bend, LOW, early, EARLY.slope),
        "upper": MIDWAY.bend(bend, HIGH, midway, MIDWAY.slope),
    }
