"""Known values and branch cuts, in both number systems."""

from typing import Any

import mpmath
import pytest
import sympy as sp
from flint import acb, arb
from sympy.codegen import cfunctions

from symfeat.claims.functions import PowerOfTwo, StruveL
from symfeat.evaluate.ball import UndecidedBall, ball, working_bits
from symfeat.evaluate.mp import evaluate

x, y = sp.symbols("x y")
struve: Any = StruveL
power_of_two: Any = PowerOfTwo  # SymPy is untyped where a class makes expressions
SQRT2 = "1.41421356237309504880168872420969807856967187537694807317667973799073247846210703885038753432764157"


def test_sqrt_two_to_a_hundred_digits():
    value = evaluate(sp.sqrt(x), {x: 2}, 100)
    assert value.context.nstr(value, 105).startswith(SQRT2)
    with working_bits(400):
        assert ball(sp.sqrt(x), {x: 2}, 400).overlaps(arb(SQRT2 + " +/- 1e-98"))
        assert ball(sp.sqrt(x), {x: 2}, 400).rad() < arb("1e-110")


@pytest.mark.parametrize("power", [1, 2, 3, 6, 7, 100])
def test_a_ball_around_zero_has_powers(power):
    value = ball(x**power, {x: arb("0 +/- 0.5")}, 64)
    assert value.contains(arb(0.5) ** power)
    assert value.contains(arb(-0.5) ** power)
    assert value.rad() < arb("1.001") * arb(0.5) ** power


def test_a_point_may_hold_a_ball():
    value = ball(x**2 - x, {x: arb("2.5 +/- 0.5")}, 64)
    assert value.contains(arb(2))
    assert value.contains(arb(6))
    assert not value.contains(arb(-4))


@pytest.mark.parametrize("value", [sp.Rational(1, 7), 3, -5, sp.Rational(10) ** 6])
@pytest.mark.parametrize(
    "trip", [sp.sinh(sp.asinh(x)), sp.exp(sp.log(x, evaluate=False)), sp.tan(sp.atan(x)), sp.sqrt(x) ** 2]
)
def test_round_trips_come_home(trip, value):
    home = evaluate(trip, {x: value}, 60)
    assert abs(home - int(sp.numer(value)) / home.context.mpf(int(sp.denom(value)))) < abs(home) * 10**-60
    assert acb(ball(trip, {x: value}, 200)).overlaps(acb(ball(x, {x: value}, 200)))


CUTS = {
    "log(-1)": (sp.log(x), -1), "sqrt(-4)": (sp.sqrt(x), -4), "cube root of -8": (sp.cbrt(x), -8),
    "(-4)^(-3/2)": (x ** sp.Rational(-3, 2), -4), "asin(2)": (sp.asin(x), 2), "asin(-2)": (sp.asin(x), -2),
    "acos(2)": (sp.acos(x), 2), "acosh(1/2)": (sp.acosh(x), sp.Rational(1, 2)),
    "acosh(-2)": (sp.acosh(x), -2),
    "atanh(2)": (sp.atanh(x), 2), "atanh(-2)": (sp.atanh(x), -2), "(-2)^(2/3)": (x ** sp.Rational(2, 3), -2),
    "atan(2i)": (sp.atan(x), 2 * sp.I), "asinh(-2i)": (sp.asinh(x), -2 * sp.I), "arg": (sp.arg(x), -3),
    "sign of 3+4i": (sp.sign(x), 3 + 4 * sp.I), "conjugate": (sp.conjugate(x), 1 + 2 * sp.I),
    "log1p(-3)": (sp.log(1 + x), -3), "i^i": (x**x, sp.I), "gamma(-1/2)": (sp.gamma(x), sp.Rational(-1, 2)),
}  # fmt: skip


@pytest.mark.parametrize(("expr", "at"), CUTS.values(), ids=CUTS)
def test_branches_are_the_principal_ones_of_sympy(expr, at):
    expected = complex(expr.subs(x, at).evalf(30))
    assert complex(evaluate(expr, {x: at})) == pytest.approx(expected, abs=1e-15)
    found = acb(ball(expr, {x: at}))
    assert complex(float(found.real), float(found.imag)) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("quadrant", [(1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1), (1, 0), (-1, 0)])
def test_atan2_knows_its_quadrants(quadrant):
    point = dict(zip((y, x), quadrant, strict=True))
    expected = float(sp.atan2(*quadrant))
    assert float(evaluate(sp.atan2(y, x), point)) == pytest.approx(expected, abs=1e-15)
    assert float(ball(sp.atan2(y, x), point).real) == pytest.approx(expected, abs=1e-15)


def test_atan2_has_no_value_at_the_origin():
    assert not ball(sp.atan2(y, x), {x: 0, y: 0}).is_finite()
    assert mpmath.isnan(evaluate(sp.atan2(y, x), {x: 0, y: 0}))


FUNCTIONS = (
    *(sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc, sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch),
    *(sp.asin, sp.acos, sp.atan, sp.asinh, sp.acosh, sp.atanh, sp.exp, sp.log, sp.erf, sp.gamma, sp.Abs),
    *(sp.re, sp.im, cfunctions.expm1, cfunctions.log1p),
)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("at", [sp.Rational(3, 5), sp.Rational(1, 2) + sp.I / 3])
def test_the_walkers_agree_on_every_function(function, at):
    value = evaluate(function(x), {x: at}, 40)
    enclosure = acb(ball(function(x), {x: at}, 128))
    with working_bits(128):
        inside = acb(*(arb(value.context.nstr(part, 40)) for part in (value.real, value.imag)))
        assert abs(enclosure - inside) < arb("1e-36")


