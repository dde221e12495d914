"""Gradient descent conserves what is stated, for the networks for which it is stated, up to its step."""

from itertools import pairwise

import numpy as np
import pytest

from symfeat.measure import measure

ACTIVATIONS = {
    "linear": (lambda z: z, np.ones_like),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(float)),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
}
RATES = np.array([1.0, 0.3, 2.0])


def trained(activation, step, time=1.0):
    """Snapshots, first and last, of a network 4-5-6-2 that gradient descent trains on random labels."""
    act, slope = ACTIVATIONS[activation]
    generator = np.random.default_rng(0)
    sizes = (4, 5, 6, 2)
    layers = [generator.standard_normal((o, i)) / np.sqrt(i) for i, o in pairwise(sizes)]
    x, y = generator.standard_normal((4, 20)), generator.standard_normal((2, 20))
    first = [w.copy() for w in layers]
    for _ in range(round(time / step)):
        z1 = layers[0] @ x
        z2 = layers[1] @ act(z1)
        error = (layers[2] @ act(z2) - y) / x.shape[1]
        back2 = (layers[2].T @ error) * slope(z2)
        back1 = (layers[1].T @ back2) * slope(z1)
        gradients = (back1 @ x.T, back2 @ act(z1).T, error @ act(z2).T)
        layers = [w - step * eta * g for w, eta, g in zip(layers, RATES, gradients, strict=True)]
    return measure([first, layers], rates=RATES)


@pytest.mark.parametrize("drift", ["gram_drift", "unit_drift"])
def test_a_linear_network_drifts_in_proportion_to_the_step(drift):
    coarse, fine = (getattr(trained("linear", step), drift)[-1] for step in (0.004, 0.001))
    assert np.all(fine < 1e-4)
    np.testing.assert_allclose(coarse / fine, 4.0, rtol=0.1)


def test_a_relu_network_conserves_the_diagonal_alone():
    coarse, fine = (trained("relu", step) for step in (0.01, 0.0025))
    assert np.all(fine.unit_drift[-1] < 1e-4)
    np.testing.assert_allclose(coarse.unit_drift[-1] / fine.unit_drift[-1], 4.0, rtol=0.1)
    assert np.all(fine.gram_drift[-1] > 5e-3)


def test_tanh_conserves_neither():
    found = trained("tanh", 0.0025)
    assert np.all(found.unit_drift[-1] > 2e-3)


def test_floor_and_imbalance_of_a_linear_network_stay_while_its_norms_move():
    coarse, fine = (trained("linear", step) for step in (0.01, 0.0025))
    for name in ("floor", "imbalance"):
        moves = [np.abs(np.diff(getattr(found, name), axis=0))[0] for found in (coarse, fine)]
        assert np.all(moves[1] < 1e-2)
        assert np.all(moves[1] < 0.35 * moves[0])
    assert np.all(np.abs(fine.norm_growth[-1]) > 5e-3)


def conv(w, x):
    """A circular convolution: w (out, in, k) of x (in, n)."""
    return sum(w[:, :, j] @ np.roll(x, -j, axis=1) for j in range(w.shape[2]))


def test_channel_sums_of_a_convolution_are_conserved_through_relu_and_a_flattened_dense_layer():
    """The gradient by central differences: an independent way to it."""
    generator = np.random.default_rng(1)
    shapes = [(3, 2, 2), (2, 3, 3), (2, 2 * 4)]
    layers = [generator.standard_normal(shape) * 0.6 for shape in shapes]
    x, y = generator.standard_normal((2, 4)), generator.standard_normal(2)

    def loss(weights):
        hidden = np.maximum(conv(weights[0], x), 0)
        hidden = np.maximum(conv(weights[1], hidden), 0)
        return 0.5 * np.sum((weights[2] @ hidden.reshape(-1) - y) ** 2)

    first, step, eps = [w.copy() for w in layers], 0.002, 1e-6
    for _ in range(100):
        gradients = []
        for l, w in enumerate(layers):
            g = np.zeros_like(w)
            for index in np.ndindex(w.shape):
                ends = []
                for sign in (1, -1):
                    moved = [v.copy() for v in layers]
                    moved[l][index] += sign * eps
                    ends.append(loss(moved))
                g[index] = (ends[0] - ends[1]) / (2 * eps)
            gradients.append(g)
        layers = [w - step * g for w, g in zip(layers, gradients, strict=True)]
    found = measure([first, layers])
    assert np.all(np.abs(found.norm_growth[-1]) > 1e-3)
    assert np.all(found.unit_drift[-1] < 2e-3)
    assert np.all(found.gram_drift[-1] > 5 * found.unit_drift[-1])
