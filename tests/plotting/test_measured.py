"""The picture of a measurement shows its readings, whatever is missing or not finite."""

import numpy as np
import pytest

from symfeat import plotting
from symfeat.errors import InputError
from symfeat.measure import measure

GENERATOR = np.random.default_rng(4)
DENSE = [[GENERATOR.standard_normal(s) for s in [(6, 3), (5, 6), (1, 5)]] for _ in range(5)]
TIMES = [0.0, 1.0, 10.0, 100.0, 1000.0]
KERNELS = [np.eye(3) * (1 + t) for t in range(5)]
CONVOLUTIONS = [[GENERATOR.standard_normal(s) for s in [(4, 2, 3), (5, 4, 3), (2, 20)]] for _ in range(3)]
DEEP = [[np.eye(3)] * 15] * 2
ORTHOGONAL = [[[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [1.0, 1.0]]]
CASES = {
    "kernels": lambda: measure(DENSE, TIMES, kernels=KERNELS, targets=[1.0, 0.0, -1.0]),
    "no targets": lambda: measure(DENSE, TIMES, kernels=KERNELS),
    "no kernels": lambda: measure(DENSE),
    "convolutions": lambda: measure(CONVOLUTIONS),
    "one time": lambda: measure(DENSE[:1]),
    "deep": lambda: measure(DEEP),
    "orthogonal at first": lambda: measure(ORTHOGONAL),
    "a dead layer": lambda: measure([[0 * w for w in DENSE[0]], DENSE[1]]),
}
PANELS = {
    "kernels": {"kernel $\\|K-K_0\\|/\\|K_0\\|$", "cosine with targets", "2–3", "$W_{3}$", "aligning", "(d)"},
    "no targets": {"kernel $\\|K-K_0\\|/\\|K_0\\|$", "alignment, over random"},
    "no kernels": {"Gram drift", "growth of $\\log\\|W_L\\cdots W_1\\|$"},
    "convolutions": {"aligning of a pair", "Gram drift"},
    "deep": {"14–15", "$W_{15}$"},
}


@pytest.mark.parametrize(("columns", "style"), [(1, "paper"), (2, "screen")])
@pytest.mark.parametrize("name", CASES)
def test_every_measurement_can_be_drawn(name, columns, style, said, tmp_path):
    picture = plotting.measured(CASES[name](), columns, style)
    assert PANELS.get(name, set()) <= said(picture.figure)
    picture.save(tmp_path / "measured.svg")


def test_the_curves_and_the_table_are_the_readings():
    found = CASES["kernels"]()
    picture = plotting.measured(found)
    first = picture.figure.axes[0]
    np.testing.assert_array_equal(first.lines[1].get_ydata(), found.alignment[:, 0])
    assert first.get_xscale() == "symlog"
    assert list(picture.data) == list(found.rows()[0])
    assert picture.data["kernel_change"] == found.kernel_change.tolist()


def test_bad_looks_are_named():
    with pytest.raises(InputError, match="style must be paper or screen"):
        plotting.measured(CASES["no kernels"](), style="poster")
    with pytest.raises(InputError, match="columns must be 1 or 2"):
        plotting.measured(CASES["no kernels"](), columns=3)


def test_curves_that_lie_over_each_other_differ_in_more_than_colour():
    """Layers may grow alike, and a page may be printed in grey."""
    for axes in plotting.measured(CASES["kernels"]()).figure.axes[:2]:
        first, second = [line for line in axes.lines if str(line.get_label())[0] != "_"][:2]
        assert (first.is_dashed(), second.is_dashed()) == (False, True)
