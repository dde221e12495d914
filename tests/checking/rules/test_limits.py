"""Limits of textbooks are proved; a wrong value is refuted; what is not known stays open."""

import pytest
import sympy as sp

import symfeat as sf
from symfeat.checking.asymptotics import eventual_limit, why_no_limit
from symfeat.claims import Limit, Verdict

x = sp.Symbol("x", real=True)
p, a, b, s = sp.symbols("p a b s", positive=True)
r = sp.Symbol("r", real=True)
n = sp.Symbol("n", integer=True, positive=True)
oo, half = sp.oo, sp.Rational(1, 2)
floor, gamma, log, exp, sin, sqrt = sp.floor, sp.gamma, sp.log, sp.exp, sp.sin, sp.sqrt

AT_A_POINT = [
    ((sp.tan(x) - x) / x**3, 0, "+-", sp.Rational(1, 3)),
    ((sin(x) / x) ** (1 / x**2), 0, "+-", exp(-sp.Rational(1, 6))),
    (sp.cot(x) - 1 / x, 0, "+-", 0),
    (1 / log(x) - 1 / (x - 1), 1, "+", half),
    ((exp(r * x) - 1) / x, 0, "+-", r),
    (sin(r * x) / sin(a * x), 0, "+-", r / a),
    (exp(1 / x), 0, "-", 0),
    (exp(1 / x), 0, "+", oo),
    (sp.Abs(x**2 - 4) / (x - 2), 2, "-", -4),
    (floor(x), 1, "-", 0),
    (x**2 * sin(1 / x), 0, "+-", 0),
    (exp(-1 / x**2) / x**10, 0, "+-", 0),
    (sp.tan(x), sp.pi / 2, "-", oo),
    (gamma(x) - 1 / x, 0, "+-", -sp.EulerGamma),
    (sp.zeta(x) - 1 / (x - 1), 1, "+-", sp.EulerGamma),
    (sp.LambertW(x) / x, 0, "+-", 1),
    (sp.Piecewise((sin(x) / x, x > 0), (1 + x, True)), 0, "+-", 1),
    (sp.acos(x) / sqrt(1 - x), 1, "-", sqrt(2)),
    (sp.Integral(sin(p) / p, (p, 0, x)) / x, 0, "+-", 1),
    ((sp.Si(x) - x) / x**3, 0, "+-", -sp.Rational(1, 18)),
    (sp.Integral(exp(-(p**2)) * sp.cos(p), (p, 0, x)) / x, 0, "+-", 1),
]
FAR = [
    (p * log(1 + r / p), p, r),
    (sqrt(p + sqrt(p + sqrt(p))) - sqrt(p), p, half),
    (log(p) ** 3 / p ** sp.Rational(1, 10), p, 0),
    (exp(exp(p)) / exp(exp(p - exp(-p))), p, sp.E),
    (exp(p) * (exp(1 / p - exp(-p)) - exp(1 / p)), p, -1),
    ((p + sin(p)) / p, p, 1),
    (p * floor(p) / p**2, p, 1),
    ((a**p + b**p) ** (1 / p), p, sp.Max(a, b)),
    (gamma(p + half) / (sqrt(p) * gamma(p)), p, 1),
    (p * (sp.digamma(p) - log(p)), p, -half),
    (sqrt(p) * sp.besselj(0, p) - sqrt(2 / sp.pi) * sp.cos(p - sp.pi / 4), p, 0),
    (p * exp(p**2) * sp.erfc(p), p, 1 / sqrt(sp.pi)),
    (sp.li(p) * log(p) / p, p, 1),
    (2**s * (sp.zeta(s) - 1), s, 1),
    (sp.factorial(n) ** (1 / n) / n, n, exp(-1)),
    (sp.harmonic(2 * n) - sp.harmonic(n), n, log(2)),
    (sp.fibonacci(n + 1) / sp.fibonacci(n), n, sp.GoldenRatio),
    (sp.S.NegativeOne**n / n, n, 0),
    (sp.Sum(1 / (n + x), (x, 1, n)), n, log(2)),
    (sp.Integral(exp(-(x**2)), (x, 0, p)), p, sqrt(sp.pi) / 2),
    (sp.Sum(exp(-a * x), (x, 1, n)), n, 1 / (exp(a) - 1)),
    (sp.Sum(exp(-a * x) / 2**x, (x, 1, n)), n, 1 / (2 * exp(a) - 1)),
]
NONE = [
    (sin(1 / x), x, 0, "+", 0),
    (sin(p), p, oo, "-", 0),
    (p * sin(p), p, oo, "-", oo),
    (sp.S.NegativeOne**n * (1 + 1 / n), n, oo, "-", 1),
    (sin(n), n, oo, "-", 0),
    (sqrt(p) * sp.besselj(0, p), p, oo, "-", 0),
    (sp.Abs(x) / x, x, 0, "+-", 1),
    (1 / x, x, 0, "+-", oo),
]


