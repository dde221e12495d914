"""A real expression in complex exponentials, written by sines and cosines."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import NotReducible


def trigonometric(expr: sp.Expr) -> sp.Expr:
    """A real expression in complex exponentials, written by sines and cosines."""
    above, below = sp.fraction(sp.together(sp.powsimp(expr)))
    if below.has(sp.I):
        share = sp.conjugate(below)
        above, below = sp.expand(above * share), sp.expand(below * share)

    return _real_terms(above) / _real_terms(below)


def _real_terms(expr: sp.Expr) -> sp.Expr:
    """What is left of a real sum once terms that are i times something real have cancelled."""
    terms = sp.Add.make_args(sp.expand(sp.powsimp(sp.expand(expr)).replace(sp.exp, _turned)))
    kept = [term for term in terms if sp.I not in sp.Mul.make_args(term)]
    rest = [term / sp.I for term in terms if sp.I in sp.Mul.make_args(term)]
    if any(term.has(sp.I) for term in (*kept, *rest)):
        raise NotReducible("a real expression is not written without i")
    return sp.Add(*kept)


def _turned(exponent: sp.Expr) -> sp.Expr:
    real, imaginary = exponent.as_real_imag()
    return sp.exp(real) * (sp.cos(imaginary) + sp.I * sp.sin(imaginary))
