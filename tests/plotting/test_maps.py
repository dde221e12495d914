"""Maps over two hyperparameters: boundaries where they are measured, regimes as everywhere else."""

import numpy as np
import pytest

import symfeat as sf
from symfeat import plotting
from symfeat.errors import InputError
from symfeat.mechanisms import REGIMES
from symfeat.model import Setting
from symfeat.phases import PhaseDiagram, portrait
from symfeat.phases.placement import place
from symfeat.plotting.medians import medians

TASK = sf.Task(1.0, 1.0)
SCALES, RATIOS = ("gamma", np.geomspace(1e-3, 10, 9)), ("eta_ratio", np.geomspace(1e-4, 1e4, 7))


def test_a_boundary_lies_where_the_order_parameter_is_at_its_tolerance():
    network = Setting(32, seed=2).network()
    found = medians(RATIOS, SCALES, network, TASK, 1, 0, 0.1, 0.2)
    measured = PhaseDiagram.over(x=RATIOS, y=SCALES, network=network, task=TASK)
    ratio, turn = measured.kernel_ratio.mean, np.abs(measured.angle_change.mean)
    np.testing.assert_allclose(found.kernel_ratio, ratio)
    assert ((found.grows > 0) == (ratio > 1.1)).all()
    assert ((found.falls > 0) == (ratio < 0.9)).all()
    assert ((found.turns > 0) == (turn > 0.2)).all()
    assert ((found.aligns > 0) == (measured.alignment == 1)).all()
    assert {True, False} == set((found.grows > 0).ravel()) == set((found.turns > 0).ravel())


@pytest.mark.parametrize(
    ("slope0", "wedge", "falls"), [(3.0, 0.3, True), (-3.0, 0.3, True), (3.0, 30.0, False)]
)
def test_a_kernel_that_falls_has_a_boundary_of_its_own(slope0, wedge, falls):
    network = sf.LinearNetwork([1.0, 0.0], [slope0, wedge])
    targets = ("target", [0.1, 1.0])
    found = medians(targets, ("gamma", [1.0]), network, TASK, 1, 0, 0.1, 0.1)
    assert (found.falls > 0).tolist() == [[falls, falls]]


def test_regimes_of_a_map_are_those_of_the_portrait():
    network = Setting(16, seed=4).network()
    found = medians(SCALES, ("target", [0.3, -2.0]), network, TASK, 1, 0, 0.1, 0.1)
    for row, target in enumerate((0.3, -2.0)):
        for column, gamma in enumerate(SCALES[1]):
            scaled = sf.LinearNetwork(network.u, network.w, gamma)
            assert (
                portrait(sf.solve(scaled, sf.Task(1.0, target))).regime == REGIMES[found.regime[row, column]]
            )


@pytest.mark.parametrize(("weight", "regime"), [(-0.5, "feature learning"), (0.5, REGIMES[2])])
def test_without_a_wedge_the_angle_of_a_map_jumps_by_pi_or_stays(weight, regime):
    network = sf.LinearNetwork([1.0], [weight])
    found = medians(("gamma", [0.5, 1.0]), ("target", [2.0]), network, TASK, 1, 0, 0.1, 0.1)
    assert {REGIMES[k] for k in found.regime.ravel()} == {regime}
    assert regime == sf.solve(network, sf.Task(1.0, 2.0)).phase().word
    assert found.turn == pytest.approx(np.pi if weight < 0 else 0.0)


def test_the_median_is_that_of_a_network_not_between_two():
    found = medians(("gamma", [1.0]), ("target", [1.0]), Setting(2), TASK, 2, 0, 0.1, 0.1)
    each = medians(("gamma", [1.0]), ("target", [1.0]), Setting(2), TASK, 1, 0, 0.1, 0.1)
    assert np.isfinite(found.turn).all()
    assert each.turn.shape == (1, 1)


@pytest.mark.parametrize("values", [[1.0], [2.0, 1.0], [1.0, 1.0]])
def test_axes_that_cannot_be_drawn_are_named(values):
    with pytest.raises(InputError, match="x must have two values or more, in increasing order, to be drawn"):
        plotting.phase_map(("gamma", values), RATIOS, Setting(), TASK)


def test_a_dead_network_has_no_map():
    with pytest.raises(InputError, match="network must have a weight that is not 0"):
        plotting.phase_map(RATIOS, SCALES, sf.LinearNetwork([0.0, 0.0], [0.0, 0.0]), TASK)


@pytest.mark.parametrize(
    "case",
    [
        {"x": ("target", [-3.0, -1.0, 0.0, 2.0]), "y": SCALES, "network": Setting(1)},
        {"x": ("clock", [0.0, 1.0, 9.0]), "y": RATIOS, "network": Setting(8)},
        {"x": RATIOS, "y": SCALES, "network": sf.LinearNetwork([1.0], [-1.0])},
        {
            "x": SCALES,
            "y": ("width", [1, 2, 3]),
            "network": Setting(),
            "angle_tolerance": 2,
            "kernel_tolerance": 2,
        },
    ],
)
def test_special_cases_are_drawn(case):
    plotting.phase_map(**case, task=TASK, samples=5).figure.draw_without_rendering()


def test_a_marked_point_beyond_the_map_is_drawn_at_its_edge(said):
    picture = plotting.phase_map(RATIOS, SCALES, Setting(64), TASK, samples=5, marked=(1e9, 1.0))
    arrows = [line for line in picture.figure.axes[0].lines if isinstance(line.get_marker(), tuple)]
    assert [np.ravel(line.get_xdata())[0] for line in arrows] == [pytest.approx(1e4)]
    assert "beyond, at 1e+09" in said(picture.figure)


def test_the_width_of_a_single_neuron_is_on_its_picture():
    axes = plotting.setting_pictures(place(Setting(1), TASK))["width"].figure.axes
    assert axes[0].get_xlim()[0] == 1
    assert any(line.get_marker() == "D" for line in axes[0].lines)


def test_a_map_without_boundaries_says_which_lie_outside(said):
    scales = ("gamma", [1e-9, 1e-8])
    picture = plotting.phase_map(("eta_ratio", [0.9, 1.1]), scales, Setting(8), TASK, samples=5)
    (told,) = {text for text in said(picture.figure) if text.startswith("no boundary in this range")}
    assert all(name in told for name in ("1.1\\,K_0", "0.9\\,K_0", "zeta|=0.1", "|f_0|=|y|"))
