r"""Three independent numbers carry all that the theory needs of random weights.

At time 0 let all $u_i$ and $w_i$ be independent normal numbers, of deviations sigma_u and sigma_w. Their
joint density depends on U and W alone, so it is the same in every rotated frame; take the one whose first
axis lies along the output weights. Then three numbers are independent: the norm n_u of the output weights,
which is sigma_u times the norm of d standard normal numbers; the part w_par of the input weights along them,
which is normal; and the norm n_perp of the rest, which is sigma_w times the norm of d - 1 standard normal
numbers. Slope and wedge follow: $f = \gamma |u| w_{\text{along}}$ and $g = \gamma |u| |w_{\text{rej}}|$. At
d = 1 there is no rest, and the other two remain as they are.

In polar coordinates a volume is the area of the unit sphere times a power of the radius. That area follows
from the Gaussian integral: in d coordinates it is $(2 \pi)^{d/2}$, and in polar ones the area times Euler's
integral for $2^{d/2 - 1} \, \Gamma(d/2)$.
"""

from sympy import Eq, Rational, exp, gamma, pi

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Identity, Result

from ..notation import U, W, d, n_perp, n_u, sigma_u, sigma_w, u, w
from ._densities import chi, normal
from .notation import w_par

result = Result(
    "norms-and-overlap-of-random-weights-are-independent",
    title="Independent parts of random weights",
    given=(Eq(U, n_u**2), Eq(W, w_par**2 + n_perp**2)),
)


@result.step
def exponent():
    """Summed over neurons, the exponent of the joint density needs the squared norms alone."""
    each = u**2 / (2 * sigma_u**2) + w**2 / (2 * sigma_w**2)
    return Identity(termwise_sum(each, {u**2: U, w**2: W}), U / (2 * sigma_u**2) + W / (2 * sigma_w**2))


@result.step
def spheres():
    """The unit spheres in d and in d - 1 dimensions, by the Gaussian integral in polar coordinates."""
    areas = (2 * pi ** (n / 2) / gamma(n / 2) for n in (d, d - 1))
    return All(
        *(
            Identity(area * 2 ** (n / 2 - 1) * gamma(n / 2), (2 * pi) ** (n / 2))
            for area, n in zip(areas, (d, d - 1), strict=True)
        )
    )


@result.step
def factors(exponent, spheres):
    """The joint density times the volumes of both layers, in the frame that the output weights set."""
    joint = exp(-exponent.rhs) / (2 * pi * sigma_u * sigma_w) ** d
    area, area_below = (
        claim.lhs / (2 ** (n / 2 - 1) * gamma(n / 2))
        for claim, n in zip(spheres.parts, (d, d - 1), strict=True)
    )
    volume = area * n_u ** (d - 1) * area_below * n_perp ** (d - 2)
    return Identity(
        joint * volume, chi(n_u, d, sigma_u) * normal(w_par, sigma_w) * chi(n_perp, d - 1, sigma_w)
    )


@result.statement
def claim(factors):
    """The joint density of the three numbers is the product of theirs."""
    area = 4 * pi ** (d - Rational(1, 2)) / (gamma(d / 2) * gamma((d - 1) / 2))
    joint = exp(-U / (2 * sigma_u**2) - W / (2 * sigma_w**2)) / (2 * pi * sigma_u * sigma_w) ** d
    product = chi(n_u, d, sigma_u) * normal(w_par, sigma_w) * chi(n_perp, d - 1, sigma_w)
    return Identity(joint * area * n_u ** (d - 1) * n_perp ** (d - 2), product)


@result.latex
def formula():
    return r"""
    With $\sigma_u$ and $\sigma_w$ the deviations of all $u_i$ and $w_i$, independently
    \[ |u| \sim \sigma_u \, \chi_d, \qquad w_{\text{along}} \sim \sigma_w \, \mathrm{N}(0, 1), \qquad
    |w_{\text{rej}}| \sim \sigma_w \, \chi_{d - 1}. \]
    """
