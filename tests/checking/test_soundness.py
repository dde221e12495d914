"""Claims that look right and are not: the exact engine must refuse each of them."""

import pytest
import sympy as sp

from symfeat.checking import check_claim, ladder
from symfeat.checking.exact import Unproved, prove
from symfeat.claims import (
    Complete,
    Conserved,
    Equivalence,
    Evolves,
    Flow,
    Identity,
    Inequality,
    Limit,
    Notation,
    Rank,
    Solves,
    Verdict,
    domain_of,
)
from symfeat.errors import DerivationError

notation = Notation("claims that must not be proved")
x, y, b, c = (notation.symbol(n, n, "a real number", real=True) for n in "xybc")
p = notation.symbol("p", "p", "a positive number", positive=True)
t = notation.symbol("t", "t", "time", nonnegative=True)
q0 = notation.symbol("q0", "q_0", "a number not below zero", nonnegative=True)
z = notation.symbol("z", "z", "a complex number", complex=True)
t_ = notation.symbol("t_", "t", "another positive number", positive=True)
Eq = sp.Eq
FAR = sp.Integer(10) ** 6  # what goes wrong only beyond it is not found by sampling
halfway = t + 1001 + sp.sqrt(FAR - t)

NOT_PROVED = {
    "the rank of a matrix with branches": (Rank(((sp.Abs(x) + x,),), 1), ()),
    "a law on a set that the flow leaves": (Conserved(Flow({x: b, b: c}, t), (x,)), (Eq(b, 0),)),
    "a law on a line that the flow leaves": (Conserved(Flow({x: x - y, y: p}, t), (x,)), (Eq(x, y),)),
    "a reduction on a set that the flow leaves": (
        Evolves(Flow({x: b, b: p}, t), {y: x}, {y: sp.S.Zero}),
        (Eq(b, 0),),
    ),
    "an initial value outside the state's range": (
        Solves(Flow({p: 2 * sp.sqrt(p)}, t), {p: t**2}, {p: 0}),
        (),
    ),
    "an identity without a value anywhere": (Identity(1 / x, p), (Eq(x, 0),)),
    "a bound without a value anywhere": (Inequality(1 / x, ">", p), (Eq(x, 0),)),
    "an equivalence whose factor is infinite": (
        Equivalence(Inequality(p, ">", 0), Inequality(p * (x - 3) ** 2, ">", 0), 1 / (x - 3) ** 2),
        (),
    ),
    "completeness at rest": (Complete(Flow({x: sp.S.Zero, y: sp.S.Zero}, t), (x,), 1), ()),
    "a bound that an engine's own symbol might fake": (
        Inequality(sp.sqrt(x**2 + 1) - x - 2 * q0 - 2, "!=", 0),
        (),
    ),
    "a limit that an engine's own symbol might fake": (Limit(sp.sin(t) - sp.sin(t_), t, sp.oo, 0), ()),
    "the sign of a complex exponential": (Inequality(sp.exp(sp.I * x), ">", 0), ()),
    "the square of a root that is not real": (Inequality((sp.sqrt(x) - 1) ** 2, ">=", 0), (x < 0,)),
    "the order of a root that is not real": (Inequality(x ** sp.Rational(2, 3), ">=", 0), ()),
    "the sign function of a sum with a root that is not real far out": (Identity(sp.sign(halfway), 1), ()),
    "a conjugate that is not real far out": (Inequality(x**2 - x + FAR + sp.sqrt(FAR - y**2), ">", 0), ()),
    "the square of a logarithm that is not real far out": (Inequality(sp.log(x + FAR) ** 2, ">=", 0), ()),
    "the size of the square of such a logarithm": (
        Identity(sp.Abs(sp.log(x + FAR) ** 2), sp.log(x + FAR) ** 2),
        (),
    ),
    "the square of an angle that is not real far out": (Inequality(sp.acos(x / FAR) ** 2, ">=", 0), ()),
    "the square of the sine of what is not real far out": (
        Inequality(sp.sin(sp.sqrt(x + FAR)) ** 2, ">=", 0),
        (),
    ),
    "the square of a complex number": (Inequality(z**2, ">=", 0), ()),
    "a limit from outside the variable's range": (Limit(1 / t, t, 0, -sp.oo, "-"), ()),
    "an indeterminate form": (Limit(p * (sp.sqrt(1 + 1 / p) - 1), p, sp.oo, 0), ()),
}
MALFORMED = {
    "a solution without an initial value": (Solves(Flow({x: 1 / t}, t), {x: sp.log(t)}, {x: 5}), ()),
    "a rate without a value at the start": (Solves(Flow({x: 2 * x / t}, t), {x: t**2}, {x: 0}), ()),
    "a fixed time": (Conserved(Flow({x: t}, t), (x,)), (Eq(t, 0),)),
    "a law that names the time": (Complete(Flow({x: 1, y: 1}, t), (x - t,), 1), ()),
}


@pytest.mark.parametrize("name", NOT_PROVED)
def test_it_is_not_proved(name):
    claim, given = NOT_PROVED[name]
    assert check_claim(claim, domain_of(notation, given)).verdict is not Verdict.PROVED


@pytest.mark.parametrize("name", MALFORMED)
def test_it_is_malformed(name):
    claim, given = MALFORMED[name]
    with pytest.raises(DerivationError):
        check_claim(claim, domain_of(notation, given))


def test_the_order_of_a_logarithm_needs_a_positive_argument():
    with pytest.raises(Unproved):
        prove(Inequality(sp.log(1 - p / FAR), "<", 0))
    assert prove(Inequality(sp.log(1 + p), ">", 0))


def test_an_invariant_line_is_no_obstacle():
    claim = Conserved(Flow({x: b, b: c * b}, t), (x,))
    assert check_claim(claim, domain_of(notation, (Eq(b, 0),))).verdict is Verdict.PROVED


@pytest.mark.parametrize("engine", ["refute", "agree"])
def test_what_nests_too_deep_is_undecided(engine, monkeypatch):
    def endless(*_):
        return endless()

    monkeypatch.setattr(ladder, engine, endless)
    report = check_claim(Limit(p / (1 + p), p, sp.oo, 1), domain_of(notation, ()))
    found = [finding for finding in report.findings if finding.detail == "an expression nests too deep"]
    assert [finding.verdict for finding in found] == [Verdict.UNDECIDED]
