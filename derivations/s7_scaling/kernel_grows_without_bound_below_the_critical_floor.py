"""From small initialisation the kernel ends larger than it began by a factor that grows without bound.

In exponents: e_S < 0, whatever the slope's, which is no larger. The factor is of the order kappa^(-e_S).
"""

from sympy import Eq, Ne, Piecewise, oo

from symfeat.claims import All, Limit, Result

from ..notation import y
from ._scaling import kernel_ratio, power
from .notation import F, Sigma, e_f, e_S, log_kappa

result = Result(
    "kernel-grows-without-bound-below-the-critical-floor",
    title="Feature learning from small initialisation",
    given=(e_S < 0, e_S >= e_f, Ne(y, 0)),
    uses={
        "kernel": "kernel-grows-iff-target-exceeds-slope",
    },
    source="xu-ziyin-2025",
)


@result.step
def order(kernel):
    """Times kappa^(2 e_S) the ratio tends to the target over what the floor leaves of the kernel root."""
    start = Piecewise((F**2 + Sigma**2, Eq(e_f, e_S)), (Sigma**2, True))
    return Limit(kernel_ratio(kernel) * power(2 * e_S), log_kappa, oo, y**2 / start)


@result.step
def unbounded(order):
    """That number is positive, and the power of kappa grows."""
    return All(order, Limit(order.expr / power(2 * e_S), log_kappa, oo, oo))


@result.statement
def claim(order, unbounded):
    floor = Sigma**2 * power(2 * e_S)
    ratio = (y**2 + floor) / (F**2 * power(2 * e_f) + floor)
    return All(
        Limit(ratio * power(2 * e_S), log_kappa, oo, order.value),
        Limit(ratio, log_kappa, oo, oo),
    )


@result.latex
def formula():
    return r"""
    With $f_0 = F \kappa^{e_f}$ and $S = \Sigma \kappa^{e_S}$,
    if $e_f \le e_S < 0$,
    \[ \frac{K_\infty^2}{K_0^2} \to \infty, \qquad \kappa^{2 e_S} \, \frac{K_\infty^2}{K_0^2} \to
    \begin{cases} y^2 / (F^2 + \Sigma^2) & \text{if } e_f = e_S \\
    y^2 / \Sigma^2 & \text{otherwise} \end{cases}
    \qquad \text{as } \kappa \to \infty. \]
    """
