"""The imbalance mu compares the layers' squared norms, and gradient flow never changes it.

It is the only linear law of the norms and the overlap, and the sum over neurons of the products of their
modes.
"""

from symfeat.algebra import conserved_polynomials, termwise_sum
from symfeat.claims import Conserved, Identity, Result

from ..notation import U, V, W, eta_u, eta_w, gamma, omega, u, w

result = Result(
    "imbalance-is-conserved",
    title="The imbalance is conserved",
    uses={"sums": "neuron-sums-obey-a-closed-flow", "products": "products-of-modes-are-conserved"},
    source="xu-ziyin-2025",
)


@result.step
def sum_of_products(sums, products):
    """The one linear law that the search finds is the sum of the products of each neuron's modes."""
    (law,) = conserved_polynomials(sums.flow, 1)
    return Identity(termwise_sum(products[1].lhs.expand(), {u**2: U, w**2: W, u * w: V}), law)


@result.step
def scaled(sums, sum_of_products):
    """In the units of the slope."""
    return Conserved(sums.flow, (gamma * sum_of_products.lhs / (2 * omega),))


@result.statement
def claim(scaled):
    return Conserved(scaled.flow, (gamma * (eta_w * U - eta_u * W) / (2 * omega),))
