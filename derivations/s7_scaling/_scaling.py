"""How hyperparameters scale: each is multiplied by a power of the scaling parameter kappa, which grows."""

from sympy import exp

from ..notation import S, d, eta_u, eta_w, f, f0, g, gamma, notation, sigma_u, sigma_w, y
from .notation import F, G, Sigma, c_d, c_eta_u, c_eta_w, c_gamma, c_u, c_w, e_f, e_g, e_S, log_kappa

EXPONENTS = {d: c_d, gamma: c_gamma, sigma_u: c_u / 2, sigma_w: c_w / 2, eta_u: c_eta_u, eta_w: c_eta_w}


def power(exponent):
    """kappa to the exponent."""
    return exp(exponent * log_kappa)


def scaled(expression, exponents=EXPONENTS):
    """The expression with each hyperparameter times its power of kappa."""
    return notation.expand(expression).xreplace({s: s * power(c) for s, c in exponents.items()})


def of_prefactors(expression):
    """The expression with slope, wedge and floor as prefactors times powers of kappa."""
    typical = {f0: F * power(e_f), g: G * power(e_g), S: Sigma * power(e_S)}
    return notation.expand(expression).xreplace(typical)


def kernel_ratio(kernel):
    """The squared ratio of the kernel at the end to that at time 0, from their comparison."""
    return of_prefactors(kernel.first.lhs / kernel.first.rhs) ** 2


def tangents(polar):
    """The tangents of the angle at time 0 and at the end, where the slope is the target."""
    return tuple(of_prefactors(polar[2].rhs.xreplace({f: slope})) for slope in (f0, y))
