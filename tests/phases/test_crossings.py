"""A crossing is where the word changes, and it is where the closed forms say."""

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symfeat as sf
from symfeat import kernels
from symfeat.phases import Crossing, crossings, portrait
from symfeat.phases.placement import change, place

NET = sf.LinearNetwork([0.5, -0.2, 0.8], [0.3, 0.9, 0.1], 1.5, 0.5, 2.0)
TASK = sf.Task(1.0, 1.2)
SAID = {
    "kernel change": "regime",
    "angle change": "regime",
    "alignment | disalignment": "mechanism",
    "slope's curve": "curve",
    "loss curve": "loss_curve",
    "monotone kernel": "kernel_path",
}


def changed(net: sf.LinearNetwork, task: sf.Task, parameter: str, factor: float) -> sf.Solution:
    scales = dict.fromkeys(("gamma", "eta_u", "eta_w", "sigma_u", "sigma_w", "target"), 1.0) | {
        parameter: factor
    }
    rates = (scales[name] * getattr(net, name) for name in ("gamma", "eta_u", "eta_w"))
    moved = sf.LinearNetwork(scales["sigma_u"] * net.u, scales["sigma_w"] * net.w, *rates)
    return sf.solve(moved, sf.Task(task.second_moment, scales["target"] * task.target))


@cache
def found_for(net: sf.LinearNetwork, task: sf.Task) -> tuple[Crossing, ...]:
    return crossings(net, task)


def at(net: sf.LinearNetwork, task: sf.Task, parameter: str, boundary: str) -> list[float]:
    found = found_for(net, task)
    return sorted(c.factor for c in found if (c.parameter, c.boundary) == (parameter, boundary))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([1, 2, 5]), st.floats(-2, 2), st.sampled_from([-1, 1]))
def test_the_word_changes_there_and_not_before(seed, width, decade, sign):
    net = sf.LinearNetwork.random(width, eta_u=2.0, seed=seed)
    task = sf.Task(1.0, sign * 10**decade)
    before = portrait(sf.solve(net, task))
    for crossing in crossings(net, task):
        if crossing.factor == 0 or crossing.boundary not in SAID:
            continue
        field = SAID[crossing.boundary]
        beyond = math.copysign(1e-7, math.log(crossing.factor))
        near, far = (
            getattr(portrait(changed(net, task, crossing.parameter, crossing.factor * (1 + shift))), field)
            for shift in (-beyond, beyond)
        )
        assert crossing.before == getattr(before, field)
        assert crossing.after == far
        assert near != far


def test_targets_are_those_of_the_closed_forms():
    solution = sf.solve(NET, TASK)
    f0, g, mu, y = map(float, (solution.slope0, solution.wedge, solution.imbalance, TASK.target))
    floor = math.hypot(g, mu)
    kernel = math.sqrt(1.1**2 * (f0**2 + floor**2) - floor**2)
    angle = g / math.tan(math.atan2(g, f0) - 0.1)
    assert at(NET, TASK, "target", "alignment | disalignment") == pytest.approx([f0 / y], rel=1e-12)
    assert at(NET, TASK, "target", "kernel change") == pytest.approx([kernel / y], rel=1e-12)
    assert at(NET, TASK, "target", "angle change") == pytest.approx([angle / y], rel=1e-12)
    # A bend at f0 itself: 2 f0^2 - y f0 + S^2 = 0, and 3 f0^2 - y f0 + 2 S^2 = 0 for the loss.
    assert f0 < floor / math.sqrt(2)
    assert at(NET, TASK, "target", "slope's curve") == pytest.approx([math.sqrt(8) * floor / y], rel=1e-12)
    assert at(NET, TASK, "target", "loss curve") == pytest.approx([math.sqrt(24) * floor / y], rel=1e-12)


def test_a_first_slope_beyond_the_bend_makes_the_bend_appear_at_another_target():
    net, task = sf.LinearNetwork([1.0, 0.0], [1.0, 0.2]), sf.Task(1.0, 1.5)
    solution = sf.solve(net, task)
    f0, floor2 = solution.slope0, solution.wedge**2 + solution.imbalance**2
    assert f0 > math.sqrt(floor2)
    assert at(net, task, "target", "slope's curve") == pytest.approx(
        [(2 * f0 + floor2 / f0) / 1.5], rel=1e-12
    )
    assert at(net, task, "target", "loss curve") == pytest.approx(
        [(3 * f0 + 2 * floor2 / f0) / 1.5], rel=1e-12
    )


