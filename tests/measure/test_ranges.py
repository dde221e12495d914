"""Every reading is in its stated range, for any layers."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from symfeat.measure import Pair, kernel_change, kernel_target_alignment, measure

WEIGHTS = st.floats(-1e3, 1e3, allow_subnormal=False)
SIZABLE = st.integers(-999, 999).map(float)  # no product of these underflows
SIZES = st.integers(1, 5)


@st.composite
def layers(draw, weights=WEIGHTS):
    m, n, p = draw(SIZES), draw(SIZES), draw(SIZES)
    return draw(arrays(float, (m, n), elements=weights)), draw(arrays(float, (n, p), elements=weights))


def within(value, low, high):
    return np.isnan(value) or low - 1e-12 <= value <= high + 1e-12


@settings(deadline=None, max_examples=300)
@given(layers(), st.integers(1, 3), st.floats(0.1, 10), st.floats(0.1, 10))
def test_a_pair_is_in_its_ranges(given_layers, subspace, rate_a, rate_b):
    a, b = given_layers
    pair = Pair.of(a, b, subspace=subspace, rates=(rate_a, rate_b))
    n, k = pair.units, pair.leading
    assert within(pair.cosine, -1 if pair.is_vectors else 0, 1)
    assert within(pair.angle, 0, np.pi if pair.is_vectors else np.pi / 2)
    assert within(pair.alignment, 0, pair.alignment_max * (1 + 1e-12))
    assert within(pair.alignment_max, 1, n)
    assert within(pair.correlation, -1, 1)
    assert within(pair.overlap, max(0, (2 * k - n) / k), 1)
    assert pair.wedge >= 0
    assert pair.floor >= abs(pair.imbalance) * (1 - 1e-12)
    omega = np.sqrt(rate_a * rate_b)
    total = omega / 2 * (np.sum(a * a) / rate_a + np.sum(b * b) / rate_b)
    assert pair.floor <= total * (1 + 1e-12)
    dead = not a.any() or not b.any()
    assert np.isnan(pair.cosine) == np.isnan(pair.alignment_max) == dead


@settings(deadline=None, max_examples=100)
@given(layers(SIZABLE), layers(SIZABLE))
def test_growth_splits_exactly(first, second):
    if [w.shape for w in first] != [w.shape for w in second]:
        second = [w[::-1] for w in first]
    found = measure([first[::-1], second[::-1]])
    products = [np.linalg.norm(a @ b) for a, b in (first, second)]
    alive = [first[0].any() and first[1].any(), second[0].any() and second[1].any()]
    np.testing.assert_allclose(found.product_norm, np.where(alive, products, np.nan), rtol=1e-9)
    split = found.pair_rescaling[1, 0] + found.pair_aligning[1, 0]
    if np.isfinite(split):
        np.testing.assert_allclose(split, np.log(products[1] / products[0]), rtol=1e-6, atol=1e-6)
        np.testing.assert_allclose(found.aligning[1], found.pair_aligning[1, 0], rtol=1e-6, atol=1e-6)
    else:
        assert not np.all(products)


@settings(deadline=None, max_examples=100)
@given(arrays(float, (4, 3), elements=WEIGHTS), arrays(float, (4, 2), elements=WEIGHTS))
def test_kernels_are_in_their_ranges(root, targets):
    kernel = root @ root.T
    assert within(kernel_target_alignment(kernel, targets), 0, 1)
    assert within(kernel_change(kernel, kernel), 0, 0)
    assert within(kernel_change(kernel, 3 * kernel), 2, 2)
