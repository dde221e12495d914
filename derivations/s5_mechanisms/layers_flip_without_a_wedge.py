"""Without a wedge the layers are parallel or opposed, and flip where the slope changes its sign.

The imbalance still makes a floor, so that the slope crosses zero with nonzero speed: the cosine jumps. At
that instant one of the layers vanishes.
"""

from sympy import Abs, Eq, Integer, sign, sqrt

from symfeat.claims import All, Identity, Inequality, Result

from ..notation import Omega, S, f, f0, g, y

result = Result(
    "layers-flip-without-a-wedge",
    title="The flip",
    given=(Eq(g, 0), S > 0, f0 * y < 0),
    uses={
        "polar": "cosine-follows-from-slope-and-wedge",
        "slope": "slope-obeys-one-equation",
    },
    source="xu-ziyin-2025",
)


@result.step
def side(polar):
    """Without a wedge the radius is the size of the slope, and the cosine its sign."""
    cosine = polar[1].rhs
    return Identity(cosine, f / Abs(f))


@result.step
def crossing(slope, side):
    """At the slope zero the motion is towards the side of the target."""
    speed = slope.rates[f].xreplace({f: Integer(0)})
    return All(Identity(side.lhs, sign(f)), Inequality(speed * y, ">", 0))


@result.statement
def claim(crossing):
    return All(
        Identity(f / sqrt(f**2 + g**2), sign(f)),
        Inequality(Omega * S * y**2, ">", 0),
    )


@result.latex
def formula():
    return r"""
    The cosine is the sign of the slope, and where the slope is zero its rate is of the target's sign:
    \[ \frac{f}{\sqrt{f^2 + g^2}} = \operatorname{sgn} f, \qquad
    y \, \dot{f} = \Omega S y^2 > 0 \quad \text{at } f = 0. \]
    """
