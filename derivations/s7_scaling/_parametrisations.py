"""The exponents of a parametrisation, one limit each, from those of its hyperparameters."""

from sympy import Max, log, oo, sympify

from symfeat.claims import Limit

from ._scaling import power
from .notation import c_d, c_eta_u, c_eta_w, c_gamma, c_u, c_w, delta, e_f, e_S, log_kappa

NAMES = {"d": c_d, "gamma": c_gamma, "u": c_u, "w": c_w, "eta_u": c_eta_u, "eta_w": c_eta_w}


def typical(exponents, rate, kernel, **choice):
    """The exponents of slope, wedge, floor and rate, and the squared kernel ratio, at chosen powers, else 0.

    `kernel` is the limit of the ratio in the phase that the exponents fall into.
    """
    chosen = {symbol: sympify(choice.get(name, 0)) for name, symbol in NAMES.items()}
    chosen |= {delta: (chosen[c_eta_w] + chosen[c_u] - chosen[c_eta_u] - chosen[c_w]) / 2}
    general = [part.map(lambda e: e.xreplace(chosen)) for part in exponents.parts[:3]]
    slope, _, floor = (part.value for part in general)
    speed = chosen[c_gamma] + (chosen[c_eta_u] + chosen[c_eta_w]) / 2 + Max(floor, 0)
    pace = rate.expr.xreplace(chosen | {e_S: floor}) * power(speed)
    ratio = kernel.expr.xreplace({e_f: slope, e_S: floor})
    return (
        *general,
        Limit(log(pace) / log_kappa, log_kappa, oo, speed),
        Limit(ratio, log_kappa, oo, kernel.value),
    )


def stated(found, *numbers):
    """The limits that were found, at values typed in the statement."""
    return (Limit(part.expr, log_kappa, oo, value) for part, value in zip(found, numbers, strict=True))
