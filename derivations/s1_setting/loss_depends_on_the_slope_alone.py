"""Of the data the loss knows three averages, and of the network its slope alone.

The network maps s to f s. Its mean squared error is a parabola in the slope f around the target y, the
slope of the regression through the origin; what remains at the target no slope can reduce.
"""

from sympy import Eq, Rational, diff, solve

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Identity, Result

from ..notation import f, m2, m_qq, m_sq, q, s, y

result = Result(
    "loss-depends-on-the-slope-alone",
    title="The loss is a parabola in the slope",
    given=(Eq(y, m_sq / m2),),
    source="xu-ziyin-2025",
)
averages = {s**2: m2, s * q: m_sq, q**2: m_qq}


@result.step
def averaged():
    """The average over the data is linear, so that it passes to the monomials of the squared error."""
    return Identity(
        termwise_sum((f * s - q) ** 2 / 2, averages),
        m2 * f**2 / 2 - m_sq * f + termwise_sum(q**2 / 2, averages),
    )


@result.step
def completed(averaged):
    """Complete the square: the stationary slope, half the curvature there, and the rest."""
    loss = averaged.lhs
    (best,) = solve(diff(loss, f), f)
    rest = termwise_sum((best * s - q) ** 2 / 2, averages)
    return All(
        Identity(loss, diff(loss, f, 2) / 2 * (f - best) ** 2 + rest),
        Identity(diff(loss, f), diff(loss, f, 2) * (f - best)),
        Identity(rest, loss.xreplace({f: best})),
    )


@result.statement
def claim(completed):
    """The loss, the force that it exerts, and the irreducible part as the average of a square."""
    loss, irreducible = (m2 * f**2 - 2 * m_sq * f + m_qq) / 2, (m_qq - m2 * y**2) / 2
    return All(
        Identity(loss, m2 * (f - y) ** 2 / 2 + irreducible),
        Identity(diff(loss, f), m2 * (f - y)),
        Identity(termwise_sum(Rational(1, 2) * (y * s - q) ** 2, averages), irreducible),
    )


@result.latex
def formula():
    return r"""
    With averages $\langle \cdot \rangle$ over the data,
    \[ \begin{aligned}
    \tfrac{1}{2} \langle (f s - q)^2 \rangle &= \frac{m_2}{2} (f - y)^2 + \frac{m_{qq} - m_2 y^2}{2}, \\
    \frac{d}{d f} \, \tfrac{1}{2} \langle (f s - q)^2 \rangle &= m_2 (f - y), \\
    \tfrac{1}{2} \langle (y s - q)^2 \rangle &= \frac{m_{qq} - m_2 y^2}{2}.
    \end{aligned} \]
    """


@result.kernel("regression")
def program():
    """Slope of the regression through the origin."""
    return {
        "args": {"second_moment": m2, "cross_moment": m_sq},
        "outputs": {"target": m_sq / m2},
        "computes": {"target": y},
    }