def test_bessel_functions_agree_with_their_elementary_form():
    half = sp.Rational(1, 2)
    form = sp.sqrt(sp.pi / (2 * x)) * sp.exp(-x)
    assert abs(evaluate(sp.besselk(half, x) - form, {x: 3})) < 1e-60
    assert ball(sp.besselk(half, x) - form, {x: 3}).contains(0)
    assert float(ball(sp.besseli(1, x), {x: 2}).real) == pytest.approx(
        float(evaluate(sp.besseli(1, x), {x: 2}))
    )


@pytest.mark.parametrize("digits", [50, 150])
@pytest.mark.parametrize("order", [0, 1, 7, sp.Rational(5, 2), sp.Rational(1, 3)])
@pytest.mark.parametrize("at", [sp.Rational(1, 8), 5, 20, 100, 250])
def test_bessel_k_is_right_to_all_digits_asked_for(order, at, digits):
    value, bits = evaluate(sp.besselk(y, x), {x: at, y: order}, digits), 2600
    enclosure = ball(sp.besselk(y, x), {x: at, y: order}, bits)
    with working_bits(bits):
        inside = arb(value.context.nstr(value, digits + 15))
        assert abs(enclosure / inside - 1) < arb(10) ** -digits


@pytest.mark.parametrize("order", [-1, 0, 2, sp.Rational(1, 2), sp.Rational(-5, 2), sp.Rational(7, 3)])
@pytest.mark.parametrize("at", [sp.Rational(1, 1000), 2, 60])
def test_struve_functions_agree_with_mpmath(order, at):
    value = evaluate(struve(y, x), {x: at, y: order}, 40)
    enclosure = ball(struve(y, x), {x: at, y: order}, 192)
    with working_bits(192):
        assert abs(enclosure / arb(value.context.nstr(value, 50)) - 1) < arb("1e-40")


def test_struve_functions_agree_with_their_elementary_form():
    form = sp.sqrt(2 / (sp.pi * x)) * (sp.cosh(x) - 1)
    half = sp.Rational(1, 2)
    assert ball(struve(half, x) - form, {x: 3}).contains(0)
    assert not ball(struve(half, x) - form, {x: 3}).contains(arb("1e-30"))
    complex_value = ball(struve(half, x) - form, {x: 3 + 2 * sp.I})
    assert acb(complex_value).contains(0)
    assert complex_value.is_finite()


def test_a_struve_function_differentiates_by_its_argument_alone():
    slope = sp.diff(struve(sp.Rational(1, 2), x), x)
    assert ball(slope - sp.diff(sp.sqrt(2 / (sp.pi * x)) * (sp.cosh(x) - 1), x), {x: 3}).contains(0)
    with pytest.raises(sp.core.function.ArgumentIndexError):
        struve(y, x).fdiff(1)


@pytest.mark.parametrize(
    ("value", "exponent"),
    [(0, -1022), (1, 0), (8, 3), (-8, 3), (sp.Rational(1, 3), -2), (sp.Rational(7, 2), 1)]
    + [(sp.Rational(1, 1024), -10), (sp.Rational(1, 2**1030), -1022), (2**1024, 1022)],
)
def test_power_of_two_is_the_one_below_whose_reciprocal_is_normal(value, exponent):
    expected = sp.Integer(2) ** exponent
    assert power_of_two(sp.Integer(value) if isinstance(value, int) else value) == expected
    assert evaluate(power_of_two(x), {x: value}) == expected
    assert ball(power_of_two(x), {x: value}) == ball(x, {x: expected})
    assert evaluate(power_of_two(x * sp.sqrt(2)), {x: 3}) == 4
    assert ball(power_of_two(x * sp.sqrt(2)), {x: 3}) == 4


def test_power_of_two_is_undecided_where_it_jumps():
    with pytest.raises(UndecidedBall, match="power of two"):
        ball(power_of_two(sp.sqrt(x) * sp.sqrt(y)), {x: 2, y: 8})


@pytest.mark.parametrize("expr", [1 / x, sp.log(x) / 2, x**-y, sp.atanh(1 - x), sp.coth(x)])
def test_a_singularity_is_not_finite(expr):
    point = {x: 0, y: 2}
    assert not mpmath.isfinite(evaluate(expr, point))
    assert not ball(expr, point).is_finite()


def test_infinity_compares_and_tends():
    assert evaluate(sp.Piecewise((1, x < sp.oo), (2, True)), {x: 5}) == 1
    assert evaluate(sp.exp(-sp.oo * y) + x, {x: 5, y: 1}) == 5


def test_enormous_exponentials_do_not_hang():
    tower = sp.exp(sp.exp(sp.exp(sp.exp(x))))
    assert not mpmath.isfinite(evaluate(tower, {x: 5}))
    assert not ball(tower, {x: 5}).is_finite()


def test_min_max_abs_enclose_where_the_order_is_open_but_sign_does_not_guess():
    difference = sp.exp(x) * sp.exp(-y, evaluate=False) - sp.exp(x - y)
    split = sp.Max(difference, 0, evaluate=False)
    assert ball(split, {x: 2, y: 3}).contains(0)
    assert ball(sp.Abs(difference, evaluate=False), {x: 2, y: 3}).contains(0)
    for walk in (ball, evaluate):
        with pytest.raises(Exception, match="cannot be decided"):
            walk(sp.sign(difference, evaluate=False), {x: 2, y: 3})
    assert evaluate(sp.Min(x, y, sp.sqrt(2)), {x: 2, y: 3}) == evaluate(sp.sqrt(2), {})
