"""Numbers support a limit only where they converge fast and steadily."""

import pytest
import sympy as sp

from symfeat.checking.extrapolation import converges

x = sp.Symbol("x", positive=True)
n = sp.Symbol("n", integer=True, positive=True)


@pytest.mark.parametrize(
    ("expr", "var", "value"),
    [(sp.atan(x), x, sp.pi / 2), (sp.sqrt(x**2 + x) - x, x, sp.Rational(1, 2)), ((1 + 1 / n) ** n, n, sp.E)],
)
def test_steady_convergence_is_seen(expr, var, value):
    digits = converges(expr, var, value)
    assert digits is not None
    assert digits >= 30
    assert converges(expr, var, value + sp.Rational(1, 10**12)) is None


@pytest.mark.parametrize(
    ("expr", "var", "value"),
    [
        (1 / sp.log(x), x, sp.S.Zero),
        (sp.log(x) / x + 1 / sp.log(sp.log(x + 9)), x, sp.S.Zero),
        (sp.sin(sp.pi * x), x, sp.S.Zero),  # zero along whole numbers
        (sp.S.NegativeOne**n, n, sp.S.One),
        (sp.sin(x), x, sp.S.Zero),
        (x, x, sp.oo),
    ],
)
def test_slow_or_wavering_numbers_say_nothing(expr, var, value):
    assert converges(expr, var, value) is None
