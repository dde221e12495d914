"""Sums, products, integrals and derivatives that stand in an expression, against closed forms."""

import mpmath
import pytest
import sympy as sp

from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import ball
from symfeat.evaluate.mp import evaluate

x = sp.Symbol("x", real=True)
k, j, n, t = sp.symbols("k j n t")
Q, S, P, oo = sp.Rational, sp.Sum, sp.Product, sp.oo
HALF = Q(1, 2)
WALKERS = pytest.mark.parametrize("walk", [evaluate, ball], ids=["mpmath", "ball"])
FINITE = {
    S(k**2, (k, 1, n)): (24, 4900), S(k, (k, 1, n)): (-5, 10), S(k, (k, 3, n)): (2, 0),
    P(k, (k, 1, n)): (5, 120), P(k, (k, 4, n)): (2, Q(1, 3)), P(k, (k, 4, n)): (3, 1),
    S(S(j, (j, 1, k)), (k, 1, n)): (4, 20), S(j * k, (j, 1, k), (k, 1, n)): (3, 25),
    S(1 / k, (k, 1, sp.floor(n))): (Q(7, 2), Q(11, 6)), S(sp.KroneckerDelta(k, 3), (k, 1, n)): (9, 1),
}  # fmt: skip
INFINITE = {
    "zeta(2)": (S(1 / k**2, (k, 1, oo)), sp.pi**2 / 6),
    "zeta(3/2)": (S(k ** Q(-3, 2), (k, 1, oo)), sp.zeta(Q(3, 2))),
    "Leibniz": (S((-1) ** k / (2 * k + 1), (k, 0, oo)), sp.pi / 4),
    "log(2)": (S((-1) ** (k + 1) / k, (k, 1, oo)), sp.log(2)),
    "exp": (S(x**k / sp.factorial(k), (k, 0, oo)), sp.exp(x)),
    "geometric": (
        S(k**2 * (x / 4) ** k, (k, 0, oo)),
        4 * x * (4 + x) / (4 - x) ** 3,
    ),
    "theta": (S(sp.exp(-(k**2) * sp.pi), (k, -oo, oo)), sp.pi ** Q(1, 4) / sp.gamma(Q(3, 4))),
    "coth": (S(1 / (k**2 + x**2), (k, -oo, oo)), sp.pi / x / sp.tanh(sp.pi * x)),
    "central binomials": (S(1 / sp.binomial(2 * k, k), (k, 0, oo)), Q(4, 3) + 2 * sp.pi * sp.sqrt(3) / 27),
    "logarithms": (S(sp.log(1 + 1 / k**2), (k, 1, oo)), sp.log(sp.sinh(sp.pi) / sp.pi)),
    "Wallis": (P(1 - 1 / k**2, (k, 2, oo)), HALF),
}
INTEGRALS = {
    "sine": (sp.sin(t), (t, 0, x), 1 - sp.cos(x)),
    "Gauss": (sp.exp(-(t**2)), (t, -oo, oo), sp.sqrt(sp.pi)),
    "gamma": (t ** (x - 1) * sp.exp(-t), (t, 0, oo), sp.gamma(x)),
    "beta": (t ** (x - 1) * sp.sqrt(1 - t), (t, 0, 1), sp.beta(x, Q(3, 2))),
    "log": (sp.log(t), (t, 0, 1), -1),
    "two logs": (sp.log(t) * sp.log(1 - t), (t, 0, 1), 2 - sp.pi**2 / 6),
    "arcsine": (1 / sp.sqrt(1 - t**2), (t, 0, 1), sp.pi / 2),
    "Catalan": (sp.atan(t) / t, (t, 0, 1), sp.Catalan),
    "Bose": (t / (sp.exp(t) - 1), (t, 0, oo), sp.pi**2 / 6),
    "Cauchy": (1 / (1 + t**2), (t, -oo, oo), sp.pi),
    "Mellin": (t ** (x / 3) / (1 + t) ** 2, (t, 0, oo), sp.pi * x / 3 / sp.sin(sp.pi * x / 3)),
    "damped": (sp.exp(-t) * sp.cos(x * t), (t, 0, oo), 1 / (1 + x**2)),
    "Euler": (sp.exp(-t) * sp.log(t), (t, 0, oo), -sp.EulerGamma),
    "Bessel": (sp.cos(x * sp.cos(t)), (t, 0, sp.pi), sp.pi * sp.besselj(0, x)),
    "Dirichlet": (sp.sin(t) / t, (t, 0, oo), sp.pi / 2),
    "a square of a sine": ((1 - sp.cos(t)) / t**2, (t, 0, oo), sp.pi / 2),
    "Fresnel": (sp.sin(t) / sp.sqrt(t), (t, 0, oo), sp.sqrt(sp.pi / 2)),
    "reversed": (t, (t, 2, 1), Q(-3, 2)),
    "absolute": (sp.Abs(t - x), (t, 0, 2), (x**2 + (2 - x) ** 2) / 2),
    "steps": (sp.floor(t), (t, 0, 3), 3),
    "cases": (sp.Piecewise((t, t < 1), (2, True)), (t, 0, 3), Q(9, 2)),
}


