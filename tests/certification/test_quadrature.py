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
