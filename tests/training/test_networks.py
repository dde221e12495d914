"""Networks, parametrisations and data sets are what they say."""

from math import prod, sqrt
from typing import Any

import jax
import numpy as np
import pytest

from symfeat.errors import InputError
from symfeat.phases import parametrisation
from symfeat.training import ACTIVATIONS, Convolutional, FullyConnected, Law, diabetes, digits, hubble, law

NTK = parametrisation("ntk")


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_gain_keeps_the_second_moment(name):
    z = np.random.default_rng(0).standard_normal(400_000).astype(np.float32)
    activation = ACTIVATIONS[name]
    assert np.mean(np.asarray(activation.gain * activation.apply(z)) ** 2) == pytest.approx(1, rel=0.02)


def test_gains_that_are_known():
    assert ACTIVATIONS["linear"].gain == pytest.approx(1, rel=1e-12)
    assert ACTIVATIONS["relu"].gain == pytest.approx(sqrt(2), rel=1e-6)


@pytest.mark.parametrize("activation", ["relu", "tanh", "swish"])
def test_the_ntk_parametrisation_has_outputs_of_variance_one_at_every_depth(activation):
    x = np.sqrt(64) * np.eye(64)[:1]
    for layers in (2, 4):
        net = FullyConnected(64, 256, 50, layers, activation)
        scales = law(net)
        weights = scales.draw(net, range(10))
        outputs = [scales.model(net)([layer[seed] for layer in weights], x) for seed in range(10)]
        assert np.mean(np.square(outputs)) == pytest.approx(1, rel=0.3)


def test_standard_and_ntk_start_as_the_same_function_and_mean_field_is_smaller_by_the_root_of_the_width():
    net = FullyConnected(4, 64, 2, 3)
    standard, ntk, mean_field = (law(net, name) for name in ("standard", "ntk", "mean-field"))
    assert standard.multipliers == pytest.approx(ntk.multipliers)
    assert mean_field.multipliers[-1] == pytest.approx(ntk.multipliers[-1] / 8)
    assert mean_field.multipliers[:-1] == pytest.approx(ntk.multipliers[:-1])
    assert ntk.rates == pytest.approx((1, 1, 1))
    assert standard.rates == pytest.approx((1 / 64, 1, 1))
    assert mean_field.rates == pytest.approx((64, 64, 64))


def test_the_mean_field_is_mup_as_written_with_powers_of_the_width():
    """Yang and Hu: W = d^-a w, w of variance 1/d at one rate, a = -1/2, 0, ..., 0, 1/2."""
    width, inputs = 16, 5
    net = FullyConnected(inputs, width, 2, 4, activation="linear")
    found = law(net, "mean-field")
    powers = np.array([0.5, 0, 0, -0.5])
    inner = np.array([1 / sqrt(inputs), 1, 1, 1]) * width**powers  # of w; v = sqrt(d) w at sqrt(d)^2 the rate
    np.testing.assert_allclose(np.array(found.multipliers) * sqrt(width), inner)
    np.testing.assert_allclose(found.rates, width)


def test_one_rate_for_all_weights_is_standard_with_the_rates_that_its_words_say():
    net = FullyConnected(5, 16, 2, 4)
    found = law(net, "standard", rates=(5, *[1 / net.gain**2] * 3))
    np.testing.assert_allclose(np.array(found.multipliers) ** 2 * found.rates, 1 / 16)


def test_exponents_may_be_text():
    net = FullyConnected(1, 9, 1)
    assert law(net, NTK | {"c_gamma": "-1/2"}) == law(net, "ntk")


def test_mup_is_the_mean_field_parametrisation():
    net = FullyConnected(4, 64, 2, 4)
    assert law(net, "mup").multipliers == pytest.approx(law(net, "mean-field").multipliers)
    assert law(net, "mup").rates == pytest.approx(law(net, "mean-field").rates)