@pytest.mark.parametrize(("expr", "point", "direction", "value"), AT_A_POINT)
def test_at_a_point(expr, point, direction, value):
    assert sf.check(Limit(expr, x, point, value, direction)).verdict is Verdict.PROVED
    wrong = 2 * value + 1 if sp.sympify(value).is_finite else sp.S.Zero
    assert sf.check(Limit(expr, x, point, wrong, direction)).verdict is Verdict.REFUTED


@pytest.mark.parametrize(("expr", "var", "value"), FAR)
def test_at_infinity(expr, var, value):
    assert sf.check(Limit(expr, var, oo, value)).verdict is Verdict.PROVED
    for wrong in (value + 7, sp.S.Infinity):
        assert sf.check(Limit(expr, var, oo, wrong)).verdict is Verdict.REFUTED


@pytest.mark.parametrize(("expr", "var", "point", "direction", "value"), NONE)
def test_what_has_no_limit_is_refuted(expr, var, point, direction, value):
    assert sf.check(Limit(expr, var, point, value, direction)).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("expr", "value"),
    [(p + sin(p), 0), (sin(p) / p, 1), (sin(p) ** 2 + sp.cos(p) ** 2, 1), (p * (2 + sin(p)), oo)],
)
def test_a_wave_that_does_not_lead_is_no_reason(expr, value):
    assert not why_no_limit(expr, p, sp.sympify(value))


def test_a_bound_by_an_assumption():
    claim = Limit(a**n, n, oo, 0)
    assert sf.check(claim, given=(a < 1,)).verdict is Verdict.PROVED
    assert sf.check(claim).verdict is Verdict.REFUTED


def test_a_wave_that_is_one_is_seen():
    assert eventual_limit(sin(p) ** 2 + sp.cos(p) ** 2 + 1 / p, p) == 1


@pytest.mark.parametrize(("expr", "value"), [(log(log(p)) / log(p) + 1, 1), (1 / log(log(p)), 0)])
def test_slow_convergence_is_proved_and_no_other_value_is_supported(expr, value):
    assert sf.check(Limit(expr, p, oo, value)).verdict is Verdict.PROVED
    wrong = value + sp.Rational(1, 10**6)
    assert sf.check(Limit(expr, p, oo, wrong)).verdict is Verdict.REFUTED


def test_a_limit_that_fails_where_a_parameter_vanishes_alone():
    claim = Limit(exp(-(r**2) / (2 * s**2)) / s, s, 0, 0, "+")
    assert sf.check(claim).verdict is Verdict.REFUTED
    assert sf.check(claim, given=(r > 0,)).verdict is Verdict.PROVED


@pytest.mark.parametrize(("side", "value"), [(1, sp.I * sp.pi), (-1, -sp.I * sp.pi)])
def test_a_logarithm_beside_its_cut(side, value):
    expr = log(-1 + side * sp.I * x)
    assert sf.check(Limit(expr, x, 0, value, "+")).verdict is Verdict.PROVED
    assert sf.check(Limit(expr, x, 0, -value, "+")).verdict is Verdict.REFUTED
    assert sf.check(Limit(expr, x, 0, value, "+-")).verdict is Verdict.REFUTED


def test_a_geometric_sum_with_a_symbolic_ratio():
    k, inside = sp.Symbol("k", integer=True), (r > -1, r < 1)
    for term, value, wrong in (
        (r**k, 1 / (1 - r), r / (1 - r)),
        (k * r**k, r / (1 - r) ** 2, 1 / (1 - r) ** 2),
    ):
        total = sp.Sum(term, (k, 0, n))
        assert sf.check(Limit(total, n, oo, value), given=inside).verdict is Verdict.PROVED
        assert sf.check(Limit(total, n, oo, wrong), given=inside).verdict is Verdict.REFUTED
        assert sf.check(Limit(total, n, oo, value)).verdict not in (Verdict.PROVED, Verdict.SUPPORTED)


def test_a_product():
    k = sp.Symbol("k", integer=True)
    wallis = sp.Product(4 * k**2 / (4 * k**2 - 1), (k, 1, n))
    assert sf.check(Limit(wallis, n, oo, sp.pi / 2)).verdict is Verdict.PROVED
    assert sf.check(Limit(wallis, n, oo, sp.pi)).verdict is Verdict.REFUTED
