"""Equal numbers: radicals by a separation bound, logarithms and angles by their exponentials."""

import pytest
import sympy as sp

from symfeat.checking import check_claim
from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.exact.separation import is_zero_number
from symfeat.checking.rules.numbers.equality import prove_equal_numbers
from symfeat.claims import Identity, Notation, Verdict, domain_of

R, I, pi, sqrt, log, atan = sp.Rational, sp.I, sp.pi, sp.sqrt, sp.log, sp.atan
nowhere = domain_of(Notation("numbers"), ())

EQUAL = {
    "nested roots": (sqrt(5 + 2 * sqrt(6)), sqrt(2) + sqrt(3)),
    "Cardano": ((2 + 11 * I) ** R(1, 3) + (2 - 11 * I) ** R(1, 3), 4),
    "Ramanujan": (
        (sp.cbrt(2) - 1) ** R(1, 3),
        sp.cbrt(R(1, 9)) - sp.cbrt(R(2, 9)) + sp.cbrt(R(4, 9)),
    ),
    "heptagon": (sp.cos(pi / 7) * sp.cos(2 * pi / 7) * sp.cos(3 * pi / 7), R(1, 8)),
    "hendecagon": (sp.tan(3 * pi / 11) + 4 * sp.sin(2 * pi / 11), sqrt(11)),
    "Machin": (16 * atan(R(1, 5)) - 4 * atan(R(1, 239)), pi),
    "Stormer": (24 * atan(R(1, 8)) + 8 * atan(R(1, 57)) + 4 * atan(R(1, 239)), pi),
    "logarithms": (2 * log(2 + sqrt(3)), log(7 + 4 * sqrt(3))),
    "areas": (sp.acosh(2), log(2 + sqrt(3))),
    "a complex logarithm": (log(-1 - I) + log(-1 + I), log(2)),
    "beyond the branch point": (sp.asin(2), pi / 2 - I * log(2 + sqrt(3))),
    "a power of i": (I**I, sp.exp(-pi / 2)),
    "sines of one": (sp.sin(1) ** 2 + sp.cos(1) ** 2, 1),
}  # fmt: skip


def nobody(smaller, /, under=None):
    raise Unproved("numbers need no other proof")


@pytest.mark.parametrize("name", EQUAL)
def test_equal_numbers_are_proved_equal(name):
    left, right = EQUAL[name]
    assert prove_equal_numbers(Identity(left, right), (), nobody)


@pytest.mark.parametrize("name", EQUAL)
def test_numbers_that_nearly_agree_are_not(name):
    left, right = EQUAL[name]
    claim = Identity(left, right + R(1, 10**80))
    with pytest.raises((Unproved, NotReducible)):
        prove_equal_numbers(claim, (), nobody)
    assert check_claim(claim, nowhere).verdict is not Verdict.PROVED


def test_a_turn_that_is_left_out_is_noticed():
    for left, right in ((log(-4), 2 * log(2)), (atan(1) + atan(2) + atan(3), 0), (sqrt(-1) ** 2, 1)):
        with pytest.raises(Unproved):
            prove_equal_numbers(Identity(left, right), (), nobody)


def test_what_coincides_to_many_digits_is_not_proved():
    near = Identity(sp.exp(pi * sqrt(163)), sp.Integer(640320) ** 3 + 744)
    with pytest.raises(Unproved):
        prove_equal_numbers(near, (), nobody)


def test_the_separation_bound_tells_tiny_from_zero():
    assert is_zero_number(sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6)))
    assert not is_zero_number(sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6)) - R(1, 10**300))
    with pytest.raises(NotReducible):
        is_zero_number(pi - 3)