def test_an_output_scale_leaves_the_size_of_the_kernel():
    net = FullyConnected(4, 64, 2, 3)
    plain, scaled = law(net), law(net, output_scale=10)
    assert scaled.multipliers == pytest.approx((*plain.multipliers[:-1], 10 * plain.multipliers[-1]))
    assert scaled.rates == pytest.approx([rate / 100 for rate in plain.rates])
    assert law(net, init_scale=3).deviations == (3, 3, 3)
    assert law(net, rates=(1, 2, 3)).rates == pytest.approx((1, 2, 3))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: FullyConnected(0, 2, 1), "inputs must be at least 1"),
        (lambda: FullyConnected(1, 2, 1, layers=1), "layers must be at least 2"),
        (lambda: FullyConnected(1, 2, 1, activation="gelu"), "activation must be one of linear"),
        (lambda: Convolutional(6, 2, 1), r"side must be a multiple of 2\^2, to be halved so often; got 6"),
        (lambda: Convolutional(8, 2.5, 1), "width must be an integer"),  # pyright: ignore[reportArgumentType]
        (lambda: law(FullyConnected(1, 2, 1), "xyz"), "xyz"),
        (lambda: law(FullyConnected(1, 2, 1), output_scale=-1), "output_scale must be positive"),
        (lambda: law(FullyConnected(1, 2, 1), init_scale=0), "init_scale must be positive"),
        (lambda: law(FullyConnected(1, 2, 1), rates=(1, 2)), "rates must be one for each of the 3 layers"),
        (lambda: law(FullyConnected(1, 2, 1), rates=(1, 2, 0)), "rates must be positive"),
        (lambda: law(FullyConnected(1, 2, 1), {"c_gamma": 1}), "scaling must give"),
        (
            lambda: law(FullyConnected(1, 2, 1), "chizat"),
            "scaling must be in the width, c_d = 1; got c_d = 0",
        ),
        (lambda: law(FullyConnected(1, 2, 1), 3), "scaling must be a name or exponents; got int"),  # pyright: ignore[reportArgumentType]
        (lambda: law(FullyConnected(1, 2, 1), NTK | {"c_mu": 0}), "'c_mu' is none of them"),
        (lambda: law(FullyConnected(1, 2, 1), NTK | {"c_u": float("nan")}), "c_u must be rational"),
        (lambda: law(FullyConnected(1, 2, 1), NTK | {"c_u": 5000}), "scaling must keep 2 to its exponents"),
        (lambda: law(FullyConnected(1, 2, 1), output_scale=1e-300), "rates must be finite"),
        (lambda: law(FullyConnected(1, 2, 1), output_scale=(1, 2)), "output_scale must be one number"),  # pyright: ignore[reportArgumentType]
        (lambda: Law((1.0,), (1.0, 2.0), (1.0,)), "deviations must be one number for each layer"),
        (lambda: FullyConnected(1, 2, 1, activation=["relu"]), "activation must be one of"),  # pyright: ignore[reportArgumentType]
        (lambda: Convolutional(8, 2, 1, 10**6), r"side must be a multiple of 2\^1000000"),
        (lambda: digits(1797), "rows must be less than the 1797"),
        (lambda: diabetes(1), "rows must be at least 2"),
    ],
)
def test_bad_input_names_the_argument(make, words):
    with pytest.raises(InputError, match=words):
        make()


@pytest.mark.parametrize("data", [digits(), digits(images=True), diabetes(), hubble()], ids=str)
def test_inputs_are_standardised_by_the_training_rows(data):
    squares = np.sum(data.x.reshape(len(data.x), -1) ** 2, axis=1)
    assert squares.mean() == pytest.approx(prod(data.x.shape[1:]))


def test_targets_of_digits_are_centred_and_name_the_class():
    data = digits()
    assert data.y.sum(axis=1) == pytest.approx(np.zeros(400))
    assert data.accuracy(data.y_test) == 1
    assert data.accuracy(-data.y_test) == 0


def test_the_accuracy_of_a_regression_is_the_explained_variance():
    data = diabetes()
    assert data.accuracy(data.y_test) == 1
    assert data.accuracy(np.full_like(data.y_test, data.y_test.mean())) == pytest.approx(0)
    assert data.y.mean() == pytest.approx(0)
    assert data.y.std() == pytest.approx(1)


def test_the_splits_share_no_row():
    data = digits(500)
    rows = {row.tobytes() for row in data.x.round(6)} & {row.tobytes() for row in data.x_test.round(6)}
    assert len(data.x) + len(data.x_test) == 1797
    assert not rows


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_convolutions_are_those_of_jax(activation):
    net = Convolutional(8, 6, 10, activation=activation)
    x = digits(12, images=True).x.astype(np.float32)
    weights = [layer[0].astype(np.float32) for layer in law(net).draw(net, (3,))]
    expected: Any = x
    for kernel in weights[:-1]:
        expected = jax.lax.conv_general_dilated(
            expected, kernel, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC")
        )
        expected = ACTIVATIONS[activation].apply(expected)
        rows, side = expected.shape[:2]
        expected = expected.reshape(rows, side // 2, 2, side // 2, 2, 6).mean(axis=(2, 4))
    expected = expected.reshape(12, -1) @ weights[-1]
    np.testing.assert_allclose(net(weights, x), expected, rtol=2e-4, atol=2e-4)
