"""Radius and cosine both grow exactly when the slope does, by amounts that contain no difference of roots.

So the logarithmic split of the slope's growth can be computed without cancellation, however little the slope
grows. Where the slope only changes its sign, the shares are those of an instant.
"""

from sympy import Abs, Eq, Or, Piecewise, Rational, Symbol, factor, log, nan, sqrt
from sympy.codegen.cfunctions import log1p

from symfeat.claims import All, Identity, Result

from ..notation import f, f0, f_inf, g

result = Result(
    "mechanisms-follow-the-size-of-the-slope",
    title="Growth of radius and cosine",
    uses={"polar": "cosine-follows-from-slope-and-wedge"},
    source="xu-ziyin-2025",
)


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


def log_ratio(ratio, excess, near):
    """log(ratio), from ratio - 1 = excess where that is small."""
    return Piecewise((log1p(excess), near), (log(ratio), True))


@result.kernel("mechanisms")
def program():
    """The log split of the slope's change into radius and cosine, and their shares; nan without a change."""
    names = "f l rho0 rho1 both tan0 sin1 sum1 cos0 sin0 cos1"
    c0, c1, rho0, rho1, both, tan0, sin1, sum1, cos0, sin0, cos1 = (
        Symbol(name, nonnegative=True) for name in names.split()
    )
    names = "change step excess square log_slope log_radius log_cos"
    change, step, excess, square, whole, radius, cosine = (Symbol(name, real=True) for name in names.split())
    # Sizes to switch on, which may be anything: the branches agree on either side.
    moved, widened, turned = (Symbol(name, nonnegative=True) for name in ("moved", "widened", "turned"))
    small = Rational(1, 2)
    lets = (
        (c0, Abs(f0)),
        (c1, Abs(f_inf)),
        (rho0, sqrt(f0**2 + g**2)),
        (rho1, sqrt(f_inf**2 + g**2)),
        (change, (c1 - c0) / c0),
        (moved, Abs(change)),
        (whole, log_ratio(c1 / c0, change, moved < small)),
        (step, (c1 - c0) / rho0),
        (both, (c1 + c0) / (rho1 + rho0)),
        (excess, step * both),
        (widened, Abs(excess)),
        (radius, log_ratio(rho1 / rho0, excess, widened < small)),
        # The growth of the squared cosine and the ratio of the cosines, formed from ratios.
        (tan0, g / c0),
        (sin1, g / rho1),
        (sum1, (c1 + c0) / rho1),
        (square, tan0 * sin1 * (change * sum1)),
        (cos0, c0 / rho0),
        (sin0, g / rho0),
        (cos1, c1 / rho1),
        (turned, Abs(square)),
        (cosine, Piecewise((log1p(square) / 2, turned < small), (log(cos1 / cos0), True))),
    )
    start, end = sqrt(f0**2 + g**2), sqrt(f_inf**2 + g**2)
    growth, rescaled = log(Abs(f_inf) / Abs(f0)), log(end / start)
    aligned = log(Abs(f_inf) / end / (Abs(f0) / start))
    undefined, mirrored = Or(Eq(f0, 0), Eq(f_inf, 0), Eq(f0, f_inf)), Eq(f0, -f_inf)
    still = Eq(c0, c1)  # f0 = -f_inf: both logs vanish, the shares have a limit
    return {
        "args": {"slope0": f0, "wedge": g, "limit": f_inf},
        "lets": lets,
        "free": frozenset({moved, widened, turned}),
        "meanings": {whole: growth, radius: rescaled, cosine: aligned},
        "outputs": {
            "log_slope": whole,
            "log_radius": radius,
            "log_cos": cosine,
            "rescaling": Piecewise((nan, undefined), (cos0**2, still), (radius / whole, True)),
            "alignment": Piecewise((nan, undefined), (sin0**2, still), (cosine / whole, True)),
        },
        "computes": {
            "log_slope": growth,
            "log_radius": rescaled,
            "log_cos": aligned,
            "rescaling": Piecewise(
                (nan, undefined), (f0**2 / (f0**2 + g**2), mirrored), (rescaled / growth, True)
            ),
            "alignment": Piecewise(
                (nan, undefined), (g**2 / (f0**2 + g**2), mirrored), (aligned / growth, True)
            ),
        },
    }
