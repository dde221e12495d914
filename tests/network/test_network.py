"""Networks, tasks and solutions: shapes, conserved quantities, limits, inverses, words."""

import json
import math

import mpmath
import numpy as np
import pytest

import symfeat as sf

inf = math.inf
NET = sf.LinearNetwork([1.0, 0.5, -0.2], [0.2, -0.4, 0.3], 1.3, 0.7, 1.9)
TASK = sf.Task(1.7, 2.0, 0.25)


def batch(seed=0):
    rng = np.random.default_rng(seed)
    u, w = rng.standard_normal((2, 4, 3, 5))
    return sf.LinearNetwork(u, w, gamma=[0.5, 1.0, 2.0], eta_u=np.full((4, 1), 0.3)), sf.Task(
        [[1.0]], [1.0, -2.0, 0.0]
    )


def test_values_have_the_shape_of_the_batch_and_then_of_the_times():
    solution = sf.solve(*batch())
    t = np.linspace(0, 3, 12).reshape(2, 6)
    for name in ("slope", "residual", "loss", "total_loss", "kernel", "cos_angle", "angle"):
        assert getattr(solution, name)(t).shape == (4, 3, 2, 6)
        assert getattr(solution, name)(1.0).shape == (4, 3)
    assert [part.shape for part in solution.norms(t)] == [(4, 3, 2, 6)] * 2
    assert [part.shape for part in solution.weights(t)] == [(4, 3, 2, 6, 5)] * 2
    assert solution.time_to_slope([0.0, 0.1]).shape == (4, 3, 2)
    for name in ("limit", "time_constant", "wedge", "imbalance"):
        assert getattr(solution, name).shape == (4, 3)


def test_a_batch_is_its_networks_one_by_one():
    net, task = batch()
    solution = sf.solve(net, task)
    one = sf.solve(sf.LinearNetwork(net.u[2, 1], net.w[2, 1], 1.0, 0.3), sf.Task(1.0, -2.0))
    assert solution.slope([0.3, 0.9])[2, 1].tolist() == one.slope([0.3, 0.9]).tolist()
    assert solution.weights(0.7)[0][2, 1].tolist() == one.weights(0.7)[0].tolist()
    assert solution.mechanisms().alignment[2, 1] == one.mechanisms().alignment
    assert solution.phase().word[2, 1] == one.phase().word


def test_one_network_gives_plain_numbers():
    solution = sf.solve(NET, TASK)
    for value in (
        solution.slope(1),
        solution.limit,
        solution.wedge,
        solution.time_constant,
        solution.angle(0),
    ):
        assert type(value) is float


def test_weights_and_observables_agree_along_the_whole_trajectory():
    solution, t = sf.solve(NET, TASK), np.linspace(0, 2, 50)
    u, w = solution.weights(t)
    U, W, V = (u**2).sum(-1), (w**2).sum(-1), (u * w).sum(-1)
    kernel = NET.gamma**2 * (NET.eta_w * U + NET.eta_u * W)
    np.testing.assert_allclose(solution.slope(t), NET.gamma * V, rtol=1e-13)
    np.testing.assert_allclose(solution.kernel(t), kernel, rtol=1e-13)
    np.testing.assert_allclose(solution.norms(t), np.sqrt([U, W]), rtol=1e-13)
    np.testing.assert_allclose(solution.angle(t), np.arccos(V / np.sqrt(U * W)), rtol=1e-12)
    np.testing.assert_allclose(solution.loss(t) + 0.25, solution.total_loss(t), rtol=1e-15)
    np.testing.assert_allclose(solution.loss(t), 1.7 / 2 * solution.residual(t) ** 2, rtol=1e-15)


def test_wedge_and_imbalance_are_conserved():
    solution = sf.solve(NET, TASK)
    u, w = solution.weights(0.8)
    later = sf.solve(sf.LinearNetwork(u, w, NET.gamma, NET.eta_u, NET.eta_w), TASK)
    assert later.wedge == pytest.approx(solution.wedge, rel=1e-13)
    assert later.imbalance == pytest.approx(solution.imbalance, rel=1e-13)


def test_the_time_constant_is_the_last_rate_of_decay():
    solution = sf.solve(NET, TASK)
    late = 30 * solution.time_constant
    ratio = solution.residual(late + solution.time_constant) / solution.residual(late)
    assert ratio == pytest.approx(math.exp(-1), rel=1e-9)


