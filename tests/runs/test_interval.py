"""Intervals over seeds: known quantiles, coverage, what is undefined."""

import math

import numpy as np
import pytest

from symfeat.errors import InputError
from symfeat.runs import interval
from symfeat.runs.interval import student_quantile

# Two-sided 95 % points of Student's t: table 26.10 of Abramowitz and Stegun, with more digits by mpmath.
KNOWN = {
    1: 12.706204736174698,
    2: 4.302652729749464,
    3: 3.182446305283710,
    9: 2.262157162798205,
    10: 2.228138851986274,
    31: 2.039513446396408,
    120: 1.979930405082422,
    3999: 1.960557377186028,
}


@pytest.mark.parametrize(("freedom", "quantile"), KNOWN.items())
def test_the_quantiles_are_the_tabulated_ones(freedom, quantile):
    assert student_quantile(freedom) == pytest.approx(quantile, rel=1e-12)


def test_the_mean_has_the_textbook_interval():
    mean, low, high = interval([4.0, 6.0])
    assert mean == 5
    half = KNOWN[1] * math.sqrt(2) / math.sqrt(2)
    assert (low, high) == pytest.approx((5 - half, 5 + half), rel=1e-12)


def test_19_of_20_intervals_hold_the_mean():
    draws = np.random.default_rng(1).normal(3.0, 2.0, (2000, 5))
    inside = [low <= 3.0 <= high for _, low, high in map(interval, draws)]
    assert np.mean(inside) == pytest.approx(0.95, abs=0.02)


def test_most_intervals_of_the_median_hold_it_and_are_the_same_every_time():
    draws = np.random.default_rng(2).exponential(1.0, (300, 15))
    found = [interval(row, of="median") for row in draws]
    assert np.mean([low <= math.log(2) <= high for _, low, high in found]) == pytest.approx(0.95, abs=0.04)
    assert found[0] == interval(draws[0], of="median")
    assert found[0].mean == np.median(draws[0])


def test_one_value_has_no_interval_and_nan_makes_all_nan():
    for of in ("mean", "median"):
        mean, low, high = interval([2.0], of=of)
        assert mean == 2
        assert math.isnan(low)
        assert math.isnan(high)
        assert all(map(math.isnan, interval([1.0, math.nan], of=of)))


def test_a_share_has_wilsons_interval_also_where_all_or_none_hit():
    z, n = 1.959963984540054, 20
    assert interval([1] * n, of="share") == pytest.approx((1, n / (n + z * z), 1), rel=1e-12)
    assert interval([False] * n, of="share") == pytest.approx((0, 0, z * z / (n + z * z)), rel=1e-12)
    hits = np.random.default_rng(3).random((2000, 40)) < 0.9
    inside = [low <= 0.9 <= high for _, low, high in (interval(row, of="share") for row in hits)]
    assert np.mean(inside) == pytest.approx(0.95, abs=0.03)


@pytest.mark.parametrize(
    ("values", "of", "message"),
    [
        ([], "mean", "values must be a list of at least one number; got shape (0,)"),
        ([[1.0]], "mean", "values must be a list of at least one number; got shape (1, 1)"),
        ([1.0, math.inf], "mean", "values must not be infinite"),
        (["a"], "mean", "values must be real numbers"),
        ([0.5, 1.0], "share", "values of a share must be truths, or zeros and ones; got others"),
        ([1.0], "mode", "of must be mean, median or share; got 'mode'"),
    ],
)
def test_bad_input_is_named(values, of, message):
    with pytest.raises(InputError) as error:
        interval(values, of)
    assert message in str(error.value)
