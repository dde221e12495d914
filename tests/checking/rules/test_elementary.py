"""Identities between elementary functions: normal forms in exponentials, and branches by continuity."""

import pytest
import sympy as sp

from symfeat.checking import check_claim
from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules import proof
from symfeat.checking.rules.elementary import RULES
from symfeat.claims import Identity, Notation, Verdict, domain_of

notation = Notation("elementary identities")
x, y = (notation.symbol(s, s, "a real number", real=True) for s in "xy")
p, q = (notation.symbol(s, s, "a positive number", positive=True) for s in "pq")
z, w = (notation.symbol(s, s, "a complex number", complex=True) for s in "zw")
n = notation.symbol("n", "n", "a whole number", integer=True)
re, im, log, sqrt, atan, asin, acos, pi, I = (
    sp.re, sp.im, sp.log, sp.sqrt, sp.atan, sp.asin, sp.acos, sp.pi, sp.I
)  # fmt: skip
HALF = sp.Rational(1, 2)

# left, right, a wrong right side, assumptions
EXPONENTIALS = {
    "five angles": (sp.sin(5 * z), 16 * sp.sin(z) ** 5 - 20 * sp.sin(z) ** 3 + 5 * sp.sin(z), sp.sin(z)),
    "half an angle": (sp.tan(z / 2), (1 - sp.cos(z)) / sp.sin(z), (1 + sp.cos(z)) / sp.sin(z)),
    "roots of unity": (4 * sp.sin(x) * sp.sin(pi / 3 - x) * sp.sin(pi / 3 + x), sp.sin(3 * x), sp.cos(3 * x)),
    "whole multiples": (sp.sin((n + 1) * x) + sp.sin((n - 1) * x), 2 * sp.sin(n * x) * sp.cos(x), sp.S.Zero),
    "twice a multiple": (sp.cos(2 * n * x), 2 * sp.cos(n * x) ** 2 - 1, 2 * sp.cos(n * x) ** 2),
    "whole powers": (p ** (n + 2) / p**n - p, p**2 - p, p**2 + p),
    "an inverse function inside": (sp.cos(3 * asin(z)), (1 - 4 * z**2) * sqrt(1 - z**2), sqrt(1 - z**2)),
    "a sum of inverse functions": (asin(z) + acos(z), pi / 2, -pi / 2),
    "symbolic powers": (p**z * p**w, p ** (z + w), p ** (z * w)),
}  # fmt: skip
CONTINUITY = {
    "angles add": (atan(x) + atan(y), atan((x + y) / (1 - x * y)), atan((x - y) / (1 - x * y)), (x * y < 1,)),
    "a reciprocal": (atan(p) + atan(1 / p), pi / 2, -pi / 2, ()),
    "a sine undone": (asin(sp.sin(x)), pi - x, x, (x > pi / 2, x < 3 * pi / 2)),
    "a cosine undone": (acos(sp.cos(x)), -x, x, (x < 0, x > -pi)),
    "three angles": (3 * asin(x), asin(3 * x - 4 * x**3), asin(4 * x**3), (x < HALF, x > -HALF)),
    "hyperbolic angles": (2 * atan(sp.tanh(x / 2)), atan(sp.sinh(x)), atan(sp.cosh(x)), ()),
    "a strip": (log(sp.exp(z)), z, z + 2 * pi * I, (im(z) <= pi, im(z) > -pi)),
    "a half plane": (sqrt(z**2), z, -z, (re(z) > 0,)),
    "roots of factors": (sqrt(z - 1) * sqrt(z + 1), sqrt(z**2 - 1), -sqrt(z**2 - 1), (re(z) > 0,)),
    "a reciprocal's logarithm": (log(1 / z), -log(z), log(z), (im(z) > 0,)),
    "polar form": (log(z), log(sp.Abs(z)) + I * sp.arg(z), log(sp.Abs(z)), ()),
    "a modulus": (sp.Abs(sp.exp(z)), sp.exp(re(z)), sp.exp(im(z)), ()),
    "nested roots": (sqrt(p + q + 2 * sqrt(p * q)), sqrt(p) + sqrt(q), sqrt(p) - sqrt(q), ()),
    "half an angle's root": (sqrt((1 - sp.cos(x)) / 2), sp.sin(x / 2), sp.cos(x / 2), (x > 0, x < 2 * pi)),
    "steps": (sp.floor(x) + sp.floor(x + HALF), sp.floor(2 * x), 2 * sp.floor(x), ()),
}  # fmt: skip
# Each holds on a part of its domain, often on nearly all of it.
WRONG_BRANCHES = {
    "a sine beyond its branch": (asin(sp.sin(x)), x, (x < pi / 2 + sp.Rational(1, 100), x > 0)),
    "a cosine beyond its branch": (acos(sp.cos(x)), x, (x < pi, x > -sp.Rational(1, 1000))),
    "angles beyond the branch": (
        atan(x) + atan(y), atan((x + y) / (1 - x * y)), (x * y < sp.Rational(101, 100),)
    ),
    "roots of factors on the left": (sqrt(z - 1) * sqrt(z + 1), sqrt(z**2 - 1), (re(z) < 0,)),
    "a logarithm on the cut": (log(-z), log(z) - I * pi, (im(z) >= 0,)),
    "a reciprocal on the cut": (log(1 / z), -log(z), ()),
    "a conjugate on the cut": (sp.conjugate(sqrt(z)), sqrt(sp.conjugate(z)), ()),
    "a strip too wide": (log(sp.exp(z)), z, (im(z) <= pi + sp.Rational(1, 50), im(z) > -pi)),
    "a cube root of a negative number": ((x**3) ** sp.Rational(1, 3), x, ()),
    "a square of a sign": (sp.sign(x) ** 2, sp.S.One, ()),
    "a root of a product": (sqrt(x * y), sqrt(x) * sqrt(y), ()),
    "a power of a power": ((p**z) ** w, p ** (z * w), ()),
    "three times an angle": (sp.arg(z**3), 3 * sp.arg(z), (re(z) > 0,)),
}  # fmt: skip


