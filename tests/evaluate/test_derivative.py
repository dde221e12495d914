"""Derivatives in balls agree with SymPy's, branch by branch, and own up where there is none."""

import pytest
import sympy as sp
from sympy.codegen import cfunctions

from symfeat.errors import EvaluationError
from symfeat.evaluate.derivative import DERIVATIVES, log_derivatives
from symfeat.evaluate.program import Program, compiled

x, y = sp.symbols("x y", positive=True)
POINT = {x: sp.Rational(3, 8), y: sp.Rational(7, 5)}
WIDE = ("acosh",)  # functions of arguments of at least one
NAMES = {"Max": sp.Max, "Min": sp.Min, "atan2": sp.atan2, "Abs": sp.Abs}
PLAIN = sorted(DERIVATIVES.keys() - NAMES.keys() - {"Mul", "Pow", "PowerOfTwo", "sign"})


def function(name):
    return getattr(sp, name, None) or getattr(cfunctions, name)


EXPRESSIONS = [
    *(function(name)(x * y + (1 if name in WIDE else 0)) for name in PLAIN),
    x**3 * y**2 / 7,
    x**y,
    sp.sqrt(x) + y ** sp.Rational(-3, 2),
    sp.atan2(x, y - 2),
    sp.Abs(x - y) * sp.sign(x - y),
    sp.Max(x, y, 1) * sp.Min(x, y**2),
    sp.Piecewise((x * y, x > y), (sp.exp(-x) / y, x < 1), (7, True)),
]


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=str)
def test_derivatives_agree_with_sympy_to_fifty_digits(expr):
    [(_, row)] = log_derivatives((expr,), POINT, bits=256)
    for symbol in expr.free_symbols:
        right = (symbol * sp.diff(expr, symbol)).subs(POINT).doit().evalf(60)
        assert abs(sp.Float(row[symbol].mid().str(70, radius=False), 70) - right) < sp.Float("1e-50", 60)
        assert row[symbol].rad() < 1e-60


def test_shared_parts_and_several_outputs_are_told_apart():
    shared = sp.exp(x * y)
    first, second = log_derivatives((shared + x, shared * y), POINT)
    assert float(first[1][x]) == pytest.approx(float(second[1][x]) / 1.4 + 0.375, rel=1e-14)
    assert set(second[1]) == {x, y}


def test_a_coordinate_that_is_zero_drops_out():
    z = sp.Symbol("z", real=True)
    [(value, row)] = log_derivatives((sp.sqrt(z**2) + x,), {x: 2, z: 0})
    assert (value, row) == (2, {x: 2})


@pytest.mark.parametrize("expr", [sp.Abs(x - y), sp.Max(x, y), sp.sqrt(x - y)], ids=str)
def test_where_there_is_no_derivative_the_ball_is_not_finite(expr):
    [(_, row)] = log_derivatives((expr,), {x: 2, y: 2})
    assert not any(slope.is_finite() for slope in row.values())


def test_a_function_without_a_derivative_is_named():
    with pytest.raises(EvaluationError, match=r"no derivative is known for gamma \(gamma\(x\)\)"):
        log_derivatives((sp.gamma(x),), {x: 2})


def test_a_part_may_stand_for_another():
    a, b = sp.symbols("a b")
    from symfeat.evaluate.ball import ARITHMETIC

    program = Program((a + b,), {a: b**2, b: x + 1, sp.sqrt(y): x})
    assert program.run(ARITHMETIC, {x: 2}) == [12]
    assert [symbol for _, symbol in program.symbols] == [x]
    assert compiled((a,)).run(ARITHMETIC, {a: 5}) == [5]
