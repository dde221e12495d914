"""A convolutional network: features at a small output scale, rest at a large one."""

from symfeat.runs import Table

from .conftest import FOLDER


def test_kernel_and_both_pairs_change_at_a_small_scale_and_rest_at_a_large_one(quick):
    found = {effect.name: effect for effect in quick("convolution").effects}
    assert found["tanh-features-kernel"].value > 0.6
    assert found["tanh-features-last-pair"].value > 0.2
    assert found["tanh-features-convolutions"].value > 0.2
    assert found["tanh-features-rescaling"].value > 0.1
    for name in ("kernel", "last-pair", "convolutions", "rescaling"):
        assert found[f"tanh-rest-{name}"].value < 0.05


def test_all_committed_networks_reached_their_level_and_rest_at_the_largest_scale():
    runs, effects = (Table.read(FOLDER / "results" / "convolution" / f"{n}.csv") for n in ("runs", "effects"))
    assert (runs["reached"] == 1).all()
    assert len(runs.values("seed")) >= 10
    verdicts = {str(row["name"]): row["verdict"] for row in effects.rows()}
    sides = [name for name in verdicts if "-features-" in name or "-rest-" in name]
    assert len(sides) == 20
    assert {verdicts[name] for name in sides} == {"fits"}
