"""The limit of an expression as its variable grows, read off an asymptotic expansion."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.asymptotics.expand import Expansion, NeedsMoreTerms
from symfeat.checking.asymptotics.scales import ONE
from symfeat.checking.exact.cases import Facts
from symfeat.checking.exact.ring import NotReducible, Slack

_SIZES = (3, 6, 12)  # terms kept, raised while leading ones cancel


def eventual_limit(expr: sp.Expr, var: sp.Symbol, facts: Facts = ()) -> sp.Expr:
    """The limit as the positive symbol `var` grows, along whole numbers if it is one; may be oo or -oo.

    Raises NotReducible if it is not found.

    >>> x = sp.Symbol("x", positive=True)
    >>> eventual_limit((1 + 2 / x) ** x, x)
    exp(2)
    """
    expr, var = along_numbers(expr, var)
    for size in _SIZES:
        try:
            return _read(Expansion(var, facts, size), expr)
        except NeedsMoreTerms:
            continue
    raise NotReducible("the leading terms cancel further than was looked")


def along_numbers(expr: sp.Expr, var: sp.Symbol) -> tuple[sp.Expr, sp.Symbol]:
    """The expression with a variable that runs through all numbers, equal to the given one at whole ones."""
    if not var.is_integer:
        return expr, var
    real = Slack(f"{var.name}_", positive=True)

    def is_turn(part: sp.Basic) -> bool:
        """Whether it is a power of a negative number to a whole exponent that moves."""
        return isinstance(part, sp.Pow) and part.base.is_negative is True and part.exp.has(var)

    return expr.replace(is_turn, _turn).xreplace({var: real}), real


def _turn(expr: sp.Pow) -> sp.Expr:
    """The power by a cosine, the same at whole numbers; a limit along all numbers is one along these."""
    return sp.Pow(-expr.base, expr.exp) * sp.cos(sp.pi * expr.exp, evaluate=False)


def _read(expansion: Expansion, expr: sp.Expr) -> sp.Expr:
    series, compare = expansion.of(expr), expansion.scales.compare
    if not series.terms:
        if series.rest is None or compare(series.rest, ONE) < 0:
            return sp.S.Zero
        raise NeedsMoreTerms
    scale, coefficient = series.terms[0]
    order = compare(scale, ONE)
    if order < 0:
        return sp.S.Zero
    if expansion.var in coefficient.free_symbols:
        coefficient = sp.expand(coefficient.rewrite(sp.exp))  # waves may add up to a number
    if expansion.var in coefficient.free_symbols:
        raise NotReducible("the expression may oscillate")
    if order == 0:
        return coefficient
    sign = expansion.sign(coefficient)
    if not sign:
        raise NotReducible("the leading coefficient vanishes")
    return sp.oo * sign
