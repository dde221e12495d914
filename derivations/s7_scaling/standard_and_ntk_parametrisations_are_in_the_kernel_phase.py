"""In standard and in NTK parametrisation an infinitely wide network is in the kernel phase, at a finite rate.

Standard, which is Kaiming's and LeCun's: sigma_u^2 = 1/d, and rates 1/d for stability. NTK: gamma is
1/sqrt(d).
"""

from sympy import Rational

from symfeat.claims import All, Result

from ._parametrisations import stated, typical

result = Result(
    "standard-and-ntk-parametrisations-are-in-the-kernel-phase",
    title="Standard and NTK parametrisation",
    uses={
        "exponents": "exponents-follow-from-the-hyperparameters",
        "rate": "rate-scales-with-the-clock-and-the-floor",
        "rests": "kernel-is-constant-where-the-floor-outgrows-slope-and-target",
    },
    source="xu-ziyin-2025",
)


@result.step
def limits(exponents, rate, rests):
    """Put in the powers of the width."""
    return All(
        *typical(exponents, rate, rests[1], d=1, u=-1, eta_u=-1, eta_w=-1),
        *typical(exponents, rate, rests[1], d=1, gamma=-Rational(1, 2)),
    )


@result.statement
def claim(limits):
    return All(
        *stated(limits.parts[0:5], 0, Rational(1, 2), 1, 0, 1),
        *stated(limits.parts[5:10], 0, Rational(1, 2), Rational(1, 2), 0, 1),
    )


@result.latex
def formula():
    return r"""
    With $\kappa = d \to \infty$ the exponents $(e_f, e_g, e_S, e_r)$ are $(0, \tfrac{1}{2}, 1, 0)$ in
    standard parametrisation ($\sigma_u^2 = 1/d$, $\eta_u = \eta_w = 1/d$), and
    $(0, \tfrac{1}{2}, \tfrac{1}{2}, 0)$ in NTK parametrisation ($\gamma = 1/\sqrt{d}$). In both
    \[ \frac{K_\infty^2}{K_0^2} \to 1. \]
    """
