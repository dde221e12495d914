"""The slope at every time, for any width, rates, scale and initialisation.

The residual is its initial value times E/(PQ), where P and Q are the bounded numerator and denominator of the
growth factor; the kernel is a quadratic form in the same two.
"""

from sympy import Mul

from symfeat.claims import All, Identity, Result, Solves

from ..notation import E, K, P, Q, R, alpha, beta, f, f0, gamma, omega, r0, theta, xi, y

result = Result(
    "slope-has-a-closed-form",
    title="Exact slope and kernel",
    given=(R > 0,),
    uses={
        "growth": "growth-factor-has-a-closed-form",
        "path": "slope-follows-the-growth-factor",
    },
    source="xu-ziyin-2025",
)


@result.step
def ratio(growth):
    """The growth factor is the ratio of P to Q, which differ by the initial residual."""
    return All(Identity(growth.solution[xi], P / Q), Identity(P - Q, 2 * theta * (y - f0)))


@result.step
def residual(path, ratio):
    """What the slope still lacks: a product of the two, by alpha beta = R^2 - y^2."""
    slope = path[0].quantities[f].xreplace({xi: ratio[0].rhs})
    return Identity(Mul(slope - y, P, Q), (f0 - y) * E)


@result.step
def solved(path, ratio, residual):
    """Slope and kernel solve their closed system, from the given start."""
    kernel = path[0].quantities[K].xreplace({xi: ratio[0].rhs})
    slope = y + residual.rhs / (P * Q)
    return Solves(path[0].flow, {f: slope, K: kernel}, {f: path[1].rhs, K: path[2].rhs})


@result.statement
def claim(solved):
    return Solves(
        solved.flow,
        {f: y + (f0 - y) * E / (P * Q), K: gamma * omega * (alpha * P**2 + beta * Q**2) / (P * Q)},
        {f: f0, K: 2 * gamma * omega * r0},
    )


@result.latex
def formula():
    return r"""
    The equations $\dot{f} = - m_2 K (f - y)$ and $\dot{K} = - 4 \omega^2 \gamma^2 m_2 f (f - y)$ with
    $f(0) = f_0$ and $K(0) = 2 \gamma \omega r_0$ have exactly one solution:
    \[ f(t) = y + \frac{(f_0 - y) E}{P Q}, \qquad
    K(t) = \gamma \omega \, \frac{\alpha P^2 + \beta Q^2}{P Q}. \]
    """
