"""Kernel and size of the cosine end as they began exactly where target and initial slope agree in size.

On one side of this boundary the layers align and the kernel grows, on the other they disalign and it falls.
Both vanish together, although the layers may have passed through a right angle in between.
"""

from sympy import Abs, Rational, sqrt

from symfeat.claims import NOW, START, All, Equivalence, Inequality, Result

from ..notation import R, f0, g, gamma, omega, r0, y
from ._networks import TRIPLE

result = Result(
    "kernel-and-cosine-are-unchanged-iff-sizes-agree",
    title="Between alignment and disalignment",
    given=(g > 0,),
    uses={
        "kernel": "kernel-grows-iff-target-exceeds-slope",
        "align": "layers-align-iff-target-exceeds-slope",
    },
    source="xu-ziyin-2025",
)


@result.step
def both(kernel, align):
    """Each change is a positive multiple of the same difference of sizes, so that it vanishes with that."""
    return All(
        *(
            Equivalence(unequal(change.first), unequal(change.second), change.factor)
            for change in (kernel, align)
        )
    )


@result.statement
def claim(both):
    start, end, size = sqrt(f0**2 + g**2), sqrt(y**2 + g**2), Abs(y) + Abs(f0)
    differ = Inequality(Abs(y), "!=", Abs(f0))
    return All(
        Equivalence(
            Inequality(2 * gamma * omega * R, "!=", 2 * gamma * omega * r0),
            differ,
            2 * gamma * omega * size / (R + r0),
        ),
        Equivalence(
            Inequality(Abs(y) / end, "!=", Abs(f0) / start),
            differ,
            g**2 * size / (start * end * (Abs(y) * start + Abs(f0) * end)),
        ),
    )


@result.latex
def formula():
    return r"""
    With the kernel $K_\infty = 2 \gamma \omega R$ at the end and $K_0 = 2 \gamma \omega r_0$ at the start,
    \[ K_\infty \ne K_0 \iff \lvert y \rvert \ne \lvert f_0 \rvert \iff
    \frac{\lvert y \rvert}{\sqrt{y^2 + g^2}} \ne \frac{\lvert f_0 \rvert}{\sqrt{f_0^2 + g^2}}. \]
    """


@result.certificate
def certificate(statement):
    """The target at which cosine and kernel of a network end as large as they began, from opposed layers."""
    found = {}
    for name, observable, part in zip(
        ("kernel", "cosine"), (TRIPLE.kernel, TRIPLE.cosine), statement.parts, strict=True
    ):
        equation, solution = part.second.lhs**2 - part.second.rhs**2, part.second.rhs
        box = (Rational(1, 4), Rational(2, 5))
        found[name] = TRIPLE.boundary(y, equation, solution, box, observable, event=NOW**2 - START**2)
    return found


def unequal(side):
    """That the two sides of a relation differ."""
    return Inequality(side.lhs, "!=", side.rhs)
