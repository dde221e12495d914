"""Where the floor keeps the target's size the kernel changes by a factor, not one: features are learned.

In exponents: e_S = 0, as in the mean-field limit. Where the slope is smaller, e_f < 0, the kernel grows;
where it has the target's size too, e_f = 0, the kernel grows exactly when the target exceeds it.
"""

from sympy import Integer, Ne, oo

from symfeat.claims import All, Equivalence, Inequality, Limit, Result

from ..notation import y
from ._scaling import kernel_ratio, power
from .notation import F, Sigma, e_f, e_S, log_kappa

result = Result(
    "kernel-changes-by-a-factor-at-the-critical-floor",
    title="Feature learning at the critical floor",
    given=(e_f < 0, Ne(y, 0)),
    uses={
        "kernel": "kernel-grows-iff-target-exceeds-slope",
    },
    source="xu-ziyin-2025",
)


@result.step
def critical(kernel):
    """The slope's power vanishes; floor and target are left."""
    ratio = kernel_ratio(kernel).xreplace({e_S: Integer(0)})
    return Limit(ratio, log_kappa, oo, 1 + y**2 / Sigma**2)


@result.step
def factors(kernel, critical):
    """The ratio is above one; where the slope does not vanish either, squares decide."""
    ratio = kernel_ratio(kernel).xreplace({e_S: Integer(0), e_f: Integer(0)})
    return All(
        critical,
        Inequality(critical.value, ">", 1),
        Equivalence(Inequality(ratio, ">", 1), Inequality(y**2, ">", F**2), 1 / (F**2 + Sigma**2)),
    )


@result.statement
def claim(factors):
    grown = 1 + y**2 / Sigma**2
    ratio = (y**2 + Sigma**2) / (F**2 + Sigma**2)
    return All(
        Limit((y**2 + Sigma**2) / (F**2 * power(2 * e_f) + Sigma**2), log_kappa, oo, grown),
        Inequality(grown, ">", 1),
        Equivalence(Inequality(ratio, ">", 1), Inequality(y**2, ">", F**2), 1 / (F**2 + Sigma**2)),
    )


@result.latex
def formula():
    return r"""
    Let $f_0 = F \kappa^{e_f}$ and $S = \Sigma$. If $e_f < 0$,
    \[ \frac{K_\infty^2}{K_0^2} \to 1 + \frac{y^2}{\Sigma^2} > 1 \qquad \text{as } \kappa \to \infty, \]
    and if $e_f = 0$
    \[ \frac{K_\infty^2}{K_0^2} = \frac{y^2 + \Sigma^2}{F^2 + \Sigma^2} > 1 \iff y^2 > F^2. \]
    """
