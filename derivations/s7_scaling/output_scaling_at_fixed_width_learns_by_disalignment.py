"""At fixed width a growing output scale leaves the kernel constant only if the slope begins at exactly zero.

gamma = kappa, rates kappa^(-2): slope, wedge and floor grow alike. A random slope, F other than zero, makes
the kernel fall by a factor; doubled, antisymmetric initialisation has F = 0, and the factor is one.
"""

from symfeat.claims import All, Result

from ..notation import d
from ._parametrisations import stated, typical
from .notation import F, Sigma

result = Result(
    "output-scaling-at-fixed-width-learns-by-disalignment",
    title="Output scaling at fixed width",
    given=(d > 2,),
    uses={
        "exponents": "exponents-follow-from-the-hyperparameters",
        "rate": "rate-scales-with-the-clock-and-the-floor",
        "falls": "kernel-and-angle-change-from-large-initialisation",
    },
    source="xu-ziyin-2025",
)


@result.step
def limits(exponents, rate, falls):
    """Put in the powers: the width is fixed, and slope and floor are large alike."""
    return All(*typical(exponents, rate, falls[0], gamma=1, eta_u=-2, eta_w=-2))


@result.statement
def claim(limits):
    return All(*stated(limits.parts, 1, 1, 1, 0, Sigma**2 / (F**2 + Sigma**2)))


@result.latex
def formula():
    return r"""
    With $\gamma = \kappa$ and $\eta_u = \eta_w = \kappa^{-2}$ at fixed $d$ the exponents
    $(e_f, e_g, e_S, e_r)$ are $(1, 1, 1, 0)$, and
    \[ \frac{K_\infty^2}{K_0^2} \to \frac{\Sigma^2}{F^2 + \Sigma^2}, \]
    which is $1$ exactly where $F = 0$.
    """
