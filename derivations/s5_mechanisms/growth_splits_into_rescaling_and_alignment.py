"""How much the slope grows splits exactly into growth of the radius and growth of the cosine.

The slope is their product at every instant, so that the logarithm of its growth is a sum: what rescaling
contributes, and what alignment does. At the end the slope is the target, with the wedge unchanged.
"""

from sympy import Abs, Ne, log, sqrt

from symfeat.claims import Identity, Result

from ..notation import f, f0, g, y

result = Result(
    "growth-splits-into-rescaling-and-alignment",
    title="Rescaling and alignment add up",
    given=(Ne(f0, 0), Ne(y, 0)),
    uses={
        "polar": "cosine-follows-from-slope-and-wedge",
        "angle": "angle-tends-to-that-of-the-target",
    },
    source="xu-ziyin-2025",
)


@result.step
def product(polar):
    """The slope is the radius times the cosine."""
    return Identity(f, polar[0].rhs * polar[1].rhs)


@result.step
def growth(polar, product):
    """Write the product at any slope and at the start, and take logarithms of the ratio."""
    radius, cosine = polar[0].rhs, polar[1].rhs
    start = {f: f0}
    return Identity(
        log(Abs(product.lhs / product.lhs.xreplace(start))),
        log(radius / radius.xreplace(start)) + log(Abs(cosine) / Abs(cosine.xreplace(start))),
    )


@result.step
def to_the_end(angle, growth):
    """The slope ends at the target."""
    return Identity(*(side.xreplace({f: angle.point}) for side in (growth.lhs, growth.rhs)))


@result.statement
def claim(to_the_end):
    start, end = sqrt(f0**2 + g**2), sqrt(y**2 + g**2)
    return Identity(log(Abs(y / f0)), log(end / start) + log(Abs(y / end) / Abs(f0 / start)))


@result.latex
def formula():
    return r"""
    With $\rho = \sqrt{f^2 + g^2}$ and $\cos \zeta = f / \rho$ at the start, where $f = f_0$, and at the
    end, where $f = y$,
    \[ \log \left\lvert \frac{y}{f_0} \right\rvert
    = \log \frac{\sqrt{y^2 + g^2}}{\sqrt{f_0^2 + g^2}}
    + \log \frac{\lvert y \rvert / \sqrt{y^2 + g^2}}{\lvert f_0 \rvert / \sqrt{f_0^2 + g^2}}. \]
    """
