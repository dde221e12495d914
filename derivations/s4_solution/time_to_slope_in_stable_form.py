"""The time to a slope as the logarithm of one plus a product of ratios, each without cancellation.

So short times keep their digits, too. The factors are the share of the way that lies behind, and sums of
positive terms once the flow is turned so that the target is positive.
"""

from sympy import Abs, Eq, Ge, sqrt

from symfeat.claims import Identity, Result

from .._passage import passage, stable_passage
from .._stable import SIZES, Lets, Scaled, comparable
from ..notation import R, S, X, f, f0, g, mu, r, r0, y

result = Result(
    "time-to-slope-in-stable-form",
    title="Stable evaluation of the time",
    given=(Eq(g, sqrt(S**2 - mu**2)), Ge(S**2, mu**2)),
    uses={"coordinate": "one-coordinate-linearises-the-flow"},
    source="xu-ziyin-2025",
)


ENDS = (*SIZES, Abs(f))


@result.step
def way(coordinate):
    """Multiply the coordinate's numerators and denominators crosswise: the way from the start factors out."""
    now = coordinate.quantities[X]
    start = now.xreplace({f: f0})
    roots = (r + r0) * R + (f + f0) * y + ((r + r0) ** 2 - (f + f0) ** 2) / 2
    return Identity((start / now - 1) * (r + r0) * (y - f) * (S**2 + y * f0 + R * r0), R * (f - f0) * roots)


@result.step
def growth(coordinate, way):
    """Divide again; where the start is the value, nothing is left."""
    now = coordinate.quantities[X]
    below = (r + r0) * (y - f) * (S**2 + y * f0 + R * r0)
    return Identity(now.xreplace({f: f0}) / now - 1, way.rhs / below)


@result.statement
def claim(growth):
    """What is inside the logarithm, less one."""
    ratio = (y - f0) * (S**2 + y * f + R * r) / ((y - f) * (S**2 + y * f0 + R * r0))
    roots = R * (r + r0) + y * (f + f0) + S**2 + r * r0 - f * f0
    return Identity(ratio - 1, R * (f - f0) * roots / ((r + r0) * (y - f) * (S**2 + y * f0 + R * r0)))


@result.kernel("time_to_slope", domain=comparable(*ENDS), bound=8)
def program():
    """The clock at which the slope is met: 0 at the start, oo for the limit, nan where it never is."""
    let = Lets()
    o = Scaled(let, ENDS)
    F = o.scaled("F", f)
    shift, gap = let("shift", F - o.start, kind="real"), let("gap", o.goal - F, kind="real")
    args = {"slope": f, "slope0": f0, "wedge": g, "imbalance": mu, "target": y}
    return let.program({"clock": stable_passage(let, o, F, shift, gap)}, {"clock": passage()}, args)
