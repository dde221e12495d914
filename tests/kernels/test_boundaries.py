"""The kernels of the phase boundaries: what happens there, where there are none, and at every scale."""

import math

import numpy as np
import pytest

from symfeat import kernels

nan = math.nan
FLOWS = [(0.7, 0.2, -0.1), (-1.3, 0.4, 0.3), (2.0, 1e-3, 0.0), (-0.5, 1e-9, 1e-7)]


@pytest.mark.parametrize("tolerance", [1e-9, 0.01, 0.1])
@pytest.mark.parametrize("flow", FLOWS)
def test_at_its_boundaries_the_kernel_has_changed_by_the_tolerance(flow, tolerance):
    f0, g, mu = flow
    lower, upper = kernels.kernel_change_boundaries(f0, g, mu, tolerance)
    for target, change in ((lower, -tolerance), (upper, tolerance), (-upper, tolerance)):
        ratio = kernels.order_parameters(f0, g, mu, target, target).kernel_ratio
        assert ratio - 1 == pytest.approx(change, rel=1e-6)


def test_the_kernel_cannot_fall_below_its_floor():
    floor = 1.0 / math.hypot(1.0, 1.0)  # of slope and floor 1, the kernel's share at the target zero
    least = kernels.kernel_change_boundaries(1.0, 0.6, 0.8, [1 - floor - 1e-9, 1 - floor + 1e-9]).lower
    assert least[0] == pytest.approx(0.0, abs=1e-4)
    assert math.isnan(least[1])
    assert math.isnan(kernels.kernel_change_boundaries(0.0, 0.6, 0.8, 1e-12).lower)


def test_a_kernel_falls_by_less_than_all_of_it_but_grows_by_any_factor():
    lower, upper = kernels.kernel_change_boundaries(2.0, 0.0, 0.0, [0.5, 1.0, 3.0])
    np.testing.assert_array_equal(lower, [1.0, nan, nan])
    np.testing.assert_array_equal(upper, [3.0, 4.0, 8.0])


def test_without_a_kernel_it_does_not_change():
    assert all(map(math.isnan, kernels.kernel_change_boundaries(0.0, 0.0, 0.0, 0.1)))


@pytest.mark.parametrize("tolerance", [0.0, -0.1, 2.0**101, 2.0**-101, math.inf])
def test_tolerances_outside_the_domain_give_nan(tolerance):
    assert all(map(math.isnan, kernels.kernel_change_boundaries(1.0, 1.0, 1.0, tolerance)))


@pytest.mark.parametrize("change", [1e-6, 0.1, 0.5])
@pytest.mark.parametrize("slope0", [-0.4, 0.0, 0.3, 2e-8])
def test_at_its_boundaries_the_angle_has_turned_by_the_change(slope0, change):
    lower, upper = kernels.angle_change_boundaries(slope0, 0.5, change)
    for target, turn in ((lower, change), (upper, -change)):
        turned = kernels.order_parameters(slope0, 0.5, 0.0, target, target).angle_change
        assert turned == pytest.approx(turn, rel=1e-8)


def test_the_angle_stays_between_zero_and_pi():
    # Layers at an angle of pi/4: three quarters of pi are left on one side, one quarter on the other.
    lower, upper = kernels.angle_change_boundaries(1.0, 1.0, np.array([0.2, 0.26, 0.74, 0.76]) * math.pi)
    assert np.isnan(lower).tolist() == [False, False, False, True]
    assert np.isnan(upper).tolist() == [False, True, True, True]
    assert lower[2] < -10
    assert upper[0] > 5


def test_without_a_wedge_no_angle_turns_by_less_than_pi():
    assert all(map(math.isnan, kernels.angle_change_boundaries(1.0, 0.0, 0.5)))
    assert all(map(math.isnan, kernels.angle_change_boundaries(1.0, 1.0, [math.pi + 1e-15, 0.0, -0.5])[0]))


def test_curves_bend_above_their_thresholds_alone():
    floor = 1.0
    for name, threshold in (("slope", math.sqrt(8)), ("loss", math.sqrt(24))):
        for target, bends in ((0.999, False), (1.001, True), (-1.001, True), (-0.999, False), (0.0, False)):
            found = kernels.bends(0.6 * floor, 0.8 * floor, target * threshold)
            pair = getattr(found, f"{name}_lower"), getattr(found, f"{name}_upper")
            assert [math.isfinite(value) for value in pair] == [bends, bends]
    assert math.isfinite(kernels.bends(0.6, 0.8, 4.0).slope_upper)
    assert math.isnan(kernels.bends(0.6, 0.8, 4.0).loss_upper)


def test_bends_are_where_the_second_derivatives_change_their_sign():
    g, mu, y = 0.1, -0.2, -2.0
    f, root = np.linspace(-1.5, -1e-4, 200001), math.hypot(g, mu)
    found = kernels.bends(g, mu, y)
    rate = -np.sqrt(f**2 + root**2) * (f - y)
    for curve, pair in ((rate, found[:2]), (rate * (f - y), found[2:])):
        bend = np.gradient(curve, f) * rate
        at = f[:-1][np.diff(np.sign(bend)) != 0]
        np.testing.assert_allclose(sorted(at, key=abs), pair, atol=2e-5)
        assert abs(pair[0]) < abs(pair[1]) < abs(y)


def test_without_a_floor_the_smaller_bend_is_at_zero():
    np.testing.assert_allclose(kernels.bends(0.0, 0.0, -3.0), (0.0, -1.5, 0.0, -1.0), rtol=1e-15)


@pytest.mark.parametrize("scale", [2.0**-990, 2.0**-500, 2.0**500, 2.0**990])
def test_boundaries_are_homogeneous_over_the_range_of_floats(scale):
    f0, g, mu = flow = np.array([0.7, 0.2, -0.1])
    large = scale * flow
    same = [
        (
            kernels.kernel_change_boundaries(f0, g, mu, 0.1),
            kernels.kernel_change_boundaries(large[0], large[1], large[2], 0.1),
        ),
        (
            kernels.angle_change_boundaries(0.7, 0.2, 0.2),
            kernels.angle_change_boundaries(large[0], large[1], 0.2),
        ),
        (kernels.bends(0.2, -0.1, 3.0), kernels.bends(0.2 * scale, -0.1 * scale, 3.0 * scale)),
    ]
    for one, other in same:
        np.testing.assert_allclose(np.array(other) / scale, one, rtol=1e-15)
