"""Every kernel with a closed form agrees with it in high-precision arithmetic, to its own bound."""

import math
from functools import cache

import numpy as np
import pytest

from symfeat import kernels
from symfeat.claims import bundled


@cache
def bounds() -> dict[str, int]:
    """The bound that each kernel declares, in units of u max(1, cond)."""
    declaring = (result for result in bundled().results.values() if result.has_kernel)
    return {result.kernel_name: result.program().bound for result in declaring}


def worst(exact, name, points, *settings) -> float:
    """The worst error at the points, in units of the kernel's bound."""
    form, kernel = getattr(exact, name), getattr(kernels, name)
    errors = (max(exact.errors(form, kernel(*point), point, *settings), default=0.0) for point in points)
    return max(errors) / bounds()[name]


@pytest.mark.parametrize("seed", range(3))
def test_trajectory_is_accurate_in_every_corner(exact, seed):
    assert worst(exact, "trajectory", exact.flows(seed, 360)) < 1


def test_boost_is_accurate_in_every_corner(exact):
    points = list(exact.flows(3, 360))
    # The gain grows without bound near the stable manifold of the origin: no claim beyond the floats.
    kept = [p for p in points if abs(exact.boost(exact.context(), *map(exact.context().mpf, p))[1]) < 1e290]
    assert len(kept) > 300
    assert worst(exact, "boost", kept) < 1


@pytest.mark.parametrize("floor", [1e-50, 1e-100, 1e-145])
@pytest.mark.parametrize("slope0", [-1.0, -1e3, -1e-2])
def test_trajectory_passes_the_saddle_beyond_the_range_of_the_exponential(exact, floor, slope0):
    points = [(slope0, 0.6 * floor, 0.8 * floor, 1.0, clock) for clock in np.linspace(100, 900, 15)]
    assert worst(exact, "trajectory", points, 900) < 1


@pytest.mark.parametrize("scale", [1e-300, 1e-150, 1e150, 1e300])
def test_trajectory_is_homogeneous_over_the_range_of_floats(exact, scale):
    sizes = tuple(scale * size for size in (-0.7, 0.2, 0.4, 1.3))
    points = [(*sizes, clock / scale) for clock in (0.0, 0.3, 2.0, 40.0)]
    assert worst(exact, "trajectory", points) < 1


def anywhere(seed: int, count: int):
    """Inputs of any size, independent of each other within the domain; some vanish; clocks of every stage."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        middle, spread = rng.uniform(-290, 290), rng.uniform(0, 75)
        low, high = max(middle - spread, -307), min(middle + spread, 307)
        f0, g, mu, y = 10.0 ** rng.uniform(low, high, 4) * rng.choice([-1, 1], 4)
        f0, g, mu, y = np.array([f0, abs(g), mu, y]) * (rng.random(4) > 0.1)
        rate = rng.choice([math.hypot(y, math.hypot(g, mu)), abs(f0)]) or 1.0
        yield f0, g, mu, y, rng.choice([10.0 ** rng.uniform(-3, 2.8) / rate, 10.0 ** rng.uniform(-307, 307)])


def test_trajectory_and_boost_are_accurate_over_the_whole_range_of_floats(exact):
    for point in anywhere(11, 40):
        largest = max(map(abs, point[:-1]))
        errors = exact.errors(exact.trajectory, kernels.trajectory(*point), point, 1200, largest * 1e-360)
        # Of a slope below the floats there is no cosine to compare.
        assert max(errors[:3]) < bounds()["trajectory"]
        gain = exact.boost(exact.context(1200), *map(exact.context(1200).mpf, point))[1]
        if abs(gain) < 1e290:
            assert worst(exact, "boost", [point], 1200) < 1


def test_no_input_in_the_domain_gives_nan():
    points = np.array([*anywhere(12, 4000)])
    points[::7, -1] = np.inf
    assert not np.isnan(kernels.trajectory(*points.T)[:3]).any()
    assert not np.isnan(kernels.boost(*points.T)).any()


@pytest.mark.parametrize("place", range(4))
def test_sizes_whose_squares_have_no_room_beside_each_other_are_outside_the_domain(place):
    point = np.array([1.0, 1.0, 1.0, 1.0, 1.0])
    for small, outside in ((2.0**-500, False), (2.0**-501, True), (0.0, False)):
        point[place] = small
        assert math.isnan(kernels.trajectory(*point).slope) == outside


def between(exact, seed: int, count: int):
    rng = np.random.default_rng(seed)
    for f0, g, mu, y, _ in exact.flows(seed, count):
        if g == mu == 0 and f0 * y <= 0:
            continue  # the target is out of reach
        near = 10.0 ** rng.uniform(-14, 0)
        f = f0 + (y - f0) * near if rng.random() < 0.5 else y + (f0 - y) * near
        if min(f0, y) < f < max(f0, y):
            yield f, f0, g, mu, y


def test_time_to_slope_is_accurate(exact):
    assert worst(exact, "time_to_slope", between(exact, 5, 400)) < 1


def test_time_to_loss_is_accurate_however_small_the_loss(exact):
    rng = np.random.default_rng(6)
    points = []
    for f0, g, mu, y, _ in exact.flows(6, 400):
        if f0 != y and not (g == mu == 0 and f0 * y <= 0):
            first, m2 = 0.5 * (f0 - y) ** 2, 10.0 ** rng.uniform(-2, 2)
            points.append((m2 * first * 10.0 ** rng.uniform(-20, -1e-6), f0, g, mu, y, m2))
    assert worst(exact, "time_to_loss", [p for p in points if p[0] > 0]) < 1


def test_mechanisms_and_order_parameters_are_accurate(exact):
    points = [(f0, g, mu, y) for f0, g, mu, y, _ in exact.flows(7, 400) if f0 and y and abs(f0) != abs(y)]
    ends = [(f0, g, y) for f0, g, _, y in points]
    assert worst(exact, "mechanisms", ends) < 1
    orders = [(*point, point[-1]) for point in points]
    assert worst(exact, "order_parameters", orders) < 1


def test_norms_keep_the_product_and_the_imbalance():
    gamma, eta_u, eta_w = 1.5, 0.3, 2.0
    for slope, wedge, imbalance in ((0.4, 0.2, 3.0), (-0.4, 0.2, -3.0), (1e-9, 0.0, 1.0), (0.0, 0.0, 0.0)):
        root = math.hypot(slope, wedge, imbalance)
        norm_u, norm_w = kernels.norms(slope, wedge, imbalance, root, gamma, eta_u, eta_w)
        assert gamma * norm_u * norm_w == pytest.approx(math.hypot(slope, wedge), rel=1e-14)
        assert gamma * (eta_w * norm_u**2 - eta_u * norm_w**2) / (
            2 * math.sqrt(eta_u * eta_w)
        ) == pytest.approx(imbalance, rel=1e-14)
