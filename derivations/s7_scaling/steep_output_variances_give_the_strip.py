"""With output weights far smaller than the input weights, wide networks align at constant kernel.

Two examples: sigma_u^2 = d^(-2), all else 1, whose rate grows with the width; and sigma_u^2 = d^(-3) with
eta_u = 1/d, whose rate stays finite.
"""

from sympy import Rational

from symfeat.claims import All, Result

from ._parametrisations import stated, typical

result = Result(
    "steep-output-variances-give-the-strip",
    title="Examples of the strip",
    uses={
        "exponents": "exponents-follow-from-the-hyperparameters",
        "rate": "rate-scales-with-the-clock-and-the-floor",
        "rests": "kernel-is-constant-where-the-floor-outgrows-slope-and-target",
    },
    source="xu-ziyin-2025",
)


@result.step
def limits(exponents, rate, rests):
    """Put in the powers of the width: the wedge does not grow, the floor does."""
    return All(
        *typical(exponents, rate, rests[1], d=1, u=-2),
        *typical(exponents, rate, rests[1], d=1, u=-3, eta_u=-1),
    )


@result.statement
def claim(limits):
    return All(
        *stated(limits.parts[0:5], -Rational(1, 2), 0, 1, 1, 1),
        *stated(limits.parts[5:10], -1, -Rational(1, 2), Rational(1, 2), 0, 1),
    )


@result.latex
def formula():
    return r"""
    With $\kappa = d \to \infty$ the exponents $(e_f, e_g, e_S, e_r)$ are $(- \tfrac{1}{2}, 0, 1, 1)$ at
    $\sigma_u^2 = d^{-2}$, and $(-1, - \tfrac{1}{2}, \tfrac{1}{2}, 0)$ at $\sigma_u^2 = d^{-3}$,
    $\eta_u = 1/d$. In both $e_g \le 0 < e_S$, and
    \[ \frac{K_\infty^2}{K_0^2} \to 1. \]
    """
