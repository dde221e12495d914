"""Claims that fail on a thin set only: one integer, a narrow peak, an end, one minimum, very far out."""

import pytest
import sympy as sp

from symfeat.checking.ladder import check_claim
from symfeat.checking.numeric import draw_sample, weigh
from symfeat.claims import Identity, Inequality, Notation, Verdict, domain_of

notation = Notation("thin failures")
x, y = (notation.symbol(name, name, "a real number", real=True) for name in "xy")
p = notation.symbol("p", "p", "a positive number", positive=True)
n, m = (notation.symbol(name, name, "an integer", integer=True) for name in "nm")
z = notation.symbol("z", "z", "a complex number", complex=True)
R = sp.Rational


def checked(claim, *given):
    return check_claim(claim, domain_of(notation, given), until_decided=True)


def weighed(claim, *given):
    domain = domain_of(notation, given)
    ((_, part),) = domain.unfold(claim)
    found = weigh(part, draw_sample(part, domain, 0), 50)
    assert found is not None
    return found.verdict


@pytest.mark.parametrize(
    ("claim", "given"),
    [
        (Identity(sp.KroneckerDelta(n, 5077), 0), ()),
        (Identity(sp.KroneckerDelta(m + 17, n - 300), 0), ()),
        (Identity(sp.KroneckerDelta(n**2, 1234321), 0), ()),
        (Identity(sp.Piecewise((1, sp.And(x > R(4999, 10**4), x < R(49991, 10**5))), (0, True)), 0), ()),
        (Identity(1 + sp.exp(-(10**8) * (x - sp.pi / 4) ** 2), 1), ()),
        (Identity(x, x + 1 / (10**40 * (1 + 10**20 * (x - R(1, 3)) ** 2))), ()),
        (Identity(sp.tanh(sp.exp(p)), 1), (p > 10,)),  # from 10^-19000 on
        (Identity(x * (1 + sp.exp(-sp.exp(p))), x), (p > 7,)),
        (Identity(sp.log(sp.exp(z)), z), (sp.im(z) >= -sp.pi, sp.im(z) <= sp.pi)),  # at the lower end
        (Identity(sp.log(z**3), 3 * sp.log(z)), (sp.arg(z) >= -sp.pi / 3, sp.arg(z) < sp.pi / 3)),
        (Identity(sp.Max(0, sp.sin(x) - 1 + R(1, 10**10)), 0), ()),
        (Identity(sp.Max(0, R(1, 10**6) - (x - y) ** 2 - (x - R(1, 3)) ** 2), 0), ()),
        (Inequality((n - 1000003) ** 2, ">", 0), ()),
        (Inequality(sp.log(n**2 + 1), "<", 10**5), ()),
        (Inequality(1 - 2 * sp.exp(-(10**12) * (x - R(6180339, 10**7)) ** 2), ">", 0), ()),
        (Inequality(sp.sqrt(sp.log(p + 1)), "<", 50), ()),
        (Inequality(p ** R(1, 1000), "<", sp.log(p + 2) + 10), ()),
        (Inequality(sp.log(sp.log(p + 3)), "<", 10), ()),
        (Inequality(sp.log(sp.log(sp.log(p + 30))), "<", 3), ()),
        (Inequality(-sp.log(1 - p), "<", 1000), (p < 1,)),
    ],
)
def test_a_failure_on_a_thin_set_is_met(claim, given):
    assert weighed(claim, *given) is Verdict.REFUTED


@pytest.mark.parametrize(
    "claim",
    [
        Inequality((x**2 - 2) ** 2, ">", R(1, 10**30)),
        Inequality((sp.exp(x) - x - 2) ** 2, ">", R(1, 10**25)),
        Inequality((x**3 - x - 1) ** 2, ">", 0),  # an algebraic number without a short form
        Inequality((sp.cos(x) - x) ** 2, ">", 0),  # a number without a name
    ],
)
def test_a_minimum_is_followed_to_many_digits(claim):
    assert weighed(claim) is Verdict.REFUTED


def test_where_sides_seem_to_meet_a_strict_relation_is_not_supported():
    meeting = (x**3 - y - 1) ** 2 + (x * y - 3) ** 2
    assert weighed(Inequality(meeting, ">", 0)) is Verdict.UNDECIDED
    assert weighed(Inequality(meeting, ">=", 0)) is Verdict.SUPPORTED


@pytest.mark.parametrize(
    "claim",
    [
        Identity(sp.KroneckerDelta(m, n) * m, sp.KroneckerDelta(m, n) * n),
        Inequality(sp.exp(-p) + 1 / (1 + p) ** 8, ">", 0),  # small, but nowhere a minimum
        Inequality(sp.exp(-1 / p), ">", 0),
        Inequality(x**2 + R(1, 10**40), ">", 0),
        Inequality(sp.erf(p), "<", 1),
    ],
)
def test_what_is_true_keeps_its_word(claim):
    assert checked(claim).verdict in (Verdict.PROVED, Verdict.SUPPORTED)
    assert weighed(claim) is not Verdict.REFUTED


def test_logarithms_of_logarithms_are_not_supported():
    slow = Inequality(sp.log(sp.log(sp.log(p + 30))), "<", 10**6)
    assert weighed(slow) is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("left", "right", "wrong"),
    [
        (sp.floor(n / 2) + sp.floor((n + 1) / 2), n, n - 1),
        (sp.floor(n**2 / 4), sp.floor(n / 2) * sp.ceiling(n / 2), sp.floor(n / 2) ** 2),
        (sp.Mod(n**5 - n, 30), sp.S.Zero, sp.Mod(n, 30)),
    ],
)
def test_floors_of_an_integer_are_proved_by_residues(left, right, wrong):
    report = checked(Identity(left, right))
    assert (report.verdict, report.engine) == (Verdict.PROVED, "steps")
    assert checked(Identity(left, wrong)).verdict is Verdict.REFUTED
