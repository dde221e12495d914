"""The exact engine proves what is true, and no false statement gets past it."""

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symfeat.checking import check_claim
from symfeat.checking.exact import Tower, Unproved, prove
from symfeat.checking.exact.cases import cases
from symfeat.checking.exact.signs import sign_of
from symfeat.checking.numeric import draw_sample, weigh
from symfeat.claims import (
    Complete,
    Conserved,
    Equivalence,
    Flow,
    Identity,
    Inequality,
    Limit,
    Lipschitz,
    Notation,
    Rank,
    Solves,
    Verdict,
    domain_of,
)
from symfeat.errors import DerivationError

notation = Notation("tests of the exact engine")
x = notation.symbol("x", "x", "a real number", real=True)
y = notation.symbol("y", "y", "another", real=True)
p = notation.symbol("p", "p", "a positive number", positive=True)
q = notation.symbol("q", "q", "another", positive=True)
s = notation.symbol("s", "s", "a number that is not negative", nonnegative=True)
t = notation.symbol("t", "t", "time", nonnegative=True)
root = notation.define("root", "r", "an abbreviation", sp.sqrt(x**2 + s**2), nonnegative=True)
decay = notation.define("decay", "e", "a factor that moves", sp.exp(-p * t), positive=True)
anywhere = domain_of(notation, ())


def affinity(a, b):
    """Positive, since the product of the roots outweighs that of the numbers."""
    return q**2 + a * b + sp.sqrt(a**2 + q**2) * sp.sqrt(b**2 + q**2)


TRUE = [
    Identity((x + y) ** 3, sp.expand((x + y) ** 3)),
    Identity(sp.sqrt(x**2), sp.Abs(x)),
    Identity(root**2, x**2 + s**2),
    Identity(sp.sqrt(root + x) * sp.sqrt(root - x), s),
    Identity(1 / (root - x), (root + x) / s**2),
    Identity(sp.cosh(x) ** 2 - sp.sinh(x) ** 2, 1),
    Identity(sp.exp(x / 2) ** 2 * sp.exp(-x), 1),
    Identity(sp.asinh(sp.sinh(x)), x),
    Identity(sp.log(p * q**2), sp.log(p) + 2 * sp.log(q)),
    Identity(sp.sqrt(2) * sp.sqrt(3), sp.sqrt(6)),
    Identity(sp.Max(x, y) + sp.Min(x, y), x + y),
    Identity(sp.Piecewise((x, x > 0), (-x, True)), sp.Abs(x)),
    Inequality(root, ">=", sp.Abs(x)),
    Inequality(sp.cosh(p), ">", 1),
    Inequality(p / (1 + p), "<", 1),
    Inequality(x**2 - x * y + y**2, ">=", 0),
    Inequality(1 - sp.exp(-p * t), ">=", 0),
    Inequality(affinity(x, y) + affinity(x, -p) + affinity(y, -p), ">", 0),
    Identity(sp.Abs(sp.Add(root, root, x, x, evaluate=False)), 2 * (root + x)),
    Inequality(sp.log(1 + x**2) ** 2, ">=", 0),
    Inequality(sp.sin(x) ** 2, ">=", 0),
    Identity(-sp.sqrt(p * affinity(x, y)) * sp.sqrt(q), -sp.sqrt(p) * sp.sqrt(q * affinity(x, y))),
    Limit(x * decay + p, t, sp.oo, p),
    Limit(p * t / (1 + t), t, sp.oo, p),
    Limit(sp.sqrt(x**2 + decay), t, sp.oo, sp.Abs(x)),
    Limit(sp.exp(p * t), t, sp.oo, sp.oo),
    Limit(x / sp.Abs(x), x, 0, -1, "-"),
    Limit(sp.Abs(x) + p, x, 0, p, "+-"),
    Equivalence(Inequality(sp.sqrt(x**2 + p), ">", sp.sqrt(y**2 + p)), Inequality(x**2, ">", y**2),
                1 / (sp.sqrt(x**2 + p) + sp.sqrt(y**2 + p))),
    Solves(Flow({x: -p * x}, t), {x: y * decay}, {x: y}),
    Conserved(Flow({x: y, y: -x}, t), (x**2 + y**2,)),
    Complete(Flow({x: y, y: -x}, t), (x**2 + y**2,), 1),
    Rank(((x, y), (2 * x, 2 * y)), 1),
    Lipschitz(sp.Abs(x) * x, (x,)),
]  # fmt: skip

