"""With a large imbalance the layers align, or turn away from each other, while the kernel stays constant.

The floor grows without bound with the imbalance, past slope and target; the angle's change does not depend
on it. So there are two order parameters: floor over slope and target, which tells how the kernel changes,
and the change of the angle.
"""

from sympy import Eq, atan2, cos, oo, sin, sqrt

from symfeat.claims import All, Identity, Limit, Result

from ..notation import R, S, f, f0, g, mu, notation, r0, y, zeta0, zeta_inf

result = Result(
    "layers-align-at-constant-kernel",
    title="Alignment at constant kernel",
    given=(
        g > 0,
        Eq(S, sqrt(g**2 + mu**2)),
        Eq(zeta0, atan2(g, f0)),
        Eq(zeta_inf, atan2(g, y)),
    ),
    uses={
        "kernel": "kernel-is-constant-in-the-kernel-phase",
        "polar": "cosine-follows-from-slope-and-wedge",
    },
    source="xu-ziyin-2025",
)


@result.step
def kernel_rests(kernel):
    """The floor grows with the imbalance, whatever its sign, and the kernel phase is reached."""
    ratio = notation.expand(kernel[0].expr).xreplace({S: sqrt(g**2 + mu**2)})
    return All(*(Limit(ratio, mu, side, kernel[0].value) for side in (-oo, oo)))


@result.step
def angle_moves(polar):
    """The sine of the difference, by the addition theorem: slope, target and wedge give it."""
    radius, cosine = polar[0].rhs, polar[1].rhs
    sine = polar[2].rhs * cosine
    start, end = ({f: value} for value in (f0, y))
    turn = sine.xreplace(end) * cosine.xreplace(start) - cosine.xreplace(end) * sine.xreplace(start)
    moved = g * (f0 - y) / (radius.xreplace(start) * radius.xreplace(end))
    return All(Identity(sin(zeta_inf) * cos(zeta0) - cos(zeta_inf) * sin(zeta0), turn), Identity(turn, moved))


@result.step
def both(kernel_rests, angle_moves):
    """The limits, and the angle's change, in which the imbalance does not occur."""
    sine = Identity(angle_moves[0].lhs, angle_moves[1].rhs)
    large = Limit(S**2, mu, oo, oo)
    return All(*kernel_rests.parts, large, sine)


@result.statement
def claim(both):
    return All(
        Limit(R**2 / r0**2, mu, -oo, 1),
        Limit(R**2 / r0**2, mu, oo, 1),
        Limit(S**2, mu, oo, oo),
        Identity(
            sin(zeta_inf) * cos(zeta0) - cos(zeta_inf) * sin(zeta0),
            g * (f0 - y) / (sqrt(f0**2 + g**2) * sqrt(y**2 + g**2)),
        ),
    )


@result.latex
def formula():
    return r"""
    For $\mu \to - \infty$ as for $\mu \to \infty$
    \[ \frac{R^2}{r_0^2} \to 1, \qquad S^2 \to \infty, \]
    while the angle moves, whatever $\mu$, by
    \[ \sin (\zeta_\infty - \zeta_0) = \frac{g (f_0 - y)}{\sqrt{f_0^2 + g^2} \sqrt{y^2 + g^2}}. \]
    """
