"""Bad input ends in one line that names the argument, says what it must be, and what it was."""

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import symfeat as sf
from symfeat.phases import PhaseDiagram, alignment_probability, crossings, portrait, width_crossings

nan, inf = math.nan, math.inf
NET, TASK = sf.LinearNetwork([1.0, 2.0], [0.5, 0.5]), sf.Task(1.0, 2.0)
X, Y = ("gamma", [0.5, 1.0]), ("target", [1.0, 2.0])
SETTING = sf.Setting()


def refused(message: str, call, *args, **kwargs):
    with pytest.raises(sf.InputError, match=re.escape(message)) as caught:
        call(*args, **kwargs)
    assert "\n" not in str(caught.value)


def over(x: Any = X, y: Any = Y, network: Any = SETTING, task: Any = TASK, **options):
    return PhaseDiagram.over(x=x, y=y, network=network, task=task, **options)


@pytest.mark.parametrize("name", ["c_d", "c_gamma", "c_u", "c_w", "c_eta_u", "c_eta_w"])
@pytest.mark.parametrize(
    "value",
    [0.5, 1.0, nan, inf, "", "half", "1/0", "nan", "inf", "1/2/3", None, True, 1j, [1], np.float64(0.5)],
)
def test_exponents_are_rational(name, value):
    refused(
        f"{name} must be rational: an integer, a fraction or text such as '1/2'",
        sf.scaling_phase,
        **{name: value},
    )


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ("1e99999999", "and no longer exponent than 3; got '1e99999999'"),
        ("1e5000", "and no longer exponent than 3; got '1e5000'"),
        ("-1E-1_000", "and no longer exponent than 3; got '-1E-1_000'"),
        ("1/" + "3" * 99, "and no longer exponent than 3; got '1/3"),
        ("1e999", "got '1e999'"),
        ("1e-100", "got '1e-100'"),
        pytest.param(10**100, "got more", id="large"),
        pytest.param(-(10**5000), "got more", id="too large to be printed"),
        pytest.param(Fraction(1, 10**100), "got more", id="small"),
    ],
)
def test_exponents_have_few_digits(value, got):
    message = "c_u must have at most 100 digits above and below the fraction bar"
    refused(message, sf.scaling_phase, c_u=value)
    refused(got, sf.scaling_phase, c_u=value)


@pytest.mark.parametrize("value", [True, np.bool_(True), np.float64(1), np.array(1), Decimal(1)])
def test_exponents_are_not_truth_values_or_of_finite_precision(value):
    refused("c_u must be rational", sf.scaling_phase, c_u=value)


def test_widths_do_not_shrink():
    refused("c_d must be nonnegative, since widths do not shrink below 1; got -1/2", sf.scaling_phase, "-1/2")
    assert sf.scaling_phase(Fraction(0)).slope == 0


@pytest.mark.parametrize("name", ["NTK", "", None, ["ntk"], 3])
def test_parametrisations_have_names(name):
    message = "name must be one of standard, kaiming, lecun, ntk, mean-field, mup, xavier, chizat; got"
    refused(message, sf.parametrisation, name)


