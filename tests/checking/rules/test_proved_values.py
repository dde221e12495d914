"""Sums, products and integrals with proved values: wrong ones are refuted by them, where balls have none."""

import pytest
import sympy as sp

from symfeat.checking.rules import reductions
from symfeat.checking.rules.sums.neumann import _SERIES, K, _x, _y
from symfeat.claims.kinds import Identity
from symfeat.evaluate.appell import polynomial_value
from symfeat.evaluate.ball import ball
from symfeat.evaluate.program import rational

# Symbols with their kinds, assumptions, a side, what it is equal to, and a wrong value.
CLAIMS = [
    ("s:+", "", "Integral(exp(-s*t)*erf(t),(t,0,oo))", "exp(s**2/4)*erfc(s/2)/s", "exp(s**2/2)*erfc(s/2)/s"),
    ("s:+", "", "Integral(exp(-s*t)*expint(1,t),(t,0,oo))", "log(1+s)/s", "log(1+s)"),
    ("s:+ n:N", "", "Integral(exp(-s*t)*laguerre(n,t),(t,0,oo))", "(s-1)**n/s**(n+1)", "(s+1)**n/s**(n+1)"),
    ("", "", "Integral(besselk(0,x),(x,0,oo))", "pi/2", "pi"),
    ("a:+ w:R", "", "Integral(cos(w*x)/(x**2+a**2),(x,-oo,oo))", "pi*exp(-a*Abs(w))/a", "pi*exp(-a*w)/a"),
    ("", "", "Integral(exp(-x**2-x*y-y**2),(x,-oo,oo),(y,-oo,oo))", "2*pi/sqrt(3)", "pi/sqrt(3)"),
    ("", "", "Integral(x*y,(y,0,x),(x,0,1))", "1/8", "1/4"),
    ("x:R", "", "besselj(0,x)**2+2*Sum(besselj(k,x)**2,(k,1,oo))", "1", "2"),
    ("x:R", "", "Sum((-1)**k*besselj(2*k+1,x),(k,0,oo))", "sin(x)/2", "cos(x)/2"),
    (
        "x,y:R",
        "",
        "Sum(besselj(2*k,x)*cos(2*k*y),(k,1,oo))",
        "(cos(x*sin(y))-besselj(0,x))/2",
        "cos(x*sin(y))",
    ),
    ("x:R", "", "Sum(besseli(k,x),(k,0,oo))", "(exp(x)+besseli(0,x))/2", "(exp(x)-besseli(0,x))/2"),
    ("x:+", "x<pi", "Sum(sin((2*k+1)*x)/(2*k+1),(k,0,oo))", "pi/4", "pi/2"),
    ("x:+", "x<pi", "Sum(cos((2*k-1)*x)/(2*k-1)**2,(k,1,oo))", "pi*(pi-2*x)/8", "pi*(pi+2*x)/8"),
    ("x:R", "abs(x)<1", "Sum(euler(2*k)*x**(2*k)/factorial(2*k),(k,0,oo))", "1/cosh(x)", "1/cos(x)"),
    ("", "", "Sum(harmonic(k)/k**2,(k,1,oo))", "2*zeta(3)", "3*zeta(3)"),
    ("", "", "Sum(harmonic(k)/k**3,(k,1,oo))", "pi**4/72", "pi**4/90"),
    ("", "", "Integral(sin(t)/t*sin(t/3)/t*cos(t/5)/3,(t,0,oo))", "pi/18", "pi/9"),
    ("", "", "Integral(sin(t)**3/t**3,(t,-oo,oo))", "3*pi/4", "pi/4"),
    ("", "", "Integral(sinc(x)**4,(x,0,oo))", "pi/3", "pi/4"),
    (
        "s:+",
        "",
        "Integral(erf(x)**2*exp(-x**2/(2*s**2))/sqrt(2*pi*s**2),(x,-oo,oo))",
        "2/pi*asin(2*s**2/(1+2*s**2))",
        "2/pi*asin(2*s**2/(1+s**2))",
    ),
    ("x:R n:N", "", "bernoulli(n,1-x)", "(-1)**n*bernoulli(n,x)", "bernoulli(n,x)"),
    ("n:N", "", "bernoulli(n,1/2)", "(2**(1-n)-1)*bernoulli(n)", "(2**(-n)-1)*bernoulli(n)"),
    ("n:N", "", "euler(n,1/2)*2**n", "euler(n)", "2*euler(n)"),
]
# An assumption is missing: the rule's conditions hold at some points only, which are enough.
DROPPED = [
    ("x:+", "x<4*pi", "Sum(sin(k*x)/k,(k,1,oo))", "(pi-x)/2"),
    ("a:R", "", "Integral(sin(a*x)/x,(x,0,oo))", "pi/2"),
    ("a:R", "", "Integral(log(1-2*a*cos(x)+a**2),(x,0,pi))", "0"),
]
# One side is finite nowhere, so that nothing is claimed.
EMPTY = [
    ("n:N", "", "gamma(-n)+Integral(exp(-x**4)*besselj(0,x)**3,(x,0,1))", "gamma(-n)+1"),
    ("n:N", "", "gamma(-n)+Sum(harmonic(k)/k**2,(k,1,oo))", "gamma(-n)+1"),
]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim[2])
def test_the_right_value_is_proved(claim, is_proved):
    assert is_proved(*claim[:4])


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim[2])
def test_a_wrong_value_is_refuted(claim, verdict):
    assert verdict(*claim[:3], claim[4]) == "refuted"


@pytest.mark.parametrize("claim", DROPPED, ids=lambda claim: claim[2])
def test_a_dropped_assumption_is_refuted_at_a_point(claim, verdict):
    assert verdict(*claim) == "refuted"


@pytest.mark.parametrize("claim", EMPTY, ids=lambda claim: claim[2])
def test_what_is_finite_nowhere_is_not_refuted(claim, verdict):
    assert verdict(*claim) != "refuted"


@pytest.mark.parametrize(("term", "first", "value"), _SERIES, ids=str)
def test_sums_of_bessel_functions_in_numbers(term, first, value):
    point = {_x: sp.Rational(7, 5), _y: sp.Rational(3, 7)}
    total = sum(term.xreplace({**point, K: sp.Integer(k)}).evalf(30) for k in range(first, first + 40))
    assert abs(total - value.xreplace(point).evalf(30)) < 1e-25


@pytest.mark.parametrize("name", ["bernoulli", "euler", "genocchi"])
def test_polynomials_in_rationals_and_balls(name):
    head = getattr(sp, name)
    n, x = sp.symbols("n x")
    for degree in range(6):
        written = head(degree, sp.Rational(2, 7))
        assert polynomial_value(name, degree, rational(sp.Rational(2, 7))) == rational(written)
        found = complex(ball(head(n, sp.sqrt(x)), {n: degree, x: 2}))
        assert abs(found - complex(head(degree, sp.sqrt(2)))) < 1e-12


def test_a_divergent_sum_has_no_value():
    k = sp.Symbol("k", integer=True)
    assert not list(reductions(Identity(sp.Sum(sp.harmonic(k) / k, (k, 1, sp.oo)), sp.S.One)))


def test_what_sympy_writes_for_gegenbauer_at_minus_one_refutes_nothing(verdict):
    series = "Sum(gegenbauer(k,a,x)*z**k,(k,0,oo))"
    assert verdict("a,x,z:R", "abs(x)<=1; abs(z)<1", series, "(1-2*x*z+z**2)**(-a)") in (
        "proved",
        "supported",
        "undecided",
    )
