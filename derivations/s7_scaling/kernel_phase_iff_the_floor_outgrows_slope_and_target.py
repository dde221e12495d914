"""Kernel phase exactly where the floor outgrows both slope and target: e_S > max(0, e_f).

Everywhere else the kernel changes and features are learned: without bound where e_S < 0, by a factor where
e_S = 0, and by another one where slope and floor grow alike, e_f = e_S > 0. These are all cases, since the
floor's exponent is never below the slope's.
"""

from sympy import Eq, Ne, Piecewise, oo

from symfeat.claims import Limit, Result

from ..notation import y
from ._scaling import kernel_ratio, power
from .notation import F, Sigma, e_f, e_S, log_kappa

result = Result(
    "kernel-phase-iff-the-floor-outgrows-slope-and-target",
    title="Kernel phase and feature learning",
    given=(e_S >= e_f, Ne(y, 0)),
    uses={
        "kernel": "kernel-grows-iff-target-exceeds-slope",
        "rests": "kernel-is-constant-where-the-floor-outgrows-slope-and-target",
        "falls": "kernel-and-angle-change-from-large-initialisation",
        "critical": "kernel-changes-by-a-factor-at-the-critical-floor",
        "grows": "kernel-grows-without-bound-below-the-critical-floor",
    },
    source="xu-ziyin-2025",
)


@result.step
def all_cases(kernel, rests, falls, critical, grows):
    """Put the cases together; at e_f = e_S = 0 no power of kappa is left."""
    large = Piecewise((falls[0].value, Eq(e_f, e_S)), (rests[1].value, True))
    middle = Piecewise((critical[2].first.lhs, Eq(e_f, 0)), (critical[0].value, True))
    value = Piecewise((large, e_S > 0), (middle, Eq(e_S, 0)), (grows[1].value, True))
    return Limit(kernel_ratio(kernel), log_kappa, oo, value)


@result.statement
def claim():
    slope, floor = F * power(e_f), Sigma * power(e_S)
    large = Piecewise((Sigma**2 / (F**2 + Sigma**2), Eq(e_f, e_S)), (1, True))
    critical = Piecewise(((y**2 + Sigma**2) / (F**2 + Sigma**2), Eq(e_f, 0)), (1 + y**2 / Sigma**2, True))
    value = Piecewise((large, e_S > 0), (critical, Eq(e_S, 0)), (oo, True))
    return Limit((y**2 + floor**2) / (slope**2 + floor**2), log_kappa, oo, value)


@result.latex
def formula():
    return r"""
    With $f_0 = F \kappa^{e_f}$ and $S = \Sigma \kappa^{e_S}$, $e_f \le e_S$, as $\kappa \to \infty$
    \[ \frac{K_\infty^2}{K_0^2} \to \begin{cases}
    1 & \text{if } e_S > \max (0, e_f) \\
    \Sigma^2 / (F^2 + \Sigma^2) & \text{if } e_S = e_f > 0 \\
    (y^2 + \Sigma^2) / (F^2 + \Sigma^2) & \text{if } e_S = e_f = 0 \\
    1 + y^2 / \Sigma^2 & \text{if } e_S = 0 > e_f \\
    \infty & \text{otherwise} \end{cases} \]
    """
