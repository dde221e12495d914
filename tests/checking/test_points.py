"""Sample points meet the assumptions of their symbols, repeat with the seed, and own up to vacuity."""

import pickle

import pytest
import sympy as sp

from symfeat.checking.points import sample_points

x, y = sp.symbols("x y", real=True)


@pytest.mark.parametrize(
    "assumptions",
    [
        {"positive": True}, {"negative": True}, {"nonnegative": True}, {"nonpositive": True}, {"zero": True},
        {"real": True}, {"real": True, "nonzero": True}, {"integer": True},
        {"integer": True, "positive": True},
        {"integer": True, "even": True}, {"prime": True}, {"imaginary": True}, {"complex": True}, {},
        {"real": False, "complex": True}, {"rational": True}, {"noninteger": True},
    ],
    ids=str,
)  # fmt: skip
def test_each_assumption_is_respected(assumptions):
    symbol = sp.Symbol("s", **assumptions)
    sample = sample_points([symbol], 1 if "zero" in assumptions else 10)
    assert len(sample.points) >= (1 if "zero" in assumptions else 4)
    for point in sample.points:
        value = point[symbol]
        assert all(getattr(value, f"is_{fact}") is truth for fact, truth in assumptions.items())


def test_the_same_seed_gives_the_same_points_in_any_order_of_symbols():
    first = sample_points([x, y], 12, seed="slug")
    assert sample_points([y, x], 12, seed="slug") == first
    assert sample_points([x, y], 12, seed="other") != first
    assert pickle.loads(pickle.dumps(first)) == first


def test_a_dozen_points_reach_small_large_and_special_values_of_both_signs():
    values = [abs(value) for point in sample_points([x, y], 40).points for value in point.values()]
    assert min(value for value in values if value) < sp.Rational(1, 1000)
    assert max(values) > 1000
    points = sample_points([x, y], 40).points
    assert {sp.sign(point[x]) for point in points} == {-1, 0, 1}
    assert any(point[x] == point[y] for point in points)
    assert any(point[x] == -point[y] != 0 for point in points)


def test_points_are_distinct():
    points = sample_points([x], 20).points
    assert len({point[x] for point in points}) == len(points) == 20


def test_the_filter_is_met_and_the_rejections_are_counted():
    sample = sample_points([x, y], 12, given=[x < y, sp.sqrt(x**2 + y**2) > 1])
    assert len(sample.points) == sample.accepted == 12
    assert sample.drawn > 12
    assert all(point[x] < point[y] for point in sample.points)


def test_vacuous_assumptions_leave_no_point():
    sample = sample_points([x], 5, given=[x**2 < 0])
    assert (sample.points, sample.accepted) == ((), 0)
    assert sample.drawn > 100
    assert sample_points([sp.Symbol("i", irrational=True, real=True)], 3).points == ()


def test_no_symbols_make_one_point():
    assert sample_points([], 12).points == ({},)
