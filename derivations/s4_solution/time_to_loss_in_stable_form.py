"""The time to a loss is the time to the slope that has it, found from the share of the loss that is left.

The slope follows from its start or from the target, whichever is nearer, so that neither distance cancels.
"""

from sympy import Eq, Ge, Piecewise, Rational, nan, sqrt

from symfeat.claims import Identity, Result

from .._passage import passage, stable_passage
from .._stable import Lets, Oriented, oriented
from ..notation import S, ell, f, f0, g, m2, mu, y

result = Result(
    "time-to-loss-in-stable-form",
    title="Stable evaluation of the time to a loss",
    given=(
        Eq(ell, m2 * (f - y) ** 2 / 2),
        (f0 - y) ** 2 > 0,
        (f - y) * (f0 - y) >= 0,
        Eq(g, sqrt(S**2 - mu**2)),
        Ge(S**2, mu**2),
    ),
    uses={"loss": "loss-depends-on-the-slope-alone"},
    source="xu-ziyin-2025",
)


@result.step
def share(loss):
    """The share of the loss that is left is the square of the share of the way that lies ahead."""
    height = loss[0].rhs.coeff(m2 * (f - y) ** 2) * m2 * (f - y) ** 2
    left = ell / height.xreplace({f: f0})
    return Identity(1 - left, (1 - (y - f) / (y - f0)) * (1 + (y - f) / (y - f0)))


@result.statement
def claim(share):
    return Identity(1 - 2 * ell / (m2 * (f0 - y) ** 2), (f - f0) * (2 * y - f - f0) / (y - f0) ** 2)


@result.kernel("time_to_loss")
def program():
    """The clock at which the loss above its minimum is met: oo for the limit, nan where it never is."""
    let = Lets()
    o = Oriented(let)
    first = let("first", m2 * (f0 - y) ** 2 / 2)
    share = let("share", Piecewise((ell / first, first > 0), (0, True)))
    left = let("left", sqrt(share))  # residual over first residual
    ahead, behind = oriented(y - f, f - y) / o.c, oriented(f - f0, f0 - f) / o.c
    gap = let("gap", (o.goal - o.start) * left, ahead, kind="real")
    shift = let("shift", (o.goal - o.start) * (1 - share) / (1 + left), behind, kind="real")
    near = let("near", share, free=True)
    value = Piecewise((o.start + shift, near > Rational(1, 4)), (o.goal - gap, True))
    F = let("F", value, oriented(f, -f) / o.c, kind="real")
    clock = Piecewise((nan, ell > first), (stable_passage(let, o, F, shift, gap), True))
    args = {"loss": ell, "slope0": f0, "wedge": g, "imbalance": mu, "target": y, "second_moment": m2}
    beyond = ell > m2 * (f0 - y) ** 2 / 2
    return let.program({"clock": clock}, {"clock": Piecewise((nan, beyond), (passage(), True))}, args)
