"""The layers turn away from each other exactly when the initial slope is larger in size than the target.

It is the mirror of alignment: end and start change places.
"""

from sympy import Abs, sqrt

from symfeat.claims import Equivalence, Inequality, Result

from ..notation import f0, g, y

result = Result(
    "layers-disalign-iff-slope-exceeds-target",
    title="Disalignment",
    given=(g > 0,),
    uses={"align": "layers-align-iff-target-exceeds-slope"},
    source="xu-ziyin-2025",
)


@result.step
def turned_around(align):
    """Both differences change their sign, and keep their ratio."""
    end, start = align.first.lhs, align.first.rhs
    return Equivalence(
        Inequality(start, ">", end), Inequality(align.second.rhs, ">", align.second.lhs), align.factor
    )


@result.statement
def claim(turned_around):
    start, end = sqrt(f0**2 + g**2), sqrt(y**2 + g**2)
    factor = g**2 * (Abs(y) + Abs(f0)) / (start * end * (Abs(y) * start + Abs(f0) * end))
    return Equivalence(
        Inequality(Abs(f0) / start, ">", Abs(y) / end),
        Inequality(Abs(f0), ">", Abs(y)),
        factor,
    )


@result.latex
def formula():
    return r"""
    The cosine is larger in size at the start than at the end exactly when the slope exceeds the target:
    \[ \frac{\lvert f_0 \rvert}{\sqrt{f_0^2 + g^2}} > \frac{\lvert y \rvert}{\sqrt{y^2 + g^2}}
    \iff \lvert f_0 \rvert > \lvert y \rvert. \]
    """
