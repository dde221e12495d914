"""The slope as a weighted mean of the target, the start and a slope between them: no weight is negative.

Where start and target differ in sign, so do the terms of one factor of the weights; but its product with the
same factor for the mirrored start is a square, by which it is a quotient without a difference.
"""

from sympy import Abs, And, Eq, Ge, Le, Ne, Or, Piecewise, nan, oo, sign, sqrt

from symfeat.claims import All, Identity, Result

from .._stable import SIZES, Lets, Passage, comparable
from ..notation import E, Omega, P, Q, R, S, f, f0, g, mu, r0, t, tau, y

result = Result(
    "stable-evaluation-equals-the-closed-form",
    title="Stable evaluation",
    given=(Eq(t, tau / Omega), Eq(g, sqrt(S**2 - mu**2)), Ge(S**2, mu**2)),
    uses={"slope": "slope-has-a-closed-form"},
    source="xu-ziyin-2025",
)
C, mirror = S**2 + f0 * y + r0 * R, S**2 - f0 * y + r0 * R


@result.step
def weights():
    """Multiply P and Q out, and sort by the powers of E and of 1 - E."""
    return Identity(R**2 * P * Q, (1 - E) ** 2 * C / 2 + R * E * (1 - E) * (r0 + R) + (R * E) ** 2)


@result.step
def between():
    """The middle term of the slope: start and target, each with the kernel root of the other."""
    return Identity(f0 * R + y * r0, C * (f0 + y) / (r0 + R))


@result.step
def mirrored():
    """The factor of start and target, times that of the mirrored start and the target."""
    return Identity(C * mirror, (S * (r0 + R)) ** 2)


@result.step
def mean(slope, weights, between, mirrored):
    """The slope times all weights is the sum of its parts by their weights."""
    parts = y * (1 - E) ** 2 * C / 2 + R * E * (1 - E) * between.rhs + f0 * (R * E) ** 2
    quotient = mirrored.rhs / mirror
    return All(Identity(parts / weights.rhs, slope.solution[f]), weights, Identity(C, quotient))


@result.statement
def claim(mean):
    parts = y * (1 - E) ** 2 * C / 2 + R * E * (1 - E) * (f0 * R + y * r0) + f0 * (R * E) ** 2
    weights = (1 - E) ** 2 * C / 2 + R * E * (1 - E) * (r0 + R) + (R * E) ** 2
    return All(
        Identity(parts / weights, y + (f0 - y) * E / (P * Q)),
        Identity(weights, R**2 * P * Q),
        Identity(C, (S * (r0 + R)) ** 2 / mirror),
    )


@result.latex
def formula():
    return r"""
    The exact slope is a weighted mean of $y$, $f_0$ and a slope between the two,
    \[ \begin{aligned}
    R^2 P Q \left( y + \frac{(f_0 - y) E}{P Q} \right) = \frac{(1 - E)^2}{2}
    \left( S^2 + f_0 y + r_0 R \right) y
    &+ R E (1 - E) (f_0 R + y r_0) \\ &+ R^2 E^2 f_0,
    \end{aligned} \]
    whose weights add up to $R^2 P Q$. None of them needs a difference, since
    \[ S^2 + f_0 y + r_0 R = \frac{S^2 (r_0 + R)^2}{S^2 - f_0 y + r_0 R}, \qquad
    f_0 R + y r_0 = \frac{f_0 + y}{r_0 + R} \left( S^2 + f_0 y + r_0 R \right). \]
    """


@result.kernel("trajectory", domain=(Le(tau, oo, evaluate=False), *comparable(*SIZES)))
def program():
    """The slope, what it lacks to the target, the kernel root, and the cosine between the layers."""
    let = Lets()
    o = Passage(let)
    c, start, goal, Re, RE = o.c, o.start, o.goal, o.Re, o.RE
    lacking = (f0 - y) * E / (P * Q)
    share = let("share", 1 / o.PQ)
    # In this order nothing underflows that the product does not.
    left, kept = let("left", o.gap * Re, kind="real"), let("kept", Re * share)
    remain = let("remain", left * kept, lacking / c, kind="real")
    between = o.drawn * let("mean", (start + goal) / o.roots, kind="real")
    moved = (goal * o.full + RE * (RE * start - between)) * share
    moved = let("moved", moved, (y + lacking) / c, kind="real")
    error = let("error", 4 * remain**2, free=True)  # near the target it is what is known best
    near = Piecewise((goal + remain, error < goal**2), (moved, True))
    near = let("near", near, (y + lacking) / c, kind="real")
    # Where that factor vanishes, the start is on the stable manifold of the origin, or there is no scale.
    stuck, unscaled = o.stuck, And(Eq(S, 0), Eq(y, 0))
    rest, ebb = 1 / (1 + Abs(f0) * tau), let("ebb", start * o.e, kind="real")
    decay = start * rest + goal * (1 - rest**2) / 2  # with the response to a target that is 0 here
    fall = Piecewise((0, Eq(start, 0)), (decay, Eq(o.root, 0)), (ebb * (Re / o.reach), True))
    first = start - o.gap * (c * o.root0) * tau  # the start itself, with the speed that it has
    now = let("now", Piecewise((first, Eq(tau, 0)), (fall, stuck), (near, True)), kind="real")
    residual = Piecewise((first - goal, Eq(tau, 0)), (fall - goal, stuck), (remain, True))
    # Root and cosine are those of any slope and wedge; where both vanish, of the moments before and after.
    F, wedge = let("F", now, kind="real", free=True), let("across", o.wedge, free=True)
    F2, wedge2 = let("F2", F**2), let("wedge2", wedge**2)
    root = Piecewise((Abs(F), stuck), (sqrt(F2 + o.S2), True))
    ahead = Piecewise((start, stuck), (0, start * goal < 0), (start + goal, True))
    void, decayed = And(Eq(F, 0), Eq(wedge, 0)), f0 / (1 + Abs(f0) * tau)
    heading = Piecewise((ahead, void), (F, True))
    radius = let("radius", Piecewise((Abs(heading), Eq(wedge, 0)), (sqrt(F2 + wedge2), True)))
    kept = And(Ne(f0, 0), Or(f0 * y >= 0, Eq(S, 0)))  # the slope never changes sign
    begun = And(Eq(f0, 0), S > 0, Ne(y, 0))
    cosine = F / sqrt(F**2 + wedge**2)
    along = ((sign(f0), And(void, kept)), (sign(y), And(void, begun)), (nan, void), (cosine, True))
    computes = {
        "slope": Piecewise((decayed, unscaled), (y + lacking, True)),
        "residual": Piecewise((decayed, unscaled), (lacking, True)),
        "kernel_root": sqrt((c * F) ** 2 + S**2),
        "cos_angle": Piecewise(*along),
    }
    outputs = {"slope": c * now, "residual": c * residual, "kernel_root": c * root}
    return let.program(outputs | {"cos_angle": heading / radius}, computes)
