"""The times to a slope and to a loss share the clock at which the slope has a value and its stable form."""

from sympy import Abs, And, Eq, Ne, Or, Piecewise, log, nan, oo, sign, sqrt
from sympy.codegen.cfunctions import log1p

from ._stable import affinity
from .notation import R, S, f, f0, r, r0, y

FAR = 2**500

# On the stable manifold of the origin, where the target is never reached; and in general.
unreachable = And(Eq(S, 0), f0 * y < 0)
grown = Piecewise(
    (f0 * (y - f) / (f * (y - f0)), unreachable),
    ((y - f0) * (S**2 + y * f + R * r) / ((y - f) * (S**2 + y * f0 + R * r0)), True),
)


def passage():
    """The clock at which the slope is f: oo where it is only approached, nan where it is never met."""
    way = sign(y - f0)
    stuck = And(Eq(S, 0), f0 * y <= 0, f * y >= 0, Ne(y, 0))
    return Piecewise(
        (0, Eq(f, f0)),
        (nan, Or((f - f0) * way <= 0, (y - f) * way < 0)),
        (oo, And(unreachable, Eq(f, 0))),
        (nan, stuck),
        (oo, Eq(f, y)),
        (Abs(f - f0) / Abs(f0 * f), And(Eq(S, 0), Eq(y, 0))),
        (log(grown) / R, True),
    )


def stable_passage(let, o, F, shift, gap):
    """The same from the slope F, `shift` off its start and `gap` below the target, all in units of c."""
    c, root, start, goal = o.c, o.root, (o.start, f0, o.root0), (o.goal, y, o.root)
    now = (F, f, o.kernel_root("r_F", F, r / c))
    ahead, behind = o.affinity("ahead", now, goal)[1], o.affinity("behind", now, start)[1]
    lead = sqrt(let("ratio", 2 * ahead / behind)) / sqrt(o.C)
    roots = R * r + y * f + R * r0 + y * f0 + S**2 + r * r0 - f * f0
    lead = let("lead", root * lead, R * roots / ((r + r0) * affinity(f0, y)))
    way = let("way", shift / gap, (f - f0) / (y - f), kind="real")
    excess = let("excess", lead * way, kind="real")
    # Beyond the range of floats the logarithm is a sum.
    size = let("size", excess, kind="real", free=True)
    x = Piecewise((log(way) + log(1 / way + lead), size > FAR), (log1p(excess), True))
    left = Piecewise(
        (Abs(shift) / Abs(o.start * F) / c, Eq(root, 0)),
        (oo, Eq(F, 0)),
        (nan, F * o.goal >= 0),
        (log1p(-o.goal * shift / (F * (o.goal - o.start))) / root / c, True),
    )
    return Piecewise(
        (0, Eq(shift, 0)),
        (nan, shift * gap < 0),
        (left, o.stuck),
        (oo, Eq(gap, 0)),
        (x / root / c, True),
    )
