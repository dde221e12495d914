"""Without the modes that the target needs, the slope dies out instead of reaching it.

These initialisations, a = 0 for all neurons and y > 0 or b = 0 and y < 0, are the stable manifolds of the
origin. They are where there is no floor and the slope is not of the target's sign; the dead network is one.
"""

from sympy import Abs, Eq, Integer, Ne, oo, sign

from symfeat.algebra import solve_riccati
from symfeat.claims import All, Flow, Identity, Limit, Result, Solves

from ..notation import E, S, alpha, beta, f, f0, notation, t, y

result = Result(
    "target-is-unreachable-from-the-stable-manifold",
    title="The unreachable target",
    given=(Eq(S, 0), Ne(y, 0), f0 * y <= 0),
    uses={"slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def no_mode():
    """The weight of the modes that would grow, kernel root plus slope along the target, is zero."""
    weight = (alpha + beta) / 2 + sign(y) * (alpha - beta) / 2
    return Identity(weight, 0)


@result.step
def logistic(slope):
    """The slope keeps its sign, against the target's, so that its rate is quadratic: a Riccati equation."""
    rate = notation.expand(slope.rates[f]).xreplace({S: Integer(0)})
    signed = Flow({f: rate.xreplace({Abs(f): -f * Abs(y) / y})}, slope.flow.time)
    return Solves(Flow({f: rate}, slope.flow.time), {f: solve_riccati(signed, {f: f0})}, {f: f0})


@result.step
def limits(no_mode, logistic):
    """Slope and kernel decay, like the factor that elsewhere is the decay of the residual."""
    curve, decay = logistic.solution[f], notation.expand(E).xreplace({S: Integer(0)})
    share = curve / decay
    return All(
        no_mode,
        logistic,
        Limit(curve, t, oo, 0),
        Limit(share, t, oo, share.xreplace({decay: Integer(0)})),
    )


@result.statement
def claim(limits):
    curve = f0 * y * E / (y - f0 * (1 - E))
    return All(
        Identity((alpha + beta) / 2 + sign(y) * (alpha - beta) / 2, 0),
        Solves(limits[1].flow, {f: curve}, {f: f0}),
        Limit(curve, t, oo, 0),
        Limit(curve / E, t, oo, f0 * y / (y - f0)),
    )


@result.latex
def formula():
    return r"""
    The modes that would grow have no weight,
    $(\alpha + \beta) / 2 + \operatorname{sgn} y \, (\alpha - \beta) / 2 = 0$.
    The initial value problem $\dot{f} = - \Omega \lvert f \rvert (f - y)$, $f(0) = f_0$ has exactly one
    solution:
    \[ f(t) = \frac{y f_0 E}{y - f_0 (1 - E)}, \qquad \lim_{t \to \infty} f(t) = 0, \qquad
    \lim_{t \to \infty} \frac{f(t)}{E} = \frac{y f_0}{y - f_0}. \]
    """
