"""Certified differences: what the ball engine refutes, and what it must leave alone."""

import pickle

import pytest
import sympy as sp

from symfeat.checking.ball import ball_decides_sign, holds, refute_identity, refute_inequality, separate

x, y = sp.symbols("x y", real=True)
RAMANUJAN = sp.exp(sp.pi * sp.sqrt(163))
POINTS = [{x: sp.Rational(k, 3), y: sp.Rational(-2, k)} for k in range(1, 13)]


def test_ramanujans_constant_is_not_an_integer():
    found = separate(RAMANUJAN, sp.Integer(640320**3 + 744))
    assert found is not None
    assert found.right == "262537412640768744"
    assert found.left.startswith("[262537412640768743.99999999999925007259")


def test_equal_constants_are_not_separated():
    assert separate(sp.sqrt(2) + sp.sqrt(3), sp.sqrt(5 + 2 * sp.sqrt(6))) is None


@pytest.mark.parametrize(
    ("lhs", "rhs"),
    [
        (sp.sin(x) ** 2, 1 - sp.cos(x) ** 2),
        (sp.sinh(x + y), sp.sinh(x) * sp.cosh(y) + sp.cosh(x) * sp.sinh(y)),
        (sp.exp(x) * sp.exp(-x, evaluate=False) - 1, sp.Integer(0)),
        (sp.sqrt(x**2), sp.Abs(x)),
        (1 / (x - sp.Rational(1, 3)), 1 / (x - sp.Rational(1, 3))),
        (sp.log(sp.I * x), sp.log(sp.Abs(x)) + sp.I * sp.sign(x) * sp.pi / 2),
    ],
)
def test_a_true_identity_is_never_refuted(lhs, rhs):
    assert refute_identity(lhs, rhs, POINTS) is None


def test_a_false_identity_is_refuted_at_the_first_point_that_shows_it():
    found = refute_identity(sp.Abs(y), y + 2 * x**2, [{x: 0, y: 1}, *POINTS])
    assert found is not None
    assert found.point == POINTS[0]
    assert (found.left, found.right) == ("2", "-16/9")
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_difference_in_the_fiftieth_digit_is_found():
    assert refute_identity(sp.exp(x), sp.exp(x) * (1 + sp.Rational(1, 10**50)), POINTS) is not None


def test_cancellation_is_met_with_more_bits():
    tiny = sp.exp(-300 * x**2 - 300)
    lost = sp.sqrt(1 + tiny, evaluate=False) - 1
    assert refute_identity(lost, tiny, [{x: 0}]) is not None


def test_a_singular_point_refutes_nothing():
    assert refute_identity(1 / x, sp.Integer(3), [{x: 0}]) is None


@pytest.mark.parametrize(
    ("lhs", "rel", "rhs", "violated"),
    [
        (sp.exp(x), ">=", 1 + x, False),
        (sp.exp(x), ">", 1 + x, True),  # equal, exactly, at 0
        (sp.exp(x), "<", 1 + x, True),
        (sp.cosh(x), "!=", sp.Integer(1), True),
        (x**2, "<=", sp.Integer(4), False),
        (sp.sqrt(1 + x**2), "<=", sp.Abs(x), True),
    ],
)
def test_an_inequality_is_refuted_where_it_certainly_fails(lhs, rel, rhs, violated):
    points = [{x: sp.Rational(k, 2)} for k in (1, -2, 0, 3)]
    assert (refute_inequality(lhs, rel, rhs, points) is not None) is violated


def test_complex_sides_have_no_order():
    assert refute_inequality(sp.log(x), "<", sp.Integer(0), [{x: -1}]) is None


def test_signs_are_certain_or_none():
    assert ball_decides_sign(RAMANUJAN - 640320**3 - 744, {}) == -1
    assert ball_decides_sign(x - sp.sqrt(y**2), {x: 2, y: -2}) == 0
    assert ball_decides_sign(sp.sqrt(x) * sp.sqrt(y) - sp.sqrt(6), {x: 2, y: 3}) is None
    assert ball_decides_sign(sp.sqrt(x), {x: -1}) is None


def test_conditions_hold_fail_or_stay_open():
    assert holds(sp.And(x < y, sp.exp(x) > 2), {x: 1, y: 2}) is True
    assert holds(sp.Ne(x, y), {x: 2, y: 2}) is False
    assert holds(sp.Le(sp.sqrt(x) * sp.sqrt(y), sp.sqrt(6)), {x: 2, y: 3}) is None
