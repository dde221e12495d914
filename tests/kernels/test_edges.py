"""Limits, special cases and the edges of the domain, each a statement of fact."""

import itertools
import math

import numpy as np
import pytest

from symfeat import kernels

inf, nan = math.inf, math.nan
VALUES = (0.0, 1e-150, 1e-60, 1.0)
SIGNED = (*VALUES, -1e-150, -1e-60, -1.0)


def is_out_of_reach(f0, g, mu, y):
    """On the stable manifold of the origin, the origin included."""
    return g == mu == 0 and np.sign(f0) != np.sign(y)


def test_after_infinite_time_every_trajectory_is_at_its_limit():
    points = list(itertools.product(SIGNED, VALUES, SIGNED, SIGNED))
    found = kernels.trajectory(*[*np.array(points).T, inf])
    for (f0, g, mu, y), slope, residual, root in zip(points, *found[:3], strict=True):
        limit = 0.0 if is_out_of_reach(f0, g, mu, y) else y
        assert (slope, residual) == (limit, limit - y)
        assert root == pytest.approx(math.hypot(limit, g, mu), rel=1e-15)


def test_at_time_zero_nothing_has_moved():
    points = list(itertools.product(SIGNED, VALUES, SIGNED, SIGNED))
    found = kernels.trajectory(*[*np.array(points).T, 0.0])
    for (f0, g, mu, y), slope, residual, root in zip(points, *found[:3], strict=True):
        assert slope == f0
        assert residual == f0 - y
        assert root == pytest.approx(math.hypot(f0, g, mu), rel=1e-15)


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        ((1.0, 0, 0, 1.0), 1.0),  # at rest, aligned
        ((-1.0, 0, 0, 2.0), -1.0),  # out of reach: f tends to 0 from below
        ((2.0, 0, 0, 0.0), 1.0),  # algebraic decay from above
        ((0.0, 0, 0, 2.0), nan),  # dead: no layers, no angle
        ((-2.0, 0, 3.0, 0.0), -1.0),  # decays from below; the imbalance keeps one layer alive
        ((-2.0, 3.0, 0.0, 3.0), math.sqrt(0.5)),
    ],
)
def test_cos_angle_has_its_limit(flow, expected):
    assert kernels.trajectory(*[*flow, inf]).cos_angle == pytest.approx(expected, rel=1e-15, nan_ok=True)


def test_cos_angle_of_a_vanished_layer_is_that_of_the_next_moment():
    assert kernels.trajectory(0.0, 0.0, 1.0, -2.0, 0.0).cos_angle == -1.0
    assert math.isnan(kernels.trajectory(0.0, 0.0, 1.0, 0.0, 5.0).cos_angle)


def test_without_target_and_floor_the_slope_decays_algebraically():
    clock = np.array([0.0, 1e-3, 1.0, 1e6, inf])
    for sign in (1, -1):
        found = kernels.trajectory(sign * 2.0, 0.0, 0.0, 0.0, clock)
        np.testing.assert_allclose(found.slope, sign * 2.0 / (1 + 2.0 * clock), rtol=1e-15)
        np.testing.assert_array_equal(found.residual, found.slope)


def test_an_unreachable_target_is_never_reached():
    clock = np.array([1.0, 30.0, 800.0, 1e5])
    found = kernels.trajectory(-1.0, 0.0, 0.0, 1.0, clock)
    # beta obeys a logistic equation: f = -1/(2 exp(t) - 1)
    np.testing.assert_allclose(found.slope[:2], -1 / (2 * np.exp(clock[:2]) - 1), rtol=1e-14)
    assert found.slope[2] == pytest.approx(0.0, abs=1e-300)
    assert found.slope[3] == 0.0
    np.testing.assert_allclose(found.residual[1:], -1.0, rtol=1e-12)


@pytest.mark.parametrize(
    "outside",
    [
        (nan, 1, 1, 1, 1), (inf, 1, 1, 1, 1), (1, -1e-300, 1, 1, 1), (1, inf, 1, 1, 1), (1, 1, nan, 1, 1),
        (1, 1, -inf, 1, 1), (1, 1, 1, inf, 1), (1, 1, 1, 1, -1e-300), (1, 1, 1, 1, nan), (1, 1, 1, 1, -inf),
    ],
)  # fmt: skip
def test_outside_the_domain_everything_is_nan(outside):
    assert all(math.isnan(value) for value in kernels.trajectory(*outside))


def test_times_to_slopes_that_are_met_approached_or_never_met():
    def clock(slope, *flow):
        return kernels.time_to_slope(slope, *flow).clock

    assert clock(0.5, 0.5, 0.1, 0.2, 2.0) == 0.0
    assert clock(2.0, 0.5, 0.1, 0.2, 2.0) == inf
    assert math.isnan(clock(2.1, 0.5, 0.1, 0.2, 2.0))
    assert math.isnan(clock(0.4, 0.5, 0.1, 0.2, 2.0))
    assert clock(2.0, 2.0, 0.1, 0.2, 2.0) == 0.0
    assert clock(0.0, -1.0, 0.0, 0.0, 1.0) == inf
    assert math.isnan(clock(0.5, -1.0, 0.0, 0.0, 1.0))
    assert math.isnan(clock(1.0, -1.0, 0.0, 0.0, 1.0))
    assert clock(0.0, 0.0, 0.0, 0.0, 1.0) == 0.0
    assert math.isnan(clock(0.5, 0.0, 0.0, 0.0, 1.0))
    assert clock(0.5, 1.0, 0.0, 0.0, 0.0) == pytest.approx(1.0)
    assert clock(-0.5, -1.0, 0.0, 0.0, 0.0) == pytest.approx(1.0)
    assert clock(-0.5, -1.0, 0.0, 0.0, 1.0) == pytest.approx(math.log(1.5), rel=1e-15)


def test_times_to_losses_that_are_met_approached_or_never_met():
    def clock(loss, *flow):
        return kernels.time_to_loss(*[loss, *flow, 2.0]).clock

    assert clock(2.25, 0.5, 0.1, 0.2, 2.0) == 0.0
    assert clock(0.0, 0.5, 0.1, 0.2, 2.0) == inf
    assert math.isnan(clock(2.3, 0.5, 0.1, 0.2, 2.0))
    assert math.isnan(clock(-1.0, 0.5, 0.1, 0.2, 2.0))
    assert clock(0.0, 2.0, 0.1, 0.2, 2.0) == 0.0
    assert clock(1.0, -1.0, 0.0, 0.0, 1.0) == inf
    assert math.isnan(clock(0.5, -1.0, 0.0, 0.0, 1.0))


def test_the_boost_shrinks_a_network_on_the_stable_manifold_to_nothing():
    assert kernels.boost(-1.0, 0.0, 0.0, 1.0, inf) == (0.0, inf)
    assert kernels.boost(2.0, 0.0, 0.0, 0.0, inf) == (0.0, -inf)
    assert kernels.boost(0.0, 0.0, 0.0, 0.0, inf) == (1.0, 0.0)
    # one mode of these weights vanishes exactly: no infinite gain may touch it
    moved = kernels.weights(1.0, -2.0, 1.0, 4.0, 0.0, inf)
    assert moved == (0.0, 0.0)
