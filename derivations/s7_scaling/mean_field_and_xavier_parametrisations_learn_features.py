"""In mean-field and in Xavier parametrisation an infinitely wide network learns features, at a finite rate.

Mean-field, which is muP: gamma = 1/d and rates d. Xavier: both variances 1/d, and rates 1. Their exponents
are the same: the two differ by a gauge.
"""

from sympy import Rational

from symfeat.claims import All, Result

from ..notation import y
from ._parametrisations import stated, typical
from .notation import Sigma

result = Result(
    "mean-field-and-xavier-parametrisations-learn-features",
    title="Mean-field and Xavier parametrisation",
    uses={
        "exponents": "exponents-follow-from-the-hyperparameters",
        "rate": "rate-scales-with-the-clock-and-the-floor",
        "moves": "kernel-changes-by-a-factor-at-the-critical-floor",
    },
    source="xu-ziyin-2025",
)


@result.step
def limits(exponents, rate, moves):
    """Put in the powers of the width: the floor keeps its size, which is critical for the kernel."""
    return All(
        *typical(exponents, rate, moves[0], d=1, gamma=-1, eta_u=1, eta_w=1),
        *typical(exponents, rate, moves[0], d=1, u=-1, w=-1),
    )


@result.statement
def claim(limits):
    return All(
        *stated(limits.parts[0:5], -Rational(1, 2), 0, 0, 0, 1 + y**2 / Sigma**2),
        *stated(limits.parts[5:10], -Rational(1, 2), 0, 0, 0, 1 + y**2 / Sigma**2),
    )


@result.latex
def formula():
    return r"""
    With $\kappa = d \to \infty$ the exponents $(e_f, e_g, e_S, e_r)$ are $(- \tfrac{1}{2}, 0, 0, 0)$ in
    mean-field parametrisation ($\gamma = 1/d$, $\eta_u = \eta_w = d$) and in that of Xavier
    ($\sigma_u^2 = \sigma_w^2 = 1/d$). In both
    \[ \frac{K_\infty^2}{K_0^2} \to 1 + \frac{y^2}{\Sigma^2}. \]
    """
