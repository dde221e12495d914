"""What does not fit in the committed results is what the sections speak of."""

import pytest

from symfeat.runs import Table

from .conftest import FOLDER

# Whoever has to change a line here has a section to read again.
STRAYS = {
    "output-scale": {
        "tanh-4-kernel-turns-to-targets", "tanh-4-accuracy-gains", "relu-4-accuracy-gains",
        "relu-4-kernel-power",
    },
    "initialisation": {
        "linear-2-turning-point", "relu-2-turning-point", "tanh-3-kernel-rests", "tanh-3-kernel-stays-off",
    },
    "parametrisation": {
        "tanh-3-kernel-power-standard", "tanh-3-kernel-power-mean-field", "tanh-3-gap-grows",
        "relu-3-kernel-power-standard", "relu-3-kernel-power-lazy", "relu-3-kernel-power-ntk",
        "relu-3-gap-grows",
    },
    "rates": {"relu-2-hidden-kernel-rests", "tanh-3-hidden-kernel-rests", "relu-3-hidden-kernel-rests"},
    "depth": {
        "tanh-3-score-gain", "tanh-4-score-gain", "relu-6-features-last-pair",
        *(f"relu-{layers}-power-kernel" for layers in (3, 4, 5, 6)),
    },
    "convolution": {"tanh-score-gain", "relu-score-gain", "relu-power-kernel"},
    "regression": {
        "tanh-16-score-gain", "tanh-64-score-gain", "tanh-256-score-gain", "relu-256-score-gain",
        "tanh-16-share-of-alignment", "relu-16-share-of-alignment", "crossover-over-width-all-tanh",
        "crossover-over-width-all-relu", *(f"relu-{width}-power-kernel" for width in (16, 64, 256)),
    },
    "scaling": set(),
    "alignment-probability": set(),
}  # fmt: skip


@pytest.mark.parametrize("name", STRAYS)
def test_what_does_not_fit_is_what_the_section_says(name):
    effects = Table.read(FOLDER / "results" / name / "effects.csv").rows()
    assert {row["name"] for row in effects if row["verdict"] != "fits"} == STRAYS[name]
