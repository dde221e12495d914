"""Wedge and imbalance together are one number, the floor S, which the two kinds of mode share as a product.

With alpha and beta the scaled squared norms of the growing and the decaying modes, alpha beta = S^2, the
slope is half their difference, and the kernel root half their sum. All three hold at every time.
"""

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Identity, Result

from ..notation import A, B, U, V, W, a, b, eta_u, eta_w, gamma, omega, u, w

result = Result(
    "floor-is-the-product-of-mode-weights",
    title="Floor, slope and kernel root from the modes",
    uses={
        "modes": "modes-diagonalise-the-flow",
        "wedge": "wedge-is-conserved",
        "imbalance": "imbalance-is-conserved",
    },
    source="xu-ziyin-2025",
)


@result.step
def mode_norms(modes):
    """Sum the squared modes over the neurons, term by term."""
    names = {u**2: U, w**2: W, u * w: V}
    growing, decaying = (termwise_sum((modes.quantities[x] ** 2).expand(), names) for x in (a, b))
    return All(Identity(growing, A), Identity(decaying, B))


@result.step
def product(mode_norms, wedge, imbalance):
    """The product of the two weights is the square of the wedge plus that of the imbalance."""
    alpha, beta = (gamma * norm.lhs / (2 * omega) for norm in mode_norms.parts)
    floor_squared = wedge[0].invariants[0] + imbalance[0].invariants[0] ** 2
    root_squared = (gamma * V) ** 2 + floor_squared
    return All(
        *mode_norms.parts,
        Identity(alpha * beta, floor_squared),
        Identity((alpha - beta) / 2, gamma * V),
        Identity(((alpha + beta) / 2) ** 2, root_squared),
    )


@result.statement
def claim(product):
    """alpha beta = g^2 + mu^2, (alpha - beta)/2 = f, (alpha + beta)^2/4 = f^2 + g^2 + mu^2."""
    alpha, beta = gamma * A / (2 * omega), gamma * B / (2 * omega)
    slope, g_squared, mu = gamma * V, gamma**2 * (U * W - V**2), gamma * (eta_w * U - eta_u * W) / (2 * omega)
    return All(
        Identity(product[0].lhs, A),
        Identity(product[1].lhs, B),
        Identity(alpha * beta, g_squared + mu**2),
        Identity((alpha - beta) / 2, slope),
        Identity((alpha + beta) ** 2 / 4, slope**2 + g_squared + mu**2),
    )
