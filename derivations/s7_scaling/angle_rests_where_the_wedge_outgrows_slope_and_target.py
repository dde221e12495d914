"""Where the wedge outgrows the slope and the target, the layers end at the angle at which they began.

In exponents: e_g > max(0, e_f), which takes a width that grows, c_d > 0. It is a right angle, at either end.
"""

from sympy import Eq, oo

from symfeat.claims import All, Limit, Result

from ..notation import y
from ._scaling import power, tangents
from .notation import F, G, c_d, e_f, e_g, log_kappa

result = Result(
    "angle-rests-where-the-wedge-outgrows-slope-and-target",
    title="The angle rests",
    given=(Eq(e_g, e_f + c_d / 2), e_g > 0, c_d > 0),
    uses={
        "polar": "cosine-follows-from-slope-and-wedge",
    },
    source="xu-ziyin-2025",
)


@result.step
def right_angles(polar):
    """The cotangent, slope over wedge, vanishes at time 0 and at the end."""
    return All(*(Limit(1 / tangent, log_kappa, oo, 0) for tangent in tangents(polar)))


@result.statement
def claim(right_angles):
    wedge = G * power(e_g)
    return All(
        Limit(F * power(e_f) / wedge, log_kappa, oo, 0),
        Limit(y / wedge, log_kappa, oo, 0),
    )


@result.latex
def formula():
    return r"""
    With $f_0 = F \kappa^{e_f}$ and $g = G \kappa^{e_g}$, if $e_g > \max (0, e_f)$,
    \[ (\tan \zeta_0)^{-1} = \frac{f_0}{g} \to 0, \qquad (\tan \zeta_\infty)^{-1} = \frac{y}{g} \to 0
    \qquad \text{as } \kappa \to \infty. \]
    """
