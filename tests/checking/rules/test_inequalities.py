"""Inequalities that are proved, and close ones that are false: not proved, and refuted by a number."""

import re

import pytest

from symfeat.checking import check_claim
from symfeat.checking.budget import OutOfTime, limited
from symfeat.checking.exact import Unproved
from symfeat.checking.rules import proof
from symfeat.checking.workers import Pool
from symfeat.claimfiles import build, prepare
from symfeat.claims import Verdict

SECONDS = 5.0
UNPROVED, OUT_OF_TIME = "unproved", "out of time"

KINDS = {
    "x": "real",
    "y": "real",
    "p": "positive",
    "q": "positive",
    "s": "positive",
    "t": "nonnegative",
    "u": "nonzero_real",
    "z": "complex",
    "w": "complex",
    "n": "positive_integer",
}

# Each true claim, and a close one that is false; after "if", what is assumed.
PAIRS = {
    "tangent of the exponential": ("exp(x) >= 1 + x", "exp(x) > 1 + x"),
    "tangent of the logarithm": ("log(p) <= p - 1", "log(p) <= p - 1 - 1/1000000000"),
    "nonzero symbol": ("1 - exp(-u) < u", "1 - exp(-x) < x"),
    "cosine": ("cos(x) >= 1 - x**2/2", "cos(x) >= 1 - x**2/(2 + 1/1000000)"),
    "Jordan": ("2*t/pi <= sin(t) if t <= pi/2", "2*t/pi <= sin(t) if t <= 8*pi/15"),
    "Wilker": (
        "(sin(p)/p)**2 + tan(p)/p > 2 if p < pi/2",
        "(sin(p)/p)**3 + tan(p)/p > 2 if p < pi/2",
    ),
    "Cusa": ("sin(p)/p < (2 + cos(p))/3 if p < pi/2", "sin(p)/p < (1 + 2*cos(p))/3 if p < pi/2"),
    "Lazarevic": ("cosh(u) <= (sinh(u)/u)**3", "cosh(u) <= (sinh(u)/u)**2"),
    "subgaussian": ("cosh(x) <= exp(x**2/2)", "cosh(x) <= exp(x**2/3)"),
    "x log x": ("p*log(p) >= -exp(-1)", "p*log(p) > -exp(-1)"),
    "an odd function on the line": ("tanh(t) <= t", "tanh(x) <= x"),
    "entropy": (
        "-p*log(p) - (1 - p)*log(1 - p) <= log(2) if p < 1",
        "-p*log(p) - (1 - p)*log(1 - p) < log(2) if p < 1",
    ),
    "an arc of a sine, concave": ("asin(p) < pi*p/2 if p < 1", "asin(p) < 3*p/2 if p < 1"),
    "both functions tend to the same": ("atan(t) <= pi*tanh(t)/2", "atan(t) < pi*tanh(t)/2"),
    "real roots": ("x**4 - 4*x + 3 >= 0", "x**4 - 4*x + 3 > 0"),
    "a double root at an irrational number": ("(x**2 - 2)**2 >= 0", "(x**2 - 2)**2*x >= 0"),
    "sum of squares": ("x**2 + y**2 >= 2*x*y", "x**2 + y**2 > 2*x*y"),
    "means of three": ("(p + q + s)/3 >= (p*q*s)**(1/3)", "(p + q + s)/3 > (p*q*s)**(1/3)"),
    "Motzkin": ("x**2*y**4 + x**4*y**2 + 1 >= 3*x**2*y**2", "x**2*y**4 + x**4*y**2 + 1 > 3*x**2*y**2"),
    "odd powers below": ("x**4 + y**4 >= x**3*y + x*y**3", "x**4 + y**4 >= 2*x**3*y + x*y**3"),
    "Nesbitt": ("p/(q+s) + q/(p+s) + s/(p+q) >= 3/2", "p/(q+s) + q/(p+s) + s/(p+q) > 3/2"),
    "Schur": (
        "p*(p-q)*(p-s) + q*(q-p)*(q-s) + s*(s-p)*(s-q) >= 0",
        "x*(x-q)*(x-s) + q*(q-x)*(q-s) + s*(s-x)*(s-q) >= 0",
    ),
    "Bernoulli, whole": ("(1 + x)**n >= 1 + n*x if x > -1", "(1 + x)**n >= 1 + n*x if x > -5"),
    "Bernoulli, below one": (
        "(1 + x)**s <= 1 + s*x if x > -1, s < 1",
        "(1 + x)**s <= 1 + s*x if x > -1, s < 2",
    ),
    "Young": (
        "p*q <= p**s/s + (s - 1)/s*q**(s/(s - 1)) if s > 1",
        "p*q <= p**s/s + (s - 1)/s*q**s if s > 1",
    ),
    "weighted means": ("p**s*q**(1 - s) <= s*p + (1 - s)*q if s < 1", "p**s*q**(1 - s) <= s*p + (1 - s)*q"),
    "Kullback and Leibler": (
        "p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) >= 0 if p < 1, q < 1",
        "p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) > 0 if p < 1, q < 1",
    ),
    "logarithmic mean": ("2*(q - p)/(p + q) < log(q/p) if p < q", "2*(q - p)/(p + q) < log(q/p)"),
    "a Lipschitz function": ("Abs(tanh(x) - tanh(y)) <= Abs(x - y)", "Abs(tanh(x) - tanh(y)) < Abs(x - y)"),
    "a monotonic function": ("(x - y)*(tanh(x) - tanh(y)) >= 0", "(x - y)*(cos(x) - cos(y)) >= 0"),
    "softplus": ("log(1 + exp(x)) > Max(x, 0)", "log(1 + exp(x)) > Max(x, 0) + 1/1000"),
    "amplitude": ("sin(x) + cos(x) <= sqrt(2)", "sin(x) + cos(x) < sqrt(2)"),
    "triangle": ("Abs(z + w) <= Abs(z) + Abs(w)", "Abs(z + w) < Abs(z) + Abs(w)"),
    "triangle turned": ("Abs(Abs(z) - Abs(w)) <= Abs(z - w)", "Abs(z) - Abs(w) >= Abs(z - w)"),
    "size of an exponential": ("Abs(exp(z)) <= exp(Abs(z))", "Abs(exp(z)) <= exp(im(z))"),
    "size of an exponential less one": (
        "Abs(exp(z) - 1) <= exp(Abs(z)) - 1",
        "Abs(exp(z) - 1) < exp(Abs(z)) - 1",
    ),
    "what a sine leaves": (
        "Abs(sin(z) - z) <= sinh(Abs(z)) - Abs(z)",
        "Abs(sin(z) - z) <= Abs(z) - sin(Abs(z))",
    ),
    "size of a cosine": ("Abs(cos(z)) <= cosh(im(z))", "Abs(cos(z)) <= cosh(re(z))"),
    "size of a sine": ("Abs(sin(z)) >= sinh(im(z))", "Abs(sin(z)) > sinh(im(z))"),
    "both parts": ("Abs(re(z)) + Abs(im(z)) <= sqrt(2)*Abs(z)", "Abs(re(z)) + Abs(im(z)) <= Abs(z)"),
    "parallelogram": ("Abs(z + w)**2 <= 2*Abs(z)**2 + 2*Abs(w)**2", "Abs(z + w)**2 <= Abs(z)**2 + Abs(w)**2"),
    "a Bessel function by its first pole": ("besselk(1, p) < 1/p", "besselk(1, p) < 1/(2*p)"),
    "no zero": ("exp(z) != 0", "exp(z) != 1"),
    "no real zero": ("x**2 + x + 1 != 0", "x**3 + x + 1 + x**2 != 0"),
    "Gautschi": ("p**(1 - s) < gamma(p + 1)/gamma(p + s) if s < 1", "p**(1 - s) < gamma(p + 1)/gamma(p + s)"),
    "Stirling": (
        "sqrt(2*pi)*p**(p - 1/2)*exp(-p) < gamma(p)",
        "sqrt(2*pi)*p**(p - 1/2)*exp(-p + 1/(12*p)) < gamma(p)",
    ),
    "digamma": ("digamma(p) < log(p) - 1/(2*p)", "digamma(p) < log(p) - 1/p"),
    "Mills": (
        "1/(t + sqrt(t**2 + 2)) < sqrt(pi)/2*exp(t**2)*erfc(t)",
        "1/(t + sqrt(t**2 + 1)) < sqrt(pi)/2*exp(t**2)*erfc(t)",
    ),
    "Bessel functions are bounded": ("Abs(besselj(0, x)) <= 1", "Abs(besselj(0, x)) < 1"),
    "Bessel functions by their order": ("besselk(0, p) < besselk(1, p)", "besseli(0, p) < besseli(1, p)"),
    "zeta": ("zeta(s) < s/(s - 1) if s > 1", "zeta(s) < 1/(s - 1) if s > 1"),
    "elliptic integrals": ("elliptic_k(p) > pi/2 if p < 1", "elliptic_e(p) > pi/2 if p < 1"),
    "factorials": ("factorial(n) > 2**n if n >= 4", "factorial(n) > 2**n"),
    "central binomials": ("binomial(2*n, n) >= 4**n/(2*n + 1)", "binomial(2*n, n) > 4**n/(n + 1)"),
    "harmonic numbers": ("harmonic(n) <= 1 + log(n)", "harmonic(n) < 1 + log(n)"),
    "sum of squares inverted": ("Sum(1/k**2, (k, 1, n)) <= 2 - 1/n", "Sum(1/k**2, (k, 1, n)) < 2 - 1/n"),
    "relaxation rates": (
        "1 - exp(-p*t) >= p*(1 - exp(-t)) if p < 1",
        "1 - exp(-p*t) > p*(1 - exp(-t)) if p < 1",
    ),
    "stable steps": ("Abs(1 - p*q) < 1 if p*q < 2", "Abs(1 - p*q) < 1 if p*q <= 2"),
}


