"""The exact slope as a difference of squares, whose smaller factor is written without the difference.

The squares are the growing and the decaying modes; P and Q, bounded and positive, divide their growth out.
"""

from sympy import Mul, sqrt

from symfeat.claims import Identity, Result

from ..notation import E, P, Q, R, S, alpha, beta, f, f0, theta, y

result = Result(
    "slope-is-a-product-of-sums",
    title="The slope without cancellation",
    uses={"slope": "slope-has-a-closed-form"},
    source="xu-ziyin-2025",
)
growing, decaying = sqrt(alpha), sqrt(beta)


@result.step
def squares(slope):
    """Half the difference of the squared modes, divided by PQ."""
    return Identity(Mul(alpha * P**2 - beta * Q**2, 1 / (2 * P * Q)), slope.solution[f])


@result.step
def difference():
    """The difference of the roots: what the target drives, and what is left of the start."""
    drive = theta * y / (R + S) * (growing * (S + R + y) + decaying * (S + R - y))
    return Identity(growing * P - decaying * Q, drive + 2 * E * f0 / (growing + decaying))


@result.step
def product(squares, difference):
    """Difference times sum."""
    return Identity(difference.rhs * (growing * P + decaying * Q) / (2 * P * Q), squares.rhs)


@result.statement
def claim(product):
    drive = theta * y / (R + S) * (growing * (S + R + y) + decaying * (S + R - y))
    factors = (drive + 2 * E * f0 / (growing + decaying)) * (growing * P + decaying * Q)
    return Identity(factors / (2 * P * Q), y + (f0 - y) * E / (P * Q))


@result.latex
def formula():
    return r"""
    The exact slope is
    \[ y + \frac{(f_0 - y) E}{P Q} = \frac{\Delta \left( \sqrt{\alpha} P + \sqrt{\beta} Q \right)}{2 P Q}, \]
    where the difference $\Delta = \sqrt{\alpha} P - \sqrt{\beta} Q$ is
    \[ \Delta = \frac{\theta y}{R + S} \left( \sqrt{\alpha} (S + R + y) + \sqrt{\beta} (S + R - y) \right)
    + \frac{2 E f_0}{\sqrt{\alpha} + \sqrt{\beta}}. \]
    """
