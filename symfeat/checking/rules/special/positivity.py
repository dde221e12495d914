"""Whether an expression is positive on the domain: by its factors and terms, else by asking for a proof."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.checking.rules.special.writing import Positive
from symfeat.claims.kinds import Inequality


def positivity(relations: Relations, ask: Ask) -> Positive:
    """The predicate that says of an expression whether it is shown positive where the relations hold."""
    known: dict[sp.Expr, bool] = {}

    def positive(expr: sp.Expr) -> bool:
        if expr.is_positive is not None or not expr.free_symbols:
            return bool(expr.is_positive)
        if expr not in known:
            known[expr] = False  # while it is being found out
            known[expr] = found(expr)
        return known[expr]

    def found(expr: sp.Expr) -> bool:
        if expr.is_Pow and expr.exp.is_real and positive(expr.base):
            return True
        if expr.is_Add:
            factored = sp.factor(sp.together(expr))
            return by_factors(factored) if factored.is_Mul or factored.is_Pow else of_sum(expr)
        return by_factors(expr) if expr.is_Mul or expr.is_Pow else proved(expr)

    def by_factors(expr: sp.Expr) -> bool:
        negative = False
        for factor in sp.Mul.make_args(expr):
            base, power = factor.as_base_exp() if factor.is_Pow else (factor, sp.S.One)
            if base.is_positive or (not base.is_negative and positive(base)):
                if not power.is_real:
                    return False
            elif base.is_negative or positive(-base):
                if not power.is_Integer:
                    return False
                negative ^= bool(power.is_odd)
            else:
                return False
        return not negative

    def of_sum(expr: sp.Expr) -> bool:
        terms = sp.Add.make_args(expr)
        simple = all(t.is_nonnegative or t.is_Mul or t.is_Pow for t in terms)
        if simple and all(t.is_nonnegative or positive(t) for t in terms):
            return any(positive(t) for t in terms)
        return proved(expr)

    def proved(expr: sp.Expr) -> bool:
        if not relations or not expr.is_extended_real:
            return False
        strict = (r for r in relations if isinstance(r, (sp.StrictLessThan, sp.StrictGreaterThan)))
        if any(sp.expand(r.gts - r.lts - expr) == 0 for r in strict):
            return True
        try:
            ask(Inequality(expr, ">", sp.S.Zero), under=relations)
        except (Unproved, NotReducible):
            return False
        return True

    return positive
