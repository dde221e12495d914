"""The exact slope in a form that keeps its digits, wherever the network starts and however late it is.

Slope and residual are sums of products of like signs; P and Q never cancel, grow or vanish together. The
program orients the flow, forms E/P and E/Q without the exponential's underflow, and knows the limits.
"""

from sympy import Abs, And, Eq, Ge, Le, Mul, Or, Piecewise, nan, oo, sqrt

from symfeat.claims import All, Identity, Result

from .._stable import FAR, Fractions, Lets, Oriented, oriented
from ..notation import E, Omega, P, Q, R, S, alpha, beta, f, f0, g, mu, r0, t, tau, theta, y

result = Result(
    "stable-evaluation-equals-the-closed-form",
    title="Stable evaluation",
    given=(Eq(t, tau / Omega), Eq(g, sqrt(S**2 - mu**2)), Ge(S**2, mu**2)),
    uses={"slope": "slope-has-a-closed-form"},
    source="xu-ziyin-2025",
)
growing, decaying = sqrt(alpha), sqrt(beta)


@result.step
def squares(slope):
    """The slope is a difference of squares over the product of P and Q."""
    return Identity(Mul(alpha * P**2 - beta * Q**2, 1 / (2 * P * Q)), slope.solution[f])


@result.step
def difference():
    """The difference of the roots, in terms that do not cancel where the slope and the target agree in sign."""
    drive = theta * y / (R + S) * (growing * (S + R + y) + decaying * (S + R - y))
    return Identity(growing * P - decaying * Q, drive + 2 * E * f0 / (growing + decaying))


@result.step
def product(squares, difference):
    """Difference times sum."""
    return Identity(difference.rhs * (growing * P + decaying * Q) / (2 * P * Q), squares.rhs)


@result.statement
def claim(product):
    drive = theta * y / (R + S) * (growing * (S + R + y) + decaying * (S + R - y))
    stable = (drive + 2 * E * f0 / (growing + decaying)) * (growing * P + decaying * Q) / (2 * P * Q)
    return Identity(stable, y + (f0 - y) * E / (P * Q))


@result.kernel("trajectory", domain=(Le(tau, oo, evaluate=False),))
def program():
    """The exact slope, what it lacks to the target, the kernel root, and the layers' cosine at a clock."""
    let = Lets()
    o = Oriented(let)
    e = Fractions(let, o)
    side, c, start, goal, floor, C = o.side, o.c, o.start, o.goal, o.floor, e.C
    ahead, behind = oriented(P, Q), oriented(Q, P)
    # The growth and P once more, to switch on: the branches agree on either side.
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
    X_P = let("X_P", Piecewise((bB * e.p2 / H, size > 2**100), (e.b * e.p2 / e.P, True)) * e.p2, e.b * E / ahead)
    X_Q = let("X_Q", Piecewise((aC * W, grown > FAR), (e.a * w, True)), e.a * E / behind)
    X = let("X", X_P + X_Q)
    bend = let("bend", goal / (o.root + floor))
    Z = let("Z", goal + goal * bend, (R + Abs(y) - S) / c)
    f_L, X_L = let("f_L", start / (o.larger + floor), kind="real"), let("X_L", X / (o.larger + floor))
    gap = let("gap", start - goal, kind="real")
    gap_C = let("gap_C", gap / C, kind="real")
    moved = Z * (v + e.sigma * climb) / 2 + Piecewise((f_L * X, grown > FAR), (start * X_L, True))
    left = let("left", Piecewise((gap_C * W, grown > FAR), (gap * w, True)), gap * E / behind, kind="real")
    left_B = let("left_B", left / e.B, kind="real")
    remain = Piecewise((left_B / H, size > 2**100), (left / e.P, True))
    algebraic = 1 / (1 / start + o.turn)
    end = let("end", Piecewise((goal, Or(floor > 0, start > 0)), (0, True)))  # where the clock has run out
    dead, free = Eq(o.larger, 0), Eq(o.root, 0)
    slope = Piecewise((algebraic, free), (0, dead), (end, Eq(e.p, 0)), (moved, True))
    residual = Piecewise((algebraic, free), (-goal, dead), (end - goal, Eq(e.p, 0)), (remain, True))
    lacking = (f0 - y) * E / (P * Q)
    no_scale, rest = And(Eq(S, 0), Eq(y, 0)), And(Eq(S, 0), Eq(f0, 0))
    decay = f0 / (1 + Abs(f0) * tau)
    found = Piecewise((decay, no_scale), (0, rest), (y + lacking, True))
    F = let("F", slope, kind="real")
    res = let("res", residual, kind="real")
    now = let("now", F, kind="real", free=True)
    radius = let("radius", sqrt(now**2 + o.wedge**2))
    return let.program(
        {"slope": side * (c * F), "residual": side * (c * res), "kernel_root": c * sqrt(now**2 + floor**2)},
        {
            "slope": found,
            "residual": Piecewise((decay, no_scale), (-y, rest), (lacking, True)),
            "kernel_root": sqrt((c * now) ** 2 + S**2),
        },
    )
