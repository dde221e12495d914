"""Branches of programs: what SymPy makes of conditions, and cases in which a program has no value."""

import sympy as sp

from symfeat.checking.exact import prove
from symfeat.claims import Identity

x = sp.Symbol("x", real=True)
y = sp.Symbol("y", real=True)
turned = sp.Piecewise((-x, y < 0), (x, True))  # in a relation, SymPy writes it as if-then-else


def test_a_relation_between_branches_is_decided_case_by_case():
    size = sp.Piecewise((turned, turned >= 0), (-turned, True))
    assert "cases" in prove(Identity(size, sp.Abs(x)))


def test_a_case_in_which_a_condition_has_no_value_is_outside_the_claim():
    claim = Identity(sp.Piecewise((1, sp.Abs(x) / x > 0), (-1, True)), sp.sign(x))
    assert "2 cases" in prove(claim)
