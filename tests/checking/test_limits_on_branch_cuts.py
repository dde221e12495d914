"""Limits of roots, logarithms and angles that end on a branch cut, or beside one; branches are principal."""

import pytest
import sympy as sp

import symfeat as sf
from symfeat.claims import Identity, Limit, Verdict

x, p, q = sp.symbols("x p q", positive=True)
a, b, r, s = sp.symbols("a b r s", real=True)
I = sp.I

PROVED = [
    (sp.log(1 - x) / x, 0, ()),
    ((sp.log(-x) - sp.log(x)) / x, 0, ()),
    (sp.log(-1 - 1 / x), I * sp.pi, ()),
    (sp.log(sp.exp(r * x) - 1) / x, sp.Max(0, r), (sp.Ne(r, 0),)),
    (sp.atanh(x) / x, 0, ()),
    (sp.sqrt(1 - x) / x, 0, ()),
    (sp.sqrt(1 - x) / sp.sqrt(x), I, ()),
    (sp.sqrt(x) / sp.sqrt(1 - x), -I, ()),
    (sp.sqrt(1 - x) * sp.sqrt(1 - 2 * x) / x, -sp.sqrt(2), ()),
    (sp.cbrt(-1 - x) / sp.cbrt(x), sp.cbrt(-1), ()),
    (sp.sqrt(r + 1 / x), sp.sqrt(r), ()),  # a root is continuous along the real line
    (sp.sqrt(p + I / x), sp.sqrt(p), ()),
]
TRUE = [
    *PROVED,
    (sp.log(-2 * x) - sp.log(-x), sp.log(2), ()),
    ((sp.log(-x) - sp.log(x)) / I, sp.pi, ()),
    (sp.log(x * (a - b)) / x, 0, (sp.Ne(a, b),)),
    (sp.sqrt(-1 - I / x), -I, ()),
    (sp.sqrt(-1 + I / x), I, ()),
    (sp.sqrt(r - I / x) * sp.sqrt(r + I / x), sp.Abs(r), ()),
]
FALSE = [
    (sp.sqrt(-1 - I / x), I, ()),
    (sp.sqrt(r - I / x) * sp.sqrt(r + I / x), r, ()),
    (sp.sqrt(sp.exp(2 * I * x)) * sp.exp(-I * x), 1, ()),
    (sp.log(-1 + I / x) - sp.log(-1 - I / x), 0, ()),
    (sp.log(-1 - 1 / x), -I * sp.pi, ()),
    (sp.sqrt(x) / sp.sqrt(1 - x), I, ()),
    (sp.cbrt(-1 - x) / sp.cbrt(x), -1, ()),
    ((r * x + x**2 + 1) / (s * x**2 + x), 1 / s, ()),  # where s = 0 it grows
    (1 / (s * x + 1), 0, ()),
]


@pytest.mark.parametrize(("expr", "value", "given"), PROVED)
def test_what_is_real_stays_on_one_side_of_the_cut(expr, value, given):
    assert sf.check(Limit(expr, x, sp.oo, value), given=given).verdict is Verdict.PROVED


@pytest.mark.parametrize(("expr", "value", "given"), TRUE)
def test_a_true_limit_is_not_refuted(expr, value, given):
    assert sf.check(Limit(expr, x, sp.oo, value), given=given).verdict is not Verdict.REFUTED


@pytest.mark.parametrize(("expr", "value", "given"), FALSE)
def test_a_false_limit_is_not_proved(expr, value, given):
    assert sf.check(Limit(expr, x, sp.oo, value), given=given).verdict is not Verdict.PROVED


@pytest.mark.parametrize(("head", "point"), [(sp.atan, 2 * I), (sp.asinh, -2 * I), (sp.log, sp.Integer(-1))])
def test_both_sides_of_a_cut_do_not_have_one_limit(head, point):
    step = I / x if head is sp.log else 1 / x
    ways = [Limit(head(point + way), x, sp.oo, head(point)) for way in (step, -step)]
    assert not all(sf.check(way).verdict is Verdict.PROVED for way in ways)


def test_a_quotient_by_what_may_vanish_is_a_limit_where_it_does_not():
    claim = Limit((r * x + x**2 + 1) / (s * x**2 + x), x, sp.oo, 1 / s)
    assert sf.check(claim, given=(s > 0,)).verdict is Verdict.PROVED


def test_an_absolute_value_is_split_by_sign_only_where_it_is_of_a_real_number():
    z = r + sp.sqrt(p - q)
    assert sf.check(Identity(sp.Abs(z) ** 2, z**2)).verdict is Verdict.REFUTED
