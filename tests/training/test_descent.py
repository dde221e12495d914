"""Training is gradient descent on the real loss: steps, moments, determinism, the exact theory."""

from typing import Any

import numpy as np
import pytest

import symfeat as sf
from symfeat.errors import InputError
from symfeat.training import Convolutional, Data, FullyConnected, Trained, descend, digits, hubble, law, train

NET = FullyConnected(64, 24, 10, layers=3, activation="tanh")


def trained(**changed: Any) -> Trained:
    arguments: dict[str, Any] = {"seeds": (3, 5), "levels": (0.5, 0.2), "probe": 3, **changed}
    return train(NET, law(NET), digits(60), **arguments)


def test_training_stops_at_the_first_step_at_which_a_level_is_reached():
    run = trained()
    assert run.reached.all()
    assert (run.loss[:, 1:] <= np.array([0.5, 0.2]) * run.loss[:, :1]).all()
    before = trained(max_steps=int(run.steps[0, 1]) - 1)
    assert not before.reached[0, 1]
    assert before.loss[0, 1] > 0.5 * before.loss[0, 0]


def test_the_first_moment_is_the_draw_itself():
    run = trained(precision="float64")
    for kept, drawn in zip(run.weights, run.law.draw(NET, (3, 5)), strict=True):
        np.testing.assert_array_equal(kept[:, 0], drawn)
    assert (run.steps[:, 0] == 0).all()
    assert (run.time[:, 0] == 0).all()


def test_a_network_does_not_depend_on_its_neighbours_and_repeats_bit_by_bit():
    both, alone, again = trained(), trained(seeds=(5,)), trained()
    for a, b, c in zip(both.weights, alone.weights, again.weights, strict=True):
        np.testing.assert_array_equal(a, c)
        np.testing.assert_array_equal(a[1:], b)


def test_a_centred_network_starts_as_the_function_zero():
    run = trained(levels=(0.9,))
    assert (run.test_output[:, 0] == 0).all()
    np.testing.assert_allclose(run.loss[:, 0], np.sum(run.data.y**2) / (2 * len(run.data.y)), rtol=1e-5)
    assert abs(trained(levels=(0.9,), centred=False).test_output[:, 0]).max() > 0.1


def test_the_kernel_is_that_of_finite_differences():
    run = trained(seeds=(1,), levels=(0.9,), probe=2, precision="float64")
    scales = run.law.multipliers
    start = [layer[0, 0] for layer in run.weights]

    def outputs(weights: list[np.ndarray]) -> np.ndarray:
        return np.asarray(NET([m * w for m, w in zip(scales, weights, strict=True)], run.data.x[:2])).ravel()

    import jax

    kernel = np.zeros((20, 20))
    with jax.enable_x64(True):
        for number, layer in enumerate(start):
            jacobian = []
            for place in np.ndindex(layer.shape):
                ends = []
                for way in (1, -1):
                    moved = [w.copy() for w in start]
                    moved[number][place] += way * 1e-6
                    ends.append(outputs(moved))
                jacobian.append((ends[0] - ends[1]) / 2e-6)
            kernel += run.law.rates[number] * np.array(jacobian).T @ np.array(jacobian)
    np.testing.assert_allclose(run.kernels[0, 0], kernel, rtol=1e-6, atol=1e-8)


def test_gradient_descent_of_a_linear_network_tends_to_the_exact_solution():
    net = FullyConnected(1, 3, 1, layers=2, activation="linear")
    w, u = np.array([0.3, -0.2, 0.5]), np.array([0.4, 0.1, -0.6])
    data = hubble()
    task = sf.Task.from_data(data.x[:, 0], data.y[:, 0])
    found = law(net, rates=(0.5, 2.0))
    sol = sf.solve(sf.LinearNetwork(u, w, gamma=found.multipliers[1], eta_u=2.0, eta_w=0.5), task)
    errors = []
    for step in (0.02, 0.01):
        every = round(0.2 / step)
        first, last = descend(
            net, found, [w[None, None], u[None, :, None]], data.x, data.y, step=step, every=every, moments=10
        )
        slope = found.multipliers[1] * np.sum(first[0, :, 0] * last[0, :, :, 0], axis=-1)
        errors.append(np.abs(slope - sol.slope(0.2 * np.arange(11))).max())
    assert errors[0] < 0.01
    assert errors[0] / errors[1] == pytest.approx(2, rel=0.05)


def test_a_convolutional_network_trains():
    net = Convolutional(8, 4, 10)
    run = train(net, law(net), digits(60, images=True), seeds=(0,), levels=(0.6,), probe=2)
    assert run.reached.all()
    assert run.data.accuracy(run.test_output[0, 1]) > 0.3


def test_a_loss_that_blows_up_ends_the_run():
    run = trained(share=8.0, levels=(0.01,), max_steps=500)
    assert not run.reached[:, 1].any()
    assert (run.steps[:, 1] < 500).all()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"levels": (0.2, 0.5)}, "levels must be shares"),
        ({"levels": (1.5,)}, "levels must be shares"),
        ({"levels": ()}, "levels must be shares"),
        ({"seeds": ()}, "seeds must not be empty"),
        ({"seeds": (-1,)}, "seeds must be at least 0"),
        ({"share": 0.0}, "share must be positive"),
        ({"probe": 61}, "probe must be at most the 60"),
        ({"max_steps": 0}, "max_steps must be at least 1"),
        ({"precision": "float16"}, "precision must be float32 or float64"),
    ],
)
def test_bad_input_names_the_argument(changed, words):
    with pytest.raises(InputError, match=words):
        trained(**changed)


def test_data_of_another_shape_than_the_network_is_named():
    with pytest.raises(InputError, match="data"):
        train(NET, law(NET), hubble(), seeds=(0,), probe=2)
    images: Data = digits(60, images=True)
    with pytest.raises(InputError, match="data"):
        train(NET, law(NET), images, seeds=(0,), probe=2)
