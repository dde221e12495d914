"""What the experiments on one-dimensional data share: exact networks, angles, and what is drawn."""

import numpy as np
import pytest

import symfeat as sf
from symfeat.training import FullyConnected, law


@pytest.fixture(scope="module")
def exact(module):
    return module("exact")


def test_neurons_that_are_left_out_change_nothing(exact):
    rng = np.random.default_rng(0)
    w, u = rng.standard_normal((2, 4, 6))
    rule = law(FullyConnected(1, 6, 1, layers=2), rates=(0.5, 2.0))
    kept = np.array([True, False, True, True, False, True])
    times = np.array([0.0, 0.3, 2.0])
    padded = sf.solve(exact.linear(w, u, rule, kept), sf.Task(0.7, 1.1))
    alone = sf.solve(exact.linear(w[:, kept], u[:, kept], rule), sf.Task(0.7, 1.1))
    np.testing.assert_allclose(padded.slope(times), alone.slope(times), rtol=1e-13)
    np.testing.assert_allclose(padded.angle(times), alone.angle(times), rtol=1e-13)


def test_angles_are_those_of_the_exact_solution_at_the_start(exact):
    w, u = np.random.default_rng(1).standard_normal((2, 3, 5, 4))
    np.testing.assert_allclose(
        exact.angles(w, u), sf.solve(sf.LinearNetwork(u, w), sf.Task(1.0, 1.0)).angle(0.0)
    )


def test_a_rule_of_two_layers_is_a_linear_network(exact):
    net = FullyConnected(1, 5, 1, layers=2, activation="linear")
    rule = law(net, output_scale=3.0, rates=(0.5, 2.0))
    w, u = (layer.reshape(2, 5) for layer in rule.draw(net, (0, 1)))
    x = np.array([[1.7]])
    outputs = [
        float(np.asarray(rule.model(net)([a[None, :], b[:, None]], x))[0, 0])
        for a, b in zip(w, u, strict=True)
    ]
    solution = sf.solve(exact.linear(w, u, rule), sf.Task(1.0, 1.0))
    np.testing.assert_allclose(outputs, 1.7 * solution.slope(0.0), rtol=1e-5)
    assert (solution.network.eta_w, solution.network.eta_u) == rule.rates


def test_points_note_what_is_drawn(module):
    curves = module("curves")
    values = np.array([[1.0, 2.0], [3.0, 2.0]])
    points = curves.noted("panel", "curve", [0.1, 0.2], curves.intervals(values), exact=np.array([5.0, 6.0]))
    assert [point["x"] for point in points] == [0.1, 0.2]
    assert [point["value"] for point in points] == [2.0, 2.0]
    assert [point["exact"] for point in points] == [5.0, 6.0]
    assert points[0]["low"] < 0 < points[0]["high"]
    assert points[1]["low"] == points[1]["high"] == 2.0
