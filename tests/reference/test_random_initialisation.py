"""The laws of random initialisation, met by weights drawn one by one; none of the derivations is asked."""

import math

import numpy as np
import pytest

from symfeat.phases import alignment_probability

SIZE = 40_000
GAMMA, SIGMA_U, SIGMA_W, ETA_U = 0.7, 1.3, 0.4, 0.9
WIDTHS = [1, 2, 3, 8]


def weights(width):
    random = np.random.default_rng(20 + width)
    return (
        SIGMA_U * random.standard_normal((SIZE, width)),
        SIGMA_W * random.standard_normal((SIZE, width)),
    )


def assert_mean(values, expected, errors=5.0):
    """The mean of independent values, within so many of its standard errors."""
    assert abs(np.mean(values) - expected) < errors * np.std(values) / math.sqrt(SIZE)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("x", [0.1, 1.0, 3.0])
def test_the_slope_is_below_a_bound_as_often_as_the_struve_form_says(width, x):
    u, w = weights(width)
    slope = GAMMA * np.sum(u * w, axis=1)
    below = np.abs(slope) < x * GAMMA * SIGMA_U * SIGMA_W
    assert_mean(below, alignment_probability(width, x))


@pytest.mark.parametrize("width", WIDTHS[1:])
def test_the_squared_cosine_has_the_beta_moments_and_knows_no_norm(width):
    u, w = weights(width)
    norms = np.sum(u**2, axis=1), np.sum(w**2, axis=1)
    squared = np.sum(u * w, axis=1) ** 2 / (norms[0] * norms[1])
    assert_mean(squared, 1 / width)
    assert_mean(squared**2, 3 / (width * (width + 2)))
    for norm in norms:
        assert_mean((squared - 1 / width) * (norm - norm.mean()), 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_parts_of_the_weights_are_independent_and_of_the_moments_stated(width):
    u, w = weights(width)
    norm = np.sum(u**2, axis=1) / SIGMA_U**2
    along = np.sum(u * w, axis=1) / np.sqrt(np.sum(u**2, axis=1)) / SIGMA_W
    rest = np.sum(w**2, axis=1) / SIGMA_W**2 - along**2
    assert_mean(norm, width)
    assert_mean(along**2, 1)
    assert_mean(along**3, 0)
    assert_mean(norm * along**2, width)
    if width == 1:
        assert np.max(np.abs(rest)) < 1e-10
        return
    assert_mean(rest, width - 1)
    assert_mean(along**2 * rest, width - 1)
    assert_mean(norm * rest, width * (width - 1))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("balanced", [True, False])
def test_mode_weights_are_independent_and_chi_squared_only_if_balanced(width, balanced):
    u, w = weights(width)
    eta_w = ETA_U * (SIGMA_W / SIGMA_U) ** 2 * (1 if balanced else 3)
    omega, unit = math.sqrt(ETA_U * eta_w), GAMMA * SIGMA_U * SIGMA_W
    growing, decaying = (math.sqrt(eta_w) * u + sign * math.sqrt(ETA_U) * w for sign in (1, -1))
    alpha, beta = (GAMMA * np.sum(mode**2, axis=1) / (2 * omega * unit) for mode in (growing, decaying))
    products = (alpha - alpha.mean()) * (beta - beta.mean())
    if balanced:
        assert_mean(alpha, width)
        assert_mean(beta**2, width * (width + 2))
        assert_mean(products, 0)
    else:
        assert np.mean(products) > 10 * np.std(products) / math.sqrt(SIZE)
