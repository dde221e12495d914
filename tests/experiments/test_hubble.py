"""Two linear layers on Hubble's table change as predicted; deeper networks do so in kind."""

import numpy as np
import pytest

import symfeat as sf
from symfeat.runs import Setting, Table, interval

from .conftest import FOLDER

RESULTS = FOLDER / "results" / "hubble"


@pytest.fixture(scope="module")
def hubble(module):
    return module("hubble")


def test_kernel_and_angle_change_as_predicted_and_rest_at_a_large_scale(quick):
    found = {effect.name: effect for effect in quick("hubble").effects}
    assert found["linear-kernel-is-exact"].value < 0.01
    assert found["linear-angle-is-exact"].value < 0.04
    for network in ("linear-2", "tanh-4"):
        assert found[f"features-{network}"].low > 1
        assert found[f"rests-{network}"].high < 0.05
        assert found[f"aligns-{network}"].low > 0.1
        assert abs(found[f"stays-{network}"].value) < 0.01
        assert found[f"reached-{network}"].value == 1


def test_the_boundary_is_where_the_exact_kernel_grows_by_its_level(hubble):
    net = sf.LinearNetwork.random(8, size=20, seed=1)
    one = sf.solve(net, sf.Task(1.0, 1.0))
    floor, gain = np.hypot(one.wedge, one.imbalance), 0.7
    alpha = hubble.boundary(one.slope0, floor, gain)
    scaled = sf.LinearNetwork(net.u, net.w, alpha, 1 / alpha**2, 1 / alpha**2)
    solution = sf.solve(scaled, sf.Task(1.0, alpha * one.slope0 + gain))
    grown = solution.kernel(np.inf) / solution.kernel(0.0) - 1
    np.testing.assert_allclose(grown, hubble.KERNEL_LEVEL, rtol=1e-10)


def test_changes_are_those_of_the_exact_solution(hubble):
    net = sf.LinearNetwork.random(5, size=10, eta_u=0.5, eta_w=2.0, gamma=1.3, seed=2)
    solution = sf.solve(net, sf.Task(1.0, 0.9))
    kernel, angle = hubble.changes(solution, solution.slope(1.5))
    np.testing.assert_allclose(kernel, np.abs(solution.kernel(1.5) / solution.kernel(0.0) - 1), atol=1e-12)
    np.testing.assert_allclose(angle, solution.angle(1.5) - solution.angle(0.0), atol=1e-12)


def test_committed_predictions_hold_for_each_seed(hubble):
    table = Table.read(RESULTS / "runs.csv")
    assert len(table.values("seed")) >= 10
    linear = table.where(network="linear-2")
    assert np.max(hubble.departure(linear)) < 0.02
    np.testing.assert_allclose(linear["angle_change"], linear["exact_angle_change"], atol=0.02)
    relu = table.where(network="relu-2")
    seeing = relu["died"] == 0
    assert np.max(hubble.departure(relu)[seeing]) < 1e-3
    assert np.mean(hubble.departure(relu)[~seeing]) > 0.02


def test_a_seed_in_which_neurons_go_blind_counts_once(hubble):
    rows = [
        {"seed": seed, "died": died, "kernel_change": change, "exact_kernel_change": 0.0}
        | {"angle_change": 0.0, "exact_angle_change": 0.0}
        for seed, died, change in ((0, 0, 0.0), (0, 1, 0.1), (0, 1, 0.3), (1, 2, 0.4), (1, 0, 0.0))
    ]
    *_, blind = hubble._relu(Table.from_rows(rows), Setting({"distance": 0.02}))
    assert blind.interval == pytest.approx(interval([0.2, 0.4]))


def test_committed_kernels_cross_over_with_the_output_scale(hubble):
    table = Table.read(RESULTS / "runs.csv")
    edge = np.exp(np.mean(np.log(table.where(network="linear-2", alpha=0.03)["boundary"])))
    for network in table.values("network"):
        rows, crossover = table.where(network=network), hubble.crossover(table, network)
        assert np.min(rows.where(alpha=0.03)["kernel_change"]) > 0.5
        assert np.mean(rows.where(alpha=30.0)["kernel_change"]) < 0.05
        assert edge / 10 < np.median(crossover) < 10 * edge


def test_what_does_not_fit_is_what_the_section_says():
    effects = Table.read(RESULTS / "effects.csv").rows()
    strays = {effect["name"] for effect in effects if effect["verdict"] != "fits"}
    assert strays == {"decay-relu-2", "decay-relu-4"}


def test_no_power_of_the_lazy_regime_is_read_off_the_other_one(quick):
    assert not [effect.name for effect in quick("hubble").effects if effect.name.startswith("decay-")]
