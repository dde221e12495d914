"""Limits with exponentials of several rates, which symbols name and assumptions compare."""

import pytest
import sympy as sp

import symfeat as sf
from symfeat.claims import Limit, Verdict

x, A, B = sp.symbols("x A B", positive=True)
a = sp.Symbol("a", real=True)
b, gap = sp.Symbol("b", positive=True), sp.Symbol("gap", nonnegative=True)


def sizes(first, second):
    """A ratio that compares a number with exponentials of two rates."""
    above = 1 + B**2 * sp.exp(2 * second * x)
    return sp.sqrt(above / (A**2 * sp.exp(2 * first * x) + B**2 * sp.exp(2 * second * x)))


TRUE = [
    (sizes(a, b), 1, (b > a,)),
    (sizes(b, b), B / sp.sqrt(A**2 + B**2), ()),
    (sizes(-b - gap, -b), sp.oo, ()),
    (sizes(a, sp.S.Zero), sp.sqrt(1 + B**2) / B, (a < 0,)),
    (sp.log(A * sp.exp(2 * a * x) + B * sp.exp(a * x)) / x, sp.Max(2 * a, a), ()),
    (sp.log(sp.exp(gap * x) + 1) / x, gap, ()),
    (sp.log(x) / x, 0, ()),
    (sp.sqrt(sp.exp(2 * b * x) + x) * sp.exp(-b * x), 1, ()),
    (sp.exp(a * x) * (2 + sp.exp(b * x)), sp.oo, (a > 0,)),
    (sp.exp(b * x**2) / (sp.exp(a * x) + sp.exp(b * x)), sp.oo, ()),
    (sp.log(1 + sp.exp(b * x**2 + a * x)) / x**2, b, ()),
]
FALSE = [
    (sizes(a, b), 1, ()),  # a may exceed b
    (sizes(a, b), 1, (b >= a,)),  # ... or equal it
    (sizes(-b - gap, -b), 1, ()),
    (sp.log(A * sp.exp(2 * a * x) + B * sp.exp(a * x)) / x, 2 * a, ()),
    (sp.exp(a * x) * (2 + sp.exp(b * x)), sp.oo, ()),  # a + b may be negative
    (sp.exp(a * x) - sp.exp(b * x), sp.oo, ()),
    (sp.exp(a * x**2) / (sp.exp(b * x) + 1), sp.oo, ()),  # a may be negative
]


@pytest.mark.parametrize(("expr", "limit", "given"), TRUE)
def test_the_faster_exponential_decides(expr, limit, given):
    assert sf.check(Limit(expr, x, sp.oo, limit), given=given).verdict is Verdict.PROVED


@pytest.mark.parametrize(("expr", "limit", "given"), FALSE)
def test_a_comparison_that_is_open_proves_nothing(expr, limit, given):
    assert sf.check(Limit(expr, x, sp.oo, limit), given=given).verdict is not Verdict.PROVED


@pytest.mark.parametrize(("expr", "limit", "given"), TRUE)
def test_another_limit_is_refuted(expr, limit, given):
    other = limit + 1 if limit != sp.oo else sp.S.Zero
    assert sf.check(Limit(expr, x, sp.oo, other), given=given).verdict is Verdict.REFUTED


CANCELLING = [
    (sp.exp(b * x) * (sp.sqrt(1 + sp.exp(-b * x)) - 1), sp.Rational(1, 2)),
    (sp.exp(a * x) * sp.exp(-b * x) * (sp.sqrt(sp.exp(2 * b * x) + 1) - sp.exp(b * x)), 0),
]


@pytest.mark.parametrize(("expr", "limit"), CANCELLING)
def test_terms_that_cancel_leave_the_order_below_unknown(expr, limit):
    for wrong in {sp.S.Zero, sp.S.One, sp.oo, -sp.oo} - {sp.sympify(limit)}:
        assert sf.check(Limit(expr, x, sp.oo, wrong)).verdict is not Verdict.PROVED


def test_a_logarithm_of_what_ends_negative_grows_like_that_of_its_size():
    expr = sp.log(1 - sp.exp(b * x)) / x
    assert sf.check(Limit(expr, x, sp.oo, b)).verdict is Verdict.PROVED
    assert sf.check(Limit(expr, x, sp.oo, 2 * b)).verdict is Verdict.REFUTED
    assert sf.check(Limit(sp.log(1 - sp.exp(-b * x)) / x, x, sp.oo, 0)).verdict is Verdict.PROVED


def test_a_root_of_what_ends_negative_is_imaginary():
    expr = sp.sqrt(1 - sp.exp(b * x)) * sp.exp(-b * x / 2)
    assert sf.check(Limit(expr, x, sp.oo, sp.I)).verdict is Verdict.PROVED
    assert sf.check(Limit(expr, x, sp.oo, -sp.I)).verdict is Verdict.REFUTED
    assert sf.check(Limit(expr * sp.exp(-b * x / 2), x, sp.oo, 0)).verdict is Verdict.PROVED
    assert sf.check(Limit(sp.sqrt(1 - sp.exp(-b * x)), x, sp.oo, 1)).verdict is Verdict.PROVED
