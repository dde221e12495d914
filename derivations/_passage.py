"""The times to a slope and to a loss share the clock at which the slope has a value and its stable form."""

from sympy import Abs, And, Eq, Ne, Or, Piecewise, log, nan, oo, sign, sqrt
from sympy.codegen.cfunctions import log1p

from ._stable import FAR, oriented
from .notation import R, S, f, f0, r, r0, y

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
    """The same from the oriented slope F, `shift` off its start and `gap` below the target, in units of c."""
    start, goal, floor, root, L, R_plus = o.start, o.goal, o.floor, o.root, o.larger, o.R_plus
    r_F = let("r_F", sqrt(F**2 + floor**2), r / o.c)
    rho = let("rho", Piecewise((floor / (r_F + Abs(F)), r_F > 0), (0, True)))
    # alpha xi at that slope, and the share that the smaller of R + y and R - y has in the larger
    A_F = let("A_F", Piecewise((r_F + F, F >= 0), (floor * rho, True)), (r + oriented(f, -f)) / o.c)
    sigma = let("sigma", floor / R_plus)
    share1 = let("share1", shift / gap, kind="real")
    share2 = let("share2", (root + r_F) / (r_F + o.root0))
    share3 = let("share3", 2 * root / (R_plus + A_F))
    far = let("far", share1 * share2 * share3, kind="real")
    same = let(
        "same", far * ((A_F + L) / (L + floor * sigma)), kind="real"
    )  # both slopes on the target's side
    across = let("across", far * (R_plus / (L + R_plus)), kind="real")
    L_S, A_S = let("L_S", L / floor), let("A_S", A_F / floor)
    grow = let("grow", Piecewise((L / (r_F - F), F < 0), (L_S * A_S, True)))
    crossed = let("crossed", across * (grow + 1), kind="real")
    excess = let("excess", Piecewise((same, start >= 0), (crossed, True)), grown - 1, kind="real")
    # Beyond the range of floats the logarithm is a sum.
    size = let("size", excess, kind="real", free=True)
    far_log = log(across) + Piecewise(
        (log(L) - log(r_F - F), F < 0), (log(L) + log(A_F) - 2 * log(floor), True)
    )
    late = far_log + log1p((1 + across) / (across * grow))
    x = let("x", Piecewise((late, And(start < 0, size > FAR)), (log1p(excess), True)), kind="real")
    way = let("way", sign(goal - start), kind="real")
    stuck = And(Eq(floor, 0), start <= 0)  # on the stable manifold of the origin: the slope tends to 0
    return Piecewise(
        (0, Eq(shift, 0)),
        (nan, Or(shift * way <= 0, gap * way < 0)),
        (oo, And(stuck, Eq(F, 0), start < 0)),
        (nan, And(stuck, F >= 0)),
        (oo, Eq(gap, 0)),
        (Abs(shift) / start / F / o.c, Eq(root, 0)),
        (x / root / o.c, True),
    )
