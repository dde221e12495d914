"""Interval Newton: all zeros, each proved, and no word where balls cannot decide."""

import pytest
import sympy as sp
from flint import arb, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from symfeat.certification.newton import IntervalNewton, UndecidedZeros
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import working_bits

x = sp.Symbol("x", real=True)
BITS = 200
TOLERANCE = fmpq(1, 10**40)
# Jumps up by a whole turn at -1/2, after a zero near -0.72.
ANGLE = x / 10 + sp.atan2(x + sp.Rational(1, 2), -1) + 3


def zeros(expr, low, high, bits=BITS):
    return IntervalNewton(expr, x, bits).zeros(fmpq(low), fmpq(high), TOLERANCE)


@pytest.mark.parametrize(
    ("expr", "low", "high", "exact"),
    [
        (x**2 - 2, 0, 2, [sp.sqrt(2)]),
        (x**2 - 2, -2, 2, [-sp.sqrt(2), sp.sqrt(2)]),
        (x**2 - 2, -1, 1, []),
        (sp.sin(x), 1, 10, [sp.pi, 2 * sp.pi, 3 * sp.pi]),
        (sp.Abs(x) - 1, -3, 2, [-1, 1]),
        (sp.sqrt(x**2 + 1) - 2, 0, 5, [sp.sqrt(3)]),
        (sp.sqrt(x) - 1, -1, 3, [1]),
        (sp.exp(-x) - x, 0, 1, [sp.LambertW(1)]),
        (x - 1 - sp.Rational(1, 10**40), -2, 3, [1 + sp.Rational(1, 10**40)]),
        ((x - 1) * (x - sp.Rational(1001, 1000)), 0, 3, [1, sp.Rational(1001, 1000)]),
    ],
)
def test_every_zero_is_enclosed(expr, low, high, exact):
    found = zeros(expr, low, high)
    assert len(found) == len(exact)
    for zero, value in zip(found, exact, strict=True):
        with working_bits(400):
            ball = zero.ball(400)
            assert ball.contains(arb(str(sp.N(value, 120)) + " +/- 1e-110"))
            assert ball.rad() < arb(2) ** -150


@pytest.mark.parametrize(
    ("expr", "low", "high", "why"),
    [
        ((x - 1) ** 2, 0, 3, "balls decide nothing near x = 1"),
        (x - 1, 0, 1, "the equation cannot be told from zero at x = 1"),
        (x**3, -1, 2, "balls decide nothing near x ="),
        (sp.log(x), 0, 2, "the equation cannot be told from zero at x = 0"),
        (sp.Piecewise((x, x < 1), (2 - x, True)), -1, 4, "balls decide nothing near x = 1"),
        (sp.atan2(x, -1), -1, 2, "balls decide nothing near x = -"),
        (ANGLE, -1, 1, "balls decide nothing near x = -0.5"),
        (ANGLE - (x / 2) ** 8, -1, 3, "balls decide nothing near x = -0.5"),
        (
            x / 10 + sp.arg(sp.I * (x + sp.Rational(1, 2)) - 1) + 3,
            -1,
            1,
            "balls decide nothing near x = -0.5",
        ),
        (
            x / 10 + sp.im(sp.log(sp.I * (x + sp.Rational(1, 2)) - 1)) + 3,
            -1,
            1,
            "decide nothing near x = -0.5",
        ),
        (x / 10 + sp.im(sp.sqrt(sp.I * (x + sp.Rational(1, 2)) - 1)), -1, 1, "decide nothing near x = -0.5"),
        (x - sp.Rational(1, 10**9), -1, 0, None),
    ],
)
def test_what_balls_cannot_decide_is_undecided(expr, low, high, why):
    if why is None:
        assert zeros(expr, low, high) == []
        return
    with pytest.raises(UndecidedZeros, match=why):
        zeros(expr, low, high)


def test_a_derivative_without_a_value_is_refused():
    with pytest.raises(EvaluationError, match="no numerical value is known for DiracDelta"):
        zeros(sp.sign(x) + x / 2, -1, 2)


def test_a_jump_away_from_the_box_or_from_zero_is_no_hindrance():
    assert len(zeros(ANGLE, -1, -fmpq(3, 5))) == 1
    assert zeros(ANGLE + 10, -1, 3) == []
    assert len(zeros(sp.atan2(x, 1) - sp.Rational(1, 3), -1, 2)) == 1


def test_a_difference_below_the_precision_is_undecided():
    near = x**2 - 2 * x + 1 - sp.Rational(1, 10**30)
    with pytest.raises(UndecidedZeros):
        zeros(near, 0, 3)
    assert len(zeros(x**2 - 2 * x + 1 - sp.Rational(1, 10**10), 0, 3)) == 2


def test_too_few_bits_for_the_tolerance_are_undecided():
    with pytest.raises(UndecidedZeros, match="not known to the digits asked for"):
        zeros(x**2 - 2, 0, 2, bits=100)


def test_newton_maps_the_enclosure_strictly_inside():
    search = IntervalNewton(sp.cos(x) - x, x, BITS)
    (zero,) = search.zeros(fmpq(0), fmpq(1), TOLERANCE)
    low, high = search._newton(zero.low, zero.high)
    assert zero.low < low <= high < zero.high


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(-8, 8), min_size=1, max_size=5))
def test_all_roots_of_a_polynomial_are_counted(roots):
    """Roots at multiples of 1/7, of which none is a point at which the box is cut."""
    exact = [sp.Rational(root, 7) for root in sorted(roots)]
    found = zeros(sp.prod(x - root for root in exact).expand(), -fmpq(13, 10), fmpq(14, 11))
    assert len(found) == len(exact)
    for zero, root in zip(found, exact, strict=True):
        assert zero.low < fmpq(root.p, root.q) < zero.high
