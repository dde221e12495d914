"""The targets at which the kernel has changed by a tolerance, as a sum of squares and as a product.

Above the start the two squares add. Below it they are subtracted: as a difference of roots times their sum,
which says, too, when there is no such target, since the floor does not let the kernel fall so far.
"""

from sympy import Abs, Eq, Ge, Le, Min, Ne, Or, Piecewise, nan, sqrt

from symfeat.claims import All, Identity, Result

from .._stable import Lets, comparable, unit_of
from ..notation import S, f0, g, mu
from .notation import ratio, tolerance

result = Result(
    "kernel-change-boundaries-need-no-cancelling-difference",
    title="Stable evaluation of the boundaries of the kernel change",
    given=(Eq(g, sqrt(S**2 - mu**2)), Ge(S**2, mu**2)),
    uses={"bound": "kernel-ratio-exceeds-a-bound-iff-target-exceeds-a-size"},
    source="xu-ziyin-2025",
)

SIZES = (Abs(f0), g, Abs(mu))
FINEST = 2**100  # tolerances beyond this or its inverse say nothing that float64 could
ABOVE, BELOW = sqrt(tolerance * (2 + tolerance)), sqrt(Min(tolerance, 1) * (2 - Min(tolerance, 1)))


@result.step
def squared_targets(bound):
    """Collect the floor, for one plus and for one minus the tolerance."""
    sizes = [bound.second.rhs.xreplace({ratio: 1 + way * tolerance}) for way in (1, -1)]
    return All(
        *(
            Identity(size, size.xreplace({f0: 0 * f0}).factor() + (1 + way * tolerance) ** 2 * f0**2)
            for size, way in zip(sizes, (1, -1), strict=True)
        )
    )


@result.statement
def claim(squared_targets):
    return All(
        Identity(
            (1 + tolerance) ** 2 * (f0**2 + S**2) - S**2,
            tolerance * (2 + tolerance) * S**2 + (1 + tolerance) ** 2 * f0**2,
        ),
        Identity(
            (1 - tolerance) ** 2 * (f0**2 + S**2) - S**2,
            (1 - tolerance) ** 2 * f0**2 - tolerance * (2 - tolerance) * S**2,
        ),
    )


@result.kernel(
    "kernel_change_boundaries",
    domain=(*comparable(*SIZES), Ge(tolerance * FINEST, 1), Le(tolerance, FINEST)),
    bound=4,
)
def program():
    """Sizes of the target at which the kernel ends below and above its start by the tolerance, as a share.

    The lower is nan where the floor does not let the kernel fall so far; both are, where there is no kernel.
    """
    let = Lets()
    c, inverse = unit_of(let, SIZES)
    across, imbalance = let("across", g * inverse), let("mu_c", mu * inverse, kind="real")
    floor2 = let("floor2", across**2 + imbalance**2, S**2 / c**2)
    floor = let("floor", sqrt(floor2), S / c)
    start, spread = let("start", Abs(f0) * inverse), let("spread", floor * ABOVE)
    shrunk = let("shrunk", Abs(f0) * (1 - tolerance), kind="real")
    held = let("held", floor * c * BELOW, S * BELOW)
    short = let("short", shrunk - held, kind="real")
    left, total = (
        let("left", short * inverse, kind="real"),
        let("total", (shrunk + held) * inverse, kind="real"),
    )
    seen = Or(Ne(f0, 0), S > 0)
    unmet = Abs(f0) * (1 - tolerance) - S * BELOW < 0
    less, more = (sqrt((1 + way * tolerance) ** 2 * (f0**2 + S**2) - S**2) for way in (-1, 1))
    lower = c * sqrt(left * total)
    upper = c * sqrt((start * (1 + tolerance)) ** 2 + spread**2)
    outputs = {
        "lower": Piecewise((nan, Or(tolerance >= 1, short < 0)), (lower, start + floor > 0), (nan, True)),
        "upper": Piecewise((upper, start + floor > 0), (nan, True)),
    }
    computes = {
        "lower": Piecewise((nan, Or(tolerance >= 1, unmet)), (less, seen), (nan, True)),
        "upper": Piecewise((more, seen), (nan, True)),
    }
    args = {"slope0": f0, "wedge": g, "imbalance": mu, "tolerance": tolerance}
    return let.program(outputs, computes, args)
