"""By the clock the exact slope contains neither rates nor scale nor data: one curve for all of them.

Doubling both learning rates, say, halves every time and changes nothing else.
"""

from sympy import Le, exp, oo, sqrt

from symfeat.claims import Identity, Result

from ..notation import Omega, R, alpha, beta, eta_u, eta_w, f, f0, gamma, m2, notation, t, tau, y

result = Result(
    "networks-share-one-curve-by-the-clock",
    title="One curve",
    given=(R > 0,),
    uses={"path": "slope-has-a-closed-form"},
    source="xu-ziyin-2025",
)


@result.step
def at_the_clock(path):
    """Insert the time at which the clock shows tau."""
    slope = notation.expand(path.solution[f])
    now = slope.xreplace({t: notation.expand(tau / Omega)})
    decay = exp(-R * tau)
    half = (1 - decay) / (2 * R)
    up, down = half * (beta + R + y) + decay, half * (alpha + R - y) + decay
    return Identity(now, y + (f0 - y) * decay / (up * down))


@result.statement
def claim(path, at_the_clock):
    decay = exp(-R * tau)
    up = (1 - decay) * (beta + R + y) / (2 * R) + decay
    down = (1 - decay) * (alpha + R - y) / (2 * R) + decay
    now = notation.expand(path.solution[f]).xreplace({t: notation.expand(tau / Omega)})
    return Identity(now, y + (f0 - y) * decay / (up * down))


@result.latex
def formula():
    return r"""
    At the clock $\tau = \Omega t$ the exact slope is
    \[ f = y + \frac{(f_0 - y) \, \mathrm{e}^{- R \tau}}
    {\left( \theta (\beta + R + y) + \mathrm{e}^{- R \tau} \right)
    \left( \theta (\alpha + R - y) + \mathrm{e}^{- R \tau} \right)}, \qquad
    \theta = \frac{1 - \mathrm{e}^{- R \tau}}{2 R}. \]
    """


@result.kernel("time_of_clock", domain=(Le(tau, oo, evaluate=False),))
def program():
    """The time at which the clock shows a value."""
    return {
        "args": {"clock": tau, "gamma": gamma, "eta_u": eta_u, "eta_w": eta_w, "second_moment": m2},
        "outputs": {"time": tau / (2 * gamma * (sqrt(eta_u) * sqrt(eta_w)) * m2)},
        "computes": {"time": tau / Omega},
    }
