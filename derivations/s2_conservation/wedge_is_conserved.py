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


@result.step
def found(sums):
    """Of the quadratic laws of the sums, the one that does not know the learning rates."""
    laws = conserved_polynomials(sums.flow, 2)
    (law,) = (law for law in laws if not law.has(eta_u))
    return Conserved(sums.flow, (gamma**2 * law,))


@result.step
def lagrange(found):
    """At any width: the squared wedges of neurons i and k, summed over i, then over k, are twice the law."""
    return All(found, Identity(sum_over_pairs(), 2 * found.invariants[0]))


@result.step
def not_negative(lagrange):
    """At widths 1, 2 and 3, each pair once: a sum of squares."""
    found, law = lagrange[0], lagrange[0].invariants[0]
    parts = []
    for width in (1, 2, 3):
        value = law.xreplace({s: spelled_out(x, width) for s, x in ((U, u**2), (W, w**2), (V, u * w))})
        squares = sum_of_squares(width)
        parts += [Identity(value, squares), Inequality(squares, ">=", 0)]
    return All(found, lagrange[1], *parts)


@result.statement
def claim(not_negative):
    g_squared = gamma**2 * (U * W - V**2)
    parts = []
    for width in (1, 2, 3):
        norm_u, norm_w, overlap = (spelled_out(x, width) for x in (u**2, w**2, u * w))
        squares = sum_of_squares(width)
        parts += [
            Identity(gamma**2 * (norm_u * norm_w - overlap**2), squares),
            Inequality(squares, ">=", 0),
        ]
    flow = not_negative[0].flow
    return All(Conserved(flow, (g_squared,)), Identity(sum_over_pairs(), 2 * g_squared), *parts)


def sum_over_pairs():
    """The squared wedges of all ordered pairs of neurons, in terms of the sums over one neuron."""
    over_i = termwise_sum((gamma * (u * w_k - u_k * w)) ** 2, {u**2: U, w**2: W, u * w: V})
    return termwise_sum(over_i, {u_k**2: U, w_k**2: W, u_k * w_k: V})


def spelled_out(product, width):
    """The sum of a product of one neuron's weights over so many neurons."""
    pairs = zip(neurons(u, width), neurons(w, width), strict=True)
    return Add(*(product.xreplace({u: x, w: z}) for x, z in pairs))


def sum_of_squares(width):
    """The squared wedges of so many neurons, each pair once."""
    us, ws = neurons(u, width), neurons(w, width)
    return Add(*((gamma * (us[i] * ws[k] - us[k] * ws[i])) ** 2 for k in range(width) for i in range(k)))
