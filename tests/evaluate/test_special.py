"""Special functions: balls hold mpmath's values, and SymPy's own where it has them, on cuts and at poles."""

from typing import Any

import pytest
import sympy as sp
from flint import acb, arb

from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import ball, working_bits
from symfeat.evaluate.mp import evaluate

x, n = sp.symbols("x n")
Q, I = sp.Rational, sp.I
POINTS = (
    Q(-7, 2), -2, Q(-4, 3), -1, Q(-1, 4), Q(1, 3), Q(1, 2), 1, Q(4, 3), 3, Q(1, 10**12),
    Q(1, 2) + I, -2 + I / 2, -2 - I / 2, 3 - 2 * I, 2 * I, -I / 2,
)  # fmt: skip
ORDERS = (0, 1, 2, -1, Q(1, 2), Q(-3, 2), Q(1, 3))
OF_ONE = (
    "sinc", "acot", "asec", "acsc", "asech", "acsch", "acoth", "floor", "ceiling", "frac", "Heaviside",
    "gamma", "loggamma", "factorial", "digamma", "trigamma", "erf", "erfc", "erfi", "erfinv", "erfcinv",
    "Ei", "li", "Li", "Si", "Ci", "Shi", "Chi", "E1", "fresnels", "fresnelc", "airyai", "airybi",
    "airyaiprime", "airybiprime", "elliptic_k", "elliptic_e", "zeta", "dirichlet_eta", "LambertW",
    "harmonic", "catalan", "riemann_xi", "fibonacci", "lucas",
)  # fmt: skip
OF_TWO = (
    "besselj", "bessely", "besseli", "besselk", "hankel1", "hankel2", "jn", "yn", "expint",
    "uppergamma", "lowergamma", "polylog", "elliptic_f", "elliptic_e", "elliptic_pi", "zeta",
    "dirichlet_eta", "beta", "polygamma", "binomial", "RisingFactorial", "FallingFactorial", "erf2",
    "legendre", "hermite", "hermite_prob", "chebyshevt", "chebyshevu",
)  # fmt: skip
OTHERS: dict[str, tuple[Any, Any]] = {
    "LambertW(x, -1)": (sp.LambertW(x, n), -1),
    "LambertW(x, 2)": (sp.LambertW(x, n), 2),
    "harmonic(x, 2)": (sp.harmonic(x, n), 2),
    "polylog of the order": (sp.polylog(x, n), Q(1, 3)),
    "zeta(x, a)": (sp.zeta(x, n), Q(2, 3)),
    "lerchphi": (sp.lerchphi(x, 2, n), Q(1, 2)),
    "elliptic_f(x, m)": (sp.elliptic_f(x, n), Q(1, 3)),
    "elliptic_pi(n, x, m)": (sp.elliptic_pi(n, x, Q(1, 2)), Q(1, 4)),
    "assoc_laguerre": (sp.assoc_laguerre(n, Q(1, 3), x), 3),
    "gegenbauer": (sp.gegenbauer(n, Q(1, 3), x), 4),
    "jacobi": (sp.jacobi(n, Q(1, 3), Q(1, 2), x), 3),
    "assoc_legendre": (sp.assoc_legendre(n, 1, x), 3),
    "1F1": (sp.hyper([n], [Q(5, 4)], x), Q(1, 3)),
    "2F1": (sp.hyper([n, Q(1, 2)], [Q(5, 4)], x), Q(1, 3)),
    "2F1 with whole gaps": (sp.hyper([n, Q(4, 3)], [Q(7, 3)], x), Q(1, 3)),
    "polynomial 2F1": (sp.hyper([n, Q(1, 3)], [Q(1, 2)], x), -3),
    "0F1": (sp.hyper([], [n], x), Q(1, 2)),
    "1F0": (sp.hyper([n], [], x), Q(1, 3)),
    "Mod": (sp.Mod(x, n), Q(2, 3)),
    "Ynm": (sp.Ynm(3, 2, x, n), Q(1, 3)),
}
CASES = (
    *((name, getattr(sp, name)(x), 0) for name in OF_ONE),
    *((f"{name}({k}, x)", getattr(sp, name)(n, x), k) for name in OF_TWO for k in ORDERS),
    *((name, expr, k) for name, (expr, k) in OTHERS.items()),
)


