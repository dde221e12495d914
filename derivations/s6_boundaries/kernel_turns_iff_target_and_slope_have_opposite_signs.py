"""With a floor, the kernel turns on its way exactly where target and initial slope have opposite signs.

The kernel's derivative by the slope has the slope's sign, and the slope moves one way. So the kernel turns
where the slope passes zero, at its floor. The boundary is the target zero: towards a target on the other side
the kernel shrinks first.
"""

from sympy import Eq, Integer, Rational, cancel, solve

from symfeat.claims import NOW, START, All, Equivalence, Evolves, Inequality, Limit, Result

from ..notation import K, R, S, f, f0, gamma, notation, omega, r, r0, y
from ._networks import EARLY, PAIR

result = Result(
    "kernel-turns-iff-target-and-slope-have-opposite-signs",
    title="Where the kernel turns",
    given=(S > 0,),
    uses={
        "kernel": "kernel-obeys-one-equation",
        "slope": "slope-obeys-one-equation",
        "limits": "slope-tends-to-the-target",
    },
    source="xu-ziyin-2025",
)


@result.step
def by_slope(kernel, slope):
    """Divide the kernel's rate by the slope's, and put in the kernel that moves the slope."""
    now = slope.rates[f] * K / kernel.rates[f]
    direction = cancel(kernel.rates[K] / kernel.rates[f]).xreplace({K: now})
    rates = {f: slope.rates[f], K: direction * slope.rates[f]}
    return All(
        Evolves(slope.flow, {f: f, K: now}, rates),
        Limit(now, f, 0, now.xreplace({f: Integer(0)}), "+-"),
        Inequality(now, ">", 0),
    )


@result.step
def opposed(limits, slope, by_slope):
    """At the start and at the end it has the signs of the initial slope and of the target."""
    direction = by_slope[0].rates[K] / slope.rates[f]
    product = direction.xreplace({f: f0}) * direction.xreplace({f: limits[0].value})
    return All(
        *by_slope.parts,
        Equivalence(Inequality(product, "<", 0), Inequality(f0 * y, "<", 0), product / (f0 * y)),
    )


@result.statement
def claim(slope, opposed):
    """The kernel's rate by the slope's, the kernel at the slope zero, and where start and end disagree."""
    scale, rate = 2 * gamma * omega, slope.rates[f]
    return All(
        Evolves(slope.flow, {f: f, K: scale * r}, {f: rate, K: scale * f / r * rate}),
        Limit(scale * r, f, 0, scale * S, "+-"),
        Inequality(scale * r, ">", 0),
        Equivalence(
            Inequality((scale * f0 / r0) * (scale * y / R), "<", 0),
            Inequality(f0 * y, "<", 0),
            scale**2 / (r0 * R),
        ),
    )


@result.latex
def formula():
    return r"""
    Along the flow the kernel $K = 2 \gamma \omega r$ is positive and obeys
    \[ \dot{K} = \frac{2 \gamma \omega f}{r} \, \dot{f}, \qquad \lim_{f \to 0} K = 2 \gamma \omega S, \]
    and its direction at the start and that at the end are opposed exactly for opposite signs:
    \[ \frac{2 \gamma \omega f_0}{r_0} \, \frac{2 \gamma \omega y}{R} < 0 \iff y f_0 < 0. \]
    """


@result.certificate
def certificate(statement):
    """The target at which the kernel turns at last, and the kernel where it turns on its way to a target.

    Squared, the kernel's derivative by the slope is a function of the kernel, by what that is of the slope.
    """
    path, lowest, signs = statement[0], statement[1].value, statement[3].first.lhs
    direction = path.rates[K] / path.rates[f]
    (away,) = solve(Eq(notation.expand(path.quantities[K]) ** 2, K**2), f**2)
    by_kernel = notation.expand(direction**2).xreplace({f**2: away})
    moves = cancel(PAIR.flow.derivative(PAIR.kernel) / PAIR.flow.derivative(PAIR.slope))
    turns = EARLY.flow.derivative(EARLY.kernel)
    around, below = (Rational(-1, 10), Rational(1, 8)), (Rational(3, 5), Rational(2, 3))
    return {
        "target": PAIR.boundary(y, signs, Integer(0), around, moves, event=NOW * START),
        "floor": EARLY.boundary(K, by_kernel, lowest, below, EARLY.kernel, event=turns, way="passage"),
    }
