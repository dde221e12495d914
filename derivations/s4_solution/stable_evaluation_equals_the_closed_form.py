"""The slope in a form that keeps its digits, wherever the network starts and however late it is.

The flow is turned so that the target is positive; then target and start enter with weights that are sums of
positive terms. Where the exponential underflows the program takes the limit that every slope has.
"""

from sympy import Abs, And, Eq, Ge, Le, Ne, Or, Piecewise, nan, oo, sign, sqrt

from symfeat.claims import Identity, Result

from .._stable import FAR, Fractions, Lets, Oriented, oriented
from ..notation import E, Omega, P, Q, R, S, alpha, beta, f0, g, mu, r0, t, tau, y

result = Result(
    "stable-evaluation-equals-the-closed-form",
    title="Stable evaluation",
    given=(Eq(t, tau / Omega), Eq(g, sqrt(S**2 - mu**2)), Ge(S**2, mu**2)),
    uses={"form": "slope-is-a-product-of-sums"},
    source="xu-ziyin-2025",
)
growing, decaying = sqrt(alpha), sqrt(beta)


@result.step
def weighted(form):
    """Two fractions carry the time: E/P and E/Q, which start at one and vanish, and their complements."""
    target = (R + y - S) / 2 * ((1 - E / Q) + S / (R + y) * (1 - E / P))
    return Identity(target + f0 * (growing * E / Q + decaying * E / P) / (growing + decaying), form.rhs)


@result.statement
def claim(weighted):
    target = (R + y - S) * (S * (1 - E / P) / (R + y) + 1 - E / Q) / 2
    start = f0 * (growing * E / Q + decaying * E / P) / (growing + decaying)
    return Identity(target + start, y + (f0 - y) * E / (P * Q))


@result.latex
def formula():
    return r"""
    The exact slope is the sum of what the target and what the start contribute,
    \[ y + \frac{(f_0 - y) E}{P Q} = \frac{R + y - S}{2} \left( 1 - \frac{E}{Q} + \frac{S}{R + y}
    \left( 1 - \frac{E}{P} \right) \right) + f_0 \, \frac{\sqrt{\alpha} \, E / Q + \sqrt{\beta} \, E / P}
    {\sqrt{\alpha} + \sqrt{\beta}}. \]
    """


@result.kernel("trajectory", domain=(Le(tau, oo, evaluate=False),))
def program():
    """The slope, what it lacks to the target, the kernel root, and the cosine between the layers."""
    let = Lets()
    o = Oriented(let)
    e = Fractions(let, o)
    side, c, start, goal, floor, C = o.side, o.c, o.start, o.goal, o.floor, e.C
    ahead, behind = oriented(P, Q), oriented(Q, P)
    # T and P once more, to switch on: the branches agree for any value.
    grown, size = let("grown", e.T, free=True), let("size", e.P, free=True)
    # Late, the slope-sized C E/Q survives where the fraction E/Q underflows.
    aC = let("aC", e.a / C)
    n2 = let("n2", let("n1", let("n0", e.theta * aC) * e.q) * e.q)
    W = let("W", 1 / (1 / C + n2 * e.k2), (r0 + Abs(f0) + R + Abs(y)) / c * E / behind)
    w = let("w", Piecewise((W / C, grown > FAR), (1 / (1 + e.T), True)), E / behind)
    v = let("v", Piecewise((1 - w, grown > FAR), (e.T * w, True)), 1 - E / behind)
    H = let("H", e.theta + e.p2 * e.p2 / e.B)
    climb = let("climb", e.theta / H, 1 - E / ahead)
    bB = let("bB", e.b / e.B)
    of_P = Piecewise((bB * e.p2 / H, size > 2**100), (e.b * e.p2 / e.P, True))
    X_P = let("X_P", of_P * e.p2, e.b_means * E / ahead)
    X_Q = let("X_Q", Piecewise((aC * W, grown > FAR), (e.a * w, True)), e.a_means * E / behind)
    X = let("X", X_P + X_Q)
    Z = let("Z", goal + goal * let("bend", goal / (o.root + floor)), (R + Abs(y) - S) / c)
    f_L, X_L = let("f_L", start / (o.larger + floor), kind="real"), let("X_L", X / (o.larger + floor))
    gap = let("gap", start - goal, kind="real")
    gap_C = let("gap_C", gap / C, kind="real")
    moved = Z * (v + e.sigma * climb) / 2 + Piecewise((f_L * X, grown > FAR), (start * X_L, True))
    lost = oriented(f0 - y, y - f0) / c * E / behind
    left = let("left", Piecewise((gap_C * W, grown > FAR), (gap * w, True)), lost, kind="real")
    left_B = let("left_B", left / e.B, kind="real")
    remain = Piecewise((left_B / H, size > 2**100), (left / e.P, True))
    n = let("n", start * o.turn, kind="real")
    algebraic = Piecewise((start / (1 + n), n < FAR), (1 / (1 / start + o.turn), True))
    end = let("end", Piecewise((goal, Or(floor > 0, start > 0)), (0, True)))
    unscaled, dead, over = Eq(o.root, 0), Eq(o.larger, 0), Eq(e.p, 0)
    slope = Piecewise((algebraic, unscaled), (0, dead), (end, over), (moved, True))
    residual = Piecewise((algebraic, unscaled), (-goal, dead), (end - goal, over), (remain, True))
    F, res = let("F", slope, kind="real"), let("res", residual, kind="real")
    # Any slope and wedge; where both vanish, the layers have the cosine of the moments before and after.
    now, wedge = let("now", F, kind="real", free=True), let("wedge_c", o.wedge, free=True)
    gone = And(Eq(now, 0), Eq(wedge, 0))
    forth = Or(start > 0, And(Eq(start, 0), floor > 0, goal > 0))
    back = And(start < 0, Eq(floor, 0))
    cosine = Piecewise(
        (1, And(gone, forth)), (-1, And(gone, back)), (nan, gone), (now / sqrt(now**2 + wedge**2), True)
    )
    lacking, decay = (f0 - y) * E / (P * Q), f0 / (1 + Abs(f0) * tau)
    unscaled, dead = And(Eq(S, 0), Eq(y, 0)), And(Eq(S, 0), Eq(f0, 0))
    kept = And(Ne(f0, 0), Or(f0 * y > 0, Eq(y, 0), Eq(S, 0)))  # the slope never changes sign
    begun = And(Eq(f0, 0), S > 0, Ne(y, 0))
    found = oriented(now, -now) / sqrt(now**2 + wedge**2)
    computes = {
        "slope": Piecewise((decay, unscaled), (0, dead), (y + lacking, True)),
        "residual": Piecewise((decay, unscaled), (-y, dead), (lacking, True)),
        "kernel_root": sqrt((c * now) ** 2 + S**2),
        "cos_angle": Piecewise(
            (sign(f0), And(gone, kept)), (sign(y), And(gone, begun)), (nan, gone), (found, True)
        ),
    }
    outputs = {"slope": side * (c * F), "residual": side * (c * res)}
    outputs |= {"kernel_root": c * sqrt(now**2 + floor**2), "cos_angle": side * cosine}
    return let.program(outputs, computes)
