"""The tables of formulas from the literature, entry by entry, against numbers at random parameters."""

import random

import mpmath
import pytest
import sympy as sp
from numpy.polynomial.legendre import leggauss

from symfeat.checking.rules.inequalities.bounds import BOUNDS
from symfeat.checking.rules.integrals.formulas import FORMULAS, T
from symfeat.checking.rules.integrals.transforms import TRANSFORMS
from symfeat.checking.rules.special.derivatives import slope
from symfeat.checking.rules.special.polynomials import BY_HYPER
from symfeat.checking.rules.sums.generating import GENERATORS

DRAWS = 4000
MARGIN = 0.4  # from where the integrals diverge, so that their numbers are good
NODES, WEIGHTS = (list(map(float, part)) for part in leggauss(20))
t = sp.Symbol("t", positive=True)


def _drawn(formula, rng):
    """Numbers for the parameters of a formula within its conditions."""
    wilds = sorted(formula.pattern.atoms(sp.Wild), key=str)
    for _ in range(DRAWS):
        point = {
            w: sp.Integer(rng.randint(0, 4)) if w.name == "n" else sp.Rational(rng.randint(-30, 30), 10)
            for w in wilds
        }
        if all(_holds(left.xreplace(point), rel) for left, rel in formula.conditions):
            return point
    raise AssertionError("the conditions are too narrow to be met at random")


def _holds(left, rel):
    if rel == "real":
        return left.is_real
    return bool({">": left > MARGIN, "re>": sp.re(left) > MARGIN, ">=": left >= 0, "!=": left != 0}[rel])


def _integral(integrand, low, high):
    """The integral by numbers; along waves from one zero of the phase to the next."""
    function = sp.lambdify(t, integrand, "mpmath")
    phase = _phase(integrand) if high is sp.oo else None
    if phase is None:
        far = 80 if integrand.has(sp.exp, sp.sinh, sp.cosh) else mpmath.inf
        end = far if high is sp.oo else mpmath.mpf(high.evalf(30))
        middle = [0.5, 2, 8] if high is sp.oo else [end / 2]
        return mpmath.quad(function, [0, *middle, end])
    zeros = [mpmath.mpf(0)]

    def zero(k):
        while len(zeros) <= k:
            guess = zeros[-1] + 1 if len(zeros) < 3 else 2 * zeros[-1] - zeros[-2]
            zeros.append(mpmath.findroot(lambda u: phase(u) - len(zeros) * mpmath.pi, guess, verify=False))
        return zeros[k]

    def wave(k):
        middle, half = (zero(int(k) + 1) + zero(int(k))) / 2, (zero(int(k) + 1) - zero(int(k))) / 2
        return half * sum(w * function(middle + half * u) for u, w in zip(NODES, WEIGHTS, strict=True))

    head = mpmath.quad(function, [0, zero(1) / 2, zero(1), zero(2)])
    return head + mpmath.nsum(wave, [2, mpmath.inf], tol=1e-6)


def _phase(integrand):
    """The phase, a function of t, where the integrand is a wave out to infinity."""
    waves = integrand.atoms(sp.sin, sp.cos, sp.besselj)
    if integrand.has(sp.exp, sp.sinh, sp.cosh) or not waves:
        return None
    return sp.lambdify(t, sp.Abs(next(iter(waves)).args[-1].xreplace({t: sp.Symbol("t")})), "mpmath")


@pytest.mark.parametrize("formula", [*FORMULAS, *TRANSFORMS], ids=lambda f: f"{f.source}: {f.pattern}")
def test_integral(formula):
    rng = random.Random(str(formula.pattern))
    for _ in range(2 if formula.pattern.has(sp.Wild) else 1):
        point = _drawn(formula, rng)
        integrand = formula.pattern.xreplace(point).xreplace({T: t})
        expected = sp.lambdify((), formula.value.xreplace(point), "mpmath")()
        found = _integral(integrand, *formula.limits)
        assert abs(found - expected) < 1e-4 * (1 + abs(expected)), (point, found, expected)


@pytest.mark.parametrize(("head", "count"), GENERATORS, ids=str)
def test_generating_function(head, count):
    rng = random.Random(head.__name__)
    generator = GENERATORS[head, count]
    for _ in range(3):
        parameters = [sp.Rational(rng.randint(1, 9), 10) for _ in range(count)]
        z = sp.Rational(rng.choice((-1, 1)) * rng.randint(1, 4), 10)
        terms = (
            head(k, *parameters) * z**k / (sp.factorial(k) if generator.exponential else 1) for k in range(60)
        )
        found = sum(float(term) for term in terms)
        assert found == pytest.approx(float(generator.value(z, *parameters)), rel=1e-9)


