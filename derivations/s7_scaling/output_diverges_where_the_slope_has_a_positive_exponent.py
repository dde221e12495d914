"""The output at initialisation diverges, is of order one or vanishes, by the sign of the slope's exponent.

In the mean square, over random weights: it is the prefactor's times kappa^(2 e_f).
"""

from sympy import Eq, Piecewise, oo

from symfeat.claims import Limit, Result

from ..notation import d, gamma, sigma_u, sigma_w
from ._scaling import power, scaled
from .notation import c_d, c_gamma, c_u, c_w, e_f, log_kappa

result = Result(
    "output-diverges-where-the-slope-has-a-positive-exponent",
    title="The output at initialisation",
    given=(Eq(c_u, 2 * e_f - 2 * c_gamma - c_d - c_w),),
    uses={"squares": "mean-squares-of-slope-wedge-and-floor"},
    source="xu-ziyin-2025",
)


@result.step
def by_sign(squares):
    """Multiply the hyperparameters by their powers, whose product is the square of the slope's."""
    square = squares[0].value
    value = Piecewise((oo, e_f > 0), (square, Eq(e_f, 0)), (0, True))
    return Limit(scaled(square), log_kappa, oo, value)


@result.statement
def claim():
    square = gamma**2 * d * sigma_u**2 * sigma_w**2
    value = Piecewise((oo, e_f > 0), (square, Eq(e_f, 0)), (0, True))
    return Limit(square * power(2 * c_gamma + c_d + c_u + c_w), log_kappa, oo, value)


@result.latex
def formula():
    return r"""
    Let $d \propto \kappa^{c_d}$, $\gamma \propto \kappa^{c_\gamma}$, $\sigma_u^2 \propto \kappa^{c_u}$ and
    $\sigma_w^2 \propto \kappa^{c_w}$, with $2 e_f = 2 c_\gamma + c_d + c_u + c_w$. As
    $\kappa \to \infty$
    \[ \langle f_0^2 \rangle = \gamma^2 d \sigma_u^2 \sigma_w^2 \kappa^{2 e_f} \to \begin{cases}
    \infty & \text{if } e_f > 0 \\ \gamma^2 d \sigma_u^2 \sigma_w^2 & \text{if } e_f = 0 \\
    0 & \text{otherwise} \end{cases} \]
    """
