"""The layers end at the angle that the target's slope and the wedge span.

The slope tends to the target, and the cosine is continuous there. Where target and wedge both vanish there
is no such angle: the layers stay parallel while the slope decays to zero.
"""

from sympy import sqrt

from symfeat.claims import Limit, Result

from ..notation import f, g, y

result = Result(
    "angle-tends-to-that-of-the-target",
    title="The limit of the alignment",
    given=(y**2 + g**2 > 0,),
    uses={"limits": "slope-tends-to-the-target"},
    source="xu-ziyin-2025",
)


@result.step
def continuous(limits):
    """The cosine is continuous in the slope wherever slope and wedge do not both vanish."""
    final = limits[0].value
    cosine = f / sqrt(f**2 + g**2)
    return Limit(cosine, f, final, cosine.xreplace({f: final}), "+-")


@result.statement
def claim(continuous):
    return Limit(f / sqrt(f**2 + g**2), f, y, y / sqrt(y**2 + g**2), "+-")


@result.latex
def formula():
    return r"""
    As the slope tends to the target, the cosine of the angle tends to
    \[ \lim_{f \to y} \frac{f}{\sqrt{f^2 + g^2}} = \frac{y}{\sqrt{y^2 + g^2}}. \]
    """
