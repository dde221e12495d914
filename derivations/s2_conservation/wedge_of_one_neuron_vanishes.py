"""A single neuron has no wedge: its two weights are parallel, so that nothing is left to align."""

from sympy import Eq

from symfeat.claims import Identity, Result

from ..notation import U, V, W, gamma, u, w

result = Result(
    "wedge-of-one-neuron-vanishes",
    title="Width one has no wedge",
    given=(Eq(U, u**2), Eq(W, w**2), Eq(V, u * w)),
    uses={"sums": "neuron-sums-obey-a-closed-flow", "wedge": "wedge-is-conserved"},
    source="xu-ziyin-2025",
)


@result.step
def one_neuron(sums, wedge):
    """Put one neuron's products into the conserved quantity."""
    (law,) = wedge[0].invariants
    return Identity(law, law.xreplace(dict(sums.quantities)))


@result.statement
def claim(one_neuron):
    return Identity(gamma**2 * (U * W - V**2), 0)


@result.latex
def formula():
    return r"""
    At width $d = 1$
    \[ \gamma^2 (U W - V^2) = 0. \]
    """
