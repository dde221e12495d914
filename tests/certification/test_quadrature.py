"""Numerical integrals against their values, and closed forms of integrals against quadrature."""

import pytest
import sympy as sp
from flint import arb

from symfeat.certification.compare import MARGIN, compare_integral
from symfeat.certification.quadrature import integrate
from symfeat.claims import Notation, Quadrature
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import ball, working_bits

x = sp.Symbol("x", real=True)
n, b = sp.symbols("n b", positive=True)
third = sp.Rational(1, 3)
NOTATION = Notation("test")


@pytest.mark.parametrize(
    ("integrand", "limits", "exact", "digits"),
    [
        (x**2, (0, 3), sp.Integer(9), 38),
        (sp.log(x), (0, 1), sp.Integer(-1), 38),
        (sp.exp(-x), (0, sp.oo), sp.Integer(1), 38),
        (sp.exp(-sp.Abs(x - third)), (-1, 2), 2 - sp.exp(-1 - third) - sp.exp(third - 2), 38),
        (sp.exp(-(x**2)), (-sp.oo, sp.oo), sp.sqrt(sp.pi), 38),
        (1 / sp.sqrt(x), (0, 4), sp.Integer(4), 20),  # such an end costs half of the digits
        (sp.besselk(0, x), (0, sp.oo), sp.pi / 2, 12),
    ],
)
def test_an_integral_has_the_digits_that_its_error_says(integrand, limits, exact, digits):
    found = integrate(integrand, x, tuple(map(sp.sympify, limits)), 40)
    with working_bits(300):
        gap = abs(arb(found.value) - ball(exact, {}, 300))
        assert gap < arb(10) ** -digits
        assert gap < 100 * arb(found.error) + arb("1e-40")


def compared(closed_form, digits=25, precision=None, **changes):
    parts = {"integrand": n * x ** (n - 1), "variable": x, "limits": (0, b), "closed_form": closed_form}
    parts["cases"] = ({n: 2, b: 3}, {n: sp.Rational(3, 2), b: sp.Rational(1, 5)})
    integral = Quadrature(**(parts | changes))
    return list(compare_integral("power", integral, NOTATION, digits, precision or digits + MARGIN))


def test_each_case_is_compared():
    found = compared(b**n)
    assert [c.name for c in found] == ["power: n = 2, b = 3", "power: n = 3/2, b = 1/5"]
    assert [str(c.verdict) for c in found] == ["supported", "supported"]
    assert min(c.digits or 0 for c in found) >= 25


@pytest.mark.parametrize("wrong", [-(b**n), 2 * b**n, b**n + sp.Rational(1, 10**18)])
def test_a_wrong_closed_form_is_refuted_with_both_numbers(wrong):
    for found in compared(wrong):
        assert found.verdict == "refuted"
        assert found.value in found.part("agreement").detail
        assert found.measured in found.part("agreement").detail


def test_too_little_precision_is_undecided():
    (found, *_) = compared(b**n, digits=40, precision=20)
    assert found.verdict == "undecided"
    assert f"{found.needed} would do" in found.part("agreement").detail


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"integrand": sp.log(-x)}, "the integrand has no real value at x ="),
        ({"integrand": x * sp.Symbol("m")}, "needs a number for m"),
        ({"closed_form": sp.sqrt(-b)}, "has no real value"),
    ],
)
def test_an_integral_without_a_value_says_why(changes, why):
    part = compared(**({"closed_form": b**n} | changes))[0].part("agreement")
    assert part.verdict == "undecided"
    assert why in part.detail


def test_a_symbol_without_a_number_is_named():
    with pytest.raises(EvaluationError, match="needs a number for b"):
        integrate(x, x, (sp.S.Zero, b), 20)


PEAK = sp.exp(-(10**10) * (x - third) ** 2)
AREA = sp.sqrt(sp.pi) / (2 * 10**5) * (sp.erf(third * 10**5) + sp.erf(2 * third * 10**5))


def test_a_narrow_peak_is_seen():
    """Narrower than the gaps between the nodes of a rule, wherever it puts them."""
    case = {"limits": (0, 1), "cases": ({},)}
    (missed,) = compared(sp.Integer(1), integrand=1 + PEAK, **case)
    assert missed.part("agreement").verdict == "refuted"
    for added in (0, 1):
        (found,) = compared(AREA + added, integrand=added + PEAK, **case)
        assert found.verdict == "supported"
        assert found.method["rule"] == "enclosed"


def test_a_peak_far_out_is_seen():
    line = {"limits": (-sp.oo, sp.oo), "cases": ({},)}
    (found,) = compared(sp.sqrt(sp.pi), integrand=sp.exp(-((x - 10**6) ** 2)), **line)
    assert found.verdict == "supported"


@pytest.mark.parametrize(
    ("integrand", "limits", "cut"),
    [
        (sp.exp(-x), (0, 1), 0),
        (sp.Abs(x - sp.sqrt(2)), (0, 3), 0),
        (sp.log(x), (0, 1), 1),
        (sp.besselk(3, x) * x**4, (0, sp.oo), 2),
        (1 / (1 + x**2), (-sp.oo, sp.oo), 2),
    ],
)
def test_all_but_singular_ends_is_enclosed(integrand, limits, cut):
    found = integrate(integrand, x, tuple(map(sp.sympify, limits)), 25)
    assert found.enclosed
    assert found.rule == "enclosed" + (f"; {cut} of the ends by the double exponential rule" if cut else "")


def test_what_is_sampled_refutes_nothing():
    """The larger of two is analytic nowhere as far as balls know."""
    for closed in (sp.Rational(5, 8), sp.Rational(6, 8)):
        (found,) = compared(closed, integrand=sp.Max(x, sp.Rational(1, 2)), limits=(0, 1), cases=({},))
        assert found.part("agreement").verdict == "undecided"
    assert "samples refute nothing" in found.part("agreement").detail


@pytest.mark.parametrize("closed", [sp.Rational(13, 2) - 3 * sp.sqrt(2), sp.Rational(13, 2)])
def test_a_break_at_an_irrational_place_is_no_hindrance(closed):
    (found,) = compared(closed, integrand=sp.Abs(x - sp.sqrt(2)), limits=(0, 3), cases=({},))
    assert found.verdict == ("refuted" if closed.is_Rational else "supported")
