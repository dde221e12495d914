"""The angle moves exactly where the wedge does not outgrow both slope and target: e_g <= max(0, e_f).

The cotangent of the angle is slope over wedge, and the wedge is conserved: learning adds to it the gap
between target and slope, over the wedge. That vanishes where e_g > max(0, e_f), and grows without bound where
e_g < 0, so that the layers end parallel. At e_g = 0 it is a number, zero only where the slope's prefactor is
the target itself; at e_f = e_g > 0, a fixed width, it is one, zero only where the slope is.
"""

from sympy import Eq, Ne, Piecewise, oo

from symfeat.claims import Limit, Result

from ..notation import y
from ._scaling import power, tangents
from .notation import F, G, e_f, e_g, log_kappa

result = Result(
    "angle-moves-iff-the-wedge-does-not-outgrow-slope-and-target",
    title="The angle in a scaling limit",
    given=(e_g >= e_f, Ne(y, 0)),
    uses={"polar": "cosine-follows-from-slope-and-wedge"},
    source="xu-ziyin-2025",
)


def change():
    """What the squared change of the cotangent tends to, case by case."""
    critical = Piecewise((((y - F) / G) ** 2, Eq(e_f, 0)), ((y / G) ** 2, True))
    large = Piecewise(((F / G) ** 2, Eq(e_f, e_g)), (0, True))
    return Piecewise((large, e_g > 0), (critical, Eq(e_g, 0)), (oo, True))


@result.step
def cotangents(polar):
    """Take the difference of the cotangents at the end and at time 0, squared."""
    start, end = tangents(polar)
    return Limit((1 / end - 1 / start) ** 2, log_kappa, oo, change())


@result.statement
def claim():
    return Limit(((y - F * power(e_f)) / (G * power(e_g))) ** 2, log_kappa, oo, change())


@result.latex
def formula():
    return r"""
    With $f_0 = F \kappa^{e_f}$ and $g = G \kappa^{e_g}$, $e_f \le e_g$, as $\kappa \to \infty$
    \[ \left( \frac{1}{\tan \zeta_\infty} - \frac{1}{\tan \zeta_0} \right)^2 =
    \frac{(y - f_0)^2}{g^2} \to \begin{cases}
    0 & \text{if } e_g > \max (0, e_f) \\
    F^2 / G^2 & \text{if } e_g = e_f > 0 \\
    (y - F)^2 / G^2 & \text{if } e_g = e_f = 0 \\
    y^2 / G^2 & \text{if } e_g = 0 > e_f \\
    \infty & \text{otherwise} \end{cases} \]
    """
