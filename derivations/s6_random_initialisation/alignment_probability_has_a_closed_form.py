r"""
The probability that a random network will align has a closed form at every width.

Layers align exactly when the target exceeds the initial slope in size. In units of the slope's spread that
says that z is smaller in size than the bound x. So the probability of alignment is the integral of the
density of z from -x to x; disalignment has the rest. For d = 1 there is no angle, and the number is only the
probability of $|f_0| < |y|$. At even widths all functions are elementary: at d = 2 the probability is
$1 - \mathrm{e}^{-x}$.
"""

from sympy import Abs, Eq, besselk, exp

from symfeat.claims import All, Equivalence, Identity, Inequality, Result, StruveL

from ..notation import d, f0, gamma, notation, sigma_u, sigma_w, y
from .notation import order, x, z

result = Result(
    "alignment-probability-has-a-closed-form",
    title="The probability of alignment",
    given=(Eq(f0, gamma * sigma_u * sigma_w * z),),
    uses={
        "alignment": "layers-align-iff-target-exceeds-slope",
        "density": "initial-slope-has-a-bessel-density",
        "integral": "bessel-density-has-a-struve-integral",
    },
    source="dlmf",
)


@result.step
def units(alignment):
    """In units of the slope's spread, alignment compares z with the target."""
    spread = gamma * sigma_u * sigma_w
    return Equivalence(alignment.second, Inequality(Abs(y) / spread, ">", Abs(z)), spread)


@result.step
def probability(units, density, integral):
    """The integral of the density of z up to that bound on its size, in general and at two even widths."""
    closed = integral[1].expr
    two, four = (notation.expand(closed).subs(d, width) for width in (2, 4))
    return All(
        units,
        Identity(closed.diff(x), density[1].lhs.xreplace({z: x})),
        Identity(two, 1 - exp(-x)),
        Identity(four, 1 - (1 + x / 2) * exp(-x)),
    )


@result.statement
def claim(integral):
    """Alignment in units of the spread; the rate of the probability; widths two and four."""
    spread = gamma * sigma_u * sigma_w
    closed = x * (besselk(order, x) * StruveL(order - 1, x) + StruveL(order, x) * besselk(order - 1, x))
    two, four = (notation.expand(closed).subs(d, width) for width in (2, 4))
    return All(
        Equivalence(Inequality(Abs(y), ">", Abs(f0)), Inequality(Abs(y) / spread, ">", Abs(z)), spread),
        Identity(closed.diff(x), integral[0].rhs),
        Identity(two, 1 - exp(-x)),
        Identity(four, 1 - (1 + x / 2) * exp(-x)),
    )


@result.latex
def formula():
    return r"""
    With $x = \lvert y \rvert / (\gamma \sigma_u \sigma_w)$ and $n_K = (d - 1)/2$,
    \[ \operatorname{P}(\lvert f_0 \rvert < \lvert y \rvert)
    = x \left[ K_{n_K}(x) \, \mathbf{L}_{n_K - 1}(x) + \mathbf{L}_{n_K}(x) \, K_{n_K - 1}(x) \right]; \]
    at $d = 2$ this is $1 - \mathrm{e}^{-x}$, and at $d = 4$ it is $1 - (1 + x/2) \, \mathrm{e}^{-x}$.
    """
