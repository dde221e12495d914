"""A limit may be infinite in one case and a number in another: each is compared in its own case."""

import pytest
import sympy as sp

import symfeat as sf
from symfeat.claims import Limit, Verdict

x = sp.Symbol("x", positive=True)
a, b = sp.symbols("a b", real=True)
GROWTH = sp.exp(a * x)
RIGHT = sp.Piecewise((sp.oo, a > 0), (1, sp.Eq(a, 0)), (0, True))


@pytest.mark.parametrize(
    ("expr", "value", "given"),
    [
        (GROWTH, RIGHT, ()),
        (-GROWTH, sp.Piecewise((-sp.oo, a > 0), (-1, sp.Eq(a, 0)), (0, True)), ()),
        (b**2 * GROWTH, sp.Piecewise((sp.oo, a > 0), (b**2, sp.Eq(a, 0)), (0, True)), (sp.Ne(b, 0),)),
    ],
)
def test_an_infinite_branch_is_proved_where_it_applies(expr, value, given):
    assert sf.check(Limit(expr, x, sp.oo, value), given=given).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        (GROWTH, sp.Piecewise((sp.oo, a >= 0), (0, True))),  # one, not infinity, at a = 0
        (GROWTH, sp.Piecewise((-sp.oo, a > 0), (1, sp.Eq(a, 0)), (0, True))),
        (GROWTH, sp.Piecewise((0, a > 0), (1, sp.Eq(a, 0)), (sp.oo, True))),
        (GROWTH, sp.Piecewise((2, a > 0), (1, sp.Eq(a, 0)), (0, True))),
        (1 / (1 + GROWTH), sp.Piecewise((sp.oo, a > 0), (sp.Rational(1, 2), sp.Eq(a, 0)), (1, True))),
        (b * GROWTH, RIGHT),  # at b = 0 it vanishes
        (-GROWTH, RIGHT),
    ],
)
def test_a_wrong_branch_is_refuted(expr, value):
    assert sf.check(Limit(expr, x, sp.oo, value)).verdict is Verdict.REFUTED
