"""The layers align over training exactly when the target is larger in size than the initial slope.

The wedge is conserved, so that the cosine at the end and at the start differ by the slopes alone. Without a
wedge, as at width 1, the layers are parallel throughout.
"""

from sympy import Abs, sqrt

from symfeat.claims import Equivalence, Identity, Inequality, Result

from ..notation import f, f0, g, y

result = Result(
    "layers-align-iff-target-exceeds-slope",
    title="Alignment",
    given=(g > 0,),
    uses={
        "polar": "cosine-follows-from-slope-and-wedge",
        "angle": "angle-tends-to-that-of-the-target",
    },
    source="xu-ziyin-2025",
)


@result.step
def squares(polar, angle):
    """Squared cosines at the end and at the start: their difference, over a common denominator."""
    start, end = (polar[1].rhs.xreplace({f: value}) for value in (f0, angle.point))
    common = (y**2 + g**2) * (f0**2 + g**2)
    return Identity(end**2 - start**2, g**2 * (y**2 - f0**2) / common)


@result.step
def sizes(angle, polar, squares):
    """Divide by the sums of the two sizes, on either side."""
    start, end = (Abs(polar[1].rhs.xreplace({f: value})) for value in (f0, angle.point))
    quotient = squares.rhs / (y**2 - f0**2)
    factor = quotient * (Abs(y) + Abs(f0)) / (end + start)
    return Equivalence(Inequality(end, ">", start), Inequality(Abs(y), ">", Abs(f0)), factor)


@result.statement
def claim(sizes):
    start, end = sqrt(f0**2 + g**2), sqrt(y**2 + g**2)
    factor = g**2 * (Abs(y) + Abs(f0)) / (start * end * (Abs(y) * start + Abs(f0) * end))
    return Equivalence(
        Inequality(Abs(y) / end, ">", Abs(f0) / start),
        Inequality(Abs(y), ">", Abs(f0)),
        factor,
    )


@result.latex
def formula():
    return r"""
    The cosine is larger in size at the end than at the start exactly when the target exceeds the slope:
    \[ \frac{\lvert y \rvert}{\sqrt{y^2 + g^2}} > \frac{\lvert f_0 \rvert}{\sqrt{f_0^2 + g^2}}
    \iff \lvert y \rvert > \lvert f_0 \rvert. \]
    """
