r"""Random modes of equally strong layers are independent: their weights alpha and beta are chi-squared.

With normal weights the modes a and b of a neuron are jointly normal, of equal variances eta_w sigma_u^2 +
eta_u sigma_w^2 and of the covariance eta_w sigma_u^2 - eta_u sigma_w^2. Where this vanishes, in other words
where the layers are balanced on average, their joint density is a product: they are independent, each of the
variance 2 omega sigma_u sigma_w. Then alpha = gamma A / (2 omega) and beta = gamma B / (2 omega), scaled
sums of d squares, are independent chi-squared numbers of d degrees, times gamma sigma_u sigma_w, and f0 is
half their difference.
"""

from sympy import Eq, Matrix, prod, sqrt

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Identity, Result

from ..notation import a, b, eta_u, eta_w, omega, sigma_u, sigma_w, u, w
from ._densities import normal

result = Result(
    "balanced-random-modes-are-independent",
    title="Modes at balanced random initialisation",
    given=(Eq(eta_w, eta_u * sigma_w**2 / sigma_u**2),),
    uses={"modes": "modes-diagonalise-the-flow"},
)


@result.step
def moments(modes):
    """Variances and covariance of a neuron's modes, from those of its weights."""
    known = {u**2: sigma_u**2, w**2: sigma_w**2, u * w: 0}
    first, second = modes.quantities[a], modes.quantities[b]
    variances = (termwise_sum((mode**2).expand(), known) for mode in (first, second))
    return All(
        Identity(termwise_sum((first * second).expand(), known), 0),
        *(Identity(variance, 2 * omega * sigma_u * sigma_w) for variance in variances),
    )


@result.step
def density(modes, moments):
    """Independent modes of these variances would have the density that the weights have."""
    first, second = modes.quantities[a], modes.quantities[b]
    change = -Matrix([first, second]).jacobian([u, w]).det()
    deviations = (sqrt(claim.rhs) for claim in moments.parts[1:])
    product = prod(normal(mode, size) for mode, size in zip((first, second), deviations, strict=True))
    return All(*moments.parts, Identity(normal(u, sigma_u) * normal(w, sigma_w), product * change))


@result.statement
def claim(modes, density):
    """No covariance, equal variances, and a joint density that is a product."""
    first, second = modes.quantities[a], modes.quantities[b]
    size = sqrt(2 * omega * sigma_u * sigma_w)
    product = 2 * omega * normal(first, size) * normal(second, size)
    return All(
        Identity(eta_w * sigma_u**2 - eta_u * sigma_w**2, 0),
        Identity(eta_w * sigma_u**2 + eta_u * sigma_w**2, size**2),
        Identity(eta_w * sigma_u**2 + eta_u * sigma_w**2, size**2),
        Identity(normal(u, sigma_u) * normal(w, sigma_w), product),
    )


@result.latex
def formula():
    return r"""
    If $\eta_w \sigma_u^2 = \eta_u \sigma_w^2$, the modes $a_i$ and $b_i$ are independent, of the variance
    $2 \omega \sigma_u \sigma_w$, and independently
    \[ \alpha \sim \gamma \sigma_u \sigma_w \, \chi_d^2, \qquad
    \beta \sim \gamma \sigma_u \sigma_w \, \chi_d^2. \]
    """
