"""Wedge and imbalance together are one number, the floor S, which the two kinds of mode share as a product.

With alpha = gamma A/(2 omega) and beta = gamma B/(2 omega), the scaled squared norms of the growing and the
decaying modes, alpha beta = S^2; the slope is half their difference and the kernel root half their sum. All
three hold at every time.
"""

from sympy import Eq, sqrt

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Identity, Result

from ..notation import A, B, S, U, V, W, a, b, eta_u, eta_w, f, g, gamma, mu, omega, r, u, w

result = Result(
    "floor-is-the-product-of-mode-weights",
    title="Floor, slope and kernel root from the modes",
    given=(
        Eq(f, gamma * V),
        Eq(g, gamma * sqrt(U * W - V**2)),
        Eq(mu, gamma * (eta_w * U - eta_u * W) / (2 * omega)),
        Eq(S, sqrt(g**2 + mu**2)),
    ),
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
def named(wedge, imbalance):
    """The assumptions name what is conserved."""
    return All(Identity(wedge[0].invariants[0], g**2), Identity(imbalance.invariants[0], mu))


@result.step
def product(mode_norms, named):
    """The product of the two weights is the square of the wedge plus that of the imbalance."""
    alpha, beta = (gamma * norm.lhs / (2 * omega) for norm in mode_norms.parts)
    floor_squared = named[0].lhs + named[1].lhs ** 2
    return All(
        Identity(alpha * beta, floor_squared),
        Identity((alpha - beta) / 2, gamma * V),
        Identity((alpha + beta) ** 2 / 4, (gamma * V) ** 2 + floor_squared),
    )


@result.statement
def claim(product):
    """alpha beta = S^2, (alpha - beta)/2 = f, (alpha + beta)^2/4 = r^2."""
    return All(
        Identity(gamma**2 * A * B / (4 * omega**2), S**2),
        Identity(gamma * (A - B) / (4 * omega), f),
        Identity(gamma**2 * (A + B) ** 2 / (16 * omega**2), r**2),
    )
