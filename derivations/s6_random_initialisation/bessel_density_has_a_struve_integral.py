r"""The density of the initial slope integrates in closed form, by Bessel and Struve functions.

Let $p(z) = (z/2)^n K_n(z) / (\sqrt{\pi} \, \Gamma(d/2))$ for z > 0, of the order $n = (d - 1)/2$ that the
width sets, and even in z. Its integral from -x to x is $x \, [K_n(x) L_{n-1}(x) + L_n(x) K_{n-1}(x)]$, where
$L$ is the modified Struve function. It starts at zero and ends at one for every width: $p$ is a density on
the line.

The derivative follows from the relations between neighbouring orders (DLMF, sections 10.29 and 11.4), in
which all that survives is the inhomogeneous term of the Struve functions; the ends follow from what the
functions are equivalent to near zero and at infinity (DLMF, sections 10.25, 10.30, 11.2 and 11.6). The
density is infinite at z = 0 for one neuron, like a logarithm, which the factor x outweighs.
"""

from sympy import Dummy, Rational, besselk, gamma, oo, pi, solve, sqrt

from symfeat.claims import All, Identity, Limit, Quadrature, Result, StruveL

from ..notation import d, notation
from .notation import order, x, z

result = Result(
    "bessel-density-has-a-struve-integral",
    title="The integral of the Bessel density",
    source="dlmf",
)

K, K_below = besselk(order, x), besselk(order - 1, x)
L, L_below = StruveL(order, x), StruveL(order - 1, x)


@result.step
def bessel():
    """Two neighbouring Bessel functions differentiate into each other."""
    return All(
        Identity(K.diff(x), -K_below - order / x * K),
        Identity(K_below.diff(x), -K + (order - 1) / x * K_below),
    )


@result.step
def struve():
    """So do two Struve functions, up to signs and a power."""
    power = (x / 2) ** (order - 1) / (sqrt(pi) * gamma(order + Rational(1, 2)))
    return All(
        Identity(L.diff(x), L_below - order / x * L),
        Identity(L_below.diff(x), L + (order - 1) / x * L_below + power),
    )


@result.step
def integral(bessel, struve):
    """A sum of two products, with a share of the second for which their derivatives cancel."""
    share, k, k_below, el, el_below = (Dummy(name) for name in ("c", "k", "k1", "l", "l1"))
    whole = x * (K * L_below + share * K_below * L)
    rates = {claim.lhs: claim.rhs for claim in (*bessel.parts, *struve.parts)}
    rate = whole / x + x * (
        rates[K.diff(x)] * L_below
        + K * rates[L_below.diff(x)]
        + share * (rates[K_below.diff(x)] * L + K_below * rates[L.diff(x)])
    )
    plain = rate.xreplace({K: k, K_below: k_below, L: el, L_below: el_below}).expand()
    (balance,) = solve(plain.coeff(k).coeff(el), share)
    closed = whole.xreplace({share: balance})
    left = plain.xreplace({share: balance}).expand().coeff(el, 0).coeff(el_below, 0)
    return All(
        Identity(closed.diff(x), left.xreplace({k: K})),
        Limit(closed, x, 0, 0, "+"),
        Limit(closed, x, oo, 1),
    )


@result.statement
def claim(integral):
    """The derivative is twice the density; the integral falls to zero with x, and tends to one."""
    closed = x * (K * L_below + L * K_below)
    density = (x / 2) ** order * K / (sqrt(pi) * gamma(d / 2))
    return All(
        Identity(closed.diff(x), 2 * density),
        Limit(closed, x, 0, 0, "+"),
        Limit(closed, x, oo, 1),
    )


@result.latex
def formula():
    return r"""
    With $n_K = (d - 1)/2$, for $x > 0$,
    \[ \frac{d}{d x} \,
    x \left[ K_{n_K}(x) \, \mathbf{L}_{n_K - 1}(x) + \mathbf{L}_{n_K}(x) \, K_{n_K - 1}(x) \right]
    = 2 \, \frac{(x/2)^{n_K} K_{n_K}(x)}{\sqrt{\pi} \, \Gamma(d/2)}, \]
    and the integral tends to $0$ for $x \to 0$ and to $1$ for $x \to \infty$.
    """


@result.certificate
def probability(statement):
    """The density by quadrature, against the closed form; at d = 1 it has a logarithm at zero."""
    density = (statement[0].rhs / 2).xreplace({x: z})
    closed = statement[1].expr
    widths = ((1, "1/2"), (1, 4), (2, 1), (3, "3/2"), (5, "5/2"), (8, 3), (64, 9))
    cases = tuple({d: width, x: Rational(bound)} for width, bound in widths)
    written = (notation.expand(density), notation.expand(closed / 2))
    return {"probability": Quadrature(written[0], z, (0, x), written[1], cases)}
