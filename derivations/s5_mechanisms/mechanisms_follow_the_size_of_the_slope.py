"""Radius and cosine both grow exactly when the slope does, by amounts that contain no difference of roots.

So the logarithmic split of the slope's growth can be computed without cancellation, however little the slope
grows. Where the slope only changes its sign, the shares are those of an instant.
"""

from sympy import Abs, Eq, Max, Min, Or, Piecewise, factor, log, nan, sign, sqrt
from sympy.codegen.cfunctions import log1p

from symfeat.claims import All, Identity, Result

from .._stable import Lets, comparable, unit_of
from ..notation import f, f0, f_inf, g

result = Result(
    "mechanisms-follow-the-size-of-the-slope",
    title="Growth of radius and cosine",
    uses={"polar": "cosine-follows-from-slope-and-wedge"},
    source="xu-ziyin-2025",
)

SIZES = (Abs(f0), g, Abs(f_inf))


@result.step
def grown(polar):
    """Rationalise the growth of the radius; write that of the squared cosine over a common denominator."""
    (rho0, cos0), (rho1, cos1) = (
        [part.rhs.xreplace({f: slope}) for part in polar.parts[:2]] for slope in (f0, f_inf)
    )
    return All(
        Identity(rho1 / rho0 - 1, (rho1**2 - rho0**2) / (rho0 * (rho1 + rho0))),
        Identity(cos1**2 / cos0**2 - 1, factor(cos1**2 / cos0**2 - 1)),
    )


@result.statement
def claim(grown):
    start, end = sqrt(f0**2 + g**2), sqrt(f_inf**2 + g**2)
    return All(
        Identity(end / start - 1, (f_inf**2 - f0**2) / (start * (end + start))),
        Identity(
            (f_inf / end) ** 2 / (f0 / start) ** 2 - 1,
            g**2 * (f_inf**2 - f0**2) / (f0**2 * (f_inf**2 + g**2)),
        ),
    )


@result.kernel("mechanisms", domain=comparable(*SIZES), bound=8)
def program():
    """The log split of the slope's change into radius and cosine, and their shares; nan without a change."""
    let = Lets()
    inverse = unit_of(let, SIZES)[1]
    first, last = let("first", Abs(f0) * inverse), let("last", Abs(f_inf) * inverse)
    across, way = let("across", g * inverse), let("way", sign(last - first), kind="real")
    # Growth, of whichever is the smaller: one plus a number >= 0, whose logarithm keeps its digits.
    low, high = let("low", Min(first, last)), let("high", Max(first, last))
    step = let("step", high - low)
    squares, wedge2, low2 = let("squares", step * (high + low)), let("wedge2", across**2), let("low2", low**2)
    radius2 = let("radius2", low2 + wedge2)
    growth, rescaled = log(Abs(f_inf) / Abs(f0)), log((f_inf**2 + g**2) / (f0**2 + g**2)) / 2
    whole = let("log_slope", way * log1p(step / low), growth, kind="real")
    radius = let("log_radius", way * log1p(squares / radius2) / 2, rescaled, kind="real")
    turned = let("share", squares / (high**2 + wedge2)) * wedge2 / low2
    cosines = sqrt(f_inf**2 + g**2), sqrt(f0**2 + g**2)
    aligned = log(Abs(f_inf) / cosines[0] / (Abs(f0) / cosines[1]))
    cosine = let("log_cos", way * log1p(turned) / 2, aligned, kind="real")
    undefined, mirrored = Or(Eq(f0, 0), Eq(f_inf, 0), Eq(f0, f_inf)), Eq(f0, -f_inf)
    still = Eq(step, 0)  # f0 = -f_inf: both logs vanish, the shares have a limit
    shares = {"rescaling": (radius, low2, rescaled, f0), "alignment": (cosine, wedge2, aligned, g)}
    outputs = {"log_slope": whole, "log_radius": radius, "log_cos": cosine}
    computes = {"log_slope": growth, "log_radius": rescaled, "log_cos": aligned}
    for name, (part, square, what, side) in shares.items():
        outputs[name] = Piecewise((nan, undefined), (square / radius2, still), (part / whole, True))
        limit = side**2 / (f0**2 + g**2)
        computes[name] = Piecewise((nan, undefined), (limit, mirrored), (what / growth, True))
    return let.program(outputs, computes, {"slope0": f0, "wedge": g, "limit": f_inf})
