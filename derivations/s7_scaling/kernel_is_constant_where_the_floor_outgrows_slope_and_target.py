"""Kernel phase: where the floor outgrows the slope and the target, learning does not change the kernel.

In exponents: e_S > max(0, e_f). The gap to one is of the order of the larger of slope and target, over the
floor, squared.
"""

from sympy import oo

from symfeat.claims import All, Limit, Result

from ..notation import y
from ._scaling import kernel_ratio, power
from .notation import F, Sigma, e_f, e_S, log_kappa

result = Result(
    "kernel-is-constant-where-the-floor-outgrows-slope-and-target",
    title="The kernel phase of a scaling limit",
    given=(e_S > 0, e_S > e_f),
    uses={
        "kernel": "kernel-grows-iff-target-exceeds-slope",
    },
    source="xu-ziyin-2025",
)


@result.step
def difference(kernel):
    """The squared ratio less one, and its product with the square of the floor: both targets and slopes."""
    ratio = kernel_ratio(kernel)
    gap = y**2 - F**2 * power(2 * e_f)
    return All(Limit(gap * power(-2 * e_S), log_kappa, oo, 0), Limit(ratio, log_kappa, oo, 1))


@result.statement
def claim(difference):
    slope, floor = F * power(e_f), Sigma * power(e_S)
    return All(
        Limit((y**2 - slope**2) / power(2 * e_S), log_kappa, oo, 0),
        Limit((y**2 + floor**2) / (slope**2 + floor**2), log_kappa, oo, 1),
    )


@result.latex
def formula():
    return r"""
    With $f_0 = F \kappa^{e_f}$ and $S = \Sigma \kappa^{e_S}$,
    if $e_S > \max (0, e_f)$, as $\kappa \to \infty$
    \[ \frac{y^2 - f_0^2}{\kappa^{2 e_S}} \to 0, \qquad
    \frac{K_\infty^2}{K_0^2} = \frac{y^2 + S^2}{f_0^2 + S^2} \to 1. \]
    """
