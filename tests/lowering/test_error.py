"""Every kernel keeps its guaranteed bound where it is measured, and the measuring itself can fail."""

import hashlib
import inspect
import json
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from symfeat import kernels
from symfeat.claims import Kernel
from symfeat.claims.registry import bundled
from symfeat.errors import InputError
from symfeat.lowering.error import SMALLEST, UNIT, Errors, measure
from symfeat.lowering.reference import reference, reference_of
from symfeat.lowering.strata import STRATA, strata

SLUGS = [slug for slug, result in bundled().results.items() if result.has_kernel]
RECORD = json.loads((Path(__file__).parents[2] / "docs" / "accuracy.json").read_text(encoding="utf-8"))
TRAJECTORY = "stable-evaluation-equals-the-closed-form"
FLOW = ("slope0", "wedge", "imbalance", "target", "clock")
x, y = sp.symbols("x y", real=True)


def worst(expr, function, *points, args=(x,)) -> float:
    kernel = Kernel("k", args, {"value": expr}, computes={"value": expr})
    return measure(reference(kernel), function, np.array(points, float).reshape(-1, len(args))).units


@pytest.mark.parametrize("slug", SLUGS)
def test_no_measured_error_is_over_the_guaranteed_bound(slug):
    kernel, exact = bundled()[slug].build_kernel(), reference_of(bundled(), slug)
    names = [symbol.name for symbol in kernel.args]
    for stratum, points in strata(names, 100, seed=1):
        found = measure(exact, getattr(kernels, kernel.name), points, bound=kernel.bound, stratum=stratum)
        assert found.above == 0, found.worst
        assert all(worst.undecided <= found.points / 100 for worst in found.worst.values()), found.worst


@pytest.mark.parametrize("slug", SLUGS)
def test_the_record_covers_every_output_and_is_within_the_guaranteed_bound(slug):
    kernel = bundled()[slug].build_kernel()
    entry = RECORD["kernels"][kernel.name]
    assert entry["bound"] == kernel.bound
    assert entry["outputs"].keys() == kernel.outputs.keys()
    assert entry["points"] >= 100_000
    assert entry["above"] == 0
    for found in entry["outputs"].values():
        assert found["worst"] <= kernel.bound
        assert found["undecided"] <= entry["points"] / 100


@pytest.mark.parametrize("slug", SLUGS)
def test_the_record_is_of_the_kernels_there_are(slug):
    name = bundled()[slug].kernel_name
    text = Path(inspect.getfile(import_module(f"symfeat.kernels.{name}"))).read_text(encoding="utf-8")
    assert RECORD["kernels"][name]["source"] == hashlib.sha256(text.encode()).hexdigest()


def test_the_record_knows_no_kernel_that_is_gone():
    assert RECORD["kernels"].keys() == {bundled()[slug].kernel_name for slug in SLUGS}
    assert {"processor", "versions", "date"} <= RECORD.keys()


def points_of_the_trajectory(count=20):
    return np.concatenate([points for _, points in strata(FLOW, count, seed=2)])


@pytest.mark.parametrize("output", range(4))
def test_a_planted_error_of_a_hundred_units_is_found(output):
    def wrong(*args):
        found = list(kernels.trajectory(*args))
        found[output] = found[output] * (1 + 100 * UNIT)
        return found

    found = measure(reference_of(bundled(), TRAJECTORY), wrong, points_of_the_trajectory(), bound=80)
    assert found.above > 10
    for place, (name, error) in enumerate(found.worst.items()):
        assert (80 < error.units < 120) if place == output else error.units < 20, name


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_no_number_where_there_is_one_is_infinitely_wrong(bad):
    def wrong(*args):
        found = kernels.trajectory(*args)
        found.residual[7] = bad
        return found

    points = points_of_the_trajectory()
    found = measure(reference_of(bundled(), TRAJECTORY), wrong, points, stratum="all").worst["residual"]
    assert found.units == np.inf
    assert (found.point, found.stratum) == (tuple(points[7]), "all")


def test_errors_are_counted_in_units_of_the_condition_number():
    assert worst(3 * x, lambda x: (3 * x * (1 + 2**-40),), 5.0) == pytest.approx(2**13, rel=1e-3)
    assert worst(x**8, lambda x: (x**8 * (1 + 2**-40),), 2.0) == pytest.approx(2**13 / 8, rel=1e-3)
    near = 1 + 2.0**-30  # the condition number of x - 1 is 2^30 there
    assert worst(x - 1, lambda x: ((x - 1) * (1 + 2**-20),), near) == pytest.approx(8, rel=1e-3)


def test_a_small_derivative_forgives_nothing():
    assert worst(1 + x * 2**-60, lambda x: (x * 0 + 1 + 2**-40,), 1.0) == pytest.approx(2**13, rel=1e-3)


def test_subnormal_results_are_right_within_four_smallest_numbers():
    half = sp.Rational(1, 2**1070)
    assert worst(x * half, lambda x: (x * 0 + 4 * SMALLEST,), 0.001) == 0
    assert worst(x * half, lambda x: (x * 0 + 5 * SMALLEST,), 0.001) > 1e15
    assert worst(sp.exp(x), lambda x: (x * 0,), -1e9) == 0
    assert worst(x * 2**1000, lambda x: (x * np.inf,), 1e300) == 0
    assert worst(x * 2**1000, lambda x: (-x * np.inf,), 1e300) == np.inf


