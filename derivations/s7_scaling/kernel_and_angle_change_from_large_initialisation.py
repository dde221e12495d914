"""At fixed width and from large initialisation, slope and floor grow alike, and both kernel and angle change.

In exponents: e_f = e_g = e_S > 0. The kernel falls by a factor, and the layers end at a right angle, with
which they did not begin: features are learned by disalignment. With a slope of exactly zero, F = 0, neither
changes.
"""

from sympy import Ne, oo

from symfeat.claims import All, Inequality, Limit, Result

from ..notation import y
from ._scaling import kernel_ratio, power, tangents
from .notation import F, G, Sigma, e_f, e_g, e_S, log_kappa

result = Result(
    "kernel-and-angle-change-from-large-initialisation",
    title="Disalignment from large initialisation",
    given=(e_S > 0, Ne(F, 0)),
    uses={
        "kernel": "kernel-grows-iff-target-exceeds-slope",
        "polar": "cosine-follows-from-slope-and-wedge",
    },
    source="xu-ziyin-2025",
)


@result.step
def kernel_falls(kernel):
    """The target vanishes beside slope and floor."""
    ratio = kernel_ratio(kernel).xreplace({e_f: e_S})
    return Limit(ratio, log_kappa, oo, Sigma**2 / (F**2 + Sigma**2))


@result.step
def both(polar, kernel_falls):
    """The ratio is below one. The cotangent of the angle is a constant at time 0, and vanishes at the end."""
    start, end = (tangent.xreplace({e_f: e_S, e_g: e_S}) for tangent in tangents(polar))
    return All(
        kernel_falls,
        Inequality(kernel_falls.value, "<", 1),
        Inequality(1 / start, "!=", 0),
        Limit(1 / end, log_kappa, oo, 0),
    )


@result.statement
def claim(both):
    slope, wedge, floor = (x * power(e_S) for x in (F, G, Sigma))
    ratio = Sigma**2 / (F**2 + Sigma**2)
    return All(
        Limit((y**2 + floor**2) / (slope**2 + floor**2), log_kappa, oo, ratio),
        Inequality(ratio, "<", 1),
        Inequality(slope / wedge, "!=", 0),
        Limit(y / wedge, log_kappa, oo, 0),
    )


@result.latex
def formula():
    return r"""
    With $f_0 = F \kappa^{e_S}$, $g = G \kappa^{e_S}$ and $S = \Sigma \kappa^{e_S}$, as
    $\kappa \to \infty$
    \[ \frac{K_\infty^2}{K_0^2} \to \frac{\Sigma^2}{F^2 + \Sigma^2} < 1, \qquad
    (\tan \zeta_0)^{-1} = \frac{F}{G} \ne 0, \qquad (\tan \zeta_\infty)^{-1} = \frac{y}{g} \to 0. \]
    """
