"""What is said of a trajectory is true of it, in every special case too."""

import math

import numpy as np
import pytest

import symfeat as sf
from symfeat.phases import portrait

SLOWS, ACCELERATES = "slows down throughout", "accelerates, then slows down"
PLATEAU, REST = "plateau, then acceleration", "at rest"
FOLDS = "falls to its floor, then grows"
REACHED, OUT, THERE = "reached", "out of reach", "there from the start"

# u, w, target; mechanism, curve, path of the kernel, reach.
SPECIAL = {
    "dead network": ([0.0, 0.0], [0.0, 0.0], 1.0, "none", REST, "constant", OUT),
    "dead network, target 0": ([0.0], [0.0], 0.0, "none", REST, "constant", THERE),
    "one layer is 0": ([0.0, 0.0], [1.0, 2.0], 1.0, "rescaling", SLOWS, "grows", REACHED),
    "one layer is 0, target large": ([0.0, 0.0], [0.3, 0.4], 5.0, "rescaling", PLATEAU, "grows", REACHED),
    "balanced, growing": ([0.5], [0.5], 2.0, "rescaling", ACCELERATES, "grows", REACHED),
    "balanced, near": ([1.0], [1.0], 1.5, "rescaling", SLOWS, "grows", REACHED),
    "balanced, shrinking": ([2.0], [2.0], 1.0, "rescaling", SLOWS, "falls", REACHED),
    "stable manifold": ([1.0], [-1.0], 2.0, "rescaling", SLOWS, "falls", OUT),
    "stable manifold, mirrored": ([1.0], [1.0], -2.0, "rescaling", SLOWS, "falls", OUT),
    "stable manifold, wide": ([1.0, 2.0], [-1.0, -2.0], 2.0, "rescaling", SLOWS, "falls", OUT),
    "target 0": ([1.0, 0.0], [1.0, 1.0], 0.0, "disalignment", SLOWS, "falls", REACHED),
    "target 0 without a floor": ([1.0], [1.0], 0.0, "rescaling", SLOWS, "falls", REACHED),
    "at the target": ([1.0, 0.0], [0.5, 1.0], 0.5, "none", REST, "constant", THERE),
    "one neuron, sign turns": ([1.0], [-0.5], 2.0, "rescaling", PLATEAU, FOLDS, REACHED),
    "wide, sign turns": ([1.0, 0.0], [-0.1, 0.1], 5.0, "alignment", PLATEAU, FOLDS, REACHED),
    "to the mirror image": ([1.0, 0.0], [-0.5, 1.0], 0.5, "none", SLOWS, FOLDS, REACHED),
    "orthogonal layers": ([1.0, 0.0], [0.0, 1.0], 1.0, "alignment", SLOWS, "grows", REACHED),
    "target shrinks": ([1.0, 0.0], [1.0, 1.0], 0.3, "disalignment", SLOWS, "falls", REACHED),
}


def drawn(size: int, seed: int = 0) -> sf.Solution:
    """Networks of 3 neurons with scales and targets over several decades, and every sign."""
    generator = np.random.default_rng(seed)
    scale = 10 ** generator.uniform(-2, 1, (2, size, 1))
    u, w = scale * generator.standard_normal((2, size, 3))
    rates = 10 ** generator.uniform(-1, 1, (2, size))
    target = 10 ** generator.uniform(-2, 2, size) * generator.choice([-1, 1], size)
    return sf.solve(sf.LinearNetwork(u, w, 1.0, *rates), sf.Task(1.0, target))


def members(solution: sf.Solution) -> list[sf.Solution]:
    net, targets = solution.network, solution.task.target
    each = zip(net.u, net.w, net.eta_u, net.eta_w, targets, strict=True)
    return [sf.solve(sf.LinearNetwork(u, w, 1.0, *etas), sf.Task(1.0, y)) for u, w, *etas, y in each]


@pytest.mark.parametrize("name", SPECIAL)
def test_special_cases(name):
    u, w, target, *expected = SPECIAL[name]
    found = portrait(sf.solve(sf.LinearNetwork(u, w), sf.Task(1.0, target)))
    assert [found.mechanism, found.curve, found.kernel_path, found.reach] == expected
    assert isinstance(found.curve, str)
    assert isinstance(found.floor_ratio, float)


