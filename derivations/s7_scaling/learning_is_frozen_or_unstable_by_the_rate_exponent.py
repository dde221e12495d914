"""Frozen, stable or unstable: the rate of learning vanishes, stays finite, or grows without bound.

With a rate that vanishes nothing is learned in any fixed time. A step of gradient descent multiplies a small
residual by one minus the rate at the target times the step: it contracts only while that product is below
two, so that a rate without bound is unstable at any fixed step, and a finite one stable at a small enough.
"""

from sympy import Abs, Eq, Max, Ne, Piecewise, oo, sqrt

from symfeat.claims import Limit, Result

from ..notation import Omega, notation, y
from ._scaling import power
from .notation import Sigma, c_eta_u, c_eta_w, c_gamma, e_r, e_S, log_kappa

result = Result(
    "learning-is-frozen-or-unstable-by-the-rate-exponent",
    title="Frozen, stable, unstable",
    given=(Eq(c_gamma, e_r - (c_eta_u + c_eta_w) / 2 - Max(e_S, 0)), Ne(y, 0)),
    uses={"rate": "rate-scales-with-the-clock-and-the-floor"},
    source="xu-ziyin-2025",
)


@result.step
def by_sign(rate):
    """The rate is its power of kappa times what tends to a positive number."""
    value = Piecewise((oo, e_r > 0), (rate.value, Eq(e_r, 0)), (0, True))
    return Limit(rate.expr * power(e_r), log_kappa, oo, value)


@result.statement
def claim():
    clock = notation.expand(Omega) * power(c_gamma + (c_eta_u + c_eta_w) / 2)
    rate = clock * sqrt(y**2 + Sigma**2 * power(2 * e_S))
    root = Piecewise((Sigma, e_S > 0), (sqrt(y**2 + Sigma**2), Eq(e_S, 0)), (Abs(y), True))
    return Limit(rate, log_kappa, oo, Piecewise((oo, e_r > 0), (Omega * root, Eq(e_r, 0)), (0, True)))


@result.latex
def formula():
    return r"""
    Let $y \ne 0$, $S = \Sigma \kappa^{e_S}$ and
    $e_r = c_\gamma + \tfrac{1}{2} (c_{\eta u} + c_{\eta w}) + \max (e_S, 0)$. As $\kappa \to \infty$
    \[ \Omega R \to \begin{cases} \infty & \text{if } e_r > 0 \\
    \lim \kappa^{- e_r} \, \Omega R & \text{if } e_r = 0 \\ 0 & \text{otherwise} \end{cases} \]
    """
