"""A limit is refuted by the exact limit at a point, even where its general form has several cases."""

import pytest
import sympy as sp

from symfeat.checking import check_claim
from symfeat.claims import Limit, Notation, Verdict, domain_of

notation = Notation("test")
t = notation.symbol("t", "t", "time", nonnegative=True)
x = notation.symbol("x", "x", "a real number", real=True)
y = notation.symbol("y", "y", "a real number", real=True)
g = notation.symbol("g", "g", "a nonnegative number", nonnegative=True)


@pytest.mark.parametrize(
    ("claim", "given"),
    [
        (Limit(y + sp.exp(-t), t, sp.oo, y + 1), ()),
        (Limit(sp.Abs(y) + sp.exp(-t), t, sp.oo, y), ()),
        (Limit(y * t, t, sp.oo, 0), (sp.Ne(y, 0),)),
        (Limit(1 + sp.exp(-t), t, sp.oo, sp.oo), ()),
        (Limit(x / sp.sqrt(x**2 + g**2), x, y, 0, "+-"), (g**2 + y**2 > 0,)),
        (Limit(x / sp.Abs(x), x, y, y, "+-"), ()),
    ],
)
def test_a_wrong_limit_is_refuted_at_a_point(claim, given):
    report = check_claim(claim, domain_of(notation, given))
    assert report.verdict is Verdict.REFUTED
    assert report.detail.startswith("the limit is ")
    assert report.counterexample is not None
    assert claim.var.name not in report.counterexample


def test_a_true_limit_is_not_refuted():
    for claim in (Limit(y + sp.exp(-t), t, sp.oo, y), Limit(x / sp.sqrt(x**2 + 1), x, sp.oo, 1)):
        assert check_claim(claim, domain_of(notation, ())).verdict is not Verdict.REFUTED
