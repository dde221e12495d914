"""The time constant is one over the rate of the final kernel: near the target the residual decays at Omega R.

The linearising coordinate decays at this very rate from the start.
"""

from sympy import Eq, Piecewise, Symbol, cancel, diff, oo, sqrt

from symfeat.claims import Identity, Result

from ..notation import Omega, R, S, X, eta_u, eta_w, f, g, gamma, m2, mu, notation, y

result = Result(
    "final-kernel-sets-the-time-constant",
    title="The time constant",
    given=(Eq(S, sqrt(g**2 + mu**2)),),
    uses={
        "slope": "slope-obeys-one-equation",
        "coordinate": "one-coordinate-linearises-the-flow",
    },
    source="xu-ziyin-2025",
)


@result.step
def linearised(slope, coordinate):
    """The derivative of the slope's rate at the target is the rate of the linearising coordinate."""
    at_target = diff(notation.expand(slope.rates[f]), f).xreplace({f: y})
    return Identity(at_target, cancel(coordinate.rates[X] / X))


@result.statement
def claim(linearised):
    return Identity(diff(-Omega * sqrt(f**2 + S**2) * (f - y), f).xreplace({f: y}), -Omega * R)


@result.latex
def formula():
    return r"""
    At $f = y$
    \[ \frac{\partial}{\partial f} \left( - \Omega \sqrt{f^2 + S^2} \, (f - y) \right) = - \Omega R. \]
    """


@result.kernel("time_constant")
def program():
    """The time constant; infinite where target and floor are zero."""
    floor, root = Symbol("S", nonnegative=True), Symbol("R", nonnegative=True)
    rate = Symbol("rate", nonnegative=True)
    return {
        "args": {
            "wedge": g,
            "imbalance": mu,
            "target": y,
            "gamma": gamma,
            "eta_u": eta_u,
            "eta_w": eta_w,
            "second_moment": m2,
        },
        "lets": (
            (floor, sqrt(g**2 + mu**2)),
            (root, sqrt(y**2 + floor**2)),
            (rate, 2 * gamma * (sqrt(eta_u) * sqrt(eta_w)) * m2),
        ),
        "outputs": {"time_constant": Piecewise((1 / root / rate, root > 0), (oo, True))},
        "computes": {"time_constant": Piecewise((1 / (Omega * R), R > 0), (oo, True))},
    }
