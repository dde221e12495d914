r"""The slope of a randomly initialised network has a Bessel density, at every width.

Let $z = f_0 / (\gamma \sigma_u \sigma_w)$. Given the norm n_u of the output weights, the slope z is normal
of variance $\upsilon = |u|^2 / \sigma_u^2$, and upsilon is the sum of the squares of d standard normal
numbers. So the density $p$ of z is the integral over upsilon of a product $F$, a normal density times one of
chi-squared. The operator of a modified Bessel equation, $\mathrm{D} = z \, \partial_z^2 - (d - 2) \,
\partial_z - z$, turns $F$ into the derivative by upsilon of $2 z F$, which vanishes at both ends. For z > 0
the integral may be differentiated under its sign: near any such z the derivatives of $F$ are bounded by an
integrable function of upsilon. Hence $\mathrm{D} p = 0$, whose solutions are $z^n K_n(z)$ and $z^n I_n(z)$
with $n = (d - 1)/2$. The second is unbounded, and no density contains it. That $p$ is even, and that its
integral over the line is one, fixes the factor of the first. At d = 2 the density is Laplace's.
"""

from sympy import Matrix, Rational, besseli, besselk, gamma, oo, pi, sqrt

from symfeat.claims import All, Identity, Limit, Quadrature, Result

from ..notation import d, n_perp, n_u, notation, sigma_u, sigma_w
from ._densities import chi, chi_squared, normal
from .notation import order, spread, w_par, x, z

result = Result(
    "initial-slope-has-a-bessel-density",
    title="The slope at random initialisation",
    given=(z > 0, n_perp > 0),
    uses={
        "parts": "norms-and-overlap-of-random-weights-are-independent",
        "integral": "bessel-density-has-a-struve-integral",
    },
    source="dlmf",
)


def lower_terms(density):
    """What z times the second derivative equals in the modified Bessel equation of z^n K_n and z^n I_n."""
    return (d - 2) * density.diff(z) + z * density


@result.step
def conditioned(parts):
    """The joint density of z and upsilon, from those of the norm and of the part along it."""
    norm, along = sigma_u * sqrt(spread), sigma_w * z / sqrt(spread)
    change = Matrix([norm, along]).jacobian([spread, z]).det()
    density = parts.rhs.xreplace({n_u: norm, w_par: along}) * change / chi(n_perp, d - 1, sigma_w)
    return Identity(density, normal(z, sqrt(spread)) * chi_squared(spread, d))


@result.step
def telescoped(conditioned):
    """The operator makes a derivative of it, of something that vanishes at either end."""
    certificate = 2 * z * conditioned.rhs
    return All(
        Identity(z * conditioned.rhs.diff(z, 2), lower_terms(conditioned.rhs) + certificate.diff(spread)),
        Limit(certificate, spread, 0, 0, "+"),
        Limit(certificate, spread, oo, 0),
    )


@result.step
def solved(telescoped):
    """Integrated, the equation has two solutions, of which one is unbounded."""
    surplus = telescoped[2].value - telescoped[1].value
    first, second = z**order * besselk(order, z), z**order * besseli(order, z)
    return All(
        *(Identity(z * each.diff(z, 2), lower_terms(each) + surplus) for each in (first, second)),
        Limit(second, z, oo, oo),
    )


@result.step
def normalised(solved, integral):
    """The first, with the factor for which the integral over both signs is one."""
    twice = integral[0].rhs.xreplace({x: z})
    factor = (twice / 2 / (z**order * besselk(order, z))).simplify()
    return All(
        Identity(factor * solved[0].lhs, factor * solved[0].rhs),
        Identity(2 * factor * z**order * besselk(order, z), twice),
        integral[2],
    )


@result.statement
def claim(integral):
    """The density solves the equation, and its integral from -x to x, the Struve form, tends to one."""
    density = (z / 2) ** order * besselk(order, z) / (sqrt(pi) * gamma(d / 2))
    return All(
        Identity(z * density.diff(z, 2), lower_terms(density)),
        Identity(2 * density, integral[0].lhs.xreplace({x: z})),
        integral[2],
    )


@result.latex
def formula():
    return r"""
    The density of $z = f_0 / (\gamma \sigma_u \sigma_w)$ is
    \[ \frac{(\lvert z \rvert / 2)^{n_K} K_{n_K}(\lvert z \rvert)}{\sqrt{\pi} \, \Gamma(d/2)}, \qquad
    n_K = \frac{d - 1}{2}. \]
    """


@result.certificate
def mixture(conditioned, statement):
    """The integral over the norm, by quadrature, against the density."""
    widths = ((1, "1/2"), (2, 1), (3, "3/2"), (8, 3), (64, 9))
    cases = tuple({d: width, z: Rational(slope)} for width, slope in widths)
    mixed, density = (notation.expand(e) for e in (conditioned.rhs, statement[1].lhs / 2))
    return {"mixture": Quadrature(mixed, spread, (0, oo), density, cases)}
