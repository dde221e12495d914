"""Integrands as sums of products: constant factors, powers of the variable, exponentials, and the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy as sp

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.exact.ring import Slack
from symfeat.checking.rules.rule import Ask
from symfeat.claims.kinds import Inequality

OSCILLATING = (sp.sin, sp.cos, sp.sinh, sp.cosh)
MOST_TERMS = 64


@dataclass
class Term:
    """constant * t^power * exp(sum of rates[j] t^j) * product of the rest."""

    constant: sp.Expr = sp.S.One
    power: sp.Expr = sp.S.Zero
    rates: dict[sp.Expr, sp.Expr] = field(default_factory=dict)
    rest: list[sp.Expr] = field(default_factory=list)


def variable_on(name: str, low: sp.Expr, high: sp.Expr) -> sp.Symbol:
    """A symbol for the variable of integration between its limits, with the sign that they give."""
    if low.is_extended_nonnegative:
        return Slack(name, positive=True)
    if high.is_extended_nonpositive:
        return Slack(name, negative=True)
    return Slack(name, real=True)


def in_exponentials(expr: sp.Expr, t: sp.Symbol) -> sp.Expr:
    """The expression with sines, cosines and the like of what is linear in t as exponentials, expanded."""

    def linear(e: sp.Expr) -> bool:
        return isinstance(e, OSCILLATING) and e.args[0].is_polynomial(t) and sp.degree(e.args[0], t) == 1

    return sp.expand(expr.replace(linear, lambda e: e.rewrite(sp.exp)), func=False, log=False)


def terms_of(expr: sp.Expr, t: sp.Symbol) -> list[Term]:
    """The terms of an expanded integrand."""
    parts = sp.Add.make_args(expr)
    if len(parts) > MOST_TERMS:
        raise Unproved("the integrand has too many terms")
    return [_term(part, t) for part in parts]


def _term(part: sp.Expr, t: sp.Symbol) -> Term:
    term = Term()
    for factor in sp.Mul.make_args(part):
        if t not in factor.free_symbols:
            term.constant *= factor
            continue
        base, exponent = factor.as_base_exp()
        if isinstance(factor, sp.exp):
            base, exponent = sp.E, factor.args[0]
        if base == t and t not in exponent.free_symbols:
            term.power += exponent
        elif t not in base.free_symbols and (base == sp.E or base.is_positive):
            _add_rates(term, exponent * (1 if base == sp.E else sp.log(base)), t)
        else:
            term.rest.append(factor)
    return term


def _add_rates(term: Term, exponent: sp.Expr, t: sp.Symbol) -> None:
    for piece in sp.Add.make_args(sp.expand(exponent)):
        outside, inside = piece.as_independent(t, as_Add=False)
        base, power = inside.as_base_exp()
        if inside == 1:
            term.constant *= sp.exp(outside)
        elif base == t and t not in power.free_symbols:
            term.rates[power] = term.rates.get(power, sp.S.Zero) + outside
        else:
            term.rest.append(sp.exp(piece))


def require(ask: Ask, left: sp.Expr, rel: str, right: sp.Expr = sp.S.Zero) -> None:
    """Prove a condition on parameters, or raise Unproved."""
    difference = left - right
    if (rel == ">" and difference.is_positive) or (rel == ">=" and difference.is_nonnegative):
        return
    if (rel == ">" and difference.is_nonpositive) or (rel == "!=" and difference.is_zero):
        raise Unproved(f"{left} {rel} {right} is false")
    try:
        ask(Inequality(difference, rel, sp.S.Zero))
    except (Unproved, NotReducible):
        raise Unproved(f"{left} {rel} {right} is not proved") from None
