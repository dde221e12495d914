"""At Gaussian initialisation the slope spreads as the root of the width, wedge and floor as the width.

Exact at any width. The floor exceeds the wedge by as much as the layers' weighted variances
eta_w sigma_u^2 and eta_u sigma_w^2 differ; where these are equal the mean square of the imbalance, too, is
proportional to the width and no more.
"""

from sympy import factor

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Identity, Limit, Result

from ..notation import U, V, W, d, eta_u, eta_w, gamma, notation, sigma_u, sigma_w

result = Result(
    "mean-squares-of-slope-wedge-and-floor",
    title="Slope, wedge and floor at random initialisation",
    uses={
        "cumulants": "cumulants-of-norms-and-overlap",
        "wedge": "wedge-is-conserved",
        "imbalance": "imbalance-is-conserved",
    },
    source="xu-ziyin-2025",
)


@result.step
def averages(cumulants, wedge, imbalance):
    """Average the squares term by term: the norms are uncorrelated, and the overlap's mean is zero."""
    mean_u, mean_w, var_u, var_w, overlap, covariance = (part.value for part in cumulants.parts[:6])
    both = sigma_u**2 * sigma_w**2
    means = {U**2: sigma_u**4 * (var_u + mean_u**2), W**2: sigma_w**4 * (var_w + mean_w**2)}
    means |= {V**2: both * overlap, U * W: both * (covariance + mean_u * mean_w)}
    squares = [wedge[0].invariants[0], notation.expand(imbalance.invariants[0]) ** 2]
    slope, spread = cumulants[4], [termwise_sum(square.expand(), means) for square in squares]
    return All(
        Limit(gamma**2 * both * slope.expr, slope.var, 0, gamma**2 * both * slope.value, "+-"),
        *(Identity(square, factor(square)) for square in spread),
    )


@result.step
def together(averages):
    """The squared floor is the sum of the squares of wedge and imbalance."""
    total = averages[1].lhs + averages[2].lhs
    return All(*averages.parts, Identity(total, factor(total)))


@result.statement
def claim(together):
    slope = together[0]
    out, into = eta_w * sigma_u**2, eta_u * sigma_w**2
    unit = gamma**2 * d / (4 * eta_u * eta_w)
    wedge = gamma**2 * d * (d - 1) * sigma_u**2 * sigma_w**2
    imbalance = unit * (d * (out - into) ** 2 + 2 * (out**2 + into**2))
    return All(
        Limit(slope.expr, slope.var, 0, gamma**2 * d * sigma_u**2 * sigma_w**2, "+-"),
        Identity(together[1].lhs, wedge),
        Identity(together[2].lhs, imbalance),
        Identity(wedge + imbalance, unit * (d * (out + into) ** 2 + 2 * (out - into) ** 2)),
    )


@result.latex
def formula():
    return r"""
    Averaged over independent centred normal weights $u_i$, $w_i$ of variances $\sigma_u^2$, $\sigma_w^2$,
    \[ \begin{aligned}
    \langle f_0^2 \rangle &= \gamma^2 d \sigma_u^2 \sigma_w^2, \\
    \langle g^2 \rangle &= \gamma^2 d (d - 1) \sigma_u^2 \sigma_w^2, \\
    \langle \mu^2 \rangle &= \frac{\gamma^2 d}{4 \eta_u \eta_w} \left( d \,
    (\eta_w \sigma_u^2 - \eta_u \sigma_w^2)^2 + 2 \eta_w^2 \sigma_u^4 + 2 \eta_u^2 \sigma_w^4 \right), \\
    \langle S^2 \rangle &= \frac{\gamma^2 d}{4 \eta_u \eta_w} \left( d \,
    (\eta_w \sigma_u^2 + \eta_u \sigma_w^2)^2 + 2 (\eta_w \sigma_u^2 - \eta_u \sigma_w^2)^2 \right).
    \end{aligned} \]
    """
