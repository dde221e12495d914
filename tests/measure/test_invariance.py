"""What the meter must not see: turned hidden units, units of weights, the order of axes; and convolutions."""

import numpy as np
import pytest

from symfeat.measure import Pair, measure

DIRECTIONS = ("cosine", "angle", "alignment", "alignment_null", "alignment_max", "correlation", "overlap")
GENERATOR = np.random.default_rng(3)
NETWORK = [GENERATOR.standard_normal(shape) for shape in [(6, 4), (7, 6), (3, 7)]]
LATER = [w + 0.3 * GENERATOR.standard_normal(w.shape) for w in NETWORK]


def same(found, expected, names, rtol=1e-12):
    for name in names:
        np.testing.assert_allclose(
            getattr(found, name), getattr(expected, name), rtol=rtol, atol=1e-13, err_msg=name
        )


def test_turning_the_hidden_units_of_both_layers_changes_nothing_but_the_diagonals():
    turns = [np.linalg.qr(GENERATOR.standard_normal((n, n)))[0] for n in (6, 7)]
    (q, r), expected = turns, measure([NETWORK, LATER], subspace=2)
    found = measure([[q @ a, r @ b @ q.T, c @ r.T] for a, b, c in (NETWORK, LATER)], subspace=2)
    same(found, expected, [n for n in expected.to_dict() if n != "unit_drift" and "kernel" not in n])
    assert np.max(np.abs(found.unit_drift - expected.unit_drift)) > 1e-3


def test_scaling_layers_changes_norms_alone():
    found = measure([[3 * a, 0.5 * b, 7 * c] for a, b, c in (NETWORK, LATER)])
    expected = measure([NETWORK, LATER])
    same(found, expected, [*DIRECTIONS, "norm_growth", "rescaling", "aligning", "pair_aligning"])
    np.testing.assert_allclose(found.norm, expected.norm * [3, 0.5, 7], rtol=1e-13)
    np.testing.assert_allclose(found.wedge, expected.wedge * [1.5, 3.5], rtol=1e-12)


def test_a_gauge_that_moves_size_from_weights_to_rates_changes_no_conserved_number():
    """w -> c w, eta -> c^2 eta, gamma -> gamma/c is the same network."""
    a, b = NETWORK[1], NETWORK[0]
    first = Pair.of(a, b, rates=(0.3, 2.0), scale=1.7)
    second = Pair.of(5 * a, b, rates=(0.3 * 25, 2.0), scale=1.7 / 5)
    same(second, first, ("wedge", "imbalance", "floor"))


@pytest.mark.parametrize("size", [1e200, 1e-200, 1e-300])
def test_weights_of_any_size_are_measured(size):
    scaled = [[size * w for w in layers] for layers in (NETWORK, LATER)]
    found, expected = measure(scaled, scale=1.0), measure([NETWORK, LATER])
    same(
        found, expected, [*DIRECTIONS, "gram_drift", "unit_drift", "rescaling", "aligning", "pair_rescaling"]
    )
    np.testing.assert_allclose(found.norm, size * expected.norm, rtol=1e-12)
    mixed = [[size * a, b / size, c] for a, b, c in (NETWORK, LATER)]
    np.testing.assert_allclose(measure(mixed).wedge[:, 0], expected.wedge[:, 0], rtol=1e-12)
    np.testing.assert_allclose(measure(mixed).product_norm, expected.product_norm, rtol=1e-11)


def test_the_layout_is_the_order_of_the_axes():
    convolution = [GENERATOR.standard_normal(s) for s in [(4, 3, 3, 3), (5, 4, 2, 2), (10, 5 * 6), (2, 10)]]
    flax = [np.moveaxis(w, (0, 1), (-1, -2)) for w in convolution[:2]]
    # PyTorch flattens (channels, positions), Flax (positions, channels).
    dense = convolution[2].reshape(10, 5, 6).transpose(2, 1, 0).reshape(30, 10)
    found = measure([[*flax, dense, convolution[3].T]], layout="in,out", subspace=2)
    same(found, measure([convolution], subspace=2), [*DIRECTIONS, "norm", "wedge", "imbalance", "floor"])
    assert found.units.tolist() == [4, 5, 10]
    assert np.isnan(found.product_norm).all()


def test_a_convolution_of_one_position_is_a_matrix():
    as_kernels = [w[:, :, None] for w in NETWORK]
    same(measure([as_kernels]), measure([NETWORK]), [*DIRECTIONS, "wedge", "norm"])


def test_a_flattened_layer_is_the_sum_over_positions():
    kernel, dense = GENERATOR.standard_normal((3, 2, 5)), GENERATOR.standard_normal((4, 3 * 2))
    found = measure([[kernel, dense]])
    a = np.concatenate([dense[:, [0, 2, 4]], dense[:, [1, 3, 5]]])
    expected = Pair.of(a, kernel.reshape(3, 10))
    for name in (*DIRECTIONS, "wedge", "floor"):
        assert getattr(found, name)[0, 0] == pytest.approx(getattr(expected, name), rel=1e-13)


def test_layers_that_are_few_or_many_to_their_units_have_one_floor():
    """The floor from few rows is that of the whole Gram difference."""
    for m, n, p in [(2, 9, 3), (9, 4, 8), (5, 5, 1)]:
        a, b = GENERATOR.standard_normal((m, n)), GENERATOR.standard_normal((n, p))
        pair = Pair.of(a, b, rates=(0.5, 3.0), scale=2.0)
        eigenvalues = np.linalg.eigvalsh(a.T @ a / 0.5 - b @ b.T / 3.0)
        omega = np.sqrt(0.5 * 3.0)
        assert pair.floor == pytest.approx(2.0 * omega / 2 * np.sum(np.abs(eigenvalues)), rel=1e-12)
        assert pair.imbalance == pytest.approx(2.0 * omega / 2 * np.sum(eigenvalues), rel=1e-11)
        total = 2.0 * omega / 2 * (np.sum(a**2) / 0.5 + np.sum(b**2) / 3.0)
        assert pair.floor <= total * (1 + 1e-14)
        squares = np.sum(a**2) * np.sum(b**2) - np.sum((a @ b) ** 2)
        assert pair.wedge == pytest.approx(2.0 * np.sqrt(squares), rel=1e-12)


def test_single_precision_isotropic_layers_have_no_direction():
    q = np.linalg.qr(GENERATOR.standard_normal((16, 16)))[0].astype(np.float32)
    found = measure([[GENERATOR.standard_normal((16, 4)), q]])
    assert np.isnan(found.correlation).all()
    assert np.isnan(found.overlap).all()
    np.testing.assert_allclose(found.alignment, 1.0, rtol=1e-6)


def test_the_overlap_is_that_of_the_leading_singular_vectors_of_the_units():
    a, b = np.diag([3.0, 2.0, 1.0]), np.diag([1.0, 2.0, 3.0])
    overlaps = [[Pair.of(one, two, subspace=k).overlap for k in (1, 2, 3)] for one, two in ((a, a), (a, b))]
    np.testing.assert_allclose(overlaps, [[1, 1, 1], [0, 0.5, 1]], atol=1e-15)
    turn = np.linalg.qr(GENERATOR.standard_normal((3, 3)))[0]  # outside the units: of inputs or outputs
    np.testing.assert_allclose(Pair.of(turn @ a, a @ turn, subspace=2).overlap, 1.0)
    assert Pair.of(turn @ a, b @ turn).overlap < 1e-15
