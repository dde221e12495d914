"""Identities by relations between special functions: in independent ones the difference is zero."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.checking.rules.special import bernoulli
from symfeat.checking.rules.special.bessels import AIRY, HEADS, SPHERICAL, independent_bessels
from symfeat.checking.rules.special.derivatives import taken
from symfeat.checking.rules.special.field import Field
from symfeat.checking.rules.special.gammas import by_gamma, to_strip
from symfeat.checking.rules.special.hypergeometric import in_one_basis
from symfeat.checking.rules.special.others import independent_others
from symfeat.checking.rules.special.polynomials import POLYNOMIALS, independent_polynomials
from symfeat.checking.rules.special.positivity import positivity
from symfeat.checking.rules.special.series import by_series, elementary_series
from symfeat.checking.rules.special.writing import Positive
from symfeat.claims.kinds import Identity

SPECIAL = (
    *HEADS, *SPHERICAL, *AIRY, *POLYNOMIALS, sp.hyper,
    sp.gamma, sp.loggamma, sp.factorial, sp.factorial2, sp.binomial, sp.RisingFactorial, sp.FallingFactorial,
    sp.beta, sp.catalan, sp.digamma, sp.trigamma, sp.polygamma, sp.harmonic,
    sp.erf, sp.erfc, sp.erfi, sp.erf2, sp.fresnels, sp.fresnelc, sp.Si, sp.Ci, sp.Shi, sp.Chi, sp.Ei, sp.li,
    sp.expint, sp.uppergamma, sp.lowergamma, sp.zeta, sp.dirichlet_eta, sp.lerchphi, sp.polylog,
    sp.elliptic_k, sp.elliptic_e, sp.elliptic_f, sp.elliptic_pi, sp.LambertW, *bernoulli.HEADS,
)  # fmt: skip
UNKNOWN = (  # not functions, or not continuous ones
    sp.Sum, sp.Product, sp.Integral, sp.Piecewise, sp.floor, sp.ceiling, sp.sign, sp.arg, sp.Mod,
    sp.KroneckerDelta, sp.Heaviside, sp.DiracDelta, sp.Max, sp.Min, sp.frac,
)  # fmt: skip
MOST_INTEGERS = 2  # symbols whose exceptional integer values are looked at one by one
LARGEST = 400  # operations in a claim that is taken on


def by_relations(claim: Identity, relations: Relations, ask: Ask) -> str:
    """Prove an identity of special functions by the relations between contiguous ones."""
    difference = claim.lhs - claim.rhs
    if not difference.has(*SPECIAL, sp.Derivative):
        raise Unproved("no special function")
    if sp.count_ops(difference) > LARGEST or difference.has(*UNKNOWN):
        raise Unproved("not an expression in functions alone")
    positive = positivity(relations, ask)
    reason = "nothing was tried"
    for generic in _readings(difference):
        try:
            field = Field(independent(difference.xreplace(generic), positive), positive)
        except NotReducible as error:
            reason = str(error)
            continue
        if field.is_zero:
            _require_exceptions(claim, field, ask)
            return "contiguous and connection relations reduce the difference to zero"
        reason = "the difference in independent functions is not zero"
    raise Unproved(reason)


def independent(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """The expression in independent functions, as far as the relations of the families go."""
    expr = by_series(taken(expr), positive)
    expr = elementary_series(independent_polynomials(expr))
    expr = independent_others(expr, positive)
    expr = independent_bessels(expr)
    expr = in_one_basis(expr, positive)
    return to_strip(by_gamma(expr))


def _readings(difference: sp.Expr) -> Iterator[dict[sp.Symbol, sp.Symbol]]:
    """The claim as it is, and with integers as any numbers: at integers it then holds by continuity."""
    yield {}
    symbols = {s for s in difference.free_symbols if isinstance(s, sp.Symbol)}
    integers = sorted((s for s in symbols if s.is_integer), key=str)
    if integers and difference.has(
        sp.binomial, sp.gamma, sp.factorial, sp.RisingFactorial, sp.FallingFactorial
    ):
        for s in integers:
            yield {s: sp.Symbol(s.name, real=True)}
        if len(integers) > 1:
            yield {s: sp.Symbol(s.name, real=True) for s in integers}


def is_discrete(factor: sp.Expr) -> bool:
    """Whether a factor may vanish at single values of integer symbols, whatever the others are."""
    never_zero = factor.is_nonzero or isinstance(factor, (sp.gamma, sp.exp, sp.Pow))
    return bool(factor.free_symbols) and not never_zero and all(s.is_integer for s in factor.free_symbols)


def _require_exceptions(claim: Identity, field: Field, ask: Ask) -> None:
    """The claim where a denominator vanishes at single integers, to which no continuity leads."""
    for factor in field.denominator_factors():
        if not is_discrete(factor):
            continue
        symbols = sorted(factor.free_symbols, key=str)
        if len(symbols) > MOST_INTEGERS:
            raise Unproved("a denominator may vanish at integers")
        symbol = symbols[-1]
        rate = sp.diff(factor, symbol)
        if not rate.is_number or rate == 0:
            raise Unproved("a denominator may vanish at integers")
        value = sp.expand(symbol - factor / rate)
        if value.is_integer is False or _excluded(symbol, value):
            continue
        change = {symbol: value}
        ask(Identity(claim.lhs.subs(change), claim.rhs.subs(change)))


def _excluded(symbol: sp.Symbol, value: sp.Expr) -> bool:
    return bool(
        (symbol.is_positive and value.is_nonpositive) or (symbol.is_nonnegative and value.is_negative)
    )