def test_times_to_slopes_and_losses_invert_the_trajectory():
    solution = sf.solve(NET, TASK)
    slopes = np.linspace(solution.slope(0.0), solution.limit, 9)[:-1]
    np.testing.assert_allclose(solution.slope(solution.time_to_slope(slopes)), slopes, rtol=1e-13)
    losses = solution.loss(0.0) * np.array([1.0, 0.5, 1e-3, 1e-30, 1e-200])
    np.testing.assert_allclose(solution.loss(solution.time_to_loss(losses)), losses, rtol=1e-11)
    assert solution.time_to_slope([solution.slope(0.0), solution.limit]).tolist() == [0.0, inf]
    assert solution.time_to_loss([solution.loss(0.0), 0.0]).tolist() == [0.0, inf]
    assert np.isnan(solution.time_to_slope([10.0, -10.0, inf])).all()


def wedge_in_high_precision(u, w) -> float:
    mp = mpmath.mp.clone()
    mp.dps = 60
    pairs = [(mp.mpf(float(a)), mp.mpf(float(b))) for a, b in zip(u, w, strict=True)]
    return float(mp.sqrt(sum((a * d - c * b) ** 2 for i, (a, b) in enumerate(pairs) for c, d in pairs[:i])))


@pytest.mark.parametrize("closeness", [1.0, 1e-4, 1e-10, 1e-150])
def test_the_wedge_is_accurate_to_the_rounding_of_the_weights(closeness):
    rng = np.random.default_rng(1)
    for d in (2, 7, 300):
        u, noise = rng.standard_normal((2, d))
        w = -3.0 * u + closeness * noise
        error = abs(sf.solve(sf.LinearNetwork(u, w), TASK).wedge - wedge_in_high_precision(u, w))
        assert error <= 4 * 2.0**-53 * np.linalg.norm(u) * np.linalg.norm(w)


def test_the_wedge_vanishes_exactly_for_parallel_layers_of_any_size_and_for_width_one():
    u = np.random.default_rng(2).standard_normal(50)
    for w in (u, -u, 0.25 * u, 0 * u, -(2.0**200) * u):
        assert sf.solve(sf.LinearNetwork(u, w), TASK).wedge == 0.0
        assert sf.solve(sf.LinearNetwork(w, u), TASK).wedge == 0.0
    assert sf.solve(sf.LinearNetwork([0.3], [0.7]), TASK).wedge == 0.0
    assert sf.solve(sf.LinearNetwork(1e-70 * u, 1e70 * u[::-1]), TASK).wedge > 0


def test_exactly_opposed_layers_never_reach_the_target():
    u = np.random.default_rng(3).standard_normal(8)
    for net in (sf.LinearNetwork(u, -u), sf.LinearNetwork(u, -2 * u, eta_u=1.0, eta_w=4.0)):
        solution = sf.solve(net, sf.Task(1.0, 2.0))
        assert (solution.limit, solution.residual(inf), solution.kernel(inf)) == (0.0, -2.0, 0.0)
        assert solution.cos_angle(inf) == -1.0
        np.testing.assert_array_equal(solution.weights(inf), np.zeros((2, 8)))
        assert solution.time_to_slope([0.0]).tolist() == [inf]
        assert math.isnan(solution.time_to_slope(1.0))
        assert solution.mechanisms().alignment_word == "undefined"


def test_a_dead_network_stays_dead():
    solution = sf.solve(sf.LinearNetwork([0.0, 0.0], [0.0, 0.0]), sf.Task(1.0, 2.0))
    assert [solution.slope(inf), solution.kernel(inf), solution.residual(1.0)] == [0.0, 0.0, -2.0]
    assert math.isnan(solution.cos_angle(0.0))
    assert math.isnan(solution.angle(1.0))
    np.testing.assert_array_equal(solution.weights([0.0, 5.0, inf]), np.zeros((2, 3, 2)))
    assert solution.phase().word == "undefined"
    assert str(solution.phase()) == "undefined: the network is dead; every weight is 0 and stays so"
    assert "nan" not in str(solution.mechanisms())


def test_a_layer_that_stays_zero_has_no_angle():
    phase = sf.solve(sf.LinearNetwork([0.0, 0.0], [1.0, 0.0]), sf.Task(1.0, 0.0)).phase()
    assert math.isnan(phase.angle_change)
    assert "there is no angle, since one layer is 0" in str(phase)


def test_lists_and_numbers_do_for_arrays():
    network = sf.LinearNetwork([[1.0, 0.5], [2, 1]], [0.2, -0.4], gamma=[1, 2])
    solution = sf.solve(network, sf.Task(1, [1.0, 2.0], 0))
    assert solution.slope([0, 1, 2]).shape == (2, 3)
    assert solution.time_to_slope([0.0]).shape == (2, 1)
    assert sf.LinearNetwork.random(3, [1.0, 2.0], size=2).batch == (2,)
    assert sf.Task.from_data([1, 2], (2, 4)).target == 2.0


