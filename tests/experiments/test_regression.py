"""Regression with one output: features at a small scale, rest at a large one, disalignment if not centred."""

from symfeat.runs import Table

from .conftest import FOLDER

NAMES = ("runs", "effects")


def test_kernel_layers_and_norms_change_at_a_small_scale_and_rest_at_a_large_one(quick):
    found = {effect.name: effect for effect in quick("regression").effects}
    for network in ("tanh-16", "tanh-64"):
        assert found[f"{network}-features-kernel"].low > 1
        assert found[f"{network}-features-last-pair"].value > 0.2
        assert found[f"{network}-features-rescaling"].low > 0.3
        for name in ("kernel", "last-pair", "rescaling"):
            assert found[f"{network}-rest-{name}"].value < 0.05
    assert found["crossover-over-width-all-tanh"].value < -0.2


def test_networks_that_are_not_centred_disalign_at_a_large_scale(quick):
    found = {effect.name: effect for effect in quick("regression").effects}
    assert found["drawn-aligning-tanh"].value < -0.05
    assert found["drawn-rescaling-tanh"].value < 0
    table = quick("regression").table
    drawn = table.where(start="drawn", output_scale=10.0)["kernel_change"].mean()
    centred = table.where(start="centred", output_scale=10.0, width=16)["kernel_change"].mean()
    assert drawn > 1.5 * centred


def test_in_the_committed_results_all_reached_their_level_and_the_crossover_falls_with_the_width():
    runs, effects = (Table.read(FOLDER / "results" / "regression" / f"{name}.csv") for name in NAMES)
    found = {str(row["name"]): row for row in effects.rows()}
    assert (runs["reached"] == 1).all()
    assert len(runs.values("seed")) >= 10
    for activation in ("tanh", "relu"):
        assert found[f"crossover-over-width-larger-{activation}"]["verdict"] == "fits"
        assert float(found[f"crossover-over-width-all-{activation}"]["high"]) < -0.4
        assert found[f"drawn-aligning-{activation}"]["verdict"] == "fits"
        assert found[f"drawn-power-kernel-{activation}"]["verdict"] == "fits"


def test_no_power_of_the_lazy_regime_is_read_off_the_other_one(quick):
    assert not [effect.name for effect in quick("regression").effects if "power-kernel" in effect.name]