def proved_by(claim, given=(), rules=RULES):
    """The names of the rules that prove the claim by themselves."""
    domain = domain_of(notation, given)
    ((_, part),) = domain.unfold(claim)

    def ask(smaller, /, under=None):
        return proof(smaller, domain.known if under is None else under, 2)

    names = []
    for rule in rules:
        try:
            rule.prove(part, domain.known, ask)
        except (Unproved, NotReducible):
            continue
        names.append(rule.name)
    return names


@pytest.mark.parametrize("name", EXPONENTIALS)
def test_normal_forms_in_exponentials(name):
    left, right, wrong = EXPONENTIALS[name]
    assert proved_by(Identity(left, right), rules=RULES[:1]) == ["exponentials"]
    assert proved_by(Identity(left, wrong), rules=RULES[:1]) == []
    assert check_claim(Identity(left, wrong), domain_of(notation, ())).verdict is Verdict.REFUTED


@pytest.mark.parametrize("name", CONTINUITY)
def test_branches_by_continuity(name):
    left, right, wrong, given = CONTINUITY[name]
    assert proved_by(Identity(left, right), given)
    assert proved_by(Identity(left, wrong), given) == []
    assert check_claim(Identity(left, wrong), domain_of(notation, given)).verdict is Verdict.REFUTED


@pytest.mark.parametrize("name", WRONG_BRANCHES)
def test_a_claim_that_fails_on_a_part_of_its_domain_is_not_proved(name):
    left, right, given = WRONG_BRANCHES[name]
    assert proved_by(Identity(left, right), given) == []


def test_a_symbol_that_may_be_complex_is_not_split_by_signs():
    for left, right in ((sp.Abs(z) ** 2, z**2), (sqrt(sp.exp(2 * z)), sp.exp(z)), (z * sp.sign(z) ** 2, z)):
        with pytest.raises(Unproved):
            proof(Identity(left, right))
