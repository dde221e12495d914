"""The angle turns by more than a given amount exactly when the target falls short of one number.

That number is where the ray at the turned angle reaches the height of the wedge; for a negative amount, a
turn back, it bounds the target from above. It takes a turned angle between 0 and pi, as the angle is: then
the two differ by less than pi, and the sine of the difference tells which is larger.
"""

from sympy import Eq, Rational, acos, atan2, cos, expand_trig, sin, sqrt, together

from symfeat.claims import NOW, START, Equivalence, Identity, Inequality, Result

from ..notation import f, f0, g, y, zeta0, zeta_inf
from ._networks import PAIR, TRIPLE
from .notation import turn

ANGLES = {zeta0: atan2(g, f0), zeta_inf: atan2(g, y)}

result = Result(
    "angle-exceeds-a-turn-iff-target-falls-short",
    title="Targets at which the angle has turned by a given amount",
    given=(
        g > 0,
        g * cos(turn) + f0 * sin(turn) > 0,
        *(Eq(name, angle) for name, angle in ANGLES.items()),
    ),
    uses={
        "polar": "cosine-follows-from-slope-and-wedge",
        "angle": "angle-tends-to-that-of-the-target",
    },
    source="xu-ziyin-2025",
)
excess = expand_trig(sin(zeta_inf - zeta0 - turn))  # by the addition theorems


@result.step
def sine(polar, angle):
    """Cosines and sines at the start and at the end, over a common denominator."""
    (_, cosine, tangent), known = polar.parts, {}
    for angle_there, slope in ((zeta0, f0), (zeta_inf, angle.point)):
        there = {f: slope}
        along, across = cosine.rhs.xreplace(there), (cosine.rhs * tangent.rhs).xreplace(there)
        known |= {cos(angle_there): along, sin(angle_there): across}
    return Identity(excess, together(excess.xreplace(known)))


@result.step
def linear(angle, sine):
    """The sine is linear in the target, apart from the length at the end; solve for the target."""
    numerator, lengths = sine.rhs.as_numer_denom()
    slope = numerator.expand().coeff(angle.point, 1)
    rest = numerator.expand().coeff(angle.point, 0)
    return Equivalence(Inequality(sine.lhs, ">", 0), Inequality(rest / -slope, ">", y), -slope / lengths)


@result.statement
def claim(linear):
    start, end = sqrt(f0**2 + g**2), sqrt(y**2 + g**2)
    across, along = g * cos(turn) + f0 * sin(turn), f0 * cos(turn) - g * sin(turn)
    return Equivalence(
        Inequality(excess, ">", 0), Inequality(g * along / across, ">", y), across / (start * end)
    )


@result.latex
def formula():
    return r"""
    For a turned angle $\zeta_0 + \delta_\zeta$ between $0$ and $\pi$, that is for
    $g \cos \delta_\zeta + f_0 \sin \delta_\zeta > 0$,
    \[ \sin (\zeta_\infty - \zeta_0 - \delta_\zeta) > 0 \iff y < g \,
    \frac{f_0 \cos \delta_\zeta - g \sin \delta_\zeta}{g \cos \delta_\zeta + f_0 \sin \delta_\zeta}. \]
    """


@result.certificate
def certificate(statement):
    """The targets at which the layers end 1/4 rad further apart, and 1/2 rad closer: zeros of the sine."""
    beyond, bound = statement.first.lhs.xreplace(ANGLES), statement.second.lhs
    cases = {
        "apart": (PAIR, Rational(1, 4), (Rational(-1, 4), Rational(-1, 6))),
        "closer": (TRIPLE, Rational(-1, 2), (Rational(-1, 15), Rational(-1, 30))),
    }
    found = {}
    for name, (network, change, box) in cases.items():
        event = acos(NOW) - acos(START) - change
        equation, solution = (closed.xreplace({turn: change}) for closed in (beyond, bound))
        found[name] = network.boundary(y, equation, solution, box, network.cosine, event=event)
    return found
