"""The parts that proofs about special functions rest on, each compared with numbers."""

import mpmath
import pytest
import sympy as sp

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules.calculus.annihilating import _free_coefficients
from symfeat.checking.rules.calculus.equation import annihilator
from symfeat.checking.rules.special.bessels import independent_bessels
from symfeat.checking.rules.special.derivatives import KNOWN, slope
from symfeat.checking.rules.special.field import Field
from symfeat.checking.rules.special.gammas import to_strip
from symfeat.checking.rules.special.others import independent_others
from symfeat.checking.rules.special.positivity import positivity

x, a = sp.symbols("x a", positive=True)
r = sp.Symbol("r", real=True)
z, w = sp.symbols("z w")
n = sp.Symbol("n", integer=True)
I, pi, sqrt = sp.I, sp.pi, sp.sqrt
Q = sp.Rational


def positive(expr):
    return bool(expr.is_positive)


EQUAL = [
    (sp.sin(z) ** 2, 1 - sp.cos(z) ** 2),
    (sp.tan(2 * z), 2 * sp.tan(z) / (1 - sp.tan(z) ** 2)),
    (sp.tanh(z + 1), (sp.tanh(z) + sp.tanh(1)) / (1 + sp.tanh(z) * sp.tanh(1))),
    ((2 * x) ** (a + 1), 2 * x * 2**a * x**a),
    (z ** (a + 1), z * z**a),
    ((-z) ** n, (-1) ** n * z**n),
    (sp.cos(pi * (r + n)), (-1) ** n * sp.cos(pi * r)),
    (sp.exp(I * pi / 4), (1 + I) / sqrt(2)),
    (sp.exp(I * pi / 3), Q(1, 2) + I * sqrt(3) / 2),
    ((z + I * sqrt(1 - z**2)) * (z - I * sqrt(1 - z**2)), sp.S.One),
    (sp.log(2 * x**3), sp.log(2) + 3 * sp.log(x)),
    (1 / (1 - z) + 1 / (1 + z), 2 / (1 - z**2)),
]
DIFFERENT = [
    (sqrt(z**2), z),
    (sqrt(z * w), sqrt(z) * sqrt(w)),
    (sp.log(z**2), 2 * sp.log(z)),
    (sp.log(r * z), sp.log(r) + sp.log(z)),
    ((z**2) ** a, z ** (2 * a)),
    ((-z) ** a, (-1) ** a * z**a),
    (sp.exp(I * pi * r * 2), sp.S.One),
    (sp.exp(I * pi / 4), (1 - I) / sqrt(2)),
]


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_equal_expressions_are_equal_in_the_field(left, right):
    assert Field(left - right, positive).is_zero
    assert not Field(left - right + Q(1, 10**20), positive).is_zero


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_branches_are_kept_apart(left, right):
    assert not Field(left - right, positive).is_zero


def test_a_division_by_zero_is_no_expression_of_the_field():
    with pytest.raises(NotReducible, match="denominator"):
        Field(1 / (sp.sin(z) ** 2 + sp.cos(z) ** 2 - 1), positive)


WHOLE = (sp.legendre, sp.chebyshevt, sp.chebyshevu, sp.hermite, sp.hermite_prob, sp.laguerre, sp.gegenbauer,
         sp.assoc_legendre, sp.assoc_laguerre, sp.jacobi, sp.polygamma, sp.jn, sp.yn, sp.hn1,
           sp.hn2)  # fmt: skip
ARITIES = {sp.elliptic_e: (1, 2), sp.elliptic_pi: (2, 3), sp.LambertW: (1,), sp.log: (1,)}


@pytest.mark.parametrize("head", KNOWN, ids=lambda head: head.__name__)
def test_a_derivative_is_that_of_numbers(head):
    for arity in ARITIES.get(head, (max(KNOWN[head]),)):
        start = [Q(7, 23), Q(5, 17), Q(3, 7), Q(2, 5)][:arity]
        if head in WHOLE:
            start[0] = sp.Integer(3)
        if head is sp.assoc_legendre:
            start[1] = sp.Integer(2)
        for place in KNOWN[head][:arity]:
            moving = [*start[: place - 1], z, *start[place:]]
            if place <= arity:
                function = head(*moving, evaluate=False)
                _compare(function, slope(function, z), start[place - 1])


