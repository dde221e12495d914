"""Branches of programs: what SymPy makes of conditions, and cases in which a program has no value."""

import pytest
import sympy as sp

from symfeat.checking.exact import Unproved, prove
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


def test_products_of_many_roots_are_compared_by_their_squares():
    p, q, r = (sp.Symbol(name, positive=True) for name in "pqr")
    many = sp.sqrt(p + q) * sp.sqrt(q + r) * sp.sqrt(p + r)
    whole = sp.sqrt(sp.expand((p + q) * (q + r) * (p + r)))
    assert prove(Identity(many, whole))
    with pytest.raises(Unproved):
        prove(Identity(many, -whole))
    with pytest.raises(Unproved):  # the squares agree, and so do the sides only for some signs of x
        prove(Identity(x * sp.sqrt(p + q) * sp.sqrt(q + r), sp.sqrt(sp.expand(x**2 * (p + q) * (q + r)))))
