"""Gradient descent of the real network: it trains the model on the data, and bad steps are refused."""

import numpy as np
import pytest

from symfeat.descent import MAX_STEPS, descend
from symfeat.errors import InputError
from symfeat.network import LinearNetwork

X, TARGET = np.array([1.0, -2.0, 0.5]), np.array([2.0, -3.0, 1.5])
NEURON = LinearNetwork(np.array([1.0]), np.array([0.5]))


def loss(net, u, w):
    return 0.5 * np.mean((net.gamma * (u @ w) * X - TARGET) ** 2)


def test_a_step_goes_down_the_loss_of_the_data_with_layerwise_rates():
    net = LinearNetwork(np.array([0.3, -0.4]), np.array([0.5, 0.2]), gamma=1.5, eta_u=0.5, eta_w=2.0)
    u, w, step, h = np.asarray(net.u), np.asarray(net.w), 1e-3, 1e-6
    slope_of_u = [(loss(net, u + h * e, w) - loss(net, u - h * e, w)) / (2 * h) for e in np.eye(2)]
    slope_of_w = [(loss(net, u, w + h * e) - loss(net, u, w - h * e)) / (2 * h) for e in np.eye(2)]
    moved = (u - step * 0.5 * np.array(slope_of_u)) @ (w - step * 2.0 * np.array(slope_of_w))
    run = descend(net, X, TARGET, step, duration=step)
    np.testing.assert_allclose(run.slope, [1.5 * (u @ w), 1.5 * moved], rtol=1e-9)


def test_the_run_covers_the_duration_and_leaves_the_network_alone():
    run = descend(NEURON, X, TARGET, step=0.03, duration=0.1)
    np.testing.assert_allclose(run.time, [0, 0.03, 0.06, 0.09, 0.12])
    assert float(NEURON.u[0]) == 1.0


def test_progress_is_told_of_every_step():
    seen = []

    def track(steps):
        for k in steps:
            seen.append(k)
            yield k

    descend(NEURON, X, TARGET, 0.05, 0.2, track=track)
    assert seen == [1, 2, 3, 4]


@pytest.mark.parametrize("step", [0.0, -1.0, float("nan"), float("inf")])
def test_a_step_that_is_not_positive_and_finite_is_an_error(step):
    with pytest.raises(InputError, match="step must be positive and finite; got"):
        descend(NEURON, X, TARGET, step, 1.0)


def test_a_run_that_would_take_too_many_steps_is_refused_with_the_least_step():
    with pytest.raises(InputError, match=f"more than {MAX_STEPS} steps .* must be at least 5e-07"):
        descend(NEURON, X, TARGET, 1e-9, 1.0)


@pytest.mark.parametrize("step", [2.0, 1e200])
def test_a_run_that_diverges_is_an_error(step):
    with pytest.raises(
        InputError, match="too large: gradient descent overshoots the target at step 1 and diverges"
    ):
        descend(NEURON, X, TARGET, step, 10 * step)