def _compare(function, derivative, at):
    step = Q(1, 10**8)
    with mpmath.workdps(40):
        above, below = (sp.N(function.xreplace({z: sp.Float(at + d, 40)}), 38) for d in (step, -step))
        value = sp.N(derivative.xreplace({z: at}), 20)
        error = abs(sp.N((above - below) / (2 * step) - value, 20))
    assert error < 1e-10 * (1 + abs(value))


REWRITTEN = [
    *(head(order, argument, evaluate=False) for head in (sp.besselj, sp.bessely, sp.besseli, sp.besselk)
      for order in (a + 2, -a - 1, sp.Integer(-2), Q(5, 2), Q(-1, 3), Q(2, 3)) for argument in (x, I * x,
        -x, -I * x)),
    sp.hankel1(-a, x), sp.hankel2(a + 3, x), sp.jn(3, x), sp.yn(-2, x), sp.hn1(2, x),
    *(sp.besselj(a, x) * head(s * x) for head in (sp.airyai, sp.airybi, sp.airyaiprime,
      sp.airybiprime) for s in (1, -1)),
    sp.gamma(2 * a) / sp.gamma(a), sp.gamma(-a - 2), sp.gamma(Q(1, 6)), sp.gamma(Q(17, 6)),
      sp.loggamma(a + 3),
    sp.polygamma(0, Q(1, 3) - a), sp.polygamma(2, 1 - a), sp.polygamma(1, 3 * a) * sp.polygamma(1, a),
    sp.uppergamma(a + 2, x), sp.uppergamma(a - 2, x), sp.lowergamma(a + 1, x), sp.uppergamma(Q(5, 2), x),
    sp.expint(a + 2, x), sp.expint(3, x), sp.expint(Q(-3, 2), x), sp.Shi(x) * sp.Ei(x), sp.Chi(x) * sp.Ei(x),
    sp.expint(1, I * x) + sp.Si(x), sp.expint(1, -I * x) + sp.Ci(x), sp.zeta(a + 2, a + 2), sp.zeta(a + 2,
      Q(5, 3)),
    sp.zeta(a + 2, 2 * a) * sp.zeta(a + 2, a), sp.zeta(a) * sp.zeta(1 - a), sp.lerchphi(Q(1, 3), a, x + 2),
    sp.elliptic_e(Q(1, 2)), sp.elliptic_f(x + pi, Q(1, 3)), sp.elliptic_e(x - pi, Q(1, 3)), sp.polylog(-2, x),
    sp.LambertW(x * sp.exp(x)), sp.LambertW(x) * sp.exp(2 * sp.LambertW(x)), sp.log(sp.LambertW(x)),
]  # fmt: skip


@pytest.mark.parametrize("expr", REWRITTEN, ids=str)
def test_what_is_rewritten_has_the_same_value(expr):
    point = {x: Q(5, 7), a: Q(3, 10)}
    rewritten = to_strip(independent_bessels(independent_others(expr, positive)))
    value, other = (complex(sp.N(e.xreplace(point), 25, maxn=400)) for e in (expr, rewritten))
    assert abs(value - other) < 1e-12 * (1 + abs(value))


def test_positivity_by_factors_needs_no_proof():
    def nothing(*_, **__):
        raise Unproved("nothing is proved here")

    known = positivity((), nothing)
    assert known(1 + sqrt(1 + x**2))
    assert known(x / (1 + x) ** 2)
    assert not known(x - 1)
    assert not known(1 - x**2)
    assert not known(z**2)


def test_an_equation_and_what_it_leaves_free():
    equation = annihilator(sp.besselj(0, x), x, positive)
    assert len(equation) == 3
    assert list(_free_coefficients(equation, x, sp.S.Zero)) == [0]
    assert sorted(_free_coefficients(equation, x, sp.S.One)) == [0, 1]
    with pytest.raises(Unproved):
        annihilator(sp.gamma(x), x, positive)
