"""The kernel changes by a tolerance at most exactly when the target's size lies in a band.

This takes a target that is reached, as it is with a floor or from a start on the target's side. There is
always an upper edge, and for a tolerance below one a bound from below. It is the square of a size only where
the floor is small against the start. Otherwise the floor holds the kernel up, and the band reaches down to
the target zero.
"""

from symfeat.claims import All, Equivalence, Identity, Inequality, Result

from ..notation import R, S, f0, r0, y
from .notation import ratio, tolerance

result = Result(
    "kernel-changes-little-iff-target-lies-in-a-band",
    title="The band of targets with little kernel change",
    given=(r0 > 0, tolerance < 1),
    uses={"bound": "kernel-ratio-exceeds-a-bound-iff-target-exceeds-a-size"},
    source="xu-ziyin-2025",
)


@result.step
def least(bound):
    """The least kernel root at the end is a positive share of the one at the start."""
    return Inequality(r0 * bound.first.rhs.xreplace({ratio: 1 - tolerance}), ">", 0)


@result.step
def band(bound, least):
    """Bounds of one plus and of one minus the tolerance, each with its edge; the opposite of exceeding it."""
    now, target = bound.first.lhs, bound.second.lhs
    less, more = {ratio: least.lhs / r0}, {ratio: 1 + tolerance}
    low, high = (bound.second.rhs.xreplace(put) for put in (less, more))
    return All(
        Equivalence(
            Inequality(ratio.xreplace(more), ">=", now),
            Inequality(high, ">=", target),
            bound.factor.xreplace(more),
        ),
        Equivalence(
            Inequality(now, ">=", ratio.xreplace(less)),
            Inequality(target, ">=", low),
            bound.factor.xreplace(less),
        ),
    )


@result.step
def edges(band):
    """The edges lie apart; one is a sum of squares, the other is there if the start outweighs the floor."""
    high, low = band[0].second.lhs, band[1].second.rhs
    held = low.expand().coeff(S, 2) * S**2
    return All(
        *band.parts,
        Identity(high, high.expand().collect(S)),
        Identity(high - low, (high - low).factor()),
        Equivalence(
            Inequality(low, ">=", 0),
            Inequality((low.expand() - held.expand()).factor(), ">=", -held.factor()),
            1,
        ),
    )


@result.statement
def claim(edges):
    high, low = ((1 + way * tolerance) ** 2 * (f0**2 + S**2) - S**2 for way in (1, -1))
    return All(
        Equivalence(
            Inequality(1 + tolerance, ">=", R / r0),
            Inequality(high, ">=", y**2),
            1 / (r0 * (R + (1 + tolerance) * r0)),
        ),
        Equivalence(
            Inequality(R / r0, ">=", 1 - tolerance),
            Inequality(y**2, ">=", low),
            1 / (r0 * (R + (1 - tolerance) * r0)),
        ),
        Identity(high, (1 + tolerance) ** 2 * f0**2 + tolerance * (2 + tolerance) * S**2),
        Identity(high - low, 4 * tolerance * (f0**2 + S**2)),
        Equivalence(
            Inequality(low, ">=", 0),
            Inequality((1 - tolerance) ** 2 * f0**2, ">=", tolerance * (2 - tolerance) * S**2),
            1,
        ),
    )


@result.latex
def formula():
    return r"""
    Where the target is reached, the kernel goes from $K_0 = 2 \gamma \omega r_0$ to
    $K_\infty = 2 \gamma \omega R$. For $\varepsilon < 1$
    \[ \frac{K_\infty}{K_0} \le 1 + \varepsilon \iff y^2 \le (1 + \varepsilon)^2 (f_0^2 + S^2) - S^2, \]
    \[ \frac{K_\infty}{K_0} \ge 1 - \varepsilon \iff y^2 \ge (1 - \varepsilon)^2 (f_0^2 + S^2) - S^2. \]
    The right sides differ by $4 \varepsilon (f_0^2 + S^2)$. The first is a sum of squares,
    \[ (1 + \varepsilon)^2 f_0^2 + \varepsilon (2 + \varepsilon) S^2, \]
    and the second is not negative exactly where
    \[ (1 - \varepsilon)^2 f_0^2 \ge \varepsilon (2 - \varepsilon) S^2. \]
    """
