"""On a one-hidden-layer linear network the meter reads off what the exact solution says."""

import numpy as np
import pytest

import symfeat as sf
from symfeat.measure import measure

DATA = np.array([1.0, -2.0, 0.5])
CASES = {  # width, gamma, eta_u, eta_w, target, seed
    "plain": (8, 1.0, 1.0, 1.0, 2.0, 0),
    "one neuron": (1, 1.0, 2.0, 0.5, -1.5, 1),
    "mean field": (64, 1 / 64, 64.0, 64.0, 1.0, 2),
    "kernel phase": (512, 512**-0.5, 1.0, 1.0, 1.0, 3),
    "unbalanced": (20, 0.3, 5.0, 0.02, -3.0, 4),
    "large slope": (5, 7.0, 0.1, 0.2, 0.01, 5),
}


def trained(name):
    """The exact solution, the times, and what the meter says about its weights at these times."""
    width, gamma, eta_u, eta_w, target, seed = CASES[name]
    net = sf.LinearNetwork.random(width, 0.7, 1.3, gamma=gamma, eta_u=eta_u, eta_w=eta_w, seed=seed)
    solution = sf.solve(net, sf.Task(1.3, target))
    times = np.append(np.linspace(0.0, 6.0, 7), 40.0) * solution.time_constant
    u, w = solution.weights(times)
    by_layer = [[np.outer(DATA, gamma * a), np.outer(DATA, gamma * b)] for a, b in zip(u, w, strict=True)]
    found = measure(
        list(zip(w, u, strict=True)),
        times,
        jacobians=by_layer,
        targets=DATA,
        rates=(eta_w, eta_u),
        scale=gamma,
    )
    return solution, times, found


def close(found, expected, scale=1.0):
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12 * scale)


@pytest.mark.parametrize("name", CASES)
def test_angle_norms_and_conserved_numbers_are_those_of_the_solution(name):
    solution, times, found = trained(name)
    norm_u, norm_w = solution.norms(times)
    close(found.cosine[:, 0], solution.cos_angle(times))
    close(found.angle[:, 0], solution.angle(times))
    close(found.norm, np.stack([norm_w, norm_u], axis=1))
    rate = np.sqrt(solution.network.eta_u * solution.network.eta_w)
    size = np.max(solution.kernel(times)) / (2 * solution.network.gamma * rate)  # sqrt(f^2 + S^2)
    close(found.wedge[:, 0], solution.wedge, size)
    close(found.imbalance[:, 0], solution.imbalance, size)
    close(found.floor[:, 0], np.hypot(solution.wedge, solution.imbalance), size)
    assert np.max(found.gram_drift) < 1e-12
    assert np.max(found.unit_drift) < 1e-12


@pytest.mark.parametrize("name", CASES)
def test_the_kernel_changes_as_the_solution_says(name):
    solution, times, found = trained(name)
    close(found.kernel_change, np.abs(solution.kernel(times) / solution.kernel(0.0) - 1))
    close(found.kernel_target_alignment, 1.0)  # one-dimensional data: the kernel is x x^T at all times


@pytest.mark.parametrize("name", CASES)
def test_the_split_is_that_of_the_mechanisms(name):
    solution = trained(name)[0]
    ends = [(w, u) for u, w in (solution.weights(0.0), solution.weights(np.inf))]
    found, expected = measure(ends), solution.mechanisms()
    close(found.rescaling[-1], expected.log_radius)
    close(found.aligning[-1], expected.log_cos)
    close(found.pair_rescaling[-1, 0], expected.log_radius)
    close(found.pair_aligning[-1, 0], expected.log_cos)
    close(found.product_norm, np.abs([solution.slope(0.0), solution.slope(np.inf)]) / solution.network.gamma)


def test_vectors_may_be_rows_columns_or_plain():
    u, w = np.array([1.0, 2.0, -1.0]), np.array([0.5, 0.1, 3.0])
    plain = str(measure([[w, u]]).to_dict())
    assert str(measure([[w[:, None], u[None, :]]]).to_dict()) == plain
    assert str(measure([[w[None, :], u[:, None]]], layout="in,out").to_dict()) == plain


@pytest.mark.parametrize("turn", [1e-3, 1e-9, 1e-15, 1e-150])
def test_an_angle_is_accurate_however_small(turn):
    u, w = np.array([1.0, 0.0]), np.array([1.0, turn])
    found = measure([[w, u], [-w, u]])
    np.testing.assert_allclose(found.angle[:, 0], [np.arctan(turn), np.pi - np.arctan(turn)], rtol=1e-15)
    np.testing.assert_allclose(found.wedge[:, 0], turn, rtol=1e-15)


@pytest.mark.parametrize("turn", [1e-3, 1e-9, 1e-14])
def test_the_wedge_of_nearly_parallel_matrices_is_accurate(turn):
    """Of rank one and turned: the rejections of four pairs of vectors, each of its own relative accuracy."""
    u, w = np.array([1.0, 0.0, 0.0]), np.array([1.0, turn, 0.0])
    found = measure([[np.outer(w, [3.0, 4.0]), np.outer([1.0, 2.0, 2.0], u)]])
    np.testing.assert_allclose(found.wedge[0, 0], 15 * turn, rtol=1e-3 if turn < 1e-12 else 1e-6)
    np.testing.assert_allclose(found.angle[0, 0], turn, rtol=1e-3 if turn < 1e-12 else 1e-5)


@pytest.mark.parametrize("turn", [1e-3, 1e-9, 1e-100])
def test_the_log_of_a_cosine_near_one_is_accurate(turn):
    found = measure([[[1.0, 0.0], [1.0, 0.0]], [[1.0, turn], [1.0, 0.0]]])
    np.testing.assert_allclose(found.pair_aligning[1, 0], -0.5 * np.log1p(turn**2), rtol=1e-13)