def test_the_dead_network_has_no_regime():
    found = portrait(sf.solve(sf.LinearNetwork([0.0], [0.0]), sf.Task(1.0, 1.0)))
    assert found.regime == "undefined"
    assert math.isnan(found.kernel_ratio)
    assert "undefined" in str(found)


def test_regimes_are_those_of_the_solution():
    solution = drawn(400)
    found, phase = portrait(solution), solution.phase()
    assert np.array_equal(found.regime, phase.word)
    assert np.array_equal(found.angle_change, phase.angle_change)
    assert len(np.unique(found.regime)) == 4
    assert np.array_equal(found.time_constant, solution.time_constant)


def test_tolerances_move_the_boundaries():
    solution = drawn(400)
    strict, lax = portrait(solution, 1e-9, 1e-9), portrait(solution, 1e9, 3.14)
    assert set(strict.regime) == {"feature learning"}
    assert set(lax.regime) == {"kernel phase"}
    assert np.array_equal(strict.curve, lax.curve)


def test_mechanisms_are_those_of_the_split():
    solution = drawn(400)
    assert np.array_equal(portrait(solution).mechanism, solution.mechanisms().alignment_word)


def accelerations(values: np.ndarray) -> np.ndarray:
    """Signs of the change of speed along equally spaced times, where it is not rounding; runs count once."""
    speed = np.abs(np.diff(values))
    change = np.diff(speed)
    signs = np.sign(change[np.abs(change) > 1e-9 * speed.max()])
    return signs[np.flatnonzero(np.diff(signs, prepend=0))]


PATTERNS = {SLOWS: [-1], ACCELERATES: [1, -1], PLATEAU: [-1, 1, -1]}


@pytest.mark.parametrize("observable", ["slope", "loss"])
def test_curves_bend_as_said(observable):
    """Against second differences of the curve itself, where a first bend may be too slight to be seen."""
    solution = drawn(300)
    found = portrait(solution)
    said = (found.curve if observable == "slope" else found.loss_curve).tolist()
    clear = 0
    for one, word in zip(members(solution), said, strict=True):
        duration = one.time_to_slope(one.slope0 + 0.999 * (one.limit - one.slope0))
        pattern = accelerations(getattr(one, observable)(np.linspace(0, duration, 4001)))
        assert PATTERNS[word][-pattern.size :] == pattern.tolist()
        clear += pattern.size == len(PATTERNS[word])
    assert set(said) == set(PATTERNS)
    assert clear >= 285


def test_the_kernel_goes_as_said():
    solution = drawn(300)
    found = portrait(solution)
    for one, word in zip(members(solution), found.kernel_path, strict=True):
        least = np.clip(0.0, *sorted([one.slope0, one.limit]))  # the slope of least size on the way
        slopes = [*np.linspace(one.slope0, least, 20), *np.linspace(least, one.limit, 20)]
        steps = np.diff(one.kernel(np.unique(one.time_to_slope(slopes))))
        steps = np.sign(steps[np.abs(steps) > 1e-12 * one.kernel(0.0)])
        turns = steps[np.flatnonzero(np.diff(steps, prepend=0))].tolist()
        assert turns == {"grows": [1], "falls": [-1], FOLDS: [-1, 1]}[word]
    assert len(np.unique(found.kernel_path)) == 3


def test_a_batch_is_its_members():
    solution = drawn(5)
    whole = portrait(solution).to_dict()
    for k, one in enumerate(members(solution)):
        assert portrait(one).to_dict() == {name: values[k] for name, values in whole.items()}


def test_a_text_for_one_and_a_summary_for_several():
    one = portrait(sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0)))
    assert str(one).splitlines() == [
        "regime: rescaling at constant angle (kernel x 3.256, angle +0 rad)",
        "mechanism: rescaling",
        "slope: accelerates, then slows down",
        "loss: slows down throughout",
        "kernel: grows",
        "target: reached",
        "time constant: 0.2457",
    ]
    assert str(portrait(drawn(7))).count("x") >= 6


@pytest.mark.parametrize(
    "net", [sf.LinearNetwork([0.0], [0.0]), sf.LinearNetwork([1.0, 0.0], [1.0, 2.0])], ids=["dead", "there"]
)
def test_where_nothing_moves_no_time_constant_is_told(net):
    found = portrait(sf.solve(net, sf.Task(1.0, 1.0)))
    assert str(found).endswith("time constant: none, nothing moves")
    assert found.time_constant > 0
