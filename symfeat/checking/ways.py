"""The way that a solution goes from its start: the times that are reached within the domain."""

from __future__ import annotations

from itertools import pairwise

import sympy as sp
from flint import arb, fmpq
from sympy.core.relational import Relational

from symfeat.checking.ball import holds

STEPS = 24  # along a way


class Way:
    """The times that are reached from the start within the domain."""

    def __init__(self, var: sp.Symbol, start: sp.Expr, relations: tuple[Relational, ...]) -> None:
        self.var = var
        self.start = start
        self.relations = relations

    def reaches(self, end: sp.Expr) -> bool:
        """Whether all times after the start, up to the end, certainly lie in the domain."""
        low, high = sorted((self.start, end))
        if (self.var.is_nonnegative and low < 0) or (self.var.is_nonpositive and high > 0) or low == high:
            return False
        if self.var.is_zero is False and (end == 0 or low * high < 0):
            return False
        return all(self._holds_on_the_way(relation, end) for relation in self.relations)

    def _holds_on_the_way(self, relation: Relational, end: sp.Expr) -> bool:
        if relation in (sp.true, sp.false) or self.var not in relation.free_symbols:
            return relation is not sp.false
        if not certainly(relation.xreplace({self.var: end})):
            return False
        gap = relation.lhs - relation.rhs
        if self.var in sp.diff(gap, self.var).free_symbols:
            return self._covered(relation, end)
        weak = {">": sp.Ge, ">=": sp.Ge, "<": sp.Le, "<=": sp.Le}.get(relation.rel_op)
        return weak is not None and certainly(weak(gap.xreplace({self.var: self.start}), 0))

    def _covered(self, relation: Relational, end: sp.Expr) -> bool:
        """The relation at all times between, by balls over one step of the way after the other."""
        if not end.is_Rational:
            return False
        stops = [self.start + (end - self.start) * sp.Rational(i, STEPS) for i in range(STEPS + 1)]
        return all(holds(relation, {self.var: between(a, b)}) is True for a, b in pairwise(stops))


def certainly(relation: Relational) -> bool:
    """Whether a relation between numbers is known to hold."""
    return relation is sp.true or (relation is not sp.false and holds(relation, {}) is True)


def between(a: sp.Expr, b: sp.Expr) -> arb:
    """The ball around all numbers from one rational to another."""
    ends = [arb(fmpq(int(v.p), int(v.q))) for v in (sp.Rational(a), sp.Rational(b))]
    return ends[0].union(ends[1])