def parts_of(text):
    """The primitive claim that a text stands for, with its domain."""
    statement, _, assumed = text.partition(" if ")
    left, relation, right = re.split(r"\s(<=|>=|!=|<|>)\s", statement)
    names = {name for name in KINDS if re.search(rf"\b{name}\b", text)}
    raw = {
        "id": "a",
        "kind": "inequality",
        "symbols": {name: KINDS[name] for name in sorted(names)},
        "assume": [a.strip() for a in assumed.split(",")] if assumed else [],
        "lhs": left,
        "rel": relation,
        "rhs": right,
    }
    return build(raw)


def proved(text):
    claim, domain = parts_of(text)
    return [proof(part, domain.known) for _, part in domain.unfold(claim)]


def search_for_a_proof(prepared, text):
    """For a worker, since a search for a proof of what is false may take long: the reasons found, or none."""
    try:
        with limited(SECONDS):
            return proved(text)
    except Unproved:
        return UNPROVED
    except OutOfTime:
        return OUT_OF_TIME


@pytest.fixture(scope="module")
def workers():
    with Pool(prepare, jobs=1, timeout=3 * SECONDS) as pool:
        yield pool


@pytest.mark.parametrize("name", PAIRS)
def test_it_is_proved(name):
    assert all(proved(PAIRS[name][0]))


@pytest.mark.parametrize("name", PAIRS)
def test_the_close_one_is_not(name, workers):
    workers.submit(search_for_a_proof, PAIRS[name][1])
    (outcome,) = workers.outcomes()
    assert outcome.value in (UNPROVED, OUT_OF_TIME)


@pytest.mark.parametrize("name", PAIRS)
def test_the_close_one_is_refuted(name):
    claim, domain = parts_of(PAIRS[name][1])
    report = check_claim(claim, domain, until_refuted=True)
    assert report.verdict is Verdict.REFUTED
