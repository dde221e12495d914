"""Integrals of products of powers, by the beta function: DLMF 5.12.1 to 5.12.3 after a change of variable."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules.integrals.terms import Term, require, terms_of
from symfeat.checking.rules.rule import Ask
from symfeat.claims.kinds import Identity


def by_beta_integrals(integrand: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr, ask: Ask) -> sp.Expr:
    """The value of an integral of powers over (0, h), (0, oo), or of sines and cosines over (0, pi / 2)."""
    if low != 0:
        raise Unproved("no formula for these limits")
    if high == sp.oo and integrand.has(sp.sinh, sp.cosh, sp.tanh, sp.sech, sp.csch, sp.coth):
        return sp.Add(*(_hyperbolic(term, t, ask) for term in terms_of(sp.expand(integrand), t)))
    if high in (sp.pi / 2, sp.pi):
        return sp.Add(*(_trigonometric(term, t, high, ask) for term in terms_of(sp.expand(integrand), t)))
    parts = terms_of(sp.factor_terms(integrand), t)
    return sp.Add(*(_powers(term, t, high, ask) for term in parts))


def _beta(p: sp.Expr, q: sp.Expr, ask: Ask) -> sp.Expr:
    require(ask, sp.re(p), ">")
    require(ask, sp.re(q), ">")
    return sp.gamma(p) * sp.gamma(q) / sp.gamma(sp.expand(p + q))


def _trigonometric(term: Term, t: sp.Symbol, high: sp.Expr, ask: Ask) -> sp.Expr:
    powers = {sp.sin(t): sp.S.Zero, sp.cos(t): sp.S.Zero}
    for factor in term.rest:
        base, exponent = factor.as_base_exp()
        if base not in powers:
            raise Unproved(f"no formula for the factor {factor}")
        powers[base] += exponent
    if term.power != 0 or any(term.rates.values()):
        raise Unproved("no formula for a power beside sines")
    sine, cosine = powers[sp.sin(t)], powers[sp.cos(t)]
    if high == sp.pi:
        if cosine.is_Integer and cosine.is_odd and cosine > 0:
            require(ask, sp.re(sine) + 1, ">")
            return sp.S.Zero
        if not cosine.is_even:
            raise Unproved("no formula for this power of the cosine over (0, pi)")
    value = _beta((sine + 1) / 2, (cosine + 1) / 2, ask)
    return term.constant * value * (1 if high == sp.pi else sp.S.Half)


def _hyperbolic(term: Term, t: sp.Symbol, ask: Ask) -> sp.Expr:
    """sinh^m / cosh^n of a t over (0, oo): Gradshteyn-Ryzhik 3.512.2."""
    sine, cosine, rates = sp.S.Zero, sp.S.Zero, set()
    shares = {
        sp.sinh: (1, 0),
        sp.cosh: (0, 1),
        sp.tanh: (1, -1),
        sp.coth: (-1, 1),
        sp.sech: (0, -1),
        sp.csch: (-1, 0),
    }
    for factor in term.rest:
        base, exponent = factor.as_base_exp()
        if type(base) not in shares or t in exponent.free_symbols:
            raise Unproved(f"no formula for the factor {factor}")
        share = shares[type(base)]
        sine, cosine = sine + share[0] * exponent, cosine + share[1] * exponent
        rates.add(sp.expand(base.args[0] / t))
    if len(rates) != 1 or term.power != 0 or any(term.rates.values()):
        raise Unproved("no formula for these factors")
    (rate,) = rates
    require(ask, rate, ">")
    return term.constant * _beta((sine + 1) / 2, -(sine + cosine) / 2, ask) / (2 * rate)


def _powers(term: Term, t: sp.Symbol, high: sp.Expr, ask: Ask) -> sp.Expr:
    if len(term.rest) != 1 or any(term.rates.values()):
        raise Unproved("no formula for these factors")
    base, exponent = term.rest[0].as_base_exp()
    if t in exponent.free_symbols:
        raise Unproved("the exponent moves")
    c, slope, m = _two_terms(base, t)
    require(ask, m, ">")
    p = (term.power + 1) / m
    if high == sp.oo:
        require(ask, c, ">")
        require(ask, slope, ">")
        # t = (c u / slope)^(1/m), DLMF 5.12.3
        return term.constant * c**exponent * (c / slope) ** p / m * _beta(p, -exponent - p, ask)
    require(ask, high, ">")
    require(ask, -slope, ">")
    try:
        ask(Identity(c, -slope * high**m))
    except (Unproved, NotReducible):
        raise Unproved("the base does not vanish at the upper limit") from None
    scale = (-slope) ** exponent * high ** (term.power + 1 + m * exponent)
    return term.constant * scale / m * _beta(p, exponent + 1, ask)


def _two_terms(base: sp.Expr, t: sp.Symbol) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """(c, s, m) of a base c + s t^m."""
    constant, moving = sp.expand(base).as_independent(t, as_Add=True)
    slope, inside = moving.as_independent(t, as_Add=False)
    root, m = inside.as_base_exp()
    if constant == 0 or root != t or t in m.free_symbols:
        raise Unproved(f"{base} is no sum of a constant and a power")
    return constant, slope, m
