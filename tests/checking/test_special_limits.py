"""Limits of symbolic powers, Bessel and Struve functions; wrong values are never proved."""

from typing import Any

import pytest
import sympy as sp

import symfeat as sf
from symfeat.checking.exact import equivalents
from symfeat.claims import Limit, StruveL, Verdict
from symfeat.evaluate.mp import evaluate

x, v, a = sp.symbols("x v a", positive=True)
m = sp.Symbol("m", nonnegative=True)
d = sp.Symbol("d", integer=True, positive=True)
n, half = (d - 1) / 2, sp.Rational(1, 2)
K: Any = sp.besselk
I: Any = sp.besseli
L: Any = StruveL
gaussian = sp.exp(-a / v - v / 2) * v ** (d / 2 - 2)

AT_INFINITY = [
    (x**m * sp.exp(-x), 0),
    (x**m * sp.exp(a * x), sp.oo),
    (x ** (-m - 1) * (x + 1), sp.Piecewise((1, sp.Eq(m, 0)), (0, True))),
    (sp.exp(a + 1 / x) * (1 + x**-m / x), sp.exp(a)),
    (x ** (m + 1), sp.oo),
    (x * K(n, x) * I(m, x), half),
    (x * K(n, 2 * x) * L(n, 2 * x), sp.Rational(1, 4)),
    (x**m * K(n, x), 0),
    (x**-m * L(m - 3, x), sp.oo),
    (gaussian.xreplace({v: x}), 0),
]
NEAR_ZERO = [
    (x**a * K(a, x), 2 ** (a - 1) * sp.gamma(a)),
    (x ** (a + 1) * K(0, x), 0),
    (x**a * K(0, x), 0),
    (x**-m * I(m, a * x), (a / 2) ** m / sp.gamma(m + 1)),
    (x ** (-m - 1) * L(m, x), 2**-m / (sp.sqrt(sp.pi) * sp.gamma(m + 3 * half))),
    (K(n, x) * L(n, x), 0),
    (L(-1, x), 2 / sp.pi),
    (L(-3, x), sp.oo),
    (gaussian.xreplace({v: x}), 0),
]
OPEN = [
    (x ** (m - 1), x, sp.oo, sp.S.Zero),  # m may be 1 or more
    (x**-a * L(-3 * half, x), x, sp.S.Zero, sp.oo),  # the first term of the series vanishes
    (x ** sp.gamma(a - 3), x, sp.oo, sp.oo),  # an exponent that may be negative
    (L(m, sp.sin(x)), x, sp.oo, sp.S.Zero),
]


@pytest.mark.parametrize(("expr", "value"), AT_INFINITY)
def test_limits_at_infinity(expr, value):
    assert sf.check(Limit(expr, x, sp.oo, value)).verdict is Verdict.PROVED


@pytest.mark.parametrize(("expr", "value"), NEAR_ZERO)
def test_limits_at_zero(expr, value):
    assert sf.check(Limit(expr, x, 0, value, "+")).verdict is Verdict.PROVED


@pytest.mark.parametrize(("expr", "point", "value"), [
    *((expr, sp.oo, value) for expr, value in AT_INFINITY),
    *((expr, sp.S.Zero, value) for expr, value in NEAR_ZERO),
])  # fmt: skip
def test_other_limits_are_refuted(expr, point, value):
    wrong = sp.S.Zero if value == sp.oo else 2 * value + 1
    assert sf.check(Limit(expr, x, point, wrong, "+")).verdict is Verdict.REFUTED


@pytest.mark.parametrize(("expr", "var", "point", "value"), OPEN)
def test_what_is_open_is_not_proved(expr, var, point, value):
    assert sf.check(Limit(expr, var, point, value, "+")).verdict is not Verdict.PROVED


@pytest.mark.parametrize("head", equivalents.FUNCTIONS)
@pytest.mark.parametrize("order", [-half, sp.S.Zero, sp.S.One, 7 * half])
def test_the_equivalents_are_what_the_functions_approach(head, order):
    first = equivalents.first_order(head, order)
    near = equivalents.near_zero(head, order, x, int(sp.sign(first)))
    small, large = {x: sp.Rational(1, 10**40)}, {x: sp.Integer(4000)}
    slowly = 1e-2 if head is sp.besselk and order == 0 else 1e-30  # up to 1/log
    assert abs(evaluate(head(order, x) / near, small) - 1) < slowly
    assert abs(evaluate(head(order, x) / equivalents.at_infinity(head, x), large) - 1) < 2e-3
