"""The boost of the weights by its gain, the hyperbolic sine of its rapidity, which keeps its digits.

One mode of every neuron grows and the other shrinks by the same factor; the sine gives both, and the sign of
what the slope lacked at the start says which one grows.
"""

from sympy import Abs, And, Eq, Ge, Integer, Le, Ne, Piecewise, asinh, cosh, exp, log, oo, sinh, sqrt

from symfeat.claims import All, Identity, Result

from .._stable import Fractions, Lets, Oriented, oriented
from ..notation import Omega, P, Q, S, eta_u, eta_w, f0, g, mu, t, tau, theta, u, u0, w, w0, xi, y

result = Result(
    "boost-is-a-contraction-and-a-gain",
    title="The boost of the weights",
    given=(Eq(t, tau / Omega), Eq(g, sqrt(S**2 - mu**2)), Ge(S**2, mu**2)),
    uses={"weights": "weights-undergo-one-boost"},
    source="xu-ziyin-2025",
)
half = log(xi) / 2


@result.step
def mixing(weights):
    """A neuron's own weight enters by half the sum of P and Q, its partner's by half the difference."""
    even, odd = (P + Q) / (2 * sqrt(P * Q)), (P - Q) / (2 * sqrt(P * Q))
    kappa = sqrt(eta_u / eta_w)
    return All(
        Identity(weights.solution[u], even * u0 + kappa * odd * w0),
        Identity(weights.solution[w], even * w0 + odd / kappa * u0),
    )


@result.step
def hyperbolic(mixing):
    """These are the hyperbolic functions of half the logarithm of the growth factor, which is P/Q."""
    even, odd = (mixing[0].rhs.coeff(u0), mixing[1].rhs.coeff(u0) * sqrt(eta_u / eta_w))
    ratio = {P: xi, Q: Integer(1)}
    return All(
        *mixing.parts,
        Identity(cosh(half), even.xreplace(ratio)),
        Identity(sinh(half), odd.xreplace(ratio)),
    )


@result.statement
def claim(weights, hyperbolic):
    root, odd = sqrt(P * Q), theta * (y - f0) / sqrt(P * Q)
    return All(
        Identity(weights.solution[u], (P + Q) / (2 * root) * u0 + sqrt(eta_u / eta_w) * odd * w0),
        Identity(weights.solution[w], (P + Q) / (2 * root) * w0 + sqrt(eta_w / eta_u) * odd * u0),
        Identity(cosh(half), (xi + 1) / (2 * sqrt(xi))),
        Identity(sinh(half), (xi - 1) / (2 * sqrt(xi))),
    )


@result.latex
def formula():
    return r"""
    The exact weights are
    \[ \begin{aligned}
    u_i(t) &= \frac{P + Q}{2 \sqrt{P Q}} u_i(0) + \sqrt{\frac{\eta_u}{\eta_w}} \,
    \frac{\theta (y - f_0)}{\sqrt{P Q}} w_i(0), \\
    w_i(t) &= \frac{P + Q}{2 \sqrt{P Q}} w_i(0) + \sqrt{\frac{\eta_w}{\eta_u}} \,
    \frac{\theta (y - f_0)}{\sqrt{P Q}} u_i(0),
    \end{aligned} \]
    a boost of rapidity $\frac{1}{2} \log \xi$:
    \[ \cosh \frac{\log \xi}{2} = \frac{\xi + 1}{2 \sqrt{\xi}}, \qquad
    \sinh \frac{\log \xi}{2} = \frac{\xi - 1}{2 \sqrt{\xi}}. \]
    """


@result.kernel("boost", domain=(Le(tau, oo, evaluate=False),))
def program():
    """The boost that moves the weights: exp(-|s|) and sinh(s) of its rapidity s, half the log of P/Q."""
    let = Lets()
    o = Oriented(let)
    e = Fractions(let, o)
    ak, slack = let("ak", e.a * e.k, sqrt(e.in_Q / o.c)), let("slack", e.e / e.th)
    Q_th = let("Q_th", sqrt(ak**2 + slack**2), sqrt(oriented(Q, P) / (theta * o.c)))
    gap = let("gap", o.goal - o.start, oriented(y - f0, f0 - y) / o.c, kind="real")
    # Any number will do: the root of the gap keeps both products in range.
    span = let("span", Piecewise((sqrt(Abs(gap)), Ne(gap, 0)), (1, True)), kind="positive", free=True)
    part = let("part", gap / span, kind="real")
    n = let("n", o.start * o.turn, kind="real")  # without floor and target P = 1 and Q = 1 + n
    unscaled, empty = Eq(o.root, 0), And(Eq(o.root, 0), Eq(o.larger, 0))
    P_th = let("P_th", e.th * e.iP, sqrt(theta * o.c / oriented(P, Q)))
    driven = let("of_Q", part / Q_th, kind="real") * let("of_P", span * P_th)
    gain = Piecewise((0, empty), (-sqrt(1 + n) / (1 + 1 / n) / 2, unscaled), (driven, True))
    gain = let("gain_c", o.side * gain, kind="real")
    now = let("now", gain, kind="real", free=True)
    found = theta * (y - f0) / sqrt(P * Q)
    decayed = -f0 * tau / (2 * sqrt(1 + Abs(f0) * tau))
    return let.program(
        {"contraction": 1 / (sqrt(1 + now**2) + Abs(now)), "gain": gain},
        {
            "contraction": exp(-Abs(asinh(now))),
            "gain": Piecewise((decayed, And(Eq(S, 0), Eq(y, 0))), (found, True)),
        },
    )
