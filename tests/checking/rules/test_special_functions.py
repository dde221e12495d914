"""Relations between special functions are proved; close wrong versions of each are refuted."""

import pytest

from symfeat.claimfiles import check_raw
from symfeat.claims import Verdict

Z, X, R = {"z": "complex"}, {"x": "positive"}, {"x": "real"}
NX, NR = {"n": "real", "x": "positive"}, {"n": "positive_integer", "x": "real"}
AX = {"a": "positive", "x": "positive"}
ABX = {"a": "positive", "b": "positive", "x": "real"}
ABCX = {**ABX, "c": "positive"}
BELOW_ONE, INSIDE = ("x < 1",), ("x > -1", "x < 1")
RELATIONS = {
    "gamma functions": [
        (Z, "gamma(z)*gamma(-z)", "-pi/(z*sin(pi*z))", ["pi/(z*sin(pi*z))"]),
        (Z, "gamma(3*z)", "3**(3*z - 1/2)/(2*pi)*gamma(z)*gamma(z + 1/3)*gamma(z + 2/3)",
         ["3**(3*z + 1/2)/(2*pi)*gamma(z)*gamma(z + 1/3)*gamma(z + 2/3)"]),
        ({}, "gamma(1/6)", "2**(-1/3)*sqrt(3/pi)*gamma(1/3)**2", ["2**(1/3)*sqrt(3/pi)*gamma(1/3)**2"]),
        ({"n": "positive_integer", "k": "nonnegative_integer"}, "binomial(-n, k)",
         "(-1)**k*binomial(n + k - 1, k)", ["binomial(n + k - 1, k)", "(-1)**k*binomial(n + k, k)"]),
        ({"n": "nonnegative_integer"}, "factorial2(2*n + 1)", "factorial(2*n + 1)/(2**n*factorial(n))",
         ["factorial(2*n + 1)/(4**n*factorial(n))"]),
        (X, "digamma(3*x)", "log(3) + (digamma(x) + digamma(x + 1/3) + digamma(x + 2/3))/3",
         ["log(3)/3 + (digamma(x) + digamma(x + 1/3) + digamma(x + 2/3))/3"]),
        (Z, "polygamma(1, 1 - z) + polygamma(1, z)", "pi**2/sin(pi*z)**2", ["pi**2/cos(pi*z)**2"]),
    ],
    "Bessel functions": [
        (NX, "besselj(-n, x)", "cos(n*pi)*besselj(n, x) - sin(n*pi)*bessely(n, x)",
         ["cos(n*pi)*besselj(n, x) + sin(n*pi)*bessely(n, x)"]),
        (NX, "besselj(n, x)*besselj(-n - 1, x) + besselj(n + 1, x)*besselj(-n, x)", "-2*sin(n*pi)/(pi*x)",
         ["2*sin(n*pi)/(pi*x)"]),
        (NX, "hankel1(n + 1, x)*hankel2(n, x) - hankel1(n, x)*hankel2(n + 1, x)", "-4*I/(pi*x)",
         ["4*I/(pi*x)", "-2*I/(pi*x)"]),
        (NX, "besseli(n, x)", "exp(-I*pi*n/2)*besselj(n, I*x)", ["exp(I*pi*n/2)*besselj(n, I*x)"]),
        (NX, "besseli(n, x)*besselk(n + 1, x) + besseli(n + 1, x)*besselk(n, x)", "1/x", ["-1/x", "1/x**2"]),
        (X, "bessely(-5/2, x)", "besselj(5/2, x)", ["-besselj(5/2, x)"]),
        ({"n": "nonnegative_integer", "x": "positive"}, "jn(n, x)*yn(n - 1, x) - jn(n - 1, x)*yn(n, x)",
         "1/x**2",
         ["-1/x**2"]),
        (X, "airybi(-x)", "sqrt(x/3)*(besselj(-1/3, 2*x**(3/2)/3) - besselj(1/3, 2*x**(3/2)/3))",
         ["sqrt(x/3)*(besselj(-1/3, 2*x**(3/2)/3) + besselj(1/3, 2*x**(3/2)/3))"]),
    ],
    "orthogonal polynomials": [
        (NR, "(n + 1)*legendre(n + 1, x)", "(2*n + 1)*x*legendre(n, x) - n*legendre(n - 1, x)",
         ["(2*n + 1)*x*legendre(n, x) + n*legendre(n - 1, x)",
          "2*n*x*legendre(n, x) - n*legendre(n - 1, x)"]),
        (NR, "Derivative(hermite(n, x), x)", "2*n*hermite(n - 1, x)", ["n*hermite(n - 1, x)"]),
        (NR, "hermite(2*n, x)", "(-4)**n*factorial(n)*assoc_laguerre(n, -1/2, x**2)",
         ["(-4)**n*factorial(n)*assoc_laguerre(n, 1/2, x**2)"]),
        (NR, "chebyshevt(2*n, x)", "2*chebyshevt(n, x)**2 - 1", ["2*chebyshevt(n, x)**2 + 1"]),
        (NR, "chebyshevu(n, x)", "gegenbauer(n, 1, x)", ["gegenbauer(n, 1/2, x)"]),
        ({**ABX, "n": "positive_integer"}, "jacobi(n, a, b - 1, x) - jacobi(n, a - 1, b, x)",
         "jacobi(n - 1, a, b, x)", ["jacobi(n, a, b, x)"]),
    ],
    "hypergeometric functions": [
        (ABX, "hyper([a], [b], x)", "exp(x)*hyper([b - a], [b], -x)", ["exp(-x)*hyper([b - a], [b], -x)"]),
        (ABCX, "hyper([a, b], [c], x)", "(1 - x)**(-a)*hyper([a, c - b], [c], x/(x - 1))",
         ["(1 - x)**(-b)*hyper([a, c - b], [c], x/(x - 1))"], BELOW_ONE),
        (ABCX, "c*(1 - x)*hyper([a, b], [c], x)",
         "c*hyper([a - 1, b], [c], x) - (c - b)*x*hyper([a, b], [c + 1], x)",
         ["c*hyper([a - 1, b], [c], x) - (c - a)*x*hyper([a, b], [c + 1], x)"], BELOW_ONE),
        ({"n": "positive", "x": "positive"}, "besselj(n, x)",
         "(x/2)**n/gamma(n + 1)*hyper([], [n + 1], -x**2/4)",
         ["(x/2)**n/gamma(n + 1)*hyper([], [n + 1], x**2/4)",
          "(x/2)**n/gamma(n)*hyper([], [n + 1], -x**2/4)"]),
    ],
    "incomplete gamma functions and others": [
        (AX, "lowergamma(a + 1, x)", "a*lowergamma(a, x) - x**a*exp(-x)",
         ["a*lowergamma(a, x) + x**a*exp(-x)"]),
        (X, "Ci(x) + I*Si(x) - I*pi/2", "-expint(1, -I*x)", ["-expint(1, I*x)"]),
        (X, "Shi(x) + Chi(x)", "Ei(x)", ["-Ei(x)", "Ei(x) + expint(1, x)"]),
        ({"s": "complex"}, "zeta(1 - s)", "2*(2*pi)**(-s)*cos(pi*s/2)*gamma(s)*zeta(s)",
         ["2*(2*pi)**(-s)*sin(pi*s/2)*gamma(s)*zeta(s)"]),
        ({"z": "complex"}, "LambertW(z)*exp(LambertW(z))", "z", ["-z"]),
    ],
    "differential equations": [
        (X, "x*hyper([1, 1], [2], x)", "-log(1 - x)", ["log(1 - x)"], BELOW_ONE),
        (R, "x*hyper([1/2, 1], [3/2], -x**2)", "atan(x)", ["atan(2*x)/2"]),
        (R, "polylog(2, x) + polylog(2, -x)", "polylog(2, x**2)/2", ["polylog(2, x**2)"], INSIDE),
        (X, "polylog(2, -x) + polylog(2, -1/x)", "-pi**2/6 - log(x)**2/2", ["-pi**2/6 + log(x)**2/2"]),
        (R, "erf(x)", "2*x/sqrt(pi)*exp(-x**2)*hyper([1], [3/2], x**2)",
         ["2*x/sqrt(pi)*exp(-x**2)*hyper([1], [1/2], x**2)"]),
        ({"m": "positive"}, "elliptic_k(-m)", "elliptic_k(m/(1 + m))/sqrt(1 + m)",
         ["elliptic_k(m/(1 + m))/(1 + m)"]),
        ({"k": "positive"}, "elliptic_k(4*k/(1 + k)**2)", "(1 + k)*elliptic_k(k**2)",
         ["(1 + k)*elliptic_k(k)", "(1 + k)**2*elliptic_k(k**2)"], ("k < 1",)),
        (ABX, "hyper([a, b], [2*b], x)",
         "(1 - x/2)**(-a)*hyper([a/2, a/2 + 1/2], [b + 1/2], (x/(2 - x))**2)",
         ["(1 - x/2)**(-b)*hyper([a/2, a/2 + 1/2], [b + 1/2], (x/(2 - x))**2)"], ("x < 1", "x > 0")),
    ],
}  # fmt: skip
CASES = [(family, *case) for family, cases in RELATIONS.items() for case in cases]


