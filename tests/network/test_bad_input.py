"""Bad input ends in one line that names the argument, says what it must be, and what it was."""

import math
import re

import numpy as np
import pytest

import symfeat as sf

nan, inf = math.nan, math.inf
U, W = [1.0, 2.0], [0.5, 0.5]
SOLUTION = sf.solve(sf.LinearNetwork(U, W), sf.Task(1.0, 2.0))


def refused(message: str, call, *args, **kwargs):
    with pytest.raises(sf.InputError, match=re.escape(message)) as caught:
        call(*args, **kwargs)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("name", ["gamma", "eta_u", "eta_w"])
@pytest.mark.parametrize(
    ("value", "message"),
    [
        (-0.1, "must be positive; got -0.1"),
        (0, "must be positive; got 0"),
        (nan, "must be positive; got nan"),
        (inf, "must be finite; got inf"),
        ("1", "must be real numbers; got str"),
        (1j, "must be real numbers; got complex128 1j"),
        (None, "must be real numbers; got object None"),
        (True, "must be real numbers; got bool True"),
        ([1.0, 2.0, 3.0], "shapes must broadcast"),
    ],
)
def test_scales_and_rates(name, value, message):
    weights = (np.ones((2, 2)), np.ones((2, 2)))
    prefix = "" if isinstance(value, list) else f"{name} "
    refused(prefix + message, sf.LinearNetwork, *weights, **{name: value})


@pytest.mark.parametrize(
    ("u", "w", "message"),
    [
        (U, [1.0], "u and w must have the same width; got 2 and 1"),
        ([], [], "u must have a width of at least 1; got shape (0,)"),
        (1.0, 2.0, "u must have a width of at least 1; got shape ()"),
        (np.ones((0, 2)), W, "u must have a width of at least 1; got shape (0, 2)"),
        (["a", "b"], W, "u must be real numbers; got str"),
        (U, [1j, 0], "w must be real numbers; got complex128"),
        ([1.0, nan], W, "u must be finite; got nan"),
        (U, [inf, 0.0], "w must be finite; got inf"),
        ([[1.0], [1.0, 2.0]], W, "u must be a number or an array of numbers; got ragged rows"),
        (np.ones((2, 2)), np.ones((3, 2)), "shapes must broadcast against each other; got u (2,), w (3,)"),
    ],
)
def test_weights(u, w, message):
    refused(message, sf.LinearNetwork, u, w)


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({"d": 0}, "d must be at least 1; got 0"),
        ({"d": 2.5}, "d must be an integer; got 2.5"),
        ({"d": 2, "sigma_u": 0.0}, "sigma_u must be positive; got 0"),
        ({"d": 2, "sigma_w": -1.0}, "sigma_w must be positive; got -1"),
        ({"d": 2, "size": 0}, "size must be at least 1; got 0"),
        ({"d": 2, "size": "many"}, "size must be an integer; got 'many'"),
        ({"d": 2, "seed": "lucky"}, "seed must be a nonnegative integer or a NumPy generator; got 'lucky'"),
        ({"d": 2, "seed": -1}, "seed must be"),
        ({"d": 2, "sigma_u": [1.0, 2.0], "size": 3}, "shapes must broadcast"),
        ({"d": 9, "sigma_w": 1e308, "seed": 0}, "sigma_w must keep the weights within the range of floats"),
    ],
)
def test_random_networks(kwargs, message):
    refused(message, sf.LinearNetwork.random, **kwargs)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((0.0, 1.0), "second_moment must be positive; got 0"),
        ((-1.0, 1.0), "second_moment must be positive; got -1"),
        ((inf, 1.0), "second_moment must be finite; got inf"),
        ((1.0, nan), "target must be finite; got nan"),
        ((1.0, "y"), "target must be real numbers; got str"),
        ((1.0, 1.0, -0.5), "irreducible_loss must be nonnegative; got -0.5"),
        (([1.0, 2.0], [1.0, 2.0, 3.0]), "shapes must broadcast"),
    ],
)
def test_tasks(args, message):
    refused(message, sf.Task, *args)


@pytest.mark.parametrize(
    ("x", "t", "message"),
    [
        ([], [], "x and t must be columns of one length, not empty; got (0,) and (0,)"),
        ([1.0], [1.0, 2.0], "x and t must be columns of one length"),
        (np.ones((2, 2)), np.ones((2, 2)), "x and t must be columns of one length"),
        ([0.0, 0.0], [1.0, 2.0], "x must have a nonzero value; got zeros alone"),
        ([1.0, nan], [1.0, 2.0], "x must be finite; got nan"),
        ([1.0, 2.0], [1.0, inf], "t must be finite; got inf"),
        (["a", "b"], [1.0, 2.0], "x must be real numbers; got str"),
        ([1e200, 1.0], [1.0, 2.0], "x and t must have moments within the range of floats"),
        ([1e-200, 1e-190], [1.0, 2.0], "x and t must have moments within the range of floats"),
        ([1.0, 2.0], [1e300, 3.0], "t must have a mean square within the range of floats"),
    ],
)
def test_data(x, t, message):
    refused(message, sf.Task.from_data, x, t)


@pytest.mark.parametrize("method", ["slope", "loss", "kernel", "angle", "norms", "weights"])
@pytest.mark.parametrize(
    ("t", "message"),
    [
        (-1.0, "t must be nonnegative; got -1"),
        ([0.0, nan], "t must be nonnegative; got nan"),
        (1j, "t must be real numbers; got complex128 1j"),
        ("now", "t must be real numbers; got str"),
    ],
)
def test_times(method, t, message):
    refused(message, getattr(SOLUTION, method), t)


def test_slopes_and_losses_to_reach():
    refused("f must be real numbers; got str", SOLUTION.time_to_slope, "far")
    refused("l must be real numbers; got complex128", SOLUTION.time_to_loss, [1j])


def test_sizes_that_are_too_far_apart():
    nets = sf.LinearNetwork([[1.0], [1.0]], [[0.5], [0.5]], gamma=[1.0, 1e-200])
    with pytest.raises(
        sf.InputError, match=r"within a factor of 2\^500 of each other; got 5e-201, 0, .*, 2$"
    ):
        sf.solve(nets, sf.Task(1.0, 2.0))


def test_what_to_solve():
    net, task = SOLUTION.network, SOLUTION.task
    refused("network must be a LinearNetwork; got Task", sf.solve, task, net)
    refused("task must be a Task; got float", sf.solve, net, 1.0)
    refused(
        "shapes must broadcast",
        sf.solve, sf.LinearNetwork(np.ones((2, 2)), np.ones((2, 2))), sf.Task(1.0, [1.0, 2.0, 3.0]),
    )  # fmt: skip
    refused("within the range of floats", sf.solve, sf.LinearNetwork([1e200], [1e200]), task)
    refused("within the range of floats", sf.solve, sf.LinearNetwork([1e-163], [2e-163]), task)
