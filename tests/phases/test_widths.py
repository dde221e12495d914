"""The width at which random networks typically cross a boundary is where half of them are beyond it."""

import numpy as np
import pytest

import symfeat as sf
from symfeat.phases import width_crossings

SAMPLES = 2001


def share(setting: sf.Setting, target: float, boundary: str, width: float) -> float:
    """The fraction of networks, of another seed, whose kernel or angle changes by more than 0.1."""
    net = sf.LinearNetwork.random(int(width), gamma=setting.gamma, eta_u=setting.eta_u, size=SAMPLES, seed=7)
    phase = sf.solve(net, sf.Task(1.0, target)).phase()
    change = abs(phase.kernel_ratio - 1) if boundary == "kernel change" else abs(phase.angle_change)
    return float(np.mean(change > 0.1))


@pytest.mark.parametrize(
    ("setting", "target"),
    [(sf.Setting(16), 4.0), (sf.Setting(64, gamma=1 / 64), 1.0), (sf.Setting(200, eta_u=9.0), -6.0)],
)
def test_half_of_the_networks_are_beyond_it(setting, target):
    found = width_crossings(setting, sf.Task(1.0, target), samples=SAMPLES)
    assert {crossing.boundary for crossing in found} == {"kernel change", "angle change"}
    for crossing in found:
        sides = [share(setting, target, crossing.boundary, crossing.value + step) for step in (-1, 1)]
        error = 5 * 0.5 * np.sqrt(2 / SAMPLES)
        assert min(sides) - error < 0.5 < max(sides) + error
        assert abs(share(setting, target, crossing.boundary, 2 * crossing.value) - 0.5) > error
        assert crossing.value == int(crossing.value) == pytest.approx(crossing.factor * setting.width)
        assert crossing.before != crossing.after


def test_the_nearest_comes_first():
    distances = [abs(np.log(c.factor)) for c in width_crossings(sf.Setting(16), sf.Task(1.0, 4.0))]
    assert distances == sorted(distances)
    assert len(distances) == 2


def test_tolerances_move_the_widths():
    strict, lax = (
        {c.boundary: c.value for c in width_crossings(sf.Setting(64), sf.Task(1.0, 4.0), *(size, size))}
        for size in (0.05, 0.2)
    )
    assert strict["angle change"] > lax["angle change"]
    assert strict["kernel change"] > lax["kernel change"]


def test_a_single_neuron_has_none():
    assert width_crossings(sf.Setting(1), sf.Task(1.0, 4.0)) == ()
