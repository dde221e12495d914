"""When agreement in numbers is called `supported`, and which claims no agreement supports."""

import pytest
import sympy as sp

from symfeat.checking.numeric import draw_sample, refute, weigh
from symfeat.claims import Identity, Inequality, Notation, Verdict, domain_of

notation = Notation("support")
x, y = (notation.symbol(name, name, "a real number", real=True) for name in "xy")
p = notation.symbol("p", "p", "a positive number", positive=True)
z = notation.symbol("z", "z", "a complex number", complex=True)
n = notation.symbol("n", "n", "a count", integer=True, positive=True)
k = sp.Symbol("k", integer=True)
t = sp.Symbol("t", real=True)
R = sp.Rational


def by_numbers(claim, given=()):
    domain = domain_of(notation, given)
    ((_, part),) = domain.unfold(claim)
    sample = draw_sample(part, domain, 0)
    found = refute(part, sample)
    found = found if found and found.verdict is Verdict.REFUTED else weigh(part, sample, 50)
    assert found is not None
    return found


def test_support_states_digits_and_points():
    found = by_numbers(Identity(sp.besselj(1, p), p * (sp.besselj(0, p) + sp.besselj(2, p)) / 2))
    assert found.verdict is Verdict.SUPPORTED
    assert "50 digits at" in found.detail
    assert "200 digits at 3, 1000 digits at 1 point" in found.detail


def test_one_number_needs_a_thousand_digits_and_says_that_it_is_one():
    found = by_numbers(Identity(sp.atan(R(1, 5)) * 16 - 4 * sp.atan(R(1, 239)), sp.pi))
    assert found.verdict is Verdict.SUPPORTED
    assert found.detail == "one number, to 1000 digits"


COINCIDENCES = {
    "twelve digits": Identity(sp.exp(sp.pi * sp.sqrt(163)), 640320**3 + 744),
    "with a symbol": Identity(x * sp.exp(sp.pi * sp.sqrt(163)), x * (640320**3 + 744)),
    "four hundred digits": Identity(
        sp.Sum(sp.exp(-((k / 10) ** 2)), (k, -sp.oo, sp.oo)), 10 * sp.sqrt(sp.pi)
    ),
}


@pytest.mark.parametrize("name", COINCIDENCES)
def test_a_coincidence_is_refuted(name):
    found = by_numbers(COINCIDENCES[name])
    assert found.verdict is Verdict.REFUTED


def test_a_difference_of_exponential_smallness_on_the_whole_domain_is_seen():
    found = by_numbers(Identity(sp.tanh(p), 1), (p > 20000,))
    assert found.verdict is Verdict.REFUTED
    assert "and no further" in found.detail


TRAPS = {
    "floors of integers": Identity(sp.ceiling(2 / (2 ** (1 / n) - 1)), sp.floor(2 * n / sp.log(2))),
    "floors in a series": Identity(sp.Sum(sp.floor(k * sp.tanh(sp.pi)) / 10**k, (k, 1, sp.oo)), R(1, 81)),
    "products of sinc": Identity(
        sp.Integral(sp.sinc(t) * sp.sinc(t / 3) * sp.sinc(t / 5), (t, 0, sp.oo)), sp.pi / 2
    ),
}


@pytest.mark.parametrize("name", TRAPS)
def test_no_agreement_supports_a_trap(name):
    found = by_numbers(TRAPS[name])
    assert found.verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("claim", "given", "verdict"),
    [
        (Inequality(sp.exp(x), ">", sp.E * x), (), Verdict.REFUTED),  # equal at 1
        (Inequality(sp.exp(x), ">=", sp.E * x), (), Verdict.SUPPORTED),
        (Inequality((x**2 - 2) ** 2, ">", 0), (), Verdict.REFUTED),  # at an irrational point
        (Inequality(p * sp.log(p), ">", -1 / sp.E), (), Verdict.REFUTED),
        (Inequality(sp.cos(p), "<", 1), (), Verdict.REFUTED),
        (Inequality(x * y + (x + y) * (1 - x - y), "<", R(1, 3)), (), Verdict.REFUTED),  # at 1/3, 1/3
        (Inequality(x**2 * y + x * y**2, "<", x**4 + y**4 + 1), (x > 3,), Verdict.SUPPORTED),
        (Inequality((x - 100) ** 2, ">=", R(1, 10**6)), (), Verdict.REFUTED),  # within 1/1000 of 100
        (Inequality(sp.log(p), "<=", p ** R(1, 20)), (), Verdict.REFUTED),  # from 10**39 on, or in the middle
        (Inequality(sp.sin(p), "<", p), (), Verdict.SUPPORTED),
        (Inequality(n**2 - 82 * n + 1681, ">", 0), (), Verdict.REFUTED),  # at 41
        (Inequality(sp.log(x), "<=", x - 1), (), Verdict.UNDECIDED),  # not real for x < 0
    ],
)
def test_inequalities(claim, given, verdict):
    assert by_numbers(claim, given).verdict is verdict


@pytest.mark.parametrize(
    ("claim", "given", "where"),
    [
        (Identity(sp.sqrt(x**2), x), (), "x < 0"),
        (Identity(sp.log(sp.exp(z)), z), (sp.im(z) > -sp.pi,), "im(z)"),
        (Identity(sp.atan(x) + sp.atan(y), sp.atan((x + y) / (1 - x * y))), (), "x*y > 1"),
        (Identity(sp.sign(x) ** 2, 1), (), "x = 0"),
        (Identity(2 * sp.atan(x), sp.asin(2 * x / (1 + x**2))), (), "|x| > 1"),
    ],
)
def test_a_refutation_says_where_the_claim_fails(claim, given, where):
    found = by_numbers(claim, given)
    assert found.verdict is Verdict.REFUTED
    assert where in found.detail


def test_poles_and_removable_singularities_refute_nothing():
    claim = Identity((x**2 - y**2) / (x - y), x + y)
    assert by_numbers(claim).verdict is Verdict.SUPPORTED
