"""A regression as a network learns it: the exact solution, the times shown, and the check against descent."""

import csv
import io
import math

import numpy as np
import pytest

from symfeat.data import Regression
from symfeat.errors import InputError
from symfeat.learning import learn, trace
from symfeat.model import Setting

X = np.array([-1.0, 0.5, 2.0])


def regression(target):
    return Regression(X, target, "s", "q")


LINE = regression(1.5 * X + 0.1)


def test_the_task_is_the_regression_through_the_origin():
    learning = learn(LINE, Setting())
    assert learning.task.target == pytest.approx(X @ LINE.target / (X @ X))
    residual = LINE.target - learning.task.target * X
    assert learning.task.irreducible_loss == pytest.approx(0.5 * np.mean(residual**2))


def test_a_setting_gives_the_same_network_every_time():
    one, two = Setting(width=5, seed=3).network(), Setting(width=5, seed=3).network()
    np.testing.assert_array_equal(one.u, two.u)
    assert not np.array_equal(one.u, Setting(width=5, seed=4).network().u)


def test_by_default_time_ends_when_nearly_everything_is_learned():
    learning = learn(LINE, Setting(), points=11)
    start, limit = float(learning.solution.slope(0.0)), float(learning.solution.limit)
    assert learning.times.shape == (11,)
    assert float(learning.solution.slope(learning.times[-1])) == pytest.approx(
        start + 0.999 * (limit - start)
    )


def test_at_rest_some_time_is_shown_and_one_milestone():
    slope = float(learn(LINE, Setting()).solution.slope(0.0))
    learning = learn(Regression(np.ones(2), np.full(2, slope), "s", "q"), Setting())
    assert learning.milestones()["share"].tolist() == [1.0]
    assert 0 < learning.times[-1] < math.inf


def test_milestones_go_from_the_first_slope_to_the_limit():
    learning = learn(LINE, Setting())
    rows = learning.milestones()
    assert rows["share"][[0, -1]].tolist() == [0, 1]
    assert (rows["time"][0], rows["time"][-1]) == (0, math.inf)
    gone = (rows["slope"] - rows["slope"][0]) / (rows["slope"][-1] - rows["slope"][0])
    np.testing.assert_allclose(gone, rows["share"], atol=1e-11)


def test_the_csv_holds_every_digit_of_the_trace():
    learning = learn(LINE, Setting(), points=5)
    rows = list(csv.DictReader(io.StringIO(learning.csv())))
    for name, column in trace(learning.solution, learning.times).items():
        assert [float(row[name]) for row in rows] == column.tolist()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_deviation_of_gradient_descent_shrinks_with_the_step(seed):
    setting = Setting(width=8, seed=seed, eta_w=0.5, gamma=0.7, sigma_u=0.5)
    duration = learn(LINE, setting).times[-1]
    coarse, fine = (learn(LINE, setting, step=duration / n).deviation() for n in (2000, 4000))
    assert 0 < coarse < 0.05
    assert fine / coarse == pytest.approx(0.5, rel=0.1)


def test_without_gradient_descent_there_is_no_deviation():
    assert math.isnan(learn(LINE, Setting()).deviation())
    assert learn(LINE, Setting()).to_dict()["descent"] is None


def test_an_unstable_step_is_refused_with_the_largest_stable_one():
    learning = learn(LINE, Setting())
    largest = 2 / (learning.task.second_moment * float(learning.solution.kernel(math.inf)))
    with pytest.raises(InputError, match=f"step must be below .* = {largest:.3g} at the limit"):
        learn(LINE, Setting(), step=1.01 * largest)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"time_max": 0.0}, "time_max must be positive and finite; got 0"),
        ({"time_max": math.nan}, "time_max must be positive and finite; got nan"),
        ({"time_max": math.inf}, "time_max must be positive and finite; got inf"),
        ({"points": 1}, "times must be from 2 to 1000000; got 1"),
        ({"step": math.nan}, "step must be"),
        ({"step": -0.1}, "step must be"),
    ],
)
def test_bad_arguments_are_named(options, message):
    with pytest.raises(InputError, match=message):
        learn(LINE, Setting(), **options)


@pytest.mark.parametrize("name", ["gamma", "eta_u", "eta_w", "sigma_u", "sigma_w"])
@pytest.mark.parametrize("value", [0.0, -1.0, math.nan, math.inf])
def test_scales_and_rates_are_positive(name, value):
    with pytest.raises(InputError, match=name):
        learn(LINE, Setting(**{name: value}))
