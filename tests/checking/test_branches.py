"""Branches that are no number, comparisons of symbols, and angles of scaled vectors."""

import pytest
import sympy as sp

from symfeat.checking.exact import Unproved, prove
from symfeat.claims import Identity

x, y = sp.symbols("x y", real=True)
p, q = sp.symbols("p q", positive=True)


def select(value, condition, otherwise):
    return sp.Piecewise((value, condition), (otherwise, True))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (select(sp.nan, x > 0, x), select(sp.nan, x > 0, x)),
        (select(sp.oo, sp.Eq(x, 0), 1 / x), select(sp.oo, sp.Eq(x, 0), 1 / x)),
        (p * select(sp.oo, x > 0, x), select(sp.oo, x > 0, p * x)),
        (-select(sp.oo, x > 0, x), select(-sp.oo, x > 0, -x)),
        (select(p - q, p > q, q - p), sp.Abs(p - q)),
        (select(0, sp.Eq(p / q, x / q), p - x), p - x),
        (select(sp.nan, x < y, x - y), select(sp.nan, (x - y) / p < 0, x - y)),
        (sp.atan2(x / p, y / p), sp.atan2(x, y)),
    ],
)
def test_proved(left, right):
    prove(Identity(left, right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (select(sp.nan, x > 0, x), x),
        (select(sp.oo, x > 0, x), select(sp.nan, x > 0, x)),
        (select(sp.oo, x > 0, x), select(-sp.oo, x > 0, x)),
        (select(sp.nan, x > 0, x), select(sp.nan, x > 0, 2 * x)),
        (select(p - q, p > q, p - q), sp.Abs(p - q)),
        (select(sp.nan, x < y, x - y), select(sp.nan, x <= y, x - y)),
        (sp.atan2(x / p, y / q), sp.atan2(x, y)),
        (sp.atan2(-x / p, -y / p), sp.atan2(x, y)),
    ],
)
def test_not_proved(left, right):
    with pytest.raises(Unproved):
        prove(Identity(left, right))
