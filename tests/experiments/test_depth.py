"""Deep networks on the digits: features at a small output scale, rest at a large one, more with depth."""

import numpy as np

from symfeat.runs import Table

from .conftest import FOLDER

RESULTS = FOLDER / "results" / "depth"


def test_kernel_layers_and_norms_change_at_a_small_scale_and_rest_at_a_large_one(quick):
    found = {effect.name: effect for effect in quick("depth").effects}
    for network in ("tanh-3", "tanh-4"):
        assert found[f"{network}-features-kernel"].value > 0.6
        assert found[f"{network}-features-last-pair"].low > 0.3
        assert found[f"{network}-features-rescaling"].low > 0.3
        assert found[f"{network}-features-aligning"].low > 0.3
        for name in ("kernel", "last-pair", "rescaling", "aligning"):
            assert found[f"{network}-rest-{name}"].value < 0.04
        assert found[f"{network}-last-pair-aligns-most"].value > 0.1


def test_pairs_are_counted_from_the_output_and_missing_ones_are_nan(quick):
    table = quick("depth").table
    three, four = (table.where(layers=layers) for layers in (3, 4))
    assert np.isnan(three["correlation_change_3"]).all()
    assert np.isfinite(four["correlation_change_3"]).all()
    assert np.isnan(four["correlation_change_4"]).all()


def test_all_committed_networks_reached_their_level_and_crossed_within_the_sweep():
    runs, effects = (Table.read(RESULTS / f"{name}.csv") for name in ("runs", "effects"))
    assert (runs["reached"] == 1).all()
    assert len(runs.values("seed")) >= 10
    crossed = [row for row in effects.rows() if "-crossover-" in str(row["name"])]
    assert len(crossed) == 16
    assert {row["verdict"] for row in crossed} == {"fits"}


def test_in_the_committed_results_deeper_networks_cross_at_larger_scales():
    effects = {str(row["name"]): row for row in Table.read(RESULTS / "effects.csv").rows()}
    for activation in ("tanh", "relu"):
        places = [float(effects[f"{activation}-{n}-crossover-kernel"]["value"]) for n in (3, 4, 5, 6)]
        assert places == sorted(places)
        assert float(effects[f"crossover-over-depth-{activation}"]["low"]) > 0.3
        assert all(
            effects[f"{activation}-{n}-last-pair-aligns-most"]["verdict"] == "fits" for n in (3, 4, 5, 6)
        )


def test_no_power_of_the_lazy_regime_is_read_off_the_other_one(quick):
    assert not [effect.name for effect in quick("depth").effects if "power-kernel" in effect.name]