@pytest.mark.parametrize(
    ("axis", "message"),
    [
        (("depth", [1.0]), "x must name one of width, gamma, eta_u, eta_w, eta_ratio, eta_product, sigma_u"),
        ("gamma", "x must be a pair of a name and values, such as ('gamma', [0.1, 1.0])"),
        (("gamma",), "x must be a pair of a name and values"),
        ((["gamma"], [1.0]), "x must be a pair of a name and values"),
        (None, "x must be a pair of a name and values"),
        (("gamma", []), "values of gamma must be a row of numbers, not empty; got shape (0,)"),
        (("gamma", 1.0), "values of gamma must be a row of numbers, not empty; got shape ()"),
        (("gamma", [[1.0]]), "values of gamma must be a row of numbers, not empty; got shape (1, 1)"),
        (("gamma", [1.0, 0.0]), "gamma must be positive; got 0"),
        (("gamma", [nan]), "gamma must be positive; got nan"),
        (("gamma", [inf]), "gamma must be finite; got inf"),
        (("gamma", ["1"]), "gamma must be real numbers; got str"),
        (("gamma", [1j]), "gamma must be real numbers; got complex128"),
        (("gamma", [[1.0], [1.0, 2.0]]), "gamma must be a number or an array of numbers; got ragged rows"),
        (("eta_u", [-1.0]), "eta_u must be positive; got -1"),
        (("eta_w", [0]), "eta_w must be positive; got 0"),
        (("eta_ratio", [0]), "eta_ratio must be positive; got 0"),
        (("eta_product", [-2]), "eta_product must be positive; got -2"),
        (("sigma_u", [0]), "sigma_u must be positive; got 0"),
        (("sigma_w", [-0.5]), "sigma_w must be positive; got -0.5"),
        (("width", [2.5]), "width must be integers; got 2.5"),
        (("width", [4, 0]), "width must be positive; got 0"),
        (("width", [inf]), "width must be finite; got inf"),
        (("clock", [-1.0]), "clock must be nonnegative; got -1"),
        (("clock", [nan]), "clock must be nonnegative; got nan"),
        (("target", [1.0]), "x and y must be different axes; got target twice"),
    ],
)
def test_axes(axis, message):
    refused(message, over, x=axis)


@pytest.mark.parametrize(
    ("x", "y"),
    [("eta_ratio", "eta_u"), ("eta_w", "eta_ratio"), ("eta_product", "eta_w"), ("eta_u", "eta_product")],
)
def test_axes_of_the_same_rates(x, y):
    refused(f"x and y must not set the same rates; got {x} and {y}", over, x=(x, [1.0]), y=(y, [1.0]))


def test_the_second_axis_is_named_too():
    refused("y must name one of width", over, y=("depth", [1.0]))


@pytest.mark.parametrize("name", ["width", "sigma_u", "sigma_w"])
def test_given_weights_have_no_ensemble(name):
    message = f"{name} cannot vary in a LinearNetwork, whose weights are given; pass a Setting"
    refused(message, over, x=(name, [1.0]), network=NET)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"samples": 0}, "samples must be at least 1; got 0"),
        ({"samples": 2.0}, "samples must be an integer; got 2.0"),
        ({"seed": -1}, "seed must be at least 0; got -1"),
        ({"seed": None}, "seed must be an integer; got None"),
        ({"quantiles": (0.5, 1.1)}, "quantiles must be a row of numbers from 0 to 1; got (0.5, 1.1)"),
        ({"quantiles": (-0.1,)}, "quantiles must be a row of numbers from 0 to 1; got (-0.1,)"),
        ({"quantiles": (nan,)}, "quantiles must be a row of numbers from 0 to 1; got (nan,)"),
        ({"quantiles": 0.5}, "quantiles must be a row of numbers from 0 to 1; got 0.5"),
        ({"quantiles": ("a",)}, "quantiles must be real numbers; got str"),
        ({"kernel_tolerance": 0}, "kernel_tolerance must be positive; got 0"),
        ({"kernel_tolerance": [0.1, 0.2]}, "kernel_tolerance must be one number; got shape (2,)"),
        ({"angle_tolerance": 3.2}, "angle_tolerance must be below pi; got 3.2"),
        ({"network": None}, "network must be a Setting or a LinearNetwork; got NoneType"),
        (
            {"network": sf.LinearNetwork(np.ones((2, 3)), np.ones(3), [1.0, 2.0])},
            "network must have one gamma",
        ),
        ({"task": 1.0}, "task must be one Task; got "),
        ({"task": sf.Task(1.0, [1.0, 2.0])}, "task must be one Task; got "),
        (
            {"x": ("gamma", [1e-200, 1.0])},
            "hyperparameters must give slope, wedge, imbalance and target 0 or",
        ),
        ({"network": sf.Setting(gamma=1e308, sigma_u=1e300)}, "hyperparameters must give slope, wedge"),
        ({"network": sf.Setting(gamma=1e-300, sigma_u=1e-300)}, "hyperparameters must give slope, wedge"),
    ],
)
def test_diagrams(options, message):
    refused(message, over, **{"x": ("eta_u", [1.0])} | options)


