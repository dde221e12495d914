"""Conditions that are assumptions as they stand need no proof."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.rules.rule import Ask, Relations
from symfeat.claims.kinds import Claim, Inequality


def knowing(relations: Relations, ask: Ask) -> Ask:
    """`ask`, but for inequalities that follow from one assumption by adding and by positive factors."""

    def answer(smaller: Claim, /, under: Relations | None = None) -> str:
        known = relations if under is None else under
        if isinstance(smaller, Inequality) and smaller.rel in (">", ">=", "!="):
            difference = smaller.lhs - smaller.rhs
            for relation in known:
                if isinstance(relation, (sp.Gt, sp.Lt)) and _is_positive_multiple(
                    difference, relation.gts - relation.lts
                ):
                    return "an assumption"
        return ask(smaller, under=under)

    return answer


def _is_positive_multiple(left: sp.Expr, right: sp.Expr) -> bool:
    share = sp.cancel(left / right)
    return bool(share.is_positive)