# Not real for p > 10^6, and negative for x = -10^6: far from where points are tried.
not_real = p + 1001 + sp.sqrt(10**6 - p)
twice = sp.Add(sp.sqrt(x**2 + 10**12), x, x, evaluate=False)
FALSE_FAR_AWAY = [
    Identity(sp.Abs(not_real), not_real),
    Inequality(not_real, ">", 0),
    Inequality(twice, ">=", 0),
    Identity(sp.Abs(twice), twice),
]
FALSE = [
    Identity(sp.sqrt(x**2), x),
    Identity(sp.sqrt((x + y) ** 2), x + y),
    Identity(sp.log(x**2), 2 * sp.log(sp.Abs(x)) + sp.Rational(1, 10**30)),
    Identity(sp.exp(x) ** 2, sp.exp(x**2)),
    Inequality(root, ">", sp.Abs(x)),
    Inequality(affinity(x, y) + x * y, ">", 0),
    Identity(-sp.sqrt(p * affinity(x, y)) * sp.sqrt(q), sp.sqrt(p) * sp.sqrt(q * affinity(x, y))),
    Inequality(x**2 + y**2, ">", 0),
    Inequality(sp.Add(sp.sqrt(x**2 + 4), x, x, evaluate=False), ">", 0),
    Inequality(sp.sqrt(2) * sp.Abs(x), ">", sp.sqrt(2) * x),
    Limit(x * decay + p, t, sp.oo, 2 * p),
    Limit(sp.exp(p * t), t, sp.oo, -sp.oo),
    Limit(x / sp.Abs(x), x, 0, 1, "-"),
    Limit(x / sp.Abs(x), x, 0, 1, "+-"),
    Solves(Flow({x: -p * x}, t), {x: sp.exp(-p * t)}, {x: 2}),
    Solves(Flow({x: -p * x}, t), {x: sp.exp(-2 * p * t)}, {x: 1}),
    Conserved(Flow({x: y, y: -x}, t), (x**2 - y**2,)),
    Complete(Flow({x: y, y: -x}, t), (x**2 + y**2,), 2),
    Rank(((x, y), (y, x)), 1),
]


@pytest.mark.parametrize("claim", TRUE, ids=str)
def test_a_true_claim_is_proved(claim):
    report = check_claim(claim, anywhere)
    assert report.verdict is Verdict.PROVED, report.detail
    assert report.engine == "exact"


@pytest.mark.parametrize("claim", FALSE, ids=str)
def test_a_false_claim_is_refuted(claim):
    report = check_claim(claim, anywhere)
    assert report.verdict is Verdict.REFUTED, report.detail


@pytest.mark.parametrize("claim", FALSE_FAR_AWAY, ids=str)
def test_a_claim_that_is_false_where_nothing_is_sampled_is_not_proved(claim):
    assert check_claim(claim, anywhere).verdict is not Verdict.PROVED


def test_an_assumption_makes_a_false_claim_true():
    claim = Identity(sp.sqrt(x**2), x)
    assert check_claim(claim, domain_of(notation, (x > 0,))).verdict is Verdict.PROVED
    assert check_claim(claim, domain_of(notation, (x < 0,))).verdict is Verdict.REFUTED


def test_a_relation_between_symbols_is_used():
    domain = domain_of(notation, (p > q,))
    assert check_claim(Identity(sp.sqrt((p - q) ** 2), p - q), domain).verdict is Verdict.PROVED
    assert check_claim(Inequality(p**2 - q**2, ">", 0), domain).verdict is Verdict.PROVED


def test_two_relations_make_a_third():
    domain = domain_of(notation, (x > y, y > p))
    assert check_claim(Identity(sp.Abs(x - p), x - p), domain).verdict is Verdict.PROVED
    assert check_claim(Identity(sp.Abs(x - p), p - x), domain).verdict is Verdict.REFUTED


