"""How hyperparameters scale: each is multiplied by a power of the scaling parameter kappa, which grows."""

from sympy import exp

from ..notation import d, eta_u, eta_w, gamma, notation, sigma_u, sigma_w
from .notation import c_d, c_eta_u, c_eta_w, c_gamma, c_u, c_w, log_kappa

EXPONENTS = {d: c_d, gamma: c_gamma, sigma_u: c_u / 2, sigma_w: c_w / 2, eta_u: c_eta_u, eta_w: c_eta_w}


def power(exponent):
    """kappa to the exponent."""
    return exp(exponent * log_kappa)


def scaled(expression, exponents=EXPONENTS):
    """The expression with each hyperparameter times its power of kappa."""
    return notation.expand(expression).xreplace({s: s * power(c) for s, c in exponents.items()})
