"""Points of narrow, chained and complex domains, read from relations; their edges belong to the search."""

from fractions import Fraction

import pytest
import sympy as sp

from symfeat.checking.points import sample_region
from symfeat.checking.search import Region
from symfeat.checking.search.battery import battery
from symfeat.checking.search.interval import Interval

a, b, c = sp.symbols("a b c", real=True)
x, y = sp.symbols("x y", positive=True)
z = sp.Symbol("z", complex=True)
n, m, k = sp.symbols("n m k", integer=True, nonnegative=True)
R = sp.Rational

DOMAINS = {
    "two boxes": [x < 1, y > 1, y < 2],
    "a disc": [sp.Abs(z) < 1],
    "outside a disc, on the right": [sp.Abs(z) > 1, sp.re(z) > 0],
    "a sector": [sp.arg(z) > -sp.pi, sp.arg(z) < sp.pi / 2],
    "a strip": [sp.im(z) > -sp.pi, sp.im(z) <= sp.pi],
    "a real disc": [a**2 + b**2 < 1],
    "ordered integers": [n >= m, m >= k],
    "an ordered chain": [a < b, b < c],
    "a bounded chain": [a > 0, b > a, c > b, c < 1],
    "a simplex": [x + y < 1],
    "tiny numbers": [x < R(1, 1000)],
    "huge numbers": [x > 10**6],
    "between irrational ends": [a > -sp.pi / 2, a < sp.pi / 2],
    "large integers": [n >= 50],
}


@pytest.mark.parametrize("name", DOMAINS)
def test_a_domain_gets_its_points_with_few_draws(name):
    relations = DOMAINS[name]
    region = Region(set().union(*(r.free_symbols for r in relations)), relations)
    sample = sample_region(region, 12)
    assert len(sample.points) == 12
    assert sample.drawn <= 240
    for point in sample.points:
        assert all(relation.xreplace(point) == sp.true for relation in relations)


def points(exprs, symbols, relations, count=120):
    region = Region(symbols, relations)
    generic = sample_region(region, 12).points
    return [*generic, *(p for _, p in zip(range(count), battery(exprs, region, generic), strict=False))]


def test_a_box_is_a_hint_and_no_assumption():
    region = Region([a], (), [(a, sp.Integer(2), sp.Integer(3))])
    values = [point[a] for point in sample_region(region, 40).points]
    assert sum(bool(2 <= value <= 3) for value in values) >= 5
    assert any(value < 0 for value in values)


def test_closed_ends_are_tried_and_open_ones_approached():
    values = {p[a] for p in points((sp.sin(a),), [a], [a >= 0, a < 1])}
    assert sp.S.Zero in values
    assert sp.S.One not in values
    assert any(0 < value < R(1, 500) for value in values)
    assert any(R(499, 500) < value < 1 for value in values)


def test_an_end_that_no_ball_decides_belongs_to_the_domain():
    assert Region([z], [sp.arg(z) >= -sp.pi / 2]).admits({z: -2 * sp.I})
    assert not Region([z], [sp.arg(z) > -sp.pi / 2]).admits({z: -2 * sp.I})


def test_both_sides_of_a_switch_and_the_switch_itself_are_tried():
    values = [p[a] for p in points((sp.Abs(3 * a - 1000),), [a], [])]
    assert R(1000, 3) in values
    assert any(0 < value - R(1000, 3) < 1 for value in values)
    assert any(-1 < value - R(1000, 3) < 0 for value in values)


def test_complex_points_lie_on_beside_and_across_cuts():
    values = [p[z] for p in points((sp.log(z),), [z], [])]
    assert any(v.is_real and v < 0 for v in values)
    assert any(sp.re(v) < 0 and 0 < sp.im(v) < R(1, 50) for v in values)
    assert any(sp.re(v) < 0 and -R(1, 50) < sp.im(v) < 0 for v in values)
    assert any(v.is_imaginary for v in values)


def test_coincidences_are_tried():
    found = points((a * b * c,), [a, b, c], [], 200)
    assert any(p[a] == p[b] for p in found)
    assert any(p[a] == -p[b] != 0 for p in found)
    assert any(p[a] * p[b] == 1 for p in found)
    assert any(2 * p[b] == p[a] + p[c] for p in found)


def test_intervals_meet_and_know_their_ends():
    unit = Interval(Fraction(0), Fraction(1), low_closed=True)
    assert Fraction(0) in unit
    assert Fraction(1) not in unit
    assert unit.meet(Interval(low=Fraction(1))).empty
    assert not unit.meet(Interval(high=Fraction(0), high_closed=True)).empty
