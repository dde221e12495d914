"""The imbalance mu compares the layers' squared norms, and gradient flow never changes it.

It is the only linear law of the norms and the overlap; neuron by neuron it is the product of the modes.
"""

from symfeat.algebra import conserved_polynomials, termwise_sum
from symfeat.claims import All, Conserved, Identity, Result

from ..notation import U, V, W, eta_u, eta_w, gamma, omega, u, w

result = Result(
    "imbalance-is-conserved",
    title="The imbalance is conserved",
    uses={"sums": "neuron-sums-obey-a-closed-flow", "products": "products-of-modes-are-conserved"},
    source="xu-ziyin-2025",
)


@result.step
def found(sums):
    """The search over linear combinations of the sums finds one law."""
    (law,) = conserved_polynomials(sums.flow, 1)
    return Conserved(sums.flow, (gamma * law / (2 * omega),))


@result.step
def sum_of_products(products, found):
    """Sum the product of each neuron's own modes over the neurons, term by term."""
    total = termwise_sum(products[1].lhs.expand(), {u**2: U, w**2: W, u * w: V})
    return All(found, Identity(gamma * total / (2 * omega), found.invariants[0]))


@result.statement
def claim(sum_of_products):
    mu = gamma * (eta_w * U - eta_u * W) / (2 * omega)
    return All(Conserved(sum_of_products[0].flow, (mu,)), Identity(sum_of_products[1].lhs, mu))
