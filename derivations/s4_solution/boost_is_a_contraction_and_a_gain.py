"""The boost of the weights by its gain, the hyperbolic sine of its rapidity, which keeps its digits.

One mode of every neuron grows and the other shrinks by the same factor; the sine gives both, and the sign of
what the slope lacked at the start says which one grows.
"""

from sympy import Abs, And, Eq, Ge, Integer, Le, Or, Piecewise, asinh, cosh, exp, log, oo, sign, sinh, sqrt

from symfeat.claims import All, Identity, Result

from .._stable import SIZES, Lets, Passage, comparable
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


@result.kernel("boost", domain=(Le(tau, oo, evaluate=False), *comparable(*SIZES)), bound=8)
def program():
    """The boost that moves the weights: exp(-|s|) and sinh(s) of its rapidity s, half the log of P/Q."""
    let = Lets()
    o = Passage(let)
    driven = let("driven", o.gap * o.fade / 2, kind="real")
    n = let("n", Abs(f0) * tau)
    decayed = -sign(f0) * sqrt(1 + n) / (1 + 1 / n) / 2  # without floor and target P = 1 and Q = 1 + n
    still = Or(Eq(o.start, 0), Eq(tau, 0))
    steep = driven / sqrt(o.root * o.reach)  # times e, which the denominator keeps where the gain overflows
    stuck = Piecewise((steep, o.root > 0), (0, still), (decayed, True))
    found = theta * (y - f0) / sqrt(P * Q)
    swift = let("swift", driven / sqrt(o.PQ), found, kind="real")
    above = let("above", Piecewise((stuck, o.stuck), (swift, True)), kind="real")
    below = let("below", Piecewise((o.e, And(o.stuck, o.root > 0)), (1, True)), kind="positive")
    k, m = let("k", above, kind="real", free=True), let("m", below, kind="positive", free=True)
    k2, m2 = let("k2", k**2), let("m2", m**2)
    decayed = -f0 * tau / (2 * sqrt(1 + Abs(f0) * tau))
    return let.program(
        {"contraction": m / (sqrt(m2 + k2) + Abs(k)), "gain": above / below},
        {
            "contraction": exp(-asinh(Abs(k) / m)),
            "gain": Piecewise((decayed, And(Eq(S, 0), Eq(y, 0))), (found, True)),
        },
    )
