"""Linear networks lie on the exact curve, others turn the same way, and tanh from large weights does not."""

import numpy as np
import pytest

import symfeat as sf
from symfeat.runs import Table, read_settings

from .conftest import FOLDER

RESULTS = FOLDER / "results" / "activations"
NAMES = ("small", "large")


@pytest.fixture(scope="module")
def committed():
    table = Table.read(RESULTS / "runs.csv")
    return table, {row["name"]: row for row in Table.read(RESULTS / "effects.csv").rows()}


def test_angles_fall_from_a_small_start_and_grow_from_a_large_one(quick):
    found = {effect.name: effect for effect in quick("activations").effects}
    for activation in ("linear", "tanh"):
        assert found[f"small-turns-{activation}"].high < -30
        assert found[f"large-turns-{activation}"].low > 2
    assert found["criterion-linear"].value == 1


def test_distances_from_the_exact_curve_are_small_and_go_with_the_step(quick):
    found = {effect.name: effect for effect in quick("activations").effects}
    assert found["small-linear-angle-is-exact"].value < 2e-3
    assert found["large-linear-angle-is-exact"].value < 4e-3
    for start in NAMES:
        for what in ("angle", "slope"):
            power = found[f"{start}-distance-of-{what}-goes-with-step"]
            assert 0.95 < power.low <= power.high < 1.05


def test_the_mirror_changes_no_moment(module):
    x, y = module("activations").data()
    whole, table = sf.Task.from_data(x[:, 0], y[:, 0]), sf.Task.from_data(x[:24, 0], y[:24, 0])
    assert whole.target == pytest.approx(table.target, rel=1e-14)
    assert whole.second_moment == pytest.approx(table.second_moment, rel=1e-14)
    np.testing.assert_array_equal(np.sort(x, axis=0), -np.sort(x, axis=0)[::-1])
    np.testing.assert_array_equal(np.sort(y, axis=0), -np.sort(y, axis=0)[::-1])


def test_a_slope_is_that_of_the_closest_line(module):
    from symfeat.training import FullyConnected, law

    x, _ = module("activations").data()
    net = FullyConnected(1, 3, 1, layers=2, activation="relu")
    rule = law(net)
    w, u = np.array([[1.0, -2.0, 0.5]]), np.array([[0.3, 0.7, -1.1]])
    output = np.maximum(x @ w, 0) @ u.T * np.prod(rule.multipliers)
    (slope,) = np.linalg.lstsq(x, output, rcond=None)[0].ravel()
    assert module("activations").slopes(net, rule, w, u, x)[0] == pytest.approx(slope, rel=1e-6)


def test_moments_are_evenly_spaced_in_the_log_from_the_start_on(module):
    picks = module("activations").kept(5, 10_000)
    assert picks.tolist() == [0, 1, 10, 100, 1000, 10_000]


def test_committed_linear_networks_are_within_a_thousandth_of_the_exact_curve(committed):
    table, _ = committed
    linear = table.where(activation="linear")
    for start in NAMES:
        steps = linear.where(start=start).values("step")
        rows = linear.where(start=start, step=min(steps))
        assert len(rows.values("seed")) >= 10
        for column in ("zeta", "slope"):
            assert np.max(np.abs(rows[column] - rows[f"exact_{column}"])) < 1e-3
            largest = [
                np.max(np.abs(one[column] - one[f"exact_{column}"]))
                for one in (linear.where(start=start, step=step) for step in sorted(steps))
            ]
            np.testing.assert_allclose(np.diff(np.log2(largest)), 1, atol=0.05)


def test_the_committed_exact_curve_is_that_of_the_committed_settings(committed, module):
    table, _ = committed
    setting = read_settings(FOLDER / "activations.toml")
    rows = table.where(activation="linear", start="large")
    rows = rows.where(step=min(rows.values("step")))
    times = np.array(rows.values("time"))
    curve = module("activations").exact_curve(setting, "large", times)
    exact = np.degrees(rows["exact_zeta"].reshape(-1, len(times))).mean(axis=0)
    np.testing.assert_allclose(exact, curve, rtol=1e-8)


def test_what_the_committed_results_say_is_what_the_section_says(committed):
    _, effects = committed
    strays = {name for name, effect in effects.items() if effect["verdict"] != "fits"}
    assert strays == {"criterion-tanh"}
    for activation in ("relu", "leaky-relu", "swish"):
        assert effects[f"criterion-{activation}"]["value"] == 1
