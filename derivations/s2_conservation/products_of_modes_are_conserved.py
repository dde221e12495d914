"""A growing mode times a decaying one, of the same neuron or of two neurons, is constant.

The search over quadratic polynomials of any two neurons finds these four products and no others. In the
weights they are the layers' balance, neuron by neuron and pair by pair, and the pair's wedge.
"""

from symfeat.algebra import conserved_polynomials
from symfeat.claims import All, Conserved, Flow, Identity, Result

from ..notation import a, a_k, b, b_k, eta_u, eta_w, omega, u, u_k, w, w_k

result = Result(
    "products-of-modes-are-conserved",
    title="Products of modes are conserved",
    uses={"modes": "modes-diagonalise-the-flow"},
    source="xu-ziyin-2025",
)
other = {u: u_k, w: w_k, a: a_k, b: b_k}


@result.step
def found(modes):
    """All conserved quadratic polynomials of two neurons, by undetermined coefficients in their modes."""
    rates = dict(modes.flow.rates)
    rates |= {other[s]: rate.xreplace(other) for s, rate in rates.items()}
    flow = Flow(rates, modes.flow.time)
    return Conserved(flow, conserved_polynomials(flow, 2))


@result.step
def in_the_weights(modes, found):
    """Multiply out: even and odd part of the product under the exchange of the two neurons."""
    names = dict(modes.quantities) | {other[s]: x.xreplace(other) for s, x in modes.quantities.items()}
    even, odd = (a * b_k + a_k * b).xreplace(names) / 2, (a * b_k - a_k * b).xreplace(names) / 2
    return All(
        found,
        Identity((a * b).xreplace(names), (a * b).xreplace(names).expand()),
        Identity(even, even.expand()),
        Identity(odd, odd.expand()),
    )


@result.statement
def claim(modes, in_the_weights):
    names = dict(modes.quantities) | {other[s]: x.xreplace(other) for s, x in modes.quantities.items()}
    return All(
        Conserved(in_the_weights[0].flow, (a * b, a * b_k, b * a_k, a_k * b_k)),
        Identity((a * b).xreplace(names), eta_w * u**2 - eta_u * w**2),
        Identity((a * b_k + a_k * b).xreplace(names) / 2, eta_w * u * u_k - eta_u * w * w_k),
        Identity((a * b_k - a_k * b).xreplace(names) / 2, omega * (w * u_k - u * w_k)),
    )


@result.latex
def formula():
    return r"""
    Along the flow of the modes of two neurons $i$ and $k$
    \[ \frac{d}{d t} (a_i b_i) = \frac{d}{d t} (a_i b_k) = \frac{d}{d t} (a_k b_i)
    = \frac{d}{d t} (a_k b_k) = 0, \]
    and in the weights
    \[ \begin{aligned}
    a_i b_i &= \eta_w u_i^2 - \eta_u w_i^2, \\
    \tfrac{1}{2} (a_i b_k + a_k b_i) &= \eta_w u_i u_k - \eta_u w_i w_k, \\
    \tfrac{1}{2} (a_i b_k - a_k b_i) &= \omega (w_i u_k - u_i w_k).
    \end{aligned} \]
    """
