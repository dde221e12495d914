"""Means and variances of the layers' norms and of their overlap, at Gaussian initialisation and any width.

A neuron's two weights, each over its standard deviation, are independent standard normal numbers p and q, so
that an exponential of j_U p^2 + j_W q^2 + j_V p q has the mean ((1 - 2 j_U)(1 - 2 j_W) - j_V^2)^(-1/2), a
Gaussian integral. Neurons are independent: the logarithm of the mean for their sums is d times that for one.
Its derivatives at zero are the cumulants of U / sigma_u^2, W / sigma_w^2 and V / (sigma_u sigma_w).
"""

from sympy import Integer, diff, log, oo

from symfeat.claims import All, Limit, Result

from ..notation import d
from .notation import j_U, j_V, j_W

result = Result(
    "cumulants-of-norms-and-overlap",
    title="Norms and overlap at random initialisation",
    source="xu-ziyin-2025",
)


# The cumulant generating function at time 0.
CUMULANTS = -d * log((1 - 2 * j_U) * (1 - 2 * j_W) - j_V**2) / 2


def at_zero(first, second, *orders):
    """What a derivative tends to as `first` vanishes, the others being zero; `orders` as for diff."""
    slope = diff(CUMULANTS, *orders)
    others = {j: Integer(0) for j in (j_U, j_W, j_V) if j != first}
    return Limit(slope.xreplace(others), first, 0, second, "+-")


@result.step
def derivatives():
    """Differentiate once for means, twice for variances; the norms' covariance vanishes."""
    mean_u, mean_w, overlap = (diff(CUMULANTS, *j) for j in ((j_U,), (j_W,), (j_V, 2)))
    zero = {j: Integer(0) for j in (j_U, j_W, j_V)}
    means = tuple(e.xreplace(zero) for e in (mean_u, mean_w, overlap))
    return All(
        at_zero(j_U, means[0], j_U),
        at_zero(j_W, means[1], j_W),
        at_zero(j_U, diff(mean_u, j_U).xreplace(zero), j_U, 2),
        at_zero(j_W, diff(mean_w, j_W).xreplace(zero), j_W, 2),
        at_zero(j_V, means[2], j_V, 2),
        at_zero(j_W, diff(mean_u, j_W).xreplace(zero), j_U, j_W),
    )


@result.step
def spread(derivatives):
    """The variance of either norm over its squared mean."""
    mean, variance = derivatives[0].value, derivatives[2].value
    return All(*derivatives.parts, Limit(variance / mean**2, d, oo, 0))


@result.statement
def claim(spread):
    derivatives = [part.expr for part in spread.parts[:6]]
    values = (d, d, 2 * d, 2 * d, d, 0)
    conjugates = (j_U, j_W, j_U, j_W, j_V, j_W)
    return All(
        *(Limit(e, j, 0, v, "+-") for e, j, v in zip(derivatives, conjugates, values, strict=True)),
        Limit(2 / d, d, oo, 0),
    )


@result.latex
def formula():
    return r"""
    Averaged over independent centred normal weights $u_i$, $w_i$ of variances $\sigma_u^2$, $\sigma_w^2$,
    \[ \begin{aligned}
    \langle U \rangle &= d \sigma_u^2, & \langle U^2 \rangle - \langle U \rangle^2 &= 2 d \sigma_u^4, \\
    \langle W \rangle &= d \sigma_w^2, & \langle W^2 \rangle - \langle W \rangle^2 &= 2 d \sigma_w^4, \\
    \langle V^2 \rangle &= d \sigma_u^2 \sigma_w^2, &
    \langle U W \rangle &= \langle U \rangle \langle W \rangle,
    \end{aligned} \]
    and the variances over the squared means, $2 / d$, vanish as $d \to \infty$.
    """