def test_an_exact_zero_must_be_met():
    assert worst(x - y, lambda x, y: (x - y,), (3.0, 3.0), args=(x, y)) == 0
    assert worst(x - y, lambda x, y: (x - y + 1e-300,), (3.0, 3.0), args=(x, y)) == np.inf


def test_the_precision_rises_until_cancellation_is_overcome():
    hard = sp.cosh(x) - sp.exp(x) / 2  # exp(-x)/2, by a difference of numbers 2000 bits larger
    assert worst(hard, lambda x: (np.exp(-x) / 2,), 700.0) < 1


def test_the_condition_number_is_as_certain_as_the_value():
    # Long tight, the value has at first a derivative by slope0 that might be anything.
    point = [-2.4543323386903253e35, 0.0, 0.0, -1.560871061922304e-57, 3.5546479876854907e59]
    found = measure(reference_of(bundled(), TRAJECTORY), kernels.trajectory, np.array([point]))
    assert 0.01 < found.worst["residual"].units < 5


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(
    "missing", [sp.log(sp.Abs(x)), 3 - 1 / x**2, sp.atan2(x, 2 * x), sp.Piecewise((x, x > 0)), sp.exp(-1 / x)]
)
def test_where_there_is_no_value_there_must_be_no_number(missing, bad):
    kernel = Kernel("k", (x,), {"a": x, "b": x}, computes={"a": x, "b": missing})
    found = measure(reference(kernel), lambda x: (x, x + bad), np.array([[0.0]])).worst
    assert [(w.units, w.no_value, w.undecided) for w in found.values()] == [(0, 0, 0), (0, 1, 0)]
    wrong = measure(reference(kernel), lambda x: (x, x), np.array([[0.0]]), bound=9)
    assert (wrong.above, wrong.worst["b"].units, wrong.worst["b"].no_value) == (1, np.inf, 1)


def test_what_no_precision_tells_is_left_out_and_counted():
    zero = sp.sqrt(2 + x) * sp.sqrt(3 + x) - sp.sqrt((2 + x) * (3 + x), evaluate=False)
    for unclear in (1 / zero, sp.Piecewise((1, zero > 0), (2, True))):
        kernel = Kernel("k", (x,), {"a": x, "b": x}, computes={"a": x, "b": unclear})
        found = measure(reference(kernel), lambda x: (x, x), np.array([[1.0], [1.0]])).worst
        assert [(w.units, w.no_value, w.undecided) for w in found.values()] == [(0, 0, 0), (0, 0, 2)]


def test_an_argument_that_others_determine_is_computed_from_them():
    exact = reference_of(bundled(), "smaller-norm-follows-from-the-larger")
    assert [arg.name for arg in exact.determined] == ["r"]
    seen = []
    measure(exact, lambda *args: seen.append(args[3][0]) or args[:2], np.array([[3.0, 4, 12, 0, 1, 1, 1]]))
    assert seen == [13.0]


def test_a_stated_symbol_is_solved_for_with_the_sign_that_the_assumptions_say():
    exact = reference_of(bundled(), "time-to-loss-in-stable-form")
    assert {symbol for _, symbol in exact.program.symbols} == set(exact.args)
    point = np.array([[0.125, s * 2.0, 1.0, 0.0, s * 1.0, 1.0] for s in (1, -1)])
    assert measure(exact, kernels.time_to_loss, point).units < 5


def test_a_definition_under_an_argument_stands_for_the_argument():
    exact = reference_of(bundled(), "kernel-and-slope-lie-on-a-hyperbola")
    assert {symbol for _, symbol in exact.program.symbols} == set(exact.args)


def test_errors_add_up():
    exact = reference(Kernel("k", (x,), {"value": x}, computes={"value": x}))
    parts = [
        measure(exact, lambda x: (x * 1.01,), np.array([[v]]), bound=3, stratum=str(v)) for v in (1.0, 3.0)
    ]
    good = measure(exact, lambda x: (x,), np.array([[5.0]]))
    whole = parts[0] | parts[1] | good
    assert isinstance(whole, Errors)
    assert (whole.points, whole.above) == (3, 2)
    assert whole.units == max(part.units for part in parts)


@pytest.mark.parametrize("slug", SLUGS)
def test_points_are_in_the_domain_and_repeat_with_their_seed(slug):
    kernel = bundled()[slug].build_kernel()
    names = [symbol.name for symbol in kernel.args]
    first, again, other = (dict(strata(names, 50, seed)) for seed in (3, 3, 4))
    for stratum, points in first.items():
        np.testing.assert_array_equal(points, again[stratum])
        assert (points != other[stratum]).any()
        assert np.isfinite(points).all()
        for symbol, column in zip(kernel.args, points.T, strict=True):
            assert not symbol.is_nonnegative or (column >= 0).all(), (stratum, symbol)
            assert not symbol.is_positive or (column > 0).all(), (stratum, symbol)


def test_the_flow_is_visited_in_every_corner():
    visited = dict(strata(FLOW, 400, seed=5))
    assert set(visited) == {name for name, (needs, _) in STRATA.items() if set(needs) <= set(FLOW)}
    flow = np.concatenate(list(visited.values()))
    assert (np.abs(flow[:, :4]).max(axis=0) > 1e59).all()
    assert ((flow == 0).mean(axis=0)[:4] > 0.03).all()
    sizes = np.abs(flow[:, :4])
    assert ((sizes == 0) | ((sizes >= 0.99e-60) & (sizes <= 1.01e60))).all()


def test_a_name_that_says_nothing_is_named():
    with pytest.raises(InputError, match="args has mystery, a name that says nothing about what to draw"):
        list(strata(("slope0", "mystery"), 3, seed=0))
