"""Two numbers tell the phases apart: how much the kernel changes, and by which angle the layers turn.

The turn is the angle between two vectors that have the wedge in common: its tangent is their cross product
over their scalar product, which no difference of two angles spoils. The kernel ratio needs the floor alone.
"""

from sympy import Abs, Eq, Max, Ne, Or, Piecewise, atan2, nan, oo, pi, sign, sqrt, together

from symfeat.claims import All, Identity, Result

from .._stable import Lets, comparable, unit_of
from ..notation import S, f, f0, f_inf, g, mu, r0, y

result = Result(
    "order-parameters-in-closed-form",
    title="The order parameters",
    given=(Eq(S, sqrt(g**2 + mu**2)),),
    uses={"polar": "cosine-follows-from-slope-and-wedge"},
    source="xu-ziyin-2025",
)

SIZES = (Abs(f0), g, Abs(mu), Abs(y), Abs(f_inf))


@result.step
def turned(polar):
    """Cosine and sine of the difference of the angles, by the addition theorems."""
    (cos0, sin0), (cos1, sin1) = (
        [e.xreplace({f: slope}) for e in (polar[1].rhs, polar[1].rhs * polar[2].rhs)] for slope in (f0, f_inf)
    )
    return All(
        Identity(cos1 * cos0 + sin1 * sin0, together(cos1 * cos0 + sin1 * sin0)),
        Identity(sin1 * cos0 - cos1 * sin0, together(sin1 * cos0 - cos1 * sin0)),
    )


@result.statement
def claim(turned):
    """Cosine and sine of the turn are the scalar and the cross product over the lengths."""
    start, end = sqrt(f0**2 + g**2), sqrt(f_inf**2 + g**2)
    return All(
        Identity(f_inf / end * f0 / start + g / end * g / start, (f_inf * f0 + g**2) / (end * start)),
        Identity(g / end * f0 / start - f_inf / end * g / start, g * (f0 - f_inf) / (end * start)),
    )


@result.latex
def formula():
    return r"""
    With the cosines $f / \rho$ and the sines $g / \rho$ of the angles $\zeta_0$ at the start, where
    $f = f_0$, and $\zeta_\infty$ at the end, where $f = f_\infty$, and $\rho = \sqrt{f^2 + g^2}$,
    \[ \cos (\zeta_\infty - \zeta_0) = \frac{f_0 f_\infty + g^2}{\sqrt{f_0^2 + g^2} \sqrt{f_\infty^2 + g^2}},
    \qquad
    \sin (\zeta_\infty - \zeta_0) = \frac{g (f_0 - f_\infty)}{\sqrt{f_0^2 + g^2} \sqrt{f_\infty^2 + g^2}}. \]
    """


@result.kernel("order_parameters", domain=comparable(*SIZES), bound=5)
def program():
    """Floor over the larger of first slope and target, the kernel's ratio, and the change of the angle.

    The limit of the slope is an argument: the target, or zero where the target is never reached.
    """
    let = Lets()
    c, inverse = unit_of(let, SIZES)
    first, last = let("first", f0 * inverse, kind="real"), let("last", f_inf * inverse, kind="real")
    across, imbalance = let("across", g * inverse), let("mu_c", mu * inverse, kind="real")
    wedge2 = let("wedge2", across**2)
    floor2 = let("floor2", wedge2 + imbalance**2, S**2 / c**2)
    size = let("size", Max(Abs(f0), Abs(y)))
    start, end = let("start2", first**2 + floor2), let("end2", last**2 + floor2)
    scaled = atan2(across * (first - last), first * last + wedge2)
    # Without a wedge the angle is 0 or pi, and turns if the slope changes its sign.
    mirrored, one_side = first * last < 0, Or(Ne(f0, 0), Ne(f_inf, 0))
    turn = atan2(g * (f0 - f_inf), f0 * f_inf + g**2)
    target = Max(Abs(f0), Abs(y))
    last_root = sqrt(f_inf**2 + S**2)
    floor = c * sqrt(floor2)
    outputs = {
        "floor_ratio": Piecewise((floor / size, size > 0), (oo, floor2 > 0), (nan, True)),
        "kernel_ratio": Piecewise((sqrt(end / start), start > 0), (nan, True)),
        "angle_change": Piecewise((scaled, g > 0), (pi * sign(f0), mirrored), (0, one_side), (nan, True)),
    }
    computes = {
        "floor_ratio": Piecewise((S / target, Or(Ne(f0, 0), Ne(y, 0))), (oo, S > 0), (nan, True)),
        "kernel_ratio": Piecewise((last_root / r0, r0 > 0), (nan, True)),
        "angle_change": Piecewise((turn, g > 0), (pi * sign(f0), f0 * f_inf < 0), (0, one_side), (nan, True)),
    }
    args = {"slope0": f0, "wedge": g, "imbalance": mu, "target": y, "limit": f_inf}
    return let.program(outputs, computes, args)
