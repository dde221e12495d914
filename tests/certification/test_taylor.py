"""The integrator against solutions in closed form, and its own error estimate against its error."""

import math

import pytest
import sympy as sp
from flint import arb, fmpq

from symfeat.certification.taylor import Accuracy, SeriesProgram, fixed
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import working_bits

x, v, k = sp.symbols("x v k")
OSCILLATOR = {x: k * v, v: -x / k}


def at(program, start, parameter, time, accuracy):
    steps = program.integrate(start, parameter, accuracy)
    return next(step for step in steps if step.start + step.length >= time).at(time)


def gap(first, second, bits=800):
    with working_bits(bits):
        return abs(first - second)


@pytest.mark.parametrize("digits", [15, 30, 50, 100])
@pytest.mark.parametrize("time", [fmpq(1, 7), fmpq(3), fmpq(20)])
def test_the_oscillator_goes_round(digits, time):
    program, start = SeriesProgram(OSCILLATOR, k), {x: fmpq(1), v: fmpq(0)}
    position, speed = at(program, start, fmpq(1), time, Accuracy.of(digits))
    with working_bits(800):
        cosine, sine = arb(time).cos(), -arb(time).sin()
        allowed = 100 * arb(10) ** -digits
    assert gap(position, cosine) < allowed
    assert gap(speed, sine) < allowed


@pytest.mark.parametrize("scale", [fmpq(1, 10**6), fmpq(10**6)])
def test_fast_and_slow_clocks_are_one_flow(scale):
    """x' = scale x (1 - x), at the time at which the growth factor is e^3."""
    program = SeriesProgram({x: k * x * (1 - x)}, k)
    (found,) = at(program, {x: fmpq(1, 2)}, scale, 3 / scale, Accuracy.of(40))
    with working_bits(400):
        assert gap(found, 1 / (1 + (-arb(3)).exp())) < arb("1e-38")


def test_all_arithmetic_of_polynomials():
    """Powers, products of several factors, constants of any kind, rates that do not move."""
    rate = (x**3 - sp.pi * x * v * v + sp.sqrt(2)) * (x + v - sp.Rational(1, 3)) / 7 + v
    program = SeriesProgram({x: rate, v: sp.Integer(-2)})
    step = next(program.integrate({x: fmpq(1, 5), v: fmpq(2, 3)}, None, Accuracy.of(40)))
    # The second coefficient is half the derivative of the rate along the flow.
    slope = rate.diff(x) * rate - 2 * rate.diff(v)
    exact = [e.subs({x: sp.Rational(1, 5), v: sp.Rational(2, 3)}) for e in (rate, slope / 2)]
    unit = 2.0 ** (step.bits + step.scale)
    assert [c / unit for c in (step.series[0][1], step.series[0][2] / 2.0**step.scale)] == pytest.approx(
        [float(e) for e in exact], rel=1e-14
    )
    assert step.series[1][1] == -2 * 2**step.bits * fmpq(2) ** step.scale
    assert set(step.series[1][2:]) == {0}


def test_a_rest_point_stays():
    steps = SeriesProgram({x: x * (1 - x)}).integrate({x: fmpq(1)}, None, Accuracy.of(20))
    assert [next(steps).log_speed for _ in range(3)] == [-math.inf] * 3


def test_another_accuracy_differs_by_the_error():
    """What the error estimate of a certificate rests on."""
    program, start, time = SeriesProgram(OSCILLATOR, k), {x: fmpq(1), v: fmpq(0)}, fmpq(10)
    rough = Accuracy.of(20)
    (first, _), (finer, _) = (at(program, start, fmpq(1), time, a) for a in (rough, rough.finer()))
    with working_bits(400):
        cosine = arb(time).cos()
        assert 0 < gap(first, finer) < arb("1e-18")
        assert gap(finer, cosine) < gap(first, cosine)


@pytest.mark.parametrize("rate", [1 / x, sp.sqrt(x), sp.exp(x), x**k, sp.Abs(x)])
def test_what_is_no_polynomial_is_refused(rate):
    with pytest.raises(EvaluationError, match="the rates must be polynomials of the state"):
        SeriesProgram({x: rate}, k)


def test_a_constant_that_is_not_real_is_refused():
    with pytest.raises(EvaluationError, match="finite real numbers"):
        next(SeriesProgram({x: sp.I * x}).integrate({x: fmpq(1)}, None, Accuracy.of(20)))


def test_numbers_are_rounded_down_to_the_unit():
    assert fixed(fmpq(-1, 3), 4) == -6
    assert fixed(arb((5, -6)), 4) == 1
    assert fixed(arb((-5, 3)), 4) == -640


def test_a_start_below_the_unit_is_refused_and_digits_are_found_that_hold_it():
    program, start, accuracy = SeriesProgram({x: x}), {x: fmpq(1, 10**70)}, Accuracy.of(20)
    with pytest.raises(EvaluationError, match="x starts below the unit"):
        next(program.integrate(start, None, accuracy))
    enough = program.holding(start, accuracy)
    assert enough.digits >= 90
    (found,) = at(program, start, None, fmpq(100), enough)
    with working_bits(400):
        assert gap(found * arb(10) ** 70 / arb(100).exp(), 1) < arb("1e-18")


def test_a_small_constant_of_the_rates_is_held():
    program, start = SeriesProgram({x: x * sp.Rational(1, 10**40)}), {x: fmpq(1)}
    (found,) = at(program, start, None, fmpq(10) ** 40, program.holding(start, Accuracy.of(20)))
    with working_bits(400):
        assert gap(found, arb(1).exp()) < arb("1e-18")


@pytest.mark.parametrize("value", [arb(0, 1), fmpq(1, 10**2001), arb.nan()])
def test_a_start_that_no_digits_hold_is_refused(value):
    with pytest.raises(EvaluationError, match="the flow"):
        Accuracy.of(20).holding([value])
