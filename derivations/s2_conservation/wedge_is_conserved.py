"""The wedge g measures how far the layers are from parallel, and gradient flow never changes it.

Its square, gamma^2 (U W - V^2), is found by the search for laws of the norms and the overlap. By Lagrange's
identity U W - V^2 is half the sum of squared wedges over all pairs of neurons, hence never negative.
"""

from sympy import Add

from symfeat.algebra import conserved_polynomials, neurons, termwise_sum
from symfeat.claims import All, Conserved, Identity, Inequality, Result

from ..notation import U, V, W, eta_u, gamma, u, u_k, w, w_k

result = Result(
    "wedge-is-conserved",
    title="The wedge is conserved",
    uses={"sums": "neuron-sums-obey-a-closed-flow"},
    source="xu-ziyin-2025",
)
products = {U: u**2, W: w**2, V: u * w}
of_a_pair = gamma**2 * (u * w_k - u_k * w) ** 2


@result.step
def found(sums):
    """Of the quadratic laws of the sums, the one that does not know the learning rates."""
    laws = conserved_polynomials(sums.flow, 2)
    (law,) = (law for law in laws if not law.has(eta_u))
    return Conserved(sums.flow, (gamma**2 * law,))


@result.step
def lagrange(found):
    """At any width: the squared wedges of neurons i and k, summed over i, then over k, are twice the law."""
    over_i = termwise_sum(of_a_pair, {x: s for s, x in products.items()})
    over_both = termwise_sum(over_i, {u_k**2: U, w_k**2: W, u_k * w_k: V})
    return Identity(over_both, 2 * found.invariants[0])


@result.step
def pair_by_pair(found, lagrange):
    """No pair's share is negative. At widths 2 and 3 the shares are spelled out, each pair once."""
    parts = []
    for width in (2, 3):
        names = {s: spelled_out(x, width) for s, x in products.items()}
        parts.append(Identity((lagrange.rhs / 2).xreplace(names), sum_of_squares(width)))
    return All(found, Inequality(of_a_pair, ">=", 0), *parts)


@result.statement
def claim(pair_by_pair):
    """The law; each pair's share of it; their sum at widths 2 and 3."""
    parts = []
    for width in (2, 3):
        norm_u, norm_w, overlap = (spelled_out(x, width) for x in (u**2, w**2, u * w))
        parts.append(Identity(gamma**2 * (norm_u * norm_w - overlap**2), sum_of_squares(width)))
    return All(
        Conserved(pair_by_pair[0].flow, (gamma**2 * (U * W - V**2),)),
        Inequality(gamma**2 * (u * w_k - u_k * w) ** 2, ">=", 0),
        *parts,
    )


@result.latex
def formula():
    return r"""
    Along the flow of the sums $U$, $W$ and $V$
    \[ \frac{d}{d t} \, \gamma^2 (U W - V^2) = 0, \qquad
    \gamma^2 (U W - V^2) = \gamma^2 \sum_{i < k} (u_i w_k - u_k w_i)^2, \]
    whose terms are none of them negative (the sum is spelled out at $d = 2$ and $d = 3$).
    """


def spelled_out(product, width):
    """The sum of a product of one neuron's weights over so many neurons."""
    pairs = zip(neurons(u, width), neurons(w, width), strict=True)
    return Add(*(product.xreplace({u: x, w: z}) for x, z in pairs))


def sum_of_squares(width):
    """The squared wedges of so many neurons, each pair once."""
    us, ws = neurons(u, width), neurons(w, width)
    pairs = [{u: us[i], w: ws[i], u_k: us[k], w_k: ws[k]} for k in range(width) for i in range(k)]
    return Add(*(of_a_pair.xreplace(pair) for pair in pairs))
