"""The slope in a form that keeps its digits, wherever the network starts and however late it is.

The flow is turned so that the target is positive; then target and start enter with weights that are sums of
positive terms. Where the exponential underflows the program takes the limit that every slope has.
"""

from sympy import Abs, And, Eq, Ge, Le, Ne, Or, Piecewise, nan, oo, sign, sqrt

from symfeat.claims import Identity, Result

from .._stable import FAR, Fractions, Lets, Oriented, oriented
from ..notation import E, Omega, P, Q, R, S, alpha, beta, f0, g, mu, t, tau, y

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
    side, c, start, goal, floor = o.side, o.c, o.start, o.goal, o.floor
    ahead, behind = oriented(P, Q), oriented(Q, P)
    # The roots of E/Q and of its complement, and of E/P and its complement
    w = let("w", 1 / sqrt(1 + e.T**2), sqrt(E / behind))
    size = let("size", e.T, free=True)
    v = let("v", Piecewise((e.T * w, size < 2**100), (sqrt(1 - w * w), True)))
    z = let("z", e.e * e.iP, sqrt(E / ahead))
    # Of a product over a sum the larger factor is divided, since the other quotient may underflow.
    scope, reach = o.root + floor, o.larger + floor
    bend, share = let("bend", goal / scope), let("share", floor / scope)
    f_L, S_L = let("f_L", start / reach, kind="real"), let("S_L", floor / reach)
    slow = let("slow", Piecewise((floor * bend, goal > floor), (goal * share, True)))
    side_S = Piecewise((floor * f_L, Abs(start) > floor), (start * S_L, True))
    L_L = let("L_L", o.larger / reach)
    side_S, side_L = let("side_S", side_S, kind="real"), let("side_L", start * L_L, kind="real")
    Z = let("Z", goal + goal * bend, (R + Abs(y) - S) / c)
    slowly = let("slowly", slow * (1 + e.sigma**2) * e.climb)
    drive = let("drive", (let("Zv", Z * v) * v + slowly * e.climb) / 2)
    of_Q = let("of_Q", Piecewise((side_L, start >= 0), (side_S, True)) * w, kind="real")
    of_P = let("of_P", Piecewise((side_S, start >= 0), (side_L, True)) * z, kind="real")
    moved = drive + (of_Q * w + of_P * z)
    lack = let("lack", w * e.iP)
    remain = let("lacking", (start - goal) * lack, kind="real") * lack
    # Near the target what is left adds to it.
    near = let("close", Piecewise((4, 2 * Abs(remain) < goal), (1, True)), free=True)
    reached = (Abs(y) + oriented(f0 - y, y - f0) * E / (P * Q)) / c
    moved = let("moved", moved, reached, kind="real")
    moved = Piecewise((goal + remain, near > 2), (moved, True))
    n = let("n", start * o.turn, kind="real")
    algebraic = Piecewise((start / (1 + n), n < FAR), (1 / (1 / start + o.turn), True))
    end = let("end", Piecewise((goal, Or(o.raw > 0, start > 0)), (0, True)))
    unscaled, dead, over, unmoved = Eq(o.root, 0), Eq(o.larger, 0), e.over, Eq(o.turn, 0)
    slope = Piecewise((algebraic, unscaled), (0, dead), (end, over), (start, unmoved), (moved, True))
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
