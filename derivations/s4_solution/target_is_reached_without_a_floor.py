"""Without a floor the slope follows the logistic curve, and reaches a target of its own sign.

The layers are balanced and parallel: the kernel is proportional to the size of the slope.
"""

from sympy import Abs, Eq, Integer, exp, oo

from symfeat.algebra import solve_riccati
from symfeat.claims import All, Flow, Limit, Result, Solves

from ..notation import E, Omega, S, f, f0, gamma, notation, omega, r, t, y

result = Result(
    "target-is-reached-without-a-floor",
    title="Logistic learning",
    given=(Eq(S, 0), f0 * y > 0),
    uses={"slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def logistic(slope):
    """The slope keeps its sign, so that its size is the slope itself up to that sign: a Riccati equation."""
    rate = notation.expand(slope.rates[f]).xreplace({S: Integer(0)})
    flow = Flow({f: rate}, slope.flow.time)
    signed = Flow({f: rate.xreplace({Abs(f): f * Abs(y) / y})}, slope.flow.time)
    return Solves(flow, {f: solve_riccati(signed, {f: f0})}, {f: f0})


@result.step
def limits(logistic):
    """The exponential vanishes; the kernel follows the size of the slope."""
    curve = logistic.solution[f]
    final = curve.xreplace({notation.expand(exp(-Omega * t * Abs(y))): Integer(0)})
    kernel = (2 * gamma * omega * r).xreplace({r: Abs(curve)})
    return All(logistic, Limit(curve, t, oo, final), Limit(kernel, t, oo, kernel.xreplace({curve: final})))


@result.statement
def claim(limits):
    curve = f0 * y / (f0 + (y - f0) * E)
    return All(
        Solves(limits[0].flow, {f: curve}, {f: f0}),
        Limit(curve, t, oo, y),
        Limit(2 * gamma * omega * Abs(curve), t, oo, 2 * gamma * omega * Abs(y)),
    )


@result.latex
def formula():
    return r"""
    The initial value problem $\dot{f} = - \Omega \lvert f \rvert (f - y)$, $f(0) = f_0$ has exactly one
    solution:
    \[ f(t) = \frac{y f_0}{f_0 + (y - f_0) E}. \]
    It reaches the target, and the kernel $2 \gamma \omega \lvert f \rvert$ follows:
    \[ \lim_{t \to \infty} f(t) = y, \qquad
    \lim_{t \to \infty} 2 \gamma \omega \lvert f(t) \rvert = 2 \gamma \omega \lvert y \rvert. \]
    """
