"""Tangent kernels from Gram matrices or Jacobians, of one output or several, and their targets."""

import numpy as np
import pytest

from symfeat.measure import gram_difference, kernel_change, kernel_target_alignment, measure

GENERATOR = np.random.default_rng(5)
NETWORK = [GENERATOR.standard_normal(shape) for shape in [(4, 3), (2, 4)]]
SNAPSHOTS = [NETWORK, [w + 0.1 for w in NETWORK], [w + 0.2 for w in NETWORK]]
TIMES, ROWS, OUTPUTS = 3, 5, 2
BY_LAYER = [[GENERATOR.standard_normal((ROWS, OUTPUTS, *w.shape)) for w in NETWORK] for _ in range(TIMES)]
TARGETS = GENERATOR.standard_normal((ROWS, OUTPUTS))


def kernel(parts, rates=(1.0, 1.0)):
    """K = sum of eta J J^T, spelled out."""
    each = [eta * np.einsum("ncij,mdij->ncmd", j, j) for eta, j in zip(rates, parts, strict=True)]
    return np.sum(each, axis=0)


def readings(**given):
    found = measure(SNAPSHOTS, **given)
    return np.stack([found.kernel_change, found.kernel_target_alignment])


@pytest.mark.parametrize("rates", [(1.0, 1.0), (0.2, 7.0)])
def test_jacobians_by_layer_give_the_kernel_with_its_rates(rates):
    kernels = [kernel(parts, rates) for parts in BY_LAYER]
    expected = readings(kernels=kernels, targets=TARGETS)
    flat = [[j.reshape(ROWS, OUTPUTS, -1) for j in parts] for parts in BY_LAYER]
    for form in (BY_LAYER, flat):
        found = readings(jacobians=form, rates=rates, targets=TARGETS)
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14)
    square = [k.reshape(ROWS * OUTPUTS, -1) for k in kernels]
    np.testing.assert_array_equal(readings(kernels=square, targets=TARGETS), expected)


def test_one_jacobian_for_all_weights():
    joined = [np.concatenate([j.reshape(ROWS, OUTPUTS, -1) for j in parts], axis=2) for parts in BY_LAYER]
    expected = readings(kernels=[kernel(parts) for parts in BY_LAYER], targets=TARGETS)
    np.testing.assert_allclose(readings(jacobians=joined, targets=TARGETS), expected, rtol=1e-12, atol=1e-14)
    single = [j[:, 0] for j in joined]
    one = readings(kernels=[j @ j.T for j in single], targets=TARGETS[:, 0])
    np.testing.assert_allclose(readings(jacobians=single, targets=TARGETS[:, 0]), one, rtol=1e-12, atol=1e-14)


def test_the_definitions_spelled_out():
    k0, k = kernel(BY_LAYER[0]), kernel(BY_LAYER[1])
    assert kernel_change(k0, k) == pytest.approx(np.linalg.norm(k - k0) / np.linalg.norm(k0), rel=1e-13)
    y = TARGETS.reshape(-1)
    flat = k.reshape(y.size, y.size)
    assert kernel_target_alignment(k, TARGETS) == pytest.approx(
        y @ flat @ y / (np.linalg.norm(flat) * (y @ y)), rel=1e-13
    )
    gram = k[:, 0, :, 0]
    outer = TARGETS @ TARGETS.T
    assert kernel_target_alignment(gram, TARGETS) == pytest.approx(
        np.sum(gram * outer) / (np.linalg.norm(gram) * np.linalg.norm(outer)), rel=1e-13
    )


def test_the_kernel_of_the_targets_is_aligned_with_them():
    assert kernel_target_alignment(TARGETS @ TARGETS.T, 3 * TARGETS) == pytest.approx(1.0, rel=1e-14)


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_kernels_of_any_size(size):
    expected = readings(kernels=[kernel(parts) for parts in BY_LAYER], targets=TARGETS)
    found = readings(kernels=[size * kernel(parts) for parts in BY_LAYER], targets=TARGETS / size)
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14)
    by_layer = [[size * j for j in parts] for parts in BY_LAYER]
    np.testing.assert_allclose(
        readings(jacobians=by_layer, targets=TARGETS), expected, rtol=1e-12, atol=1e-14
    )


def test_zero_kernels_and_targets_have_no_reading():
    nothing = np.zeros((ROWS, ROWS))
    assert np.isnan(kernel_change(nothing, np.eye(ROWS)))
    assert kernel_change(np.eye(ROWS), nothing) == 1
    assert np.isnan(kernel_target_alignment(nothing, TARGETS))
    assert np.isnan(kernel_target_alignment(np.eye(ROWS), 0 * TARGETS))


def test_the_gram_difference_of_vectors_has_the_conserved_numbers_as_its_invariants():
    """Its trace is the imbalance, its second elementary symmetric function the wedge."""
    u, w, (eta_u, eta_w) = np.array([1.0, -2.0, 0.5]), np.array([0.3, 1.0, 4.0]), (0.5, 3.0)
    g = gram_difference(u[None, :], w[:, None], (eta_u, eta_w))
    omega = np.sqrt(eta_u * eta_w)
    pair = measure([[w, u]], rates=(eta_w, eta_u))
    assert pair.imbalance[0, 0] == pytest.approx(omega / 2 * np.trace(g), rel=1e-13)
    second = (np.trace(g) ** 2 - np.trace(g @ g)) / 2
    assert pair.wedge[0, 0] == pytest.approx(omega * np.sqrt(-second), rel=1e-13)
    assert pair.floor[0, 0] == pytest.approx(omega / 2 * np.sum(np.abs(np.linalg.eigvalsh(g))), rel=1e-13)
