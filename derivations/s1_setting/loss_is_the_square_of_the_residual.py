"""The loss above its minimum is half the squared residual, weighed by the data; the force is linear in it.

So the loss keeps its relative accuracy to the end, where a difference of loss and minimum cancels.
"""

from sympy import Eq, diff

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Identity, Result

from ..notation import ell_rest, f, m2, m_qq, m_sq, q, residual, s, y

result = Result(
    "loss-is-the-square-of-the-residual",
    title="Loss and residual",
    given=(Eq(y, m_sq / m2), Eq(residual, f - y), Eq(ell_rest, (m_qq - m_sq**2 / m2) / 2)),
    uses={
        "loss": "loss-depends-on-the-slope-alone",
        "rest": "irreducible-loss-is-the-mean-square-of-the-rest",
    },
    source="xu-ziyin-2025",
)
averages = {s**2: m2, s * q: m_sq, q**2: m_qq}


@result.step
def above_the_minimum(loss, rest):
    """Take the irreducible part off the parabola; what it exerts is linear in the residual."""
    minimum = rest[1].rhs
    return All(
        Identity(loss[0].lhs - minimum, m2 * residual**2 / 2),
        Identity(loss[1].lhs, m2 * residual),
    )


@result.statement
def claim(above_the_minimum):
    average = termwise_sum((f * s - q) ** 2 / 2, averages)
    return All(
        Identity(average - ell_rest, m2 * residual**2 / 2),
        Identity(diff(average, f), m2 * residual),
    )


@result.latex
def formula():
    return r"""
    With averages $\langle \cdot \rangle$ over the data,
    \[ \tfrac{1}{2} \langle (f s - q)^2 \rangle - \ell_{\text{rest}} = \frac{m_2}{2} \epsilon^2,
    \qquad     \frac{d}{d f} \, \tfrac{1}{2} \langle (f s - q)^2 \rangle = m_2 \epsilon. \]
    """


@result.kernel("loss")
def program():
    """The loss above its minimum, and with it."""
    half = m2 * residual**2 / 2
    return {
        "args": {"residual": residual, "second_moment": m2, "irreducible_loss": ell_rest},
        "outputs": {"loss": half, "total_loss": half + ell_rest},
        "computes": {"loss": m2 * (f - y) ** 2 / 2, "total_loss": (m2 * f**2 - 2 * m_sq * f + m_qq) / 2},
    }
