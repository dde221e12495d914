r"""Random modes of equally strong layers are independent: their weights alpha and beta are chi-squared.

With normal weights the modes a and b of a neuron are jointly normal, of equal variances eta_w sigma_u^2 +
eta_u sigma_w^2 and of the covariance eta_w sigma_u^2 - eta_u sigma_w^2. Where this vanishes, in other words
where the layers are balanced on average, their joint density is a product: they are independent, each of the
variance 2 omega sigma_u sigma_w.

The weights alpha and beta are sums over neurons, of $\gamma a^2 / (2 \omega)$ and $\gamma b^2 / (2 \omega)$.
Their joint law follows from its Laplace transform. One neuron's exponential times its density is a number
times another normal density of both modes, whose integral is one: the number is the mean of the exponential.
It is a function of j_alpha times one of j_beta. For d independent neurons it has the power d, which is the
transform of two independent chi-squared numbers of d degrees, each times gamma sigma_u sigma_w. And f0 is
half their difference.
"""

from sympy import Eq, Matrix, exp, prod, sqrt

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Identity, Result

from ..notation import a, b, d, eta_u, eta_w, gamma, omega, sigma_u, sigma_w, u, w
from ._densities import chi_squared, normal
from .notation import j_alpha, j_beta, spread

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
    return Identity(normal(u, sigma_u) * normal(w, sigma_w), change * product)


@result.step
def transforms(modes, moments, density):
    """With an exponential, each factor is another normal density, of a smaller variance, times a number."""
    unit, whole, parts = gamma * sigma_u * sigma_w, density.lhs, density.rhs
    for name, j, claim in zip((a, b), (j_alpha, j_beta), moments.parts[1:], strict=True):
        mode, size, share = modes.quantities[name], sqrt(claim.rhs), sqrt(1 + 2 * j)
        whole *= exp(-j * gamma * mode**2 / (2 * omega) / unit)
        parts *= normal(mode, size / share) / normal(mode, size) / share
    return All(
        density,
        Identity(whole, parts),
        *(
            Identity(
                exp(-j * spread) * chi_squared(spread, d),
                (1 + 2 * j) * chi_squared((1 + 2 * j) * spread, d) * ((1 + 2 * j) ** -(d / 2)),
            )
            for j in (j_alpha, j_beta)
        ),
    )


@result.statement
def claim(modes, transforms):
    """A neuron's density, with its exponential a number times densities; that number for chi-squared ones."""
    first, second = modes.quantities[a], modes.quantities[b]
    size = sqrt(2 * omega * sigma_u * sigma_w)
    weights = j_alpha * gamma * first**2 / (2 * omega) + j_beta * gamma * second**2 / (2 * omega)
    parts = 1
    for mode, j in ((first, j_alpha), (second, j_beta)):
        parts *= normal(mode, size / sqrt(1 + 2 * j)) / sqrt(1 + 2 * j)
    return All(
        Identity(
            normal(u, sigma_u) * normal(w, sigma_w), 2 * omega * normal(first, size) * normal(second, size)
        ),
        Identity(
            exp(-weights / (gamma * sigma_u * sigma_w)) * normal(u, sigma_u) * normal(w, sigma_w),
            2 * omega * parts,
        ),
        *(
            Identity(
                exp(-j * spread) * chi_squared(spread, d),
                sqrt(1 + 2 * j) ** -d * (1 + 2 * j) * chi_squared((1 + 2 * j) * spread, d),
            )
            for j in (j_alpha, j_beta)
        ),
    )


@result.latex
def formula():
    return r"""
    If $\eta_w \sigma_u^2 = \eta_u \sigma_w^2$, the modes $a_i$ and $b_i$ are independent, of the variance
    $2 \omega \sigma_u \sigma_w$, and on average
    \[ \left\langle \exp \left( - \frac{j_\alpha \alpha + j_\beta \beta}{\gamma \sigma_u \sigma_w} \right)
    \right\rangle = (1 + 2 j_\alpha)^{-d/2} \, (1 + 2 j_\beta)^{-d/2}, \]
    so that independently
    \[ \alpha \sim \gamma \sigma_u \sigma_w \, \chi_d^2, \qquad
    \beta \sim \gamma \sigma_u \sigma_w \, \chi_d^2. \]
    """
