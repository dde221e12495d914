"""Bracketing: the bracket holds the zero, is as narrow as asked for, and costs few evaluations."""

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from symfeat.certification.roots import Bracket, NoCrossing, bracketed, real, refined, sign_changes, vanishing
from symfeat.errors import EvaluationError

TINY = fmpq(1, 10**50)
FUNCTIONS = {
    "line": (lambda x: x - fmpq(1, 3), fmpq(0), fmpq(1)),
    "cube": (lambda x: x**3 - 2, fmpq(-5), fmpq(7)),
    "flat": (lambda x: (x - fmpq(1, 7)) ** 9, fmpq(0), fmpq(1)),
    "pole": (lambda x: 1 / (x - 2) + 3, fmpq(-1), fmpq(199, 100)),
    "step": (lambda x: fmpq(1) if x > fmpq(2, 7) else fmpq(-1), fmpq(0), fmpq(1)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_bracket_narrows_around_the_change_of_sign(name):
    function, low, high = FUNCTIONS[name]
    found = bracketed(function, low, high, fmpq(1, 10**12))
    assert low <= found.low <= found.high <= high
    assert found.at_low * found.at_high <= 0
    assert found.width <= fmpq(1, 10**12) or 0 in (found.at_low, found.at_high)
    assert (function(found.low), function(found.high)) == (found.at_low, found.at_high)


def test_few_evaluations_find_many_digits():
    asked = []
    found = bracketed(lambda x: asked.append(x) or x**3 - 2, fmpq(1), fmpq(2), TINY)
    assert found.width <= TINY
    assert len(asked) <= 16


@given(st.fractions(-3, 3, max_denominator=10**6))
def test_any_zero_of_a_cubic_is_found(zero):
    zero = fmpq(zero.numerator, zero.denominator)
    found = bracketed(lambda x: (x - zero) * (x * x + 1), fmpq(-4), fmpq(5), fmpq(1, 10**20))
    assert abs(found.zero - zero) <= fmpq(1, 10**20)


def test_a_zero_without_a_change_of_sign_is_refused():
    """The function vanishes all along an interval."""
    with pytest.raises(NoCrossing, match="there is a zero near .* but no change of sign"):
        bracketed(lambda x: min(x + 1, fmpq(0)) + max(x - 1, fmpq(0)), fmpq(-3), fmpq(4), TINY)


def test_one_sign_is_refused():
    with pytest.raises(NoCrossing, match="the sign is the same at 1 and at 2"):
        bracketed(lambda x: x * x + 1, fmpq(1), fmpq(2), TINY)


def test_most_evaluations_need_few_digits():
    asked = []
    refined(lambda x, digits: asked.append(digits) or x**3 - 2, fmpq(1), fmpq(2), 100)
    assert asked == sorted(asked)
    assert asked.count(100) <= 5


def test_few_digits_that_mislead_are_recovered_from():
    """The first look is off by more than it believes."""
    found = refined(
        lambda x, digits: x - fmpq(1, 3) + (fmpq(1, 10**9) if digits < 20 else 0), fmpq(0), fmpq(1), 40
    )
    assert abs(found.zero - fmpq(1, 3)) < fmpq(1, 10**40)


def test_changes_of_sign_are_counted_once():
    assert sign_changes([fmpq(v) for v in (1, -1, -2, 0, 0, 3, -1)]) == [0, 2, 5]


def test_a_number_too_large_for_a_float_is_refused():
    with pytest.raises(EvaluationError, match="a number near 10.400 is too large"):
        real(fmpq(10) ** 400)


@pytest.mark.parametrize("function", [lambda x: x, lambda x: x**3, lambda x: x + 1000 * x * x])
def test_about_a_zero_a_function_grows(function):
    found = Bracket(fmpq(-1, 10**6), fmpq(1, 10**6), function(fmpq(-1, 10**6)), function(fmpq(1, 10**6)))
    assert vanishing(function, found, fmpq(-1), fmpq(1)) is found


@pytest.mark.parametrize("function", [lambda x: 1 / x, lambda x: fmpq(1 if x > 0 else -1)])
def test_about_a_pole_or_a_jump_it_does_not(function):
    found = Bracket(fmpq(-1, 10**6), fmpq(1, 10**6), function(fmpq(-1, 10**6)), function(fmpq(1, 10**6)))
    with pytest.raises(NoCrossing, match="by a jump or a pole"):
        vanishing(function, found, fmpq(-1), fmpq(1))