def test_a_network_at_its_target_rests():
    solution = sf.solve(sf.LinearNetwork([1.0, 1.0], [0.5, 1.5]), sf.Task(1.0, 2.0))
    assert solution.slope([0.0, 3.0, inf]).tolist() == [2.0, 2.0, 2.0]
    assert solution.time_to_slope(2.0) == 0.0
    assert solution.mechanisms().rescaling_word == "undefined"


@pytest.mark.parametrize(
    ("net", "target", "alignment", "rescaling"),
    [
        (sf.LinearNetwork([1.0, 0.0], [0.1, 1.0]), 2.0, "alignment", "growth"),
        (sf.LinearNetwork([1.0, 1.0], [1.5, 1.0]), 0.5, "disalignment", "shrinkage"),
        (sf.LinearNetwork([1.0], [0.5]), 2.0, "none", "growth"),
        (sf.LinearNetwork([1.0, 0.0], [0.0, 1.0]), 2.0, "undefined", "undefined"),
        (sf.LinearNetwork([1.0, 0.0], [0.1, 1.0]), 0.0, "undefined", "undefined"),
    ],
)
def test_the_words_for_the_mechanisms(net, target, alignment, rescaling):
    found = sf.solve(net, sf.Task(1.0, target)).mechanisms()
    assert (found.alignment_word, found.rescaling_word) == (alignment, rescaling)
    if alignment == "undefined":
        assert math.isnan(found.alignment)
        assert math.isnan(found.rescaling)
    else:
        assert found.alignment + found.rescaling == pytest.approx(1.0, rel=1e-14)
        assert found.log_radius + found.log_cos == pytest.approx(found.log_slope, rel=1e-14)
    json.dumps(found.to_dict())


def test_shares_from_a_slope_to_its_opposite_are_the_squares_of_cosine_and_sine():
    solution = sf.solve(sf.LinearNetwork([1.0, 0.0], [0.6, 0.8]), sf.Task(1.0, -0.6))
    found = solution.mechanisms()
    assert (found.rescaling, found.alignment) == (pytest.approx(0.36), pytest.approx(0.64))


@pytest.mark.parametrize(
    ("net", "target", "word"),
    [
        (sf.LinearNetwork([9.0, 0.0], [0.0, 9.0]), 1.0, "kernel phase"),
        (sf.LinearNetwork([100.0, 0.0], [0.0, 0.01]), 2.0, "turning at constant kernel"),
        (sf.LinearNetwork([1.0], [0.5]), 2.0, "rescaling at constant angle"),
        (sf.LinearNetwork([0.1, 0.0], [0.05, 0.1]), 2.0, "feature learning"),
    ],
)
def test_the_words_for_the_phase(net, target, word):
    found = sf.solve(net, sf.Task(1.0, target)).phase()
    assert found.word == word
    assert word in str(found)
    json.dumps(found.to_dict())


def test_a_random_network_is_reproducible_and_scaled():
    first, second = (sf.LinearNetwork.random(6, 0.1, [[2.0], [3.0]], size=(2, 4), seed=5) for _ in range(2))
    assert first.u.shape == (2, 4, 6)
    assert first.width == 6
    np.testing.assert_array_equal(first.w, second.w)
    wide = sf.LinearNetwork.random(10_000, 0.1, 3.0, seed=np.random.default_rng(0))
    assert np.std(wide.u) == pytest.approx(0.1, rel=0.05)
    assert np.std(wide.w) == pytest.approx(3.0, rel=0.05)


def test_a_task_from_data_is_the_regression_through_the_origin():
    x, t = np.array([1.0, 2.0, -1.5]), np.array([2.1, 3.9, -3.2])
    task = sf.Task.from_data(x, t)
    slope = (x @ t) / (x @ x)
    assert task.target == pytest.approx(slope, rel=1e-15)
    assert task.second_moment == pytest.approx(np.mean(x**2), rel=1e-15)
    assert task.irreducible_loss == pytest.approx(0.5 * np.mean((t - slope * x) ** 2), rel=1e-14)


def test_arguments_are_copied_and_frozen():
    u = np.array([1.0, 2.0])
    net = sf.LinearNetwork(u, [1.0, 1.0])
    u[0] = 9.0
    assert net.u[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        net.u[0] = 9.0


def test_everything_shows_itself_on_one_line():
    solution = sf.solve(NET, TASK)
    for value in (NET, TASK, solution, sf.solve(*batch())):
        assert "\n" not in repr(value)
    assert repr(NET) == "LinearNetwork(width=3, gamma=1.3, eta_u=0.7, eta_w=1.9)"
    json.dumps(solution.to_dict())
    assert "x " in str(sf.solve(*batch()).phase())
