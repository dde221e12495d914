"""The third phase: a constant kernel and turning layers, where the floor outgrows the target, the wedge not.

In exponents: e_f < e_g <= 0 < e_S. It takes layers whose weighted variances differ by a power of kappa, and a
width that grows.
"""

from sympy import Eq, Ne, Piecewise, oo

from symfeat.claims import All, Limit, Result

from ..notation import y
from ._scaling import power
from .notation import F, G, Sigma, e_f, e_g, e_S, log_kappa

result = Result(
    "unbalanced-layers-align-at-constant-kernel",
    title="The strip: aligning layers at constant kernel",
    given=(e_S > 0, e_g <= 0, e_f < e_g, Ne(y, 0)),
    uses={
        "rests": "kernel-is-constant-where-the-floor-outgrows-slope-and-target",
        "moves": "angle-moves-where-the-wedge-does-not-outgrow-the-target",
    },
    source="xu-ziyin-2025",
)


@result.step
def together(rests, moves):
    """The kernel asks for the floor's exponent, the angle for the wedge's: both conditions can hold."""
    return All(rests[1], moves[0], moves[1])


@result.statement
def claim(together):
    slope, wedge, floor = F * power(e_f), G * power(e_g), Sigma * power(e_S)
    left = Piecewise((G / y, Eq(e_g, 0)), (0, True))
    return All(
        Limit((y**2 + floor**2) / (slope**2 + floor**2), log_kappa, oo, 1),
        Limit(slope / wedge, log_kappa, oo, 0),
        Limit(wedge / y, log_kappa, oo, left),
    )


@result.latex
def formula():
    return r"""
    With $f_0 = F \kappa^{e_f}$, $g = G \kappa^{e_g}$ and $S = \Sigma \kappa^{e_S}$, if
    $e_f < e_g \le 0 < e_S$, as $\kappa \to \infty$
    \[ \frac{K_\infty^2}{K_0^2} \to 1, \qquad (\tan \zeta_0)^{-1} = \frac{f_0}{g} \to 0, \qquad
    \tan \zeta_\infty = \frac{g}{y} \to
    \begin{cases} G / y & \text{if } e_g = 0 \\ 0 & \text{otherwise} \end{cases} \]
    """
