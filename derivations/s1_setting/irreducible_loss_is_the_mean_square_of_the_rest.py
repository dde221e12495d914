"""What no slope can reduce is the mean square of what the regression leaves of the labels.

The rest is uncorrelated with the data, so that the labels' second moment splits into the part that the target
explains and twice the irreducible loss, which as an average of squares is never negative.
"""

from sympy import Eq, expand

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Identity, Inequality, Result

from ..notation import ell_rest, f, m2, m_qq, m_sq, q, s, y

result = Result(
    "irreducible-loss-is-the-mean-square-of-the-rest",
    title="The irreducible loss",
    given=(Eq(y, m_sq / m2), Eq(ell_rest, (m_qq - m_sq**2 / m2) / 2)),
    uses={"loss": "loss-depends-on-the-slope-alone"},
    source="xu-ziyin-2025",
)
averages = {s**2: m2, s * q: m_sq, q**2: m_qq}


@result.step
def uncorrelated():
    """At the target the average of the rest times the datum vanishes."""
    return Identity(termwise_sum(expand((q - y * s) * s), averages), 0)


@result.step
def rest(loss, uncorrelated):
    """At the target nothing but the irreducible part of the loss is left; it averages half a square."""
    return All(
        uncorrelated,
        Identity(loss[2].lhs, ell_rest),
        Identity(m_qq, m2 * y**2 + 2 * loss[0].rhs.xreplace({f: y})),
        Inequality((y * s - q) ** 2 / 2, ">=", 0),
    )


@result.statement
def claim(rest):
    square = (y * s - q) ** 2 / 2
    return All(
        Identity(termwise_sum((q - y * s) * s, averages), 0),
        Identity(termwise_sum(square, averages), ell_rest),
        Identity(m_qq, m2 * y**2 + 2 * ell_rest),
        Inequality(square, ">=", 0),
    )


@result.latex
def formula():
    return r"""
    With averages $\langle \cdot \rangle$ over the data,
    \[ \langle (q - y s) s \rangle = 0, \qquad
    \tfrac{1}{2} \langle (y s - q)^2 \rangle = \ell_{\text{rest}} \ge 0, \qquad
    m_{qq} = m_2 y^2 + 2 \ell_{\text{rest}}. \]
    """


@result.kernel("half_square")
def program():
    """Loss of one datum at the target; its average over the data is the irreducible loss."""
    square = (y * s - q) ** 2 / 2
    return {
        "args": {"datum": s, "label": q, "target": y},
        "outputs": {"loss": (q - y * s) ** 2 / 2},
        "computes": {"loss": square},
    }
