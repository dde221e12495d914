r"""At random initialisation the squared cosine between the layers has a Beta law, whatever the norms are.

For d >= 2 the square of cos zeta0 has the law Beta(1/2, (d - 1)/2), and it is independent of both norms:
wide layers start almost orthogonal, at a squared cosine of 1/d on average. The parts of the input weights
along the output weights and across them are their norm times cosine and sine of the angle. Their joint
density becomes a density of that norm times one of the sine. Either sign of the cosine counts, hence a
factor 2.
"""

from sympy import Eq, Matrix, gamma, pi, sqrt

from symfeat.claims import All, Identity, Result

from ..notation import d, n_perp, n_u, n_w, sigma_u, sigma_w
from ._densities import chi
from .notation import sine, squared_cosine, w_par

result = Result(
    "squared-cosine-of-random-layers-has-a-beta-law",
    title="The angle at random initialisation",
    given=(n_u > 0, n_w > 0, Eq(squared_cosine, 1 - sine**2)),
    uses={"parts": "norms-and-overlap-of-random-weights-are-independent"},
)


@result.step
def polar():
    """The area element of the two parts of the input weights, in their norm and the sine."""
    along, across = n_w * sqrt(1 - sine**2), n_w * sine
    change = Matrix([along, across]).jacobian([n_w, sine]).det()
    return All(Identity(along**2 + across**2, n_w**2), Identity(change, n_w / sqrt(1 - sine**2)))


@result.step
def joint(parts, polar):
    """The joint density in these coordinates, with both signs of the cosine; what is left is the sine's."""
    along, across = n_w * sqrt(1 - sine**2), n_w * sine
    both = 2 * parts.rhs.xreplace({w_par: along, n_perp: across}) * polar[1].rhs
    norms = chi(n_u, d, sigma_u) * chi(n_w, d, sigma_w)
    constant = gamma(d / 2) / (sqrt(pi) * gamma((d - 1) / 2))
    return Identity(both, norms * 2 * constant * sine ** (d - 2) / sqrt(1 - sine**2))


@result.step
def squared(joint):
    """In place of the sine, one minus its square."""
    density = joint.rhs / (chi(n_u, d, sigma_u) * chi(n_w, d, sigma_w))
    share = density / abs((1 - sine**2).diff(sine))
    return All(joint, Identity(share, density / (2 * sine)))


@result.statement
def claim(squared):
    """The density of both norms and the sine is a product; the squared cosine has the Beta density."""
    norms = chi(n_u, d, sigma_u) * chi(n_w, d, sigma_w)
    beta = sqrt(pi) * gamma((d - 1) / 2) / gamma(d / 2)
    law = (1 - squared_cosine) ** ((d - 3) / 2) / (sqrt(squared_cosine) * beta)
    return All(Identity(squared[0].lhs, norms * law * 2 * sine), Identity(squared[1].lhs, law))


@result.latex
def formula():
    return r"""
    The squared cosine $c_{sq} = \cos^2 \zeta_0$ is independent of $|u|$ and $|w|$, and
    \[ c_{sq} \sim \operatorname{Beta} \left( \frac{1}{2}, \frac{d - 1}{2} \right),
    \quad \text{with the density} \quad
    \frac{\Gamma(d/2)}{\sqrt{\pi} \, \Gamma((d - 1)/2)} \, \frac{(1 - c_{sq})^{(d - 3)/2}}{\sqrt{c_{sq}}}. \]
    """
