"""Deep networks on the digits: features on one side, kernel on the other, and what lies between."""

from typing import Any

import numpy as np
import pytest

from symfeat.layers import turned_deviation
from symfeat.runs import Setting, Table, open_folder
from symfeat.training import law

from .conftest import FOLDER

NAMES = ("output-scale", "parametrisation", "initialisation", "rates")


@pytest.fixture
def seen(module):
    return module("sweep_effects")


def committed(name: str) -> dict[str, Any]:
    """The committed effects of an experiment by name."""
    rows = Table.read(FOLDER / "results" / name / "effects.csv").rows()
    return {str(row["name"]): row for row in rows}


def of_quick(quick, name):
    return {effect.name: effect.value for effect in quick(name).effects}


def test_quick_kernel_and_alignment_rest_at_a_large_output_scale_and_cross_before_mean_field(quick):
    found = of_quick(quick, "output-scale")
    assert abs(found["tanh-3-kernel-rests"]) < 0.1
    assert abs(found["tanh-3-alignment-rests"]) < 0.1
    assert 0.13 < found["tanh-3-kernel-crosses"] < 4
    assert 0.13 < found["tanh-3-alignment-crosses"] < 4
    assert found["tanh-3-last-pair-aligns"] > 3
    assert found["tanh-3-first-pair-aligns"] > 5


def test_quick_parametrisations_have_the_predicted_order(quick):
    found = of_quick(quick, "parametrisation")
    assert found["tanh-3-kernel-standard-below-ntk"] > 0.1
    assert found["tanh-3-kernel-ntk-below-mean-field"] > 1.5
    assert found["tanh-3-alignment-ntk-below-mean-field"] > 0.7
    assert abs(found["tanh-3-alignment-standard-below-ntk"]) < 0.2


def test_quick_layers_align_from_a_small_start_and_disalign_from_a_large_one(quick):
    found = of_quick(quick, "initialisation")
    assert found["relu-2-kernel-rests"] < 0.1
    assert found["relu-2-aligns"] > 8
    assert found["relu-2-disaligns"] < -1
    assert found["relu-2-falls-below-random"] < 0.9


def test_quick_readout_aligns_at_constant_kernel_when_it_is_the_faster(quick):
    found = of_quick(quick, "rates")
    assert found["relu-2-readout-kernel-rests"] < 0.05
    assert found["relu-2-readout-pair-aligns"] > 3
    assert found["relu-2-hidden-pair-aligns"] > 10
    assert found["balance-relu-2"] < 0.005


@pytest.mark.parametrize("network", ["tanh-4", "relu-4"])
def test_committed_changes_cross_from_under_5_to_over_50_percent_of_mean_field(network):
    found = committed("output-scale")
    for what in ("kernel", "alignment"):
        assert found[f"{network}-{what}-rests"]["high"] < 0.05
        half = found[f"{network}-{what}-crosses"]
        assert 1 / 16 < half["low"] < half["high"] < 1


@pytest.mark.parametrize("network", ["tanh-3", "relu-3"])
def test_committed_parametrisations_are_ordered_and_cross_from_under_5_to_over_50_percent(network):
    found = committed("parametrisation")
    for what in ("kernel", "alignment"):
        assert found[f"{network}-{what}-rests"]["high"] < 0.05
        assert found[f"{network}-{what}-ntk-below-mean-field"]["low"] > 0
        five, half = (found[f"{network}-{what}-crosses-{percent}"] for percent in (5, 50))
        assert five["high"] < half["low"]
        assert half["high"] < 1
    assert found[f"{network}-gap-grows"]["low"] > 0


@pytest.mark.parametrize("network", ["linear-2", "relu-2", "tanh-3", "relu-3"])
def test_committed_readouts_align_at_constant_kernel(network):
    found = committed("rates")
    assert found[f"{network}-readout-kernel-rests"]["high"] < 0.05
    assert found[f"{network}-readout-pair-aligns"]["low"] > 3


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_effects_are_those_of_the_committed_runs(name):
    experiment = open_folder(FOLDER).load(name)
    runs = Table.read(FOLDER / "results" / name / "runs.csv")
    effects = committed(name)
    found = experiment.found(runs, experiment.settings())
    assert [effect.name for effect in found] == list(effects)
    for effect in found:
        np.testing.assert_allclose(
            effect.interval, [effects[effect.name][key] for key in ("value", "low", "high")]
        )
        assert effect.verdict == effects[effect.name]["verdict"]


@pytest.mark.parametrize("name", NAMES)
def test_committed_runs_reached_their_loss_with_ten_seeds_or_more(name):
    runs = Table.read(FOLDER / "results" / name / "runs.csv")
    assert len(runs.values("seed")) >= 10
    assert (runs["reached"] == 1).all()


def test_shorter_steps_give_the_same_changes(module):
    train = module("digit_networks").trained
    net = module("digit_networks").network("relu-3", 32)
    fixed = {
        "rows": 60,
        "seeds": (0, 1),
        "level": 0.2,
        "max_steps": 2000,
        "probe": 3,
    }
    coarse, fine = (
        train(net, law(net, output_scale=0.1), Setting({**fixed, "share": share}), pairs=2)
        for share in (0.5, 0.125)
    )
    for one, other in zip(coarse, fine, strict=True):
        assert one["kernel_change"] > 0.5
        assert one["kernel_change"] == pytest.approx(other["kernel_change"], rel=0.02)
        assert one["correlation_change_2"] == pytest.approx(other["correlation_change_2"], rel=0.03)
        assert other["steps"] > 3 * one["steps"]