@pytest.mark.parametrize("head", BY_HYPER, ids=lambda head: head.__name__)
def test_polynomial_as_a_hypergeometric_function(head):
    rng = random.Random(head.__name__)
    count = {sp.jacobi: 3, sp.gegenbauer: 2, sp.assoc_laguerre: 2}.get(head, 1)
    for n in range(5):
        *parameters, x = [sp.Rational(rng.randint(1, 30), 13) for _ in range(count)]
        value = sp.hyperexpand(BY_HYPER[head](sp.Integer(n), *parameters, x))
        assert float(value) == pytest.approx(float(head(n, *parameters, x)), rel=1e-12)


POINTS = [
    sp.Rational(1, 50),
    sp.Rational(3, 10),
    sp.Integer(1),
    sp.Rational(19, 10),
    sp.Integer(3),
    sp.Integer(40),
]
ORDERS = [sp.S.Zero, sp.Rational(1, 3), sp.Integer(1), sp.Rational(7, 2)]
MINUS = [-p for p in POINTS]


def _functions(head):
    """Examples of a function that is bounded, each with an expression in which a like one occurs."""
    if head in (sp.besselj, sp.besseli, sp.besselk):
        for n in ORDERS:
            for x in (*POINTS, *MINUS) if n.is_integer else POINTS:
                yield head(n, x), head(n, x) + head(n + sp.Rational(1, 2), x)
        return
    if head is sp.polygamma:
        yield from ((head(n, x), head(n, x)) for n in (0, 1) for x in POINTS)
        return
    low = {sp.loggamma: 0, sp.gamma: 0, sp.zeta: 1, sp.LambertW: 0}.get(head)
    for x in (*POINTS, *MINUS, sp.E, sp.Rational(99, 100)):
        if low is None or x > low:
            yield head(x), head(x) + head(x + sp.Rational(1, 3))


@pytest.mark.parametrize("head", BOUNDS, ids=lambda head: head.__name__)
def test_bound(head):
    tried = 0
    with mpmath.workdps(30):
        for function, whole in _functions(head):
            if not isinstance(function, head):
                continue
            for bound in BOUNDS[head](function, whole):
                met = all(part.evalf() > 0 for part in bound.above_zero)
                if not (met and all(part.evalf() >= 0 for part in bound.not_below_zero)):
                    continue
                gap = (bound.side * (function - bound.value)).evalf(30, maxn=2000)
                tried += 1
                assert gap > 0 or (gap >= -1e-25 and not bound.strict), (function, bound)
    assert tried > 2


z, n = sp.Symbol("z"), sp.Rational(7, 3)
DERIVED = [
    *(head(z) for head in (sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc, sp.asin, sp.acos)),
    *(head(z) for head in (sp.atan, sp.acot, sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch, sp.asinh)),
    *(
        head(z)
        for head in (sp.acosh, sp.atanh, sp.gamma, sp.loggamma, sp.factorial, sp.erf, sp.erfc, sp.erfi)
    ),
    *(head(z) for head in (sp.fresnels, sp.fresnelc, sp.Si, sp.Ci, sp.Shi, sp.Chi, sp.Ei, sp.li)),
    *(head(z) for head in (sp.elliptic_k, sp.elliptic_e, sp.LambertW)),
    *(head(n, z) for head in (sp.besselj, sp.bessely, sp.besseli, sp.besselk, sp.hankel1, sp.hankel2)),
    *(head(n, z) for head in (sp.expint, sp.uppergamma, sp.polylog, sp.zeta, sp.elliptic_f)),
    *(
        head(3, z)
        for head in (sp.legendre, sp.chebyshevt, sp.chebyshevu, sp.hermite, sp.laguerre, sp.polygamma)
    ),
    *(sp.hyper([n, 2], [sp.Rational(5, 4)], z), sp.hyper([n], [3], z), sp.hyper([], [n], z)),
    *(sp.elliptic_f(z, sp.Rational(2, 7)), sp.elliptic_e(z, sp.Rational(2, 7)), sp.elliptic_e(n, z)),
    *(sp.gegenbauer(3, n, z), sp.assoc_laguerre(3, n, z), sp.jacobi(3, n, 2, z), sp.elliptic_pi(z, n / 9)),
    *(sp.lerchphi(z, n, 2), sp.lerchphi(z / 3, n, z), sp.beta(z, n), sp.binomial(z, n), sp.binomial(n, z)),
]


@pytest.mark.parametrize("function", DERIVED, ids=str)
@pytest.mark.parametrize(
    "place", [mpmath.mpf("0.31"), mpmath.mpc("0.4", "0.23"), mpmath.mpc("-0.37", "0.41")]
)
def test_derivative(function, place):
    if mpmath.im(place) == 0 and function.has(sp.acosh, sp.li):
        place += 2
    with mpmath.workdps(20):
        evaluated = sp.lambdify(z, function, "mpmath")
        expected = mpmath.diff(evaluated, place)
        found = sp.lambdify(z, slope(function, z), "mpmath")(place)
        assert abs(found - expected) < 1e-8 * (1 + abs(expected))