def test_gamma_crosses_where_the_target_does_inversely():
    """The flow is homogeneous: slopes, wedge and imbalance scale with gamma."""
    for boundary in SAID:
        inverse = [1 / factor for factor in at(NET, TASK, "gamma", boundary)]
        forward = [factor for factor in at(NET, TASK, "target", boundary) if factor]
        assert sorted(inverse) == pytest.approx(forward, rel=1e-11)


def test_rates_matter_by_their_ratio():
    for boundary in SAID:
        inverse = [1 / factor for factor in at(NET, TASK, "eta_u", boundary)]
        assert sorted(inverse) == pytest.approx(at(NET, TASK, "eta_w", boundary), rel=1e-10)


def test_the_nearest_comes_first_and_the_sign_of_the_target_last():
    found = crossings(NET, TASK)
    distances = [abs(math.log(c.factor)) if c.factor else math.inf for c in found]
    assert distances == pytest.approx(sorted(distances), abs=1e-8)
    assert found[-1] == Crossing(
        "target", 0.0, 0.0, "monotone kernel", "grows", "falls to its floor, then grows"
    )


def test_values_are_those_of_the_hyperparameters():
    setting = sf.Setting(8, seed=2, gamma=0.5, eta_u=3.0, sigma_w=0.2)
    now = {name: getattr(setting, name) for name in ("gamma", "eta_u", "eta_w", "sigma_u", "sigma_w")}
    found = crossings(setting, TASK)
    assert {c.parameter for c in found} == {*now, "target"}
    for crossing in found:
        assert crossing.value == pytest.approx(crossing.factor * (now | {"target": 1.2})[crossing.parameter])
    given_weights = crossings(setting.network(), TASK)
    assert [c.factor for c in given_weights] == [c.factor for c in found]
    first = next(c for c in given_weights if c.parameter == "sigma_u")
    assert first.value == pytest.approx(first.factor * np.sqrt(np.mean(setting.network().u ** 2)))


def test_a_neuron_that_becomes_balanced_cannot_pass_0():
    """u = 1, w = -1/2, target 2: with sigma_w doubled the imbalance is 0."""
    found = {
        c.parameter: c
        for c in crossings(sf.LinearNetwork([1.0], [-0.5]), sf.Task(1.0, 2.0))
        if c.boundary == "reach"
    }
    assert {name: c.factor for name, c in found.items()} == pytest.approx(
        {"eta_u": 4.0, "eta_w": 0.25, "sigma_u": 0.5, "sigma_w": 2.0}, rel=1e-12
    )
    assert {(c.before, c.after) for c in found.values()} == {("reached", "out of reach")}


def test_a_target_out_of_reach_comes_within_reach_by_the_least_change():
    found = crossings(sf.LinearNetwork([1.0], [-1.0]), sf.Task(1.0, 2.0))
    reach = {c.parameter: c for c in found if c.boundary == "reach"}
    assert set(reach) == {"eta_u", "eta_w", "sigma_u", "sigma_w", "target"}
    assert {(c.before, c.after) for c in reach.values()} == {("out of reach", "reached")}
    assert all(c.factor == pytest.approx(1, rel=1e-12) for name, c in reach.items() if name != "target")
    assert reach["target"].factor == 0


def test_without_a_wedge_layers_grow_or_shrink():
    found = crossings(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0))
    (crossing,) = [c for c in found if (c.parameter, c.boundary) == ("target", "growth | shrinkage")]
    assert (crossing.factor, crossing.before, crossing.after) == (pytest.approx(0.25), "growth", "shrinkage")
    assert not any(c.boundary == "alignment | disalignment" for c in found)


def test_tolerances_move_the_boundaries():
    factors = [
        next(c.factor for c in crossings(NET, TASK, kernel, angle) if (c.parameter, c.boundary) == which)
        for kernel, angle in ((0.1, 0.1), (0.3, 0.3))
        for which in (("gamma", "kernel change"), ("gamma", "angle change"))
    ]
    assert len(set(factors)) == 4


