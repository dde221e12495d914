"""An effect fits where its value is expected, and with `clear` where its whole interval is."""

import math

import pytest

from symfeat.errors import InputError
from symfeat.runs import Effect


def effect(value, low, high, expected, clear=False):
    return Effect("kernel-rests", value, low, high, expected, "change of the kernel", clear)


@pytest.mark.parametrize(
    ("expected", "inside", "outside"),
    [
        ("> 0.5", 0.6, 0.5),
        (">= 0.5", 0.5, 0.4),
        ("<0.05", 0.04, 0.05),
        ("<= -1e-3", -0.001, 0.0),
        ("1 ± 0.25", 0.75, 1.3),
        ("-2 +- 0.1", -2.05, 2.0),
        ("0.5 to 2", 2.0, 2.1),
    ],
)
def test_a_value_fits_where_it_is_expected(expected, inside, outside):
    assert effect(inside, math.nan, math.nan, expected).verdict == "fits"
    assert effect(outside, math.nan, math.nan, expected).verdict == "does not fit"


def test_a_single_number_has_no_interval():
    single = Effect.single("step-changes-nothing", 0.5, "< 1", "largest change")
    assert single.fits
    assert all(map(math.isnan, single.interval[1:]))


def test_an_undefined_value_does_not_fit():
    assert not effect(math.nan, math.nan, math.nan, "> 0").fits


def test_a_clear_effect_needs_its_whole_interval():
    assert effect(1.0, 0.5, 1.5, "> 0", clear=True).fits
    assert not effect(1.0, -0.5, 2.5, "> 0", clear=True).fits
    assert effect(1.0, -0.5, 2.5, "> 0").fits
    assert not effect(1.0, math.nan, math.nan, "> 0", clear=True).fits  # one seed is not clear


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("Kernel Rests", 1, 0, 2, "> 0", "words"), "name must be a slug"),
        (("a", 1, 0, 2, "> 0", "two\nlines"), "words of a must be one line"),
        (("a", 1, 0, 2, "> 0", " "), "words of a must be one line"),
        (("a", 1, 0, 2, "above 0", "words"), "expected must be like"),
        (("a", 1, 0, 2, "> x", "words"), "expected must be like"),
        (("a", 1, 0, 2, "2 to 1", "words"), "expected must hold at least one number"),
        (("a", math.inf, 0, 2, "> 0", "words"), "value and interval of a must be finite or nan"),
        (("a", 3, 0, 2, "> 0", "words"), "value of a must be inside its interval"),
    ],
)
def test_bad_input_is_named(given, message):
    with pytest.raises(InputError) as error:
        Effect(*given)
    assert message in str(error.value)
