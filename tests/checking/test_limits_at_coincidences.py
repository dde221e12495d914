"""A limit that is wrong in a special case alone is refuted there: where cases meet, or symbols are alike."""

import pytest
import sympy as sp

import symfeat as sf
from symfeat.claims import Limit, Verdict

x, p, q, A, B = sp.symbols("x p q A B", positive=True)
a, b = sp.symbols("a b", real=True)
RATIO = (1 + B * sp.exp(b * x)) / (A * sp.exp(a * x) + B * sp.exp(b * x))


def ratio(critical=(1 + B) / (A + B), large=B / (A + B)):
    """What the ratio tends to where a <= b; the arguments are its values at a = b = 0 and at a = b > 0."""
    above = sp.Piecewise((large, sp.Eq(a, b)), (1, True))
    between = sp.Piecewise((critical, sp.Eq(a, 0)), (1 + 1 / B, True))
    return sp.Piecewise((above, b > 0), (between, sp.Eq(b, 0)), (sp.oo, True))


def test_all_cases_together_are_proved():
    assert sf.check(Limit(RATIO, x, sp.oo, ratio()), given=(b >= a,)).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    "wrong", [{"critical": 1 / (A + B)}, {"large": B / (A + 2 * B)}, {"large": sp.S.One}]
)
def test_a_case_of_two_equations_is_refuted(wrong):
    report = sf.check(Limit(RATIO, x, sp.oo, ratio(**wrong)), given=(b >= a,))
    assert report.verdict is Verdict.REFUTED
    assert report.counterexample is not None
    assert report.counterexample["a"] == report.counterexample["b"]


def logarithm(coefficient):
    return Limit(sp.log(coefficient * sp.exp(2 * x)) / x, x, sp.oo, 2)


def test_a_logarithm_of_zero_has_no_limit():
    assert sf.check(logarithm((p + q) ** 2)).verdict is Verdict.PROVED
    report = sf.check(logarithm((p - q) ** 2))
    assert report.verdict is Verdict.REFUTED
    assert report.counterexample is not None
    assert report.counterexample["p"] == report.counterexample["q"]
    assert sf.check(logarithm((p - q) ** 2), given=(p > q,)).verdict is not Verdict.REFUTED


def test_a_branch_that_is_not_taken_refutes_nothing():
    apart = logarithm((p - q) ** 2)
    branches = sp.Piecewise((2, sp.Eq(p, q)), (apart.expr, True))
    assert sf.check(Limit(branches, x, sp.oo, 2)).verdict is not Verdict.REFUTED


def test_a_logarithm_of_zero_that_leaves_a_value_refutes_nothing():
    claim = Limit((p - q) * sp.log((p - q) ** 2 * sp.exp(x)) / x, x, sp.oo, p - q)
    assert sf.check(claim).verdict is not Verdict.REFUTED
    assert sf.check(Limit(sp.exp(-x) / sp.log((p - q) ** 2), x, sp.oo, 0)).verdict is not Verdict.REFUTED
