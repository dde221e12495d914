"""Solutions of differential equations, their initial values and lives; invariants that jump."""

import pytest
import sympy as sp

from symfeat.checking import check_claim
from symfeat.claims import Conserved, Flow, Notation, Satisfies, Verdict, domain_of
from symfeat.errors import DerivationError

notation = Notation("test")
t = notation.symbol("t", "t", "time", real=True)
s = notation.symbol("s", "s", "time from zero on", nonnegative=True)
x, z = (notation.symbol(name, name, "a coordinate", real=True) for name in "xz")
y0 = notation.symbol("y0", "y_0", "a positive start", positive=True)
r = notation.symbol("r", "r", "a start of either sign", real=True)
y, v = sp.symbols("y v")
half = sp.Rational(1, 2)


def verdict(claim, *given):
    return check_claim(claim, domain_of(notation, given)).verdict


def solves(solution, rhs, start=None, var=t):
    initial = None if start is None else {y: start}
    return Satisfies(var, {y: solution}, {y: rhs}, initial, None if start is None else 0)


PROVED = [
    (solves(r * sp.exp(-t), -y, r), ()),
    (solves(sp.tanh(t), 1 - y**2, 0), ()),
    (solves(sp.sin(t) / t, (sp.cos(t) - y) / t, 1), ()),  # removable at the start
    (solves(1 / (1 - t), y**2, 1), (t < 1,)),
    (solves(1 / (1 - t), y**2), ()),  # a pole without initial values is no objection
    (solves(sp.sqrt(1 - 2 * s), -1 / y, 1, s), (2 * s < 1,)),
    (solves(sp.tan(t), 1 + y**2, 0), (t < sp.pi / 2, t > -sp.pi / 2)),
    (solves(y0 / (1 + y0 * s), -(y**2), y0, s), ()),
    (solves(sp.exp(-t) * (r + sp.Integral(sp.exp(x**2), (x, 0, t))), -y + sp.exp(t**2 - t), r), ()),
    (solves(sp.exp(sp.I * t), sp.I * y, 1), ()),
    (Satisfies(t, {y: sp.airyai(t), v: sp.airyaiprime(t)}, {y: v, v: t * y}), ()),
]
REFUTED = {
    "a wrong sign": (solves(r * sp.exp(-t), y, r), ()),
    "a wrong start": (solves(sp.exp(-t), -y, 2), ()),
    "a wrong start at a removable singularity": (solves(sp.sin(t) / t, (sp.cos(t) - y) / t, 0), ()),
    "the wrong sign of a root": (solves(t**2, 2 * sp.sqrt(y)), ()),
    "a pole in the domain": (solves(1 / (1 - t), y**2, 1), ()),
    "a double pole": (solves(1 / (1 - s) ** 2, 2 * y ** (3 * half), 1, s), (s < 3,)),
    "a pole at a start of one sign": (solves(r / (1 + r * s), -(y**2), r, s), ()),
    "a pole that has no closed form": (
        solves(1 / (s - sp.exp(-s)), -(y**2) * (1 + sp.exp(-s)), -1, s),
        (),
    ),
    "a life that ends at the tangent's pole": (solves(sp.tan(t), 1 + y**2, 0), (t > -1,)),
    "a root that leaves the real numbers": (solves(sp.sqrt(1 - 2 * s), -1 / y, 1, s), ()),
    "a logarithm that leaves the real numbers": (solves(sp.log(1 + t), sp.exp(-y), 0), ()),
    "a branch that is left": (solves(sp.atan(sp.tan(t)), sp.S.One, 0), ()),
    "a jump": (solves(t - sp.floor(t), sp.S.One, 0), ()),
}


@pytest.mark.parametrize(("claim", "given"), PROVED)
def test_it_is_proved(claim, given):
    assert verdict(claim, *given) is Verdict.PROVED


@pytest.mark.parametrize("name", REFUTED)
def test_it_is_refuted(name):
    claim, given = REFUTED[name]
    report = check_claim(claim, domain_of(notation, given))
    assert report.verdict is Verdict.REFUTED
    assert report.counterexample is not None


def test_a_pole_beyond_the_domain_refutes_nothing():
    claim = solves(1 / (1 - t), y**2, 1)
    assert verdict(claim, t < half) is Verdict.PROVED


@pytest.mark.parametrize(("solution", "rhs"), [(sp.sqrt(1 - t**2), -t / y), (sp.log(t), sp.exp(-y))])
def test_what_is_not_real_refutes_with_initial_values_alone(solution, rhs):
    report = check_claim(solves(solution, rhs), domain_of(notation, ()))
    assert report.verdict is Verdict.UNDECIDED
    assert "not real" in report.detail
    assert verdict(solves(solution, -rhs)) is Verdict.REFUTED
    assert verdict(solves(solution, rhs), t > 0, t < 1) is Verdict.PROVED
    assert verdict(solves(sp.sqrt(1 - t**2), -t / y, 1)) is Verdict.REFUTED


def test_pieces_have_to_meet_smoothly():
    bucket = sp.Piecewise(((1 - s / 2) ** 2, s < 2), (0, True))
    rate = sp.Piecewise((s / 2 - 1, s < 2), (0, True))
    assert verdict(solves(bucket, rate, 1, s)) is Verdict.PROVED
    broken = sp.Piecewise((1 - s / 2, s < 2), (1, True))
    rate = sp.Piecewise((-half, s < 2), (0, True))
    assert verdict(solves(broken, rate, 1, s)) is not Verdict.PROVED


def test_an_angle_in_the_plane_jumps():
    assert verdict(Conserved(ROTATION, (sp.arg(x + sp.I * z) - t,))) is Verdict.REFUTED


def test_a_corner_is_not_proved():
    assert verdict(solves(sp.Abs(t), sp.sign(t), 0)) is not Verdict.PROVED


ROTATION = Flow({x: -z, z: x}, t)


@pytest.mark.parametrize("angle", [sp.atan2(z, x) - t, sp.atan(z / x) - t, sp.sign(x), sp.floor(x)])
def test_an_invariant_that_jumps_is_refuted(angle):
    assert verdict(Conserved(ROTATION, (angle,))) is Verdict.REFUTED


@pytest.mark.parametrize("angle", [sp.atan2(z, x) - t, sp.atan(z / x) - t])
def test_an_angle_is_conserved_away_from_its_cut(angle):
    assert verdict(Conserved(ROTATION, (angle,)), x > 0) is Verdict.PROVED


@pytest.mark.parametrize(
    "arguments",
    [
        ({y: t}, {v: 1}),
        ({y: t}, {y: 1}, {y: 0}),
        ({y: t}, {y: 1}, {v: 0}, 0),
        ({t: t}, {t: 1}),
    ],
)
def test_it_is_malformed(arguments):
    with pytest.raises(DerivationError):
        Satisfies(t, *arguments)