@pytest.mark.parametrize(("expr", "order"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_balls_hold_what_mpmath_finds(expr, order):
    for at in POINTS:
        point = {x: at, n: order}
        try:
            value, enclosure = evaluate(expr, point, 25), acb(ball(expr, point, 160))
        except EvaluationError:
            continue
        if not (value.context.isfinite(value) and enclosure.is_finite()):
            continue
        with working_bits(160):
            inside = acb(*(arb(value.context.nstr(part, 35)) for part in (value.real, value.imag)))
            gap = abs(enclosure - inside).lower()
            assert gap <= arb("1e-22") * (1 + abs(inside)), (at, value, enclosure)


# The values of SymPy 1.14 on cuts and at negative integers.
CUTS = (
    sp.loggamma(x), sp.Ei(x), sp.Ci(x), sp.Chi(x), sp.expint(1, x), sp.li(x), sp.LambertW(x),
    sp.besselj(Q(1, 3), x), sp.bessely(1, x), sp.hankel1(Q(1, 3), x), sp.jn(1, x), sp.uppergamma(Q(1, 3), x),
    sp.lowergamma(Q(1, 3), x), sp.elliptic_k(x), sp.elliptic_e(x), sp.polylog(2, x), sp.legendre(Q(1, 2), x),
    sp.acot(x), sp.asec(x), sp.acsc(x), sp.asech(x), sp.acoth(x), sp.hyper([Q(1, 3), 1], [Q(5, 4)], x),
)  # fmt: skip


@pytest.mark.parametrize("expr", CUTS, ids=str)
@pytest.mark.parametrize("at", [Q(-5, 2), Q(-1, 2), Q(1, 2), Q(5, 2)])
def test_both_walkers_take_the_side_of_a_cut_that_sympy_takes(expr, at):
    expected = complex(expr.subs(x, at).evalf(25))
    found = acb(ball(expr, {x: at}))
    assert complex(evaluate(expr, {x: at})) == pytest.approx(expected, rel=1e-13)
    assert complex(float(found.real), float(found.imag)) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("expr", CUTS[:7], ids=str)
def test_a_ball_that_may_meet_a_cut_holds_both_sides_or_is_not_finite(expr):
    across = acb(arb(-2, "1e-9"), arb(0, "1e-9"))
    found = acb(ball(expr, {x: across}))
    for side in (1, -1):
        near = acb(ball(expr, {x: -2 + side * I / 10**10}))
        assert not found.is_finite() or found.overlaps(near)


POLES = (
    sp.gamma(x), sp.loggamma(x), sp.polygamma(0, x), sp.polygamma(2, x), sp.Ei(x), sp.Ci(x),
    sp.bessely(0, x), sp.besselk(1, x), sp.expint(1, x), sp.factorial(x - 1), sp.beta(x, Q(1, 2)),
    sp.zeta(1 - x), sp.elliptic_k(1 - x), sp.li(1 - x), sp.harmonic(x - 1), sp.hyper([1], [x], 3),
    sp.polylog(Q(1, 2), 1 - x), sp.csch(x), sp.asech(x),
)  # fmt: skip


@pytest.mark.parametrize("expr", POLES, ids=str)
def test_a_pole_has_no_finite_value(expr):
    value = evaluate(expr, {x: 0})
    assert not value.context.isfinite(value)
    assert not ball(expr, {x: 0}).is_finite()


CONVENTIONS: dict[Any, Any] = {
    sp.acot(x): (-2, -sp.atan(Q(1, 2))), sp.sinc(x): (0, 1), sp.Heaviside(x): (0, Q(1, 2)),
    sp.binomial(x, 3): (-2, -4),
    sp.factorial2(x): (-3, -1), sp.bernoulli(x): (1, Q(1, 2)), sp.fibonacci(x): (-3, 2), sp.lucas(x): (4, 7),
    sp.harmonic(x): (4, Q(25, 12)), sp.rf(x, -2): (Q(1, 2), Q(4, 3)), sp.catalan(x): (4, 14),
    sp.bell(x): (5, 52), sp.euler(x): (4, 5), sp.subfactorial(x): (4, 9), sp.Mod(x, 3): (-4, 2),
    sp.frac(x): (Q(-3, 2), Q(1, 2)), sp.KroneckerDelta(x, 2): (2, 1), sp.zeta(x): (-3, Q(1, 120)),
    sp.legendre(3, x): (Q(1, 3), Q(-11, 27)), sp.assoc_legendre(1, 1, x): (Q(3, 5), Q(-4, 5)),
    sp.ceiling(x): (Q(-1, 2), 0), sp.partition(x): (10, 42), sp.mobius(x): (30, -1), sp.totient(x): (12, 4),
}  # fmt: skip


@pytest.mark.parametrize("expr", CONVENTIONS, ids=str)
def test_conventions_are_those_of_sympy(expr):
    at, expected = CONVENTIONS[expr]
    assert float(evaluate(expr, {x: at})) == pytest.approx(float(expected), abs=1e-15)
    found = ball(expr, {x: at})
    assert found.is_finite()
    assert abs(found - ball(sp.sympify(expected), {})) < 1e-30


@pytest.mark.parametrize("name", ["besselj", "polylog", "uppergamma", "legendre"])
def test_a_thousand_digits(name):
    expr = getattr(sp, name)(Q(1, 3), x)
    found = ball(expr, {x: Q(2, 3)}, 3500)
    assert found.is_finite()
    assert found.rel_accuracy_bits() > 3300


HUGE = {
    sp.gamma(x): 10**30, sp.besselj(x, 3): 10**9, sp.besselj(3, x): 10**9, sp.sin(x): 10**3000,
    sp.zeta(Q(1, 2) + I * x): 10**9, sp.zeta(x, 2): -(10**9), sp.polylog(2, x): -(10**9),
    sp.polygamma(2, x): 10**9, sp.hyper([x], [Q(1, 2)], 3): 10**9, sp.airyai(x): -(10**9),
    sp.uppergamma(x, 3): 10**9, sp.stieltjes(x): 10**9, sp.legendre(x, sp.sqrt(2) / 2): 10**9,
    sp.binomial(x, Q(1, 2)): 10**9, sp.factorial(x): 10**9, sp.fibonacci(x): 10**9,
}  # fmt: skip


@pytest.mark.parametrize("expr", HUGE, ids=str)
def test_huge_arguments_end(expr):
    for walk in (ball, evaluate):
        walk(expr, {x: HUGE[expr]})


def test_a_floor_is_not_guessed_at_an_integer():
    assert ball(sp.floor(sp.pi * x), {x: 3}) == 9
    with pytest.raises(EvaluationError, match="near an integer"):
        ball(sp.floor(sp.log(sp.exp(x) ** 2) / x, evaluate=False), {x: 3})
