"""The exponents of slope, wedge and floor in the scaling parameter kappa, from those of the hyperparameters.

Each hyperparameter is multiplied by a power of kappa: the width by kappa^c_d, the variances by kappa^c_u and
kappa^c_w. The logarithm of each root mean square, over that of kappa, tends to its exponent. With
2 delta = (c_eta_w + c_u) - (c_eta_u + c_w) the floor outgrows the wedge by the size of delta, and the wedge
outgrows the slope by half the width's exponent. With c_d = 0 the width is a fixed one.
"""

from sympy import Abs, Eq, log, oo

from symfeat.claims import All, Inequality, Limit, Result

from ..notation import d
from ._scaling import scaled
from .notation import c_d, c_eta_u, c_eta_w, c_gamma, c_u, c_w, delta, log_kappa

result = Result(
    "exponents-follow-from-the-hyperparameters",
    title="The exponents",
    given=(d > 2, Eq(c_u, 2 * delta + c_eta_u + c_w - c_eta_w)),
    uses={"squares": "mean-squares-of-slope-wedge-and-floor"},
    source="xu-ziyin-2025",
)


@result.step
def orders(squares):
    """Multiply the hyperparameters by their powers; the fastest term of each mean square is left."""
    found = [squares[0].value, squares[1].rhs, squares[3].rhs]
    slope = c_gamma + (c_d + c_u + c_w) / 2
    wedge = slope + c_d / 2
    values = (slope, wedge, wedge + Abs(delta))
    return All(
        *(
            Limit(log(scaled(square)) / (2 * log_kappa), log_kappa, oo, value)
            for square, value in zip(found, values, strict=True)
        )
    )


@result.step
def ordered(orders):
    """Neither half the width's exponent nor the size of delta is negative."""
    slope, wedge, floor = (part.value for part in orders.parts)
    return All(*orders.parts, Inequality(floor, ">=", wedge), Inequality(wedge, ">=", slope))


@result.statement
def claim(orders):
    slope = c_gamma + c_d / 2 + (c_u + c_w) / 2
    wedge = c_gamma + c_d + (c_u + c_w) / 2
    floor = wedge + Abs(delta)
    return All(
        *(
            Limit(part.expr, log_kappa, oo, value)
            for part, value in zip(orders.parts, (slope, wedge, floor), strict=True)
        ),
        Inequality(floor, ">=", wedge),
        Inequality(wedge, ">=", slope),
    )


@result.latex
def formula():
    return r"""
    Let $d \propto \kappa^{c_d}$, $\gamma \propto \kappa^{c_\gamma}$, $\sigma_u^2 \propto \kappa^{c_u}$,
    $\sigma_w^2 \propto \kappa^{c_w}$, $\eta_u \propto \kappa^{c_{\eta u}}$,
    $\eta_w \propto \kappa^{c_{\eta w}}$. As $\kappa \to \infty$
    \[ \begin{aligned}
    \frac{\ln \langle f_0^2 \rangle}{2 \ln \kappa} &\to e_f = c_\gamma + \tfrac{1}{2} (c_d + c_u + c_w), \\
    \frac{\ln \langle g^2 \rangle}{2 \ln \kappa} &\to e_g = e_f + \tfrac{1}{2} c_d, \\
    \frac{\ln \langle S^2 \rangle}{2 \ln \kappa} &\to e_S = e_g + \lvert \delta \rvert, \qquad
    2 \delta = c_{\eta w} + c_u - c_{\eta u} - c_w,
    \end{aligned} \]
    so that $e_S \ge e_g \ge e_f$.
    """