@pytest.mark.parametrize("net", [sf.LinearNetwork([0.0], [0.0]), sf.LinearNetwork([0.0, 0.0], [0.0, 0.0])])
def test_nothing_changes_a_dead_network(net):
    assert crossings(net, TASK) == ()


def test_a_target_of_0_has_no_size_to_change():
    found = crossings(sf.LinearNetwork([1.0, 0.0], [2.0, 1.0]), sf.Task(1.0, 0.0))
    assert found
    assert all(c.parameter not in ("target", "gamma") for c in found)


def test_sizes_at_the_end_of_the_floats_are_passed_over():
    tiny = sf.LinearNetwork([1e-70, 0.0], [0.5e-70, 1e-70])
    factors = [c.factor for c in crossings(tiny, sf.Task(1.0, 0.4e-140)) if c.factor]
    usual = crossings(sf.LinearNetwork([1.0, 0.0], [0.5, 1.0]), sf.Task(1.0, 0.4))
    assert factors == pytest.approx([c.factor for c in usual if c.factor], rel=1e-9)


def test_words_and_numbers_as_text_and_data():
    crossing = Crossing("gamma", 2.0, 4.0, "reach", "reached", "out of reach")
    assert str(crossing) == "gamma x 2 (to 4): reach, from 'reached' to 'out of reach'"
    assert crossing.to_dict()["boundary"] == "reach"


def test_targets_are_those_of_the_kernels_that_draw_the_boundaries():
    for seed in range(8):
        net, task = sf.LinearNetwork.random(4, eta_u=3.0, seed=seed), sf.Task(1.0, 10.0 ** (seed / 2 - 2))
        solution = sf.solve(net, task)
        slope, wedge, imbalance = solution.slope0, solution.wedge, solution.imbalance
        sizes = kernels.kernel_change_boundaries(slope, wedge, imbalance, 0.1)
        turns = kernels.angle_change_boundaries(slope, wedge, 0.1)
        for crossing in crossings(net, task):
            if crossing.parameter != "target" or not crossing.factor:
                continue
            if crossing.boundary == "kernel change":
                assert min(abs(crossing.value / size - 1) for size in sizes if size == size) < 1e-12
            if crossing.boundary == "angle change":
                assert min(abs(crossing.value / target - 1) for target in turns if target == target) < 1e-11


@pytest.mark.parametrize("net", [sf.LinearNetwork([1.0, 0.5], [0.5, 1.0]), sf.LinearNetwork([1.0], [1.0])])
def test_a_target_there_from_the_start_hides_no_boundary(net):
    exact, near = crossings(net, sf.Task(1.0, 1.0)), crossings(net, sf.Task(1.0, 1.0000001))
    nearest = [
        {(c.parameter, c.boundary, c.factor > 1): c.factor for c in found if abs(c.factor - 1) > 1e-6}
        for found in (exact, near)
    ]
    assert len(nearest[0]) > 12
    assert nearest[0] == pytest.approx(nearest[1], rel=1e-5)
    here = [c for c in exact if c.factor and abs(c.factor - 1) < 1e-6]
    assert {(c.parameter, c.before) for c in here} == {
        (name, "none") for name in ("gamma", "sigma_u", "sigma_w", "target")
    }


def test_a_boundary_that_the_network_stands_on_is_crossed_once_by_either_change():
    found = crossings(sf.LinearNetwork([1.0], [-1.0]), sf.Task(1.0, 2.0))
    here = [(c.parameter, c.boundary) for c in found if c.factor == 1.0]
    assert len(set(here)) == len(here)
    assert ("eta_u", "reach") in here
    assert not any(0 < abs(c.factor - 1) < 1e-6 for c in found)
    assert change(next(c for c in found if c.factor == 1.0)).startswith("the least change of ")
    one_sided = Crossing("gamma", 1 + 2e-16, 1.0, "growth | shrinkage", "none", "shrinkage")
    assert change(one_sided) == "the least increase of gamma"


@pytest.mark.parametrize(("width", "sizes"), [(1, "growth | shrinkage"), (2, "alignment | disalignment")])
def test_a_boundary_that_is_not_there_is_not_out_of_range(width, sizes):
    placed = place(sf.Setting(width), sf.Task(1.0, 1e9))
    assert sizes in placed.out_of_range
    assert len([each for each in placed.out_of_range if " | " in each]) == 1