@WALKERS
@pytest.mark.parametrize("expr", FINITE, ids=str)
def test_finite_sums_and_products(walk, expr):
    at, expected = FINITE[expr]
    assert (
        abs(walk(expr, {n: at}) - evaluate(sp.sympify(expected), {})) < 1e-40
        if walk is evaluate
        else (ball(expr - expected, {n: at}).contains(0))
    )


def _agree(expr, right, point):
    gap = ball(expr - right, point)
    assert gap.is_finite()
    assert gap.contains(0)
    assert abs(gap).upper() < 1e-40
    assert abs(evaluate(expr - right, point)) < 1e-40
    wrong = ball(expr - right * (1 + Q(1, 10**30)), point)  # a ball that could not tell would prove nothing
    assert wrong.is_finite()
    assert not wrong.contains(0)


@pytest.mark.parametrize(("expr", "right"), INFINITE.values(), ids=INFINITE)
def test_infinite_sums_and_products_are_enclosed(expr, right):
    _agree(expr, right, {x: Q(3, 2)})


@pytest.mark.parametrize(("body", "limits", "right"), INTEGRALS.values(), ids=INTEGRALS)
def test_integrals_are_enclosed(body, limits, right):
    _agree(sp.Integral(body, limits), sp.sympify(right), {x: Q(4, 3)})


def test_nested_integrals_go_from_the_inside():
    _agree(sp.Integral(x * t, (t, 0, x), (x, 0, 2)), sp.Integer(2), {})


@pytest.mark.parametrize(
    "expr",
    [
        S(1 / k, (k, 1, oo)), S((-1) ** k, (k, 0, oo)), S(sp.sin(k), (k, 1, oo)), P(k, (k, 1, oo)),
        S(k, (k, 1, HALF)), sp.Integral(sp.sin(t), (t, 0, oo)), sp.Integral(1 / t, (t, -1, 1)),
        sp.Integral(1 / t, (t, 0, 1)),
        sp.Integral(sp.exp(t), (t, 0, oo)), sp.Integral(1 / sp.sqrt(t), (t, 1, oo)),
        sp.Integral(1 / (t - HALF) ** 2, (t, 0, 1)),
    ],
    ids=str,
)  # fmt: skip
def test_what_diverges_has_no_finite_ball(expr):
    assert not ball(expr, {}).is_finite()


@pytest.mark.parametrize("expr", [S(k, (k, 1, n)), S(S(k, (k, 1, n)), (j, 1, n)), P(k, (k, 1, n))], ids=str)
def test_too_many_terms_give_no_value(expr):
    assert not ball(expr, {n: 10**9}).is_finite()
    assert mpmath.isnan(evaluate(expr, {n: 10**9}))


DERIVATIVES = {
    "SymPy's": (sp.Derivative(sp.sin(n) ** 2, (n, 2)), 2 * sp.cos(2 * n)),
    "of an integral": (sp.Derivative(sp.Integral(sp.exp(-n * t), (t, 0, oo)), n), -1 / n**2),
    "by an order": (
        sp.Derivative(sp.besselj(n, 2), n),
        None,
    ),
    "of zeta": (sp.Derivative(sp.zeta(n), n), None),
}


@pytest.mark.parametrize(("expr", "right"), DERIVATIVES.values(), ids=DERIVATIVES)
def test_derivatives(expr, right):
    at = Q(5, 2)
    found = ball(expr, {n: at})
    if right is None:
        function = {sp.zeta: mpmath.zeta, sp.besselj: lambda order: mpmath.besselj(order, 2)}[expr.expr.func]
        expected = mpmath.diff(function, 2.5)
    else:
        expected = right.subs(n, at).evalf(20)
    assert found.is_finite()
    assert float(found.real) == pytest.approx(float(expected), rel=1e-12)
    assert float(evaluate(expr, {n: at})) == pytest.approx(float(expected), rel=1e-12)


def test_a_sum_without_a_bound_is_an_error():
    with pytest.raises(EvaluationError, match="both bounds"):
        ball(sp.Integral(t, t), {t: 1})
