"""Where the wedge does not outgrow the target the layers turn, though they begin at a right angle.

In exponents: e_f < e_g <= 0. A wedge of the target's size, e_g = 0, leaves them at an angle between; a
smaller one leaves them parallel, and they have turned by a right angle. So they do from
any angle where slope and wedge are alike, e_f = e_g < 0, since the slope at time 0 plays no part at the end.
"""

from sympy import Eq, Ne, Piecewise, oo

from symfeat.claims import All, Limit, Result

from ..notation import y
from ._scaling import power, tangents
from .notation import F, G, e_f, e_g, log_kappa

result = Result(
    "angle-moves-where-the-wedge-does-not-outgrow-the-target",
    title="The angle moves",
    given=(e_g <= 0, e_f < e_g, Ne(y, 0)),
    uses={
        "polar": "cosine-follows-from-slope-and-wedge",
    },
    source="xu-ziyin-2025",
)


@result.step
def ends(polar):
    """The wedge leads at the start; at the end it is comparable with the target, or vanishes beside it."""
    start, end = tangents(polar)
    left = Piecewise((G / y, Eq(e_g, 0)), (0, True))
    return All(Limit(1 / start, log_kappa, oo, 0), Limit(end, log_kappa, oo, left))


@result.statement
def claim(ends):
    wedge = G * power(e_g)
    left = Piecewise((G / y, Eq(e_g, 0)), (0, True))
    return All(
        Limit(F * power(e_f) / wedge, log_kappa, oo, 0),
        Limit(wedge / y, log_kappa, oo, left),
    )


@result.latex
def formula():
    return r"""
    With $f_0 = F \kappa^{e_f}$ and $g = G \kappa^{e_g}$, if $e_f < e_g \le 0$, as
    $\kappa \to \infty$
    \[ (\tan \zeta_0)^{-1} = \frac{f_0}{g} \to 0, \qquad
    \tan \zeta_\infty = \frac{g}{y} \to \begin{cases} G / y & \text{if } e_g = 0 \\
    0 & \text{otherwise} \end{cases} \]
    """