def test_the_scale_at_the_start_of_relu_layers_is_an_output_scale(module):
    """All layers are homogeneous: sigma on L of them is sigma^L on the output."""
    train = module("digit_networks").trained
    net = module("digit_networks").network("relu-2", 32)
    setting = Setting(
        {
            "rows": 60,
            "seeds": (0,),
            "level": 0.2,
            "max_steps": 2000,
            "probe": 3,
            "share": 0.5,
        }
    )
    (one,), (other,) = (
        train(net, law(net, output_scale=output, init_scale=start), setting, pairs=1)
        for output, start in ((0.25, 2.0), (1.0, 1.0))
    )
    assert one["kernel_change"] > 0.05
    assert one["kernel_change"] == pytest.approx(other["kernel_change"], rel=1e-3)


def test_the_powers_of_the_width_are_those_of_two_linear_layers(module):
    predicted = module("parametrisation").predicted
    powers = {"standard": -2, "lazy": -1.5, "ntk": -1, "s=3/4": -0.5, "s=7/8": -0.25, "mean-field": 0}
    assert {name: predicted(name) for name in powers} == powers


def test_named_scalings_are_those_of_the_phase_diagram(module):
    scaling, net = module("parametrisation").scaling, module("digit_networks").network("relu-3", 64)
    for name in ("ntk", "mean-field"):
        assert law(net, scaling(name)) == law(net, name)


def test_a_crossing_of_a_power_is_where_it_is_and_undefined_where_there_is_none(seen):
    x = np.array([0.1, 0.3, 1.0, 4.0])
    values = np.stack([x**-1.0, x**-2.0, 0 * x + 0.1, x + 10], axis=1)
    found = seen.crossing(x, values, 0.5)
    np.testing.assert_allclose(found[:2], [2.0, 2**0.5], rtol=1e-12)
    assert np.isnan(found[2:]).all()


def test_a_power_is_recovered_and_undefined_for_values_that_are_not_positive(seen):
    x = (1.0, 2.0, 8.0)
    values = np.array([[3.0, 1.0], [3.0 * 2**-0.5, -1.0], [3.0 * 8**-0.5, 1.0]])
    found = seen.power(x, values)
    assert found[0] == pytest.approx(-0.5, abs=1e-12)
    assert np.isnan(found[1])


def test_samples_rise_along_the_axis_whatever_the_order_of_the_runs(seen):
    rows = [{"alpha": a, "seed": s, "kernel": 10 * a + s} for a in (2.0, 1.0) for s in (0, 1)]
    np.testing.assert_array_equal(
        seen.samples(Table.from_rows(rows), "alpha", "kernel"), [[10, 11], [20, 21]]
    )


def test_deviations_are_over_those_of_layers_turned_at_random(module):
    of_digits = module("digit_effects")
    assert of_digits.deviations(np.array([turned_deviation(64)]), 64) == pytest.approx(1)
    assert (of_digits.last("relu-3"), list(of_digits.pairs("tanh-4"))) == (2, [1, 2, 3])


def test_the_crossover_of_the_kernel_does_not_hang_on_the_order_of_the_runs(module):
    mechanisms = module("mechanisms")
    rows = [
        {"output_scale": x, "seed": s, "kernel_change": (1 + s) / x} for x in (0.5, 8.0, 1.0) for s in (0, 1)
    ]
    found = mechanisms.kernel_crossover(Table.from_rows(rows))
    np.testing.assert_allclose(found, np.array([1, 2]) / mechanisms.KERNEL_LEVEL, rtol=1e-12)


def starts(*seeds):
    """A table of two scales: for each seed |f0|/|y| and the change of the correlation, at both of them."""
    rows = []
    for start in ("centred", "plain"):
        for at, sigma in enumerate((1.0, 2.0)):
            for seed, points in enumerate(seeds):
                ratio, change = points[at]
                first = 0.45 * (1 + ratio**2) if start == "plain" else 0.45
                row = {"network": "relu-2", "start": start, "sigma": sigma, "seed": seed, "first_loss": first}
                rows.append(row | {"correlation_change_1": change})
    return Table.from_rows(rows)


def test_the_turning_point_is_where_the_change_of_the_correlation_is_zero(module):
    table = starts([(0.5, 0.2), (2.0, -0.2)])
    np.testing.assert_allclose(module("initialisation").turning_point(table, "relu-2"), [1.0], rtol=1e-12)


def test_the_spread_of_the_turning_point_is_that_of_turning_and_of_the_outputs(module):
    find = module("initialisation").turning_point
    one_size = starts([(0.5, 0.2), (2.0, -0.2)], [(0.5, 0.1), (2.0, -0.3)])
    np.testing.assert_allclose(find(one_size, "relu-2"), [1.0, 0.5 * 4**0.25], rtol=1e-12)
    of_sizes = starts([(0.4, 0.2), (1.6, -0.2)], [(0.6, 0.2), (2.4, -0.2)])
    low, high = find(of_sizes, "relu-2")
    assert (low + high) / 2 == pytest.approx(1, abs=0.05)
    assert 0.3 < high - low < 0.5
