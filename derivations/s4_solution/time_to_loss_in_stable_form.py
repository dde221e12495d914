"""The time to a loss is the time to the slope that has it, found from the share of the loss that is left.

The slope follows from its start or from the target, whichever is nearer, so that neither distance cancels.
"""

from sympy import Eq, Ge, Piecewise, Rational, sqrt

from symfeat.claims import Identity, Result

from .._passage import passage, stable_passage
from .._stable import SIZES, Lets, Scaled, comparable
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


@result.kernel("time_to_loss", domain=comparable(*SIZES))
def program():
    """The clock at which the loss above its minimum is met: oo for the limit, nan where it never is."""
    let = Lets()
    o = Scaled(let)
    way = let("whole", o.goal - o.start, kind="real")
    loss, first = let("loss_1", ell * o.inverse) * o.inverse, m2 * way**2 / 2
    loss, first = let("loss_c", loss), let("first", first)
    share = let("share", Piecewise((loss / first, loss > 0), (0, True)))
    left = let("left", sqrt(share))  # residual over first residual; a loss beyond the first turns the shift
    gap = let("gap", way * left, (y - f) / o.c, kind="real")
    shift = let("shift", way * (1 - share) / (1 + left), (f - f0) / o.c, kind="real")
    near = let("near", share, free=True)
    value = Piecewise((o.start + shift, near > Rational(1, 4)), (o.goal - gap, True))
    F = let("F", value, f / o.c, kind="real")
    args = {"loss": ell, "slope0": f0, "wedge": g, "imbalance": mu, "target": y, "second_moment": m2}
    return let.program({"clock": stable_passage(let, o, F, shift, gap)}, {"clock": passage()}, args)