@pytest.mark.parametrize(
    ("width", "x", "message"),
    [
        (0, 1.0, "width must be positive; got 0"),
        (2.5, 1.0, "width must be integers; got 2.5"),
        ([2, nan], 1.0, "width must be positive; got nan"),
        (inf, 1.0, "width must be finite; got inf"),
        ("2", 1.0, "width must be real numbers; got str"),
        (2, -1.0, "x must be nonnegative; got -1"),
        (2, nan, "x must be nonnegative; got nan"),
        (2, None, "x must be real numbers; got object"),
        ([2, 3], [1.0, 2.0, 3.0], "shapes must broadcast against each other; got width (2,), x (3,)"),
    ],
)
def test_probabilities(width, x, message):
    refused(message, alignment_probability, width, x)


TOLERANCES = [
    ({"kernel_tolerance": -0.1}, "kernel_tolerance must be positive; got -0.1"),
    ({"kernel_tolerance": nan}, "kernel_tolerance must be positive; got nan"),
    ({"kernel_tolerance": inf}, "kernel_tolerance must be finite; got inf"),
    ({"kernel_tolerance": "a"}, "kernel_tolerance must be real numbers; got str"),
    ({"angle_tolerance": 0.0}, "angle_tolerance must be positive; got 0"),
    ({"angle_tolerance": math.pi}, "angle_tolerance must be below pi; got 3.14159"),
    ({"angle_tolerance": [0.1]}, "angle_tolerance must be one number; got shape (1,)"),
]


@pytest.mark.parametrize(("options", "message"), TOLERANCES)
def test_tolerances(options, message):
    refused(message, portrait, sf.solve(NET, TASK), **options)
    refused(message, crossings, NET, TASK, **options)


def test_portraits_are_of_solutions():
    refused("solution must be a Solution; got LinearNetwork", portrait, NET)


@pytest.mark.parametrize("network", [None, "ntk", sf.LinearNetwork(np.ones((2, 3)), np.ones(3))])
def test_crossings_are_of_one_network(network):
    refused("network must be a Setting or one LinearNetwork, not a batch", crossings, network, TASK)


@pytest.mark.parametrize("task", [None, 1.0, sf.Task([1.0, 2.0], 1.0), sf.Task(1.0, [1.0, 2.0])])
def test_crossings_are_of_one_task(task):
    refused("task must be one Task", crossings, NET, task)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"width": 0}, "width must be at least 1; got 0"),
        ({"width": 2.5}, "width must be an integer; got 2.5"),
        ({"gamma": [1.0, 2.0]}, "gamma must be one number; got shape (2,)"),
        ({"sigma_u": -1.0}, "sigma_u must be positive; got -1"),
    ],
)
def test_settings(options, message):
    refused(message, sf.Setting, **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"setting": NET}, "setting must be a Setting; got LinearNetwork"),
        ({"task": sf.Task([1.0, 2.0], 1.0)}, "task must be one Task; got Task(batch=(2,)"),
        ({"task": None}, "task must be one Task; got NoneType"),
        ({"samples": 0}, "samples must be at least 1; got 0"),
        ({"kernel_tolerance": 0.0}, "kernel_tolerance must be positive; got 0"),
    ],
)
def test_widths_that_cross(options, message):
    refused(message, width_crossings, **{"setting": SETTING, "task": TASK} | options)


@pytest.mark.parametrize("value", ["no", 0, None])
def test_a_zero_output_is_true_or_false(value):
    with pytest.raises(sf.InputError, match=f"zero_output must be True or False; got {value!r}"):
        sf.scaling_phase(zero_output=value)