def test_a_switch_on_a_symbol_that_matters_nowhere_else_makes_two_cases():
    claim = Identity(sp.Piecewise((2 * y, x > 3), (y + y, True)), 2 * y)
    assert len(list(cases((sp.Piecewise((p, x > 3), (q, True)),), ()))) == 2
    assert check_claim(claim, anywhere).verdict is Verdict.PROVED


def test_assumptions_that_exclude_each_other_prove_nothing():
    domain = domain_of(notation, (p > q, q > p))
    report = check_claim(Inequality(p, "<", 0), domain)
    assert report.verdict is Verdict.UNDECIDED
    assert "no sample point" in report.detail


def test_a_law_about_an_abbreviation_of_the_state_is_not_conserved_for_free():
    domain = domain_of(notation, (sp.Eq(y, x**2),))
    claim = Conserved(Flow({x: p * x}, t), (y,))
    assert check_claim(claim, domain).verdict is Verdict.REFUTED


def test_a_limit_in_a_narrowed_variable_sees_that_variable():
    domain = domain_of(notation, (s > 0,))
    assert check_claim(Limit(1 / s, s, sp.oo, 0), domain).verdict is Verdict.PROVED
    assert check_claim(Limit(1 / s, s, sp.oo, 1), domain).verdict is Verdict.REFUTED


def test_uniqueness_needs_a_lipschitz_rate():
    with pytest.raises(Unproved):
        prove(Lipschitz(sp.sqrt(s), (s,)))
    positive = sp.Symbol("s", positive=True)
    assert "Lipschitz" in prove(Lipschitz(sp.sqrt(positive), (positive,)))


def test_a_kind_that_no_engine_knows_is_undecided():
    assert (
        check_claim(Identity(sp.besselk(0, p), sp.besselk(0, p) + 0 * x), anywhere).verdict is Verdict.PROVED
    )
    assert check_claim(Limit(sp.expint(x, x), x, 0, sp.oo, "+"), anywhere).verdict is Verdict.UNDECIDED


def test_one_number_is_supported_only_by_many_digits():
    equal = Identity(sp.sqrt(3 + 2 * sp.sqrt(2)), 1 + sp.sqrt(2))
    assert check_claim(equal, anywhere).verdict is Verdict.PROVED
    found = weigh(equal, draw_sample(equal, anywhere, 0), 50)  # what is said where no rule proves it
    assert found is not None
    assert (found.verdict, found.detail) == (Verdict.SUPPORTED, "one number, to 1000 digits")
    near = Identity(sp.exp(sp.pi * sp.sqrt(163)), sp.Integer(640320) ** 3 + 744)
    assert check_claim(near, anywhere).verdict is Verdict.REFUTED


def test_a_vacuous_assumption_is_an_error():
    with pytest.raises(DerivationError, match="vacuous"):
        domain_of(notation, (p > -1,))


def test_cases_cover_the_line():
    parts = list(cases((sp.Abs(x),), ()))
    assert [case.where for case in parts] == [("x > 0",), ("x = 0",), ("x < 0",)]


def test_an_open_sign_is_said_to_be_open():
    assert sign_of(Tower([x - y]), x - y).possible == {-1, 0, 1}


polynomials = st.recursive(
    st.sampled_from([x, y, p, s, sp.Integer(2), sp.Rational(-1, 3)]),
    lambda parts: st.builds(sp.Add, parts, parts) | st.builds(sp.Mul, parts, parts),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None)
@given(polynomials, polynomials)
def test_a_square_of_a_sum_of_roots_multiplies_out(a, b):
    first, second = sp.sqrt(a**2 + 1), sp.sqrt(b**2 + p)
    claim = Identity((first + second) ** 2, a**2 + 1 + b**2 + p + 2 * first * second)
    assert prove(claim)


@settings(max_examples=40, deadline=None)
@given(polynomials, polynomials, st.integers(1, 9))
def test_a_changed_constant_is_never_proved(a, b, n):
    first, second = sp.sqrt(a**2 + 1), sp.sqrt(b**2 + p)
    wrong = Identity((first + second) ** 2, a**2 + 1 + b**2 + p + 2 * first * second + sp.Rational(n, 10**9))
    with pytest.raises(Unproved):
        prove(wrong)
    assert check_claim(wrong, anywhere).verdict is Verdict.REFUTED
