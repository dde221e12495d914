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
        ({"centred": "no"}, "centred must be True or False; got 'no'"),
        ({"share": (0.5, 0.2)}, "share must be one number"),
        ({"seeds": 3}, "seeds must be a sequence of integers; got 3"),
    ],
)
def test_bad_input_names_the_argument(changed, words):
    with pytest.raises(InputError, match=words):
        trained(**changed)


def small(**changed: Any) -> Data:
    parts = {"x": np.ones((4, 2)), "y": np.ones((4, 1)), "x_test": np.ones((3, 2)), "y_test": np.ones((3, 1))}
    return Data(**(parts | changed), classes=False)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"x": np.full((4, 2), np.nan)}, "x must be finite; got nan"),
        ({"y_test": np.full((3, 1), np.inf)}, "y_test must be finite; got inf"),
        ({"y": np.ones((4, 1)) * 1j}, "y must be real numbers; got complex128"),
        ({"y": np.ones(4)}, r"x and y must be of shapes .*; got \(4, 2\) and \(4,\)"),
        ({"y": np.ones((3, 1))}, r"x and y must be of shapes .*; got \(4, 2\) and \(3, 1\)"),
        ({"x": np.ones((0, 2)), "y": np.ones((0, 1))}, "x and y must be of shapes"),
        ({"x_test": np.ones((3, 5))}, r"x_test must have rows of shape \(2,\); got \(5,\)"),
        ({"y_test": np.ones((3, 2))}, r"y_test must have rows of shape \(1,\); got \(2,\)"),
    ],
)
def test_data_that_are_no_task_are_named(changed, words):
    with pytest.raises(InputError, match=words):
        small(**changed)


def test_accuracy_of_outputs_of_another_shape_and_of_targets_that_do_not_vary():
    with pytest.raises(InputError, match=r"output must be of shape \(3, 1\); got \(3,\)"):
        small().accuracy(np.ones(3))
    assert np.isnan(small().accuracy(np.zeros((3, 1))))


def test_data_beyond_the_precision_and_a_law_of_another_network():
    net = FullyConnected(2, 3, 1)
    with pytest.raises(InputError, match=r"data must be within the range of float32; got 1e\+300"):
        train(net, law(net), small(x=np.full((4, 2), 1e300)), seeds=(0,), probe=2)
    with pytest.raises(InputError, match="law must be a Law of the 3 layers of the network; got 4"):
        train(net, law(FullyConnected(2, 3, 1, 4)), small(), seeds=(0,), probe=2)


def test_a_kernel_of_zero_leaves_a_network_where_it_is():
    net = FullyConnected(2, 3, 1)
    run = train(net, law(net), small(x=np.zeros((4, 2))), seeds=(0,), probe=2, max_steps=30)
    assert run.steps[0, 1] == 30
    assert not run.reached[0, 1]
    for layer in run.weights:
        np.testing.assert_array_equal(layer[0, 1], layer[0, 0])


def test_targets_of_zero_are_learned_by_a_network_that_is_not_centred():
    """The step is found from a direction that does not hang on the targets."""
    net = FullyConnected(2, 3, 1, activation="tanh")
    run = train(net, law(net), small(y=np.zeros((4, 1))), seeds=(0,), probe=2, centred=False)
    assert run.reached.all()


START = [np.ones((2, *shape)) for shape in FullyConnected(2, 3, 1).shapes]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"y": np.ones(4)}, r"data must have targets of shape \(1,\); got \(\)"),
        ({"y": np.ones((3, 1))}, "data must have targets for the 4 rows of inputs; got 3"),
        ({"x": np.ones((4, 5))}, r"data must have inputs that the network takes; got \(5,\)"),
        ({"x": np.full((4, 2), np.nan)}, "x must be finite; got nan"),
        ({"x": np.ones((0, 2))}, "x and y must have a row at least"),
        ({"weights": START[:2]}, "weights must be of shapes"),
        ({"weights": [w[0] for w in START]}, "weights must be of shapes"),
        ({"weights": [START[0] * np.inf, *START[1:]]}, r"weights\[0\] must be finite; got inf"),
        ({"step": -0.1}, "step must be positive"),
        ({"step": (0.1, 0.1)}, "step must be one number"),
        ({"every": 0}, "every must be at least 1"),
    ],
)
def test_bad_input_to_plain_descent_names_the_argument(changed, words):
    net = FullyConnected(2, 3, 1)
    given: dict[str, Any] = {"weights": START, "x": np.ones((4, 2)), "y": np.ones((4, 1))}
    given |= {"step": 0.1, "every": 1, "moments": 1} | changed
    with pytest.raises(InputError, match=words):
        descend(net, law(net), **given)


def test_data_of_another_shape_than_the_network_is_named():
    with pytest.raises(InputError, match="data"):
        train(NET, law(NET), hubble(), seeds=(0,), probe=2)
    images: Data = digits(60, images=True)
    with pytest.raises(InputError, match="data"):
        train(NET, law(NET), images, seeds=(0,), probe=2)
