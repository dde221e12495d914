"""Parts that settle or grow do not decide what their sum or product does."""

import pytest
import sympy as sp

import symfeat as sf
from symfeat.claims import Limit, Verdict

p = sp.Symbol("p", positive=True)
INDETERMINATE = [
    (sp.log(p) / p, 0),
    (p - sp.log(p), sp.oo),
    (sp.log(p) * sp.exp(-p), 0),
    (p * (sp.sqrt(1 + 1 / p) - 1), sp.Rational(1, 2)),
    (sp.exp(p) * (sp.sqrt(1 + sp.exp(-p)) - 1), sp.Rational(1, 2)),
    (sp.exp(p) * sp.log(1 + sp.exp(-p)), 1),
]


@pytest.mark.parametrize(("expr", "limit"), INDETERMINATE)
def test_an_indeterminate_form_is_never_decided_by_its_parts(expr, limit):
    assert sf.check(Limit(expr, p, sp.oo, limit)).verdict is not Verdict.REFUTED
    for wrong in {sp.S.Zero, sp.S.One, sp.oo, -sp.oo} - {sp.sympify(limit)}:
        assert sf.check(Limit(expr, p, sp.oo, wrong)).verdict is not Verdict.PROVED


@pytest.mark.parametrize(
    ("expr", "limit"),
    [(sp.log(p) + sp.sqrt(1 + sp.exp(-p)), sp.oo), (sp.tanh(p), 1), (sp.sqrt(4 + sp.exp(-p)) / p, 0)],
)
def test_parts_decide_where_the_form_is_determined(expr, limit):
    assert sf.check(Limit(expr, p, sp.oo, limit)).verdict is Verdict.PROVED
