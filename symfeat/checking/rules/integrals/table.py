"""Definite integrals by formulas from the literature: parameters are matched, the match is proved."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules.integrals.formulas import FORMULAS, Formula, T
from symfeat.checking.rules.integrals.terms import require, terms_of
from symfeat.checking.rules.integrals.transforms import TRANSFORMS
from symfeat.checking.rules.rule import Ask
from symfeat.claims.kinds import Identity

LARGEST = 120  # of the integrands that are matched
# Functions that are continuous for arguments >= 0 and tend to these numbers (exp with a negative sign).
SETTLED = {sp.exp: sp.S.Zero, sp.atan: sp.pi / 2, sp.tanh: sp.S.One, sp.erf: sp.S.One, sp.erfc: sp.S.Zero}


def by_table(integrand: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr, ask: Ask) -> sp.Expr:
    """The value of an integral that is a known one; the conditions on its parameters are proved."""
    if sp.count_ops(integrand) > LARGEST:
        raise Unproved("the integrand is large")
    for fold in (_tail, _head, _frullani):
        found = fold(integrand, t, low, high, ask)
        if found is not None:
            return found
    constant, core = integrand.as_independent(t, as_Add=False)
    factor, core, low, high = _folded(core, t, low, high)
    core = core.xreplace({t: T}).replace(sp.cos, _upright)
    for variant in dict.fromkeys((core, sp.factor_terms(core), sp.together(core), sp.expand(core))):
        for formula in (*FORMULAS, *TRANSFORMS):
            if formula.limits == (low, high) and _same_functions(formula.pattern, variant):
                value = _matched(formula, variant, ask)
                if value is not None:
                    return constant * factor * value
    raise Unproved("no formula is known for the integrand")


def _upright(angle: sp.Expr) -> sp.Expr:
    """cos(w T) with |w| for a real w of either sign."""
    rate = angle / T
    if T in rate.free_symbols or not rate.is_real or rate.is_nonnegative or rate.is_nonpositive:
        return sp.cos(angle)
    return sp.cos(sp.Abs(rate) * T)


def _same_functions(pattern: sp.Expr, expr: sp.Expr) -> bool:
    return {type(f) for f in pattern.atoms(sp.Function)} == {
        type(f) for f in expr.atoms(sp.Function) if T in f.free_symbols
    }


def _folded(
    expr: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr
) -> tuple[int, sp.Expr, sp.Expr, sp.Expr]:
    """The half of a range on whose other half the integrand takes the same values."""
    if (low, high) == (0, 2 * sp.pi) and expr.subs(t, 2 * sp.pi - t) == expr:
        return 2, expr, low, sp.pi
    return 1, expr, low, high


def _matched(formula: Formula, expr: sp.Expr, ask: Ask) -> sp.Expr | None:
    found = expr.match(formula.pattern)
    if found is None:
        return None
    try:
        written = formula.pattern.xreplace(found)
        if written != expr:
            ask(Identity(written, expr))
        for left, rel in formula.conditions:
            _require(left.xreplace(found), rel, ask)
    except (Unproved, NotReducible):
        return None
    value = formula.value.xreplace(found)
    return None if value.has(sp.nan, sp.zoo, sp.Wild, T) else value


def _require(left: sp.Expr, rel: str, ask: Ask) -> None:
    if rel == "real":
        if not left.is_real:
            raise Unproved(f"{left} may not be real")
    elif rel == "re>":
        require(ask, sp.re(left), ">")
    else:
        require(ask, left, rel)


def _tail(integrand: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr, ask: Ask) -> sp.Expr | None:
    """Incomplete gamma functions, sine and cosine integrals: DLMF 8.2.2, 8.19.2, 6.2.9 and 6.2.11."""
    if high != sp.oo or low.is_infinite or low == 0:
        return None
    constant, core = integrand.as_independent(t, as_Add=False)
    if core in (sp.sin(t) / t, sp.cos(t) / t):
        require(ask, low, ">")
        return constant * (sp.pi / 2 - sp.Si(low) if core.has(sp.sin) else -sp.Ci(low))
    values = []
    for term in terms_of(sp.expand(integrand), t):
        rate = -term.rates.get(sp.S.One, sp.S.Zero)
        if term.rest or set(term.rates) != {sp.S.One}:
            return None
        require(ask, low, ">")
        require(ask, rate, ">")
        s = term.power + 1
        whole = s.is_Integer and s <= 0
        value = low**s * sp.expint(1 - s, rate * low) if whole else sp.uppergamma(s, rate * low) / rate**s
        values.append(term.constant * value)
    return sp.Add(*values)


def _head(integrand: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr, ask: Ask) -> sp.Expr | None:
    """The lower incomplete gamma function, DLMF 8.2.1."""
    if low != 0 or high.is_infinite or not high.free_symbols:
        return None
    terms = terms_of(sp.expand(integrand), t)
    if len(terms) != 1 or terms[0].rest or set(terms[0].rates) != {sp.S.One} or terms[0].power.is_Integer:
        return None
    (term,) = terms
    rate, s = -term.rates[sp.S.One], term.power + 1
    for condition in (high, rate, s):
        require(ask, condition, ">")
    return term.constant * sp.lowergamma(s, rate * high) / rate**s


def _frullani(integrand: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr, ask: Ask) -> sp.Expr | None:
    """(g(a t) - g(b t)) / t over (0, oo) is (g(0) - g(oo)) log(b / a), g continuous with a limit.

    Gradshteyn-Ryzhik 3.232.
    """
    if (low, high) != (0, sp.oo):
        return None
    constant, core = integrand.as_independent(t, as_Add=False)
    parts = sp.Add.make_args(sp.expand(core * t))
    if len(parts) != 2:
        return None
    scaled = [_scaled(part, t) for part in parts]
    if None in scaled or scaled[0][1] != -scaled[1][1]:  # type: ignore[index]
        return None
    (a, g), (b, _) = scaled  # type: ignore[misc]
    for condition in (a, b):
        require(ask, condition, ">")
    factor, core = g.as_independent(t, as_Add=False)
    return constant * factor * (core.subs(t, 0) - SETTLED[type(core)]) * sp.log(b / a)


def _scaled(part: sp.Expr, t: sp.Symbol) -> tuple[sp.Expr, sp.Expr] | None:
    """(a, g) where the part is g(a t) and g one of the functions that are continuous from 0 to oo."""
    factor, core = part.as_independent(t, as_Add=False)
    if not isinstance(core, tuple(SETTLED)):
        return None
    inner = core.args[0]
    rate = sp.expand(inner / t)
    if t in rate.free_symbols:
        return None
    if isinstance(core, sp.exp):
        return -rate, factor * sp.exp(-t)
    return rate, factor * core.func(t)
