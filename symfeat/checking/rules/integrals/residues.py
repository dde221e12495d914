"""Integrals of rational functions, alone or times a wave, over the line: the residue theorem, DLMF 1.10.8."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.integrals.terms import in_exponentials, require, terms_of, variable_on
from symfeat.checking.rules.rule import Ask
from symfeat.checking.rules.sums.fractions import partial_fractions


def by_residues(integrand: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr, ask: Ask) -> sp.Expr:
    """The integral over the line, or half of it for an even integrand over (0, oo)."""
    real = variable_on(t.name, -sp.oo, sp.oo)
    whole = integrand.xreplace({t: real})
    if (low, high) == (0, sp.oo) and whole.subs(real, -real) == whole:
        return by_residues(whole, real, -sp.oo, sp.oo, ask) / 2
    if (low, high) != (-sp.oo, sp.oo):
        raise Unproved("no formula for these limits")
    waves: dict[sp.Expr, sp.Expr] = {}
    for term in terms_of(in_exponentials(whole, real), real):
        rate = sp.expand(term.rates.get(sp.S.One, sp.S.Zero) / sp.I)
        if not set(term.rates) <= {sp.S.One} or not rate.is_real:
            raise Unproved("no formula for the exponent")
        factor = term.constant * real**term.power * sp.Mul(*term.rest)
        waves[rate] = waves.get(rate, sp.S.Zero) + factor
    return sp.Add(*(_of_wave(sp.together(factor), rate, real, ask) for rate, factor in waves.items()))


def _of_wave(factor: sp.Expr, rate: sp.Expr, t: sp.Symbol, ask: Ask) -> sp.Expr:
    """The integral of factor * exp(I rate t)."""
    if not factor.is_rational_function(t):
        raise Unproved("the integrand is not rational")
    if rate.could_extract_minus_sign():
        return _of_wave(factor.xreplace({t: -t}), -rate, t, ask)
    if rate != 0:
        require(ask, rate, ">")
    parts = partial_fractions(factor, t, 1 if rate != 0 else 2, ask)
    total = sp.S.Zero
    for root, order, coefficient in parts:
        height = sp.im(root)
        if height.could_extract_minus_sign():
            require(ask, -height, ">")
            continue
        require(ask, height, ">")
        wave = (sp.I * rate) ** (order - 1) * sp.exp(sp.I * rate * root) / sp.factorial(order - 1)
        total += coefficient * (wave if rate != 0 else sp.Integer(order == 1))
    return 2 * sp.pi * sp.I * total
