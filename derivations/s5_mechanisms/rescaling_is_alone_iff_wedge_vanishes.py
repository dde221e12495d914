"""Without a wedge the layers are parallel, or opposed, and learning does nothing but rescale them.

With one, the cosine changes whenever the radius does: rescaling never acts alone. A single neuron has no
wedge, so that alignment needs a width of at least 2.
"""

from sympy import Abs, sqrt

from symfeat.claims import All, Equivalence, Inequality, Result

from ..notation import f, f0, g, y

result = Result(
    "rescaling-is-alone-iff-wedge-vanishes",
    title="Rescaling",
    given=(f0**2 + g**2 > 0, y**2 + g**2 > 0),
    uses={
        "polar": "cosine-follows-from-slope-and-wedge",
        "angle": "angle-tends-to-that-of-the-target",
    },
    source="xu-ziyin-2025",
)


@result.step
def radius_changes(polar, angle):
    """The radius ends where it began only if the slope does, up to its sign."""
    start, end = (polar[0].rhs.xreplace({f: value}) for value in (f0, angle.point))
    factor = (Abs(y) + Abs(f0)) / (start + end)
    return Equivalence(Inequality(end, "!=", start), Inequality(Abs(y), "!=", Abs(f0)), factor)


@result.step
def cosine_changes(polar, angle, radius_changes):
    """The squared cosine moves in proportion to the wedge's square and to the change of the radius."""
    start, end = (polar[1].rhs.xreplace({f: value}) ** 2 for value in (f0, angle.point))
    second = radius_changes.second
    factor = g * (Abs(y) + Abs(f0)) / ((y**2 + g**2) * (f0**2 + g**2))
    return Equivalence(
        Inequality(end, "!=", start), Inequality(g * (second.lhs - second.rhs), "!=", 0), factor
    )


@result.step
def both(radius_changes, cosine_changes):
    """The radius changes with the size of the slope; the alignment, only if there is a wedge, too."""
    return All(radius_changes, cosine_changes)


@result.statement
def claim(both):
    start, end = sqrt(f0**2 + g**2), sqrt(y**2 + g**2)
    size = Abs(y) + Abs(f0)
    return All(
        Equivalence(Inequality(end, "!=", start), Inequality(Abs(y), "!=", Abs(f0)), size / (start + end)),
        Equivalence(
            Inequality(y**2 / end**2, "!=", f0**2 / start**2),
            Inequality(g * (Abs(y) - Abs(f0)), "!=", 0),
            g * size / (start**2 * end**2),
        ),
    )


@result.latex
def formula():
    return r"""
    Between start and end the radius changes exactly when the size of the slope does, and the squared cosine
    exactly when, besides, there is a wedge:
    \[ \begin{aligned}
    \sqrt{y^2 + g^2} \ne \sqrt{f_0^2 + g^2} &\iff \lvert y \rvert \ne \lvert f_0 \rvert, \\
    \frac{y^2}{y^2 + g^2} \ne \frac{f_0^2}{f_0^2 + g^2}
    &\iff g \, (\lvert y \rvert - \lvert f_0 \rvert) \ne 0.
    \end{aligned} \]
    """
