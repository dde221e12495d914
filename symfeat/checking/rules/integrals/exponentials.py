"""Integrals of powers, logarithms and exponentials over half lines and lines, by gamma and Bessel functions.

The formulas are DLMF 5.9.1 (with t^p for the variable), its derivatives in the exponent (Gradshteyn-Ryzhik
4.358), DLMF 10.32.10, the Gaussian integral with a linear term (Gradshteyn-Ryzhik 3.323.2) and its
derivatives, and Gradshteyn-Ryzhik 4.272.6 on (0, 1). Their conditions are proved of every term alone.
"""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.exact.ring import Slack
from symfeat.checking.rules.integrals.terms import Term, in_exponentials, require, terms_of, variable_on
from symfeat.checking.rules.rule import Ask

MOST_DERIVATIVES = 6


def by_gamma_integrals(integrand: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr, ask: Ask) -> sp.Expr:
    """The value of an integral over (0, oo), (-oo, oo) or (0, 1), term by term; Unproved if it is no such."""
    expanded = in_exponentials(integrand, t)
    if (low, high) == (0, sp.oo):
        try:
            return sp.Add(*(_half_line(term, t, ask) for term in terms_of(expanded, t)))
        except Unproved:
            real = variable_on(t.name, -sp.oo, sp.oo)
            whole = integrand.xreplace({t: real})
            if whole.subs(real, -real) != whole:
                raise
            expanded = in_exponentials(whole, real)
            return sp.Add(*(_line(term, ask) for term in terms_of(expanded, real))) / 2
    if (low, high) == (-sp.oo, sp.oo):
        try:
            return sp.Add(*(_line(term, ask) for term in terms_of(expanded, t)))
        except Unproved:
            return _folded(integrand, t, ask)
    if (low, high) == (0, 1):
        return sp.Add(*(_unit_interval(term, t, ask) for term in terms_of(expanded, t)))
    raise Unproved("no formula for these limits")


def _folded(integrand: sp.Expr, t: sp.Symbol, ask: Ask) -> sp.Expr:
    positive = variable_on(t.name, sp.S.Zero, sp.oo)
    sides = (integrand.xreplace({t: side}) for side in (positive, -positive))
    return sp.Add(*(by_gamma_integrals(side, positive, sp.S.Zero, sp.oo, ask) for side in sides))


def _logarithms(term: Term, t: sp.Symbol) -> int:
    """The power of log(t) that is all the rest of a term."""
    power = 0
    for factor in term.rest:
        base, exponent = factor.as_base_exp()
        if base != sp.log(t) or not (exponent.is_Integer and 0 < exponent <= MOST_DERIVATIVES):
            raise Unproved(f"no formula for the factor {factor}")
        power += int(exponent)
    return power


def _half_line(term: Term, t: sp.Symbol, ask: Ask) -> sp.Expr:
    logs = _logarithms(term, t)
    rates = {power: rate for power, rate in term.rates.items() if rate != 0}
    if len(rates) == 1:
        ((p, rate),) = rates.items()
        require(ask, p, ">")
        require(ask, sp.re(-rate), ">")
        require(ask, sp.re(term.power) + 1, ">")
        s = Slack("s")
        value = sp.gamma(s / p) / (p * (-rate) ** (s / p))
        return term.constant * sp.diff(value, s, logs).xreplace({s: term.power + 1})
    if len(rates) == 2 and not logs:
        (p, gamma), (q, beta) = sorted(rates.items(), key=lambda item: sp.default_sort_key(-item[0]))
        if sp.expand(p + q) == 0:
            for condition in (p, -gamma, -beta):
                require(ask, condition, ">")
            order = (term.power + 1) / p
            size = (beta / gamma) ** (order / 2)
            return term.constant * 2 / p * size * sp.besselk(order, 2 * sp.sqrt(beta * gamma))
    raise Unproved("no formula for the exponent")


def _line(term: Term, ask: Ask) -> sp.Expr:
    if term.rest or not (term.power.is_Integer and 0 <= term.power <= 4 * MOST_DERIVATIVES):
        raise Unproved("no formula for the factors")
    if not set(term.rates) <= {sp.S.One, sp.S(2)}:
        raise Unproved("no formula for the exponent")
    a = -term.rates.get(sp.S(2), sp.S.Zero)
    require(ask, sp.re(a), ">")
    b = Slack("b")
    value = sp.sqrt(sp.pi / a) * sp.diff(sp.exp(b**2 / (4 * a)), b, int(term.power))
    return term.constant * value.xreplace({b: term.rates.get(sp.S.One, sp.S.Zero)})


def _unit_interval(term: Term, t: sp.Symbol, ask: Ask) -> sp.Expr:
    if term.rates:
        raise Unproved("no formula for an exponential on (0, 1)")
    logs = _logarithms(term, t)
    require(ask, sp.re(term.power) + 1, ">")
    return term.constant * (-1) ** logs * sp.factorial(logs) / (term.power + 1) ** (logs + 1)
