"""Balls over which a function may jump, or is not analytic, prove nothing; Bessel functions keep digits."""

import pytest
import sympy as sp
from flint import acb, arb

from symfeat.evaluate.analytic import continuous, integrand
from symfeat.evaluate.ball import ball

x = sp.Symbol("x", real=True)
HALF = arb(0, 1) / 2


@pytest.mark.parametrize(
    ("expr", "at", "holds"),
    [
        (sp.atan2(x, -1), HALF, False),
        (sp.atan2(x, -1), HALF + 1, True),
        (sp.arg(-1 + sp.I * x), HALF, False),
        (sp.log(-1 + sp.I * x), HALF, False),
        (sp.log(1 + sp.I * x), HALF, True),
        (sp.sqrt(-1 + sp.I * x), HALF, False),
        (sp.sqrt(x), HALF, True),
        (sp.sign(x), HALF, False),
        (sp.Abs(x), HALF, True),
        (sp.Piecewise((0, x < 0), (1, True)), HALF, False),
    ],
)
def test_a_ball_that_may_meet_a_jump_is_not_finite(expr, at, holds):
    assert acb(continuous(expr, x, at, 128)).is_finite() == holds


@pytest.mark.parametrize(
    ("expr", "centre", "holds"),
    [
        (sp.log(x), 0, False),
        (sp.log(x), 2, True),
        (sp.sqrt(x), 0, False),
        (sp.Abs(x), 0, False),
        (sp.Abs(x), -2, True),
        (sp.Max(x, 1), 3, False),
        (sp.atan(3 * x), 0, False),
        (sp.atan(x), 0, True),
        (sp.besselk(0, x), 0, False),
        (sp.besselk(0, x), 2, True),
    ],
)
def test_a_square_in_which_a_function_is_not_analytic_gives_no_ball(expr, centre, holds):
    assert integrand(expr, x, 128)(acb(HALF + centre, HALF), True).is_finite() == holds


@pytest.mark.parametrize("value", [1, 20, 66, 100, 400])
def test_a_bessel_function_keeps_its_digits(value):
    exact = ball(sp.besselk(0, value), {}, 200)
    near = ball(sp.besselk(0, x), {x: arb(value, 2.0**-150)}, 200)
    bound = ball(sp.besselk(0, sp.Rational(value, 2) - sp.Rational(1, 100)), {}, 200)
    assert isinstance(exact, arb)
    assert isinstance(near, arb)
    assert isinstance(bound, arb)
    assert exact.rel_accuracy_bits() > 190
    assert near.rel_accuracy_bits() > 135
    assert near.contains(exact)
    wide = integrand(sp.besselk(0, x), x, 200)(acb(arb(value, value / 2), HALF), True)
    assert wide.contains(acb(exact))
    assert abs(wide).upper() < 2 * bound