def verdict(symbols, lhs, rhs, assume=()):
    raw = {"id": "claim", "kind": "identity", "symbols": symbols, "lhs": lhs, "rhs": rhs}
    return check_raw({**raw, "assume": list(assume)} if assume else raw).verdict


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[2])
def test_a_relation_is_proved(case):
    _, symbols, lhs, rhs, _, *assume = case
    assert verdict(symbols, lhs, rhs, *assume) is Verdict.PROVED


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[2])
def test_a_wrong_version_is_refuted(case):
    _, symbols, lhs, rhs, wrong, *assume = case
    for other in (*wrong, f"-({rhs})", f"({rhs}) + 1/10**20"):
        assert verdict(symbols, lhs, other, *assume) is Verdict.REFUTED


NOT_PROVED = {
    "Euler's transformation on the cut": (ABCX, "hyper([a, b], [c], x)",
                                          "(1 - x)**(c - a - b)*hyper([c - a, c - b], [c], x)", ("x > 1",)),
    "the inversion of the dilogarithm on the cut": (X, "polylog(2, x) + polylog(2, 1/x)",
                                                    "-pi**2/6 - log(-x)**2/2", ("x > 1",)),
    "Legendre's relation beyond 1": ({"m": "positive"},
                                     "elliptic_e(m)*elliptic_k(1 - m) + elliptic_e(1 - m)*elliptic_k(m)"
                                     " - elliptic_k(m)*elliptic_k(1 - m)", "-pi/2", ("m > 1",)),
    "a root of a square": (R, "besselj(0, x)*sqrt(x**2)", "x*besselj(0, x)", ()),
    "a jump at zero": ({"x": "nonzero_real"}, "atan(x) + atan(1/x)", "pi/2", ()),
    "a sign that a differential equation does not see": (R, "airyai(x)*sign(x - 1000)", "-airyai(x)", ()),
    "a polynomial of a degree that may be negative": ({"n": "integer", "x": "real"}, "hermite(n + 1, x)",
                                                      "2*x*hermite(n, x) - 2*n*hermite(n - 1, x) + 1", ()),
    "a binomial coefficient of a negative number": ({"n": "integer", "k": "integer"}, "binomial(n, k)",
                                                    "binomial(n, n - k)", ()),
    "a Bessel function of the negative argument": ({"n": "real", "z": "complex"}, "besselj(n, -z)",
                                                   "exp(I*pi*n)*besselj(n, z)", ()),
    "the principal branch below -1": (R, "LambertW(x*exp(x))", "x", ()),
    "Landen's transformation beyond 1": ({"k": "positive"}, "elliptic_k(4*k/(1 + k)**2)",
                                         "(1 + k)*elliptic_k(k**2)", ()),
    "a quadratic transformation beyond 1/2": (ABX, "hyper([a, b], [a + b + 1/2], 4*x*(1 - x))",
                                              "hyper([2*a, 2*b], [a + b + 1/2], x)", ("x < 1", "x > 0")),
    "an exponential integral of a negative argument": (R, "Ei(x)", "-expint(1, -x)", ()),
    "an exception at one integer": ({"n": "nonnegative_integer"}, "gamma(n + 1)*sin(pi*n/2)**2",
                                    "n*gamma(n)*sin(pi*n/2)**2 + binomial(0, n)*sin(pi*n/2 + pi/2)**2", ()),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_PROVED)
def test_it_is_not_proved(name):
    symbols, lhs, rhs, assume = NOT_PROVED[name]
    assert verdict(symbols, lhs, rhs, assume) is not Verdict.PROVED
