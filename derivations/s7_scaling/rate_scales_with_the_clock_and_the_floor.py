"""The rate at which the target is approached, in powers of kappa: frozen, stable, or unstable in the limit.

Its exponent is that of the clock, plus that of the floor where the floor outgrows the target. A negative one
freezes learning, zero leaves the time constant finite, a positive one asks for steps that vanish.
"""

from sympy import Abs, Eq, Max, Piecewise, oo, sqrt

from symfeat.claims import Limit, Result

from ..notation import Omega, S, eta_u, eta_w, gamma, notation, y
from ._scaling import EXPONENTS, power, scaled
from .notation import Sigma, c_eta_u, c_eta_w, c_gamma, e_S, log_kappa

result = Result(
    "rate-scales-with-the-clock-and-the-floor",
    title="The rate in a scaling limit",
    uses={
        "rate": "final-kernel-sets-the-time-constant",
    },
    source="xu-ziyin-2025",
)


@result.step
def leading(rate):
    """Multiply the hyperparameters by their powers; the root is of the order of the floor or the target."""
    found = scaled(-rate.rhs, {s: EXPONENTS[s] for s in (gamma, eta_u, eta_w)})
    order = c_gamma + (c_eta_u + c_eta_w) / 2 + Max(e_S, 0)
    root = Piecewise((Sigma, e_S > 0), (sqrt(y**2 + Sigma**2), Eq(e_S, 0)), (Abs(y), True))
    return Limit(found.xreplace({S: Sigma * power(e_S)}) * power(-order), log_kappa, oo, Omega * root)


@result.statement
def claim():
    clock = notation.expand(Omega) * power(c_gamma + (c_eta_u + c_eta_w) / 2)
    rate = clock * sqrt(y**2 + Sigma**2 * power(2 * e_S))
    order = c_gamma + (c_eta_u + c_eta_w) / 2 + Max(e_S, 0)
    root = Piecewise((Sigma, e_S > 0), (sqrt(y**2 + Sigma**2), Eq(e_S, 0)), (Abs(y), True))
    return Limit(rate * power(-order), log_kappa, oo, Omega * root)


@result.latex
def formula():
    return r"""
    Let $\gamma \propto \kappa^{c_\gamma}$, $\eta_u \propto \kappa^{c_{\eta u}}$,
    $\eta_w \propto \kappa^{c_{\eta w}}$ and $S = \Sigma \kappa^{e_S}$. With
    $e_r = c_\gamma + \tfrac{1}{2} (c_{\eta u} + c_{\eta w}) + \max (e_S, 0)$, as $\kappa \to \infty$
    \[ \kappa^{- e_r} \, \Omega R \to \Omega \times \begin{cases} \Sigma & \text{if } e_S > 0 \\
    \sqrt{y^2 + \Sigma^2} & \text{if } e_S = 0 \\ \lvert y \rvert & \text{otherwise} \end{cases} \]
    """
