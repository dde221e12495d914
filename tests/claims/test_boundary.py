"""What a result may hand to certification, and what it may not."""

import pytest
import sympy as sp

from symfeat.claims import NOW, START, Boundary, Flow, Identity, Quadrature, Result
from symfeat.errors import DerivationError

x, k, t = sp.symbols("x k t", positive=True)
DECAY = Flow({x: -k * x}, t)


def a_boundary(**changes):
    parts = {
        "unknown": k,
        "equation": k - 1,
        "solution": sp.Integer(1),
        "box": (0, 2),
        "flow": DECAY,
        "start": {x: 3},
        "values": {},
        "observable": x,
        "event": NOW / START,
    }
    return Boundary(**(parts | changes))


def test_the_closed_form_keeps_the_unknown_alone():
    f0, scale = sp.symbols("f0 scale")
    boundary = a_boundary(reduced={f0: scale * x**2}, values={scale: 2})
    assert boundary.closed(f0 + k) == k + 18


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"way": "sideways"}, "way must be one of limit, passage, escape; got 'sideways'"),
        ({"box": (2, 1)}, "box must be two rational numbers in order; got 2, 1"),
        ({"box": (0, sp.sqrt(2))}, "box must be two rational numbers in order"),
        ({"start": {}}, "start must name exactly the flow's state"),
    ],
)
def test_a_boundary_is_whole(changes, message):
    with pytest.raises(DerivationError, match=message):
        a_boundary(**changes)


def test_a_quadrature_needs_a_case():
    with pytest.raises(DerivationError, match="at least one case"):
        Quadrature(x, x, (0, 1), sp.Rational(1, 2), ())


def with_certificate(build):
    result = Result("decay", title="Decay")

    @result.step
    def expand():
        "Multiply out."
        return Identity((x + 1) ** 2, sp.expand((x + 1) ** 2))

    @result.statement
    def claim(expand):
        return Identity((x + 1) ** 2, x**2 + 2 * x + 1)

    result.certificate(build)
    return result


def test_a_certificate_sees_the_claims_of_its_result():
    result = with_certificate(lambda statement: {"one": a_boundary(equation=statement.rhs)})
    assert result.has_certificate
    one = result.certified(result.claims())["one"]
    assert isinstance(one, Boundary)
    assert one.equation == x**2 + 2 * x + 1


def nothing():
    return {}


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda other: {}, "asks for other, which is no claim"),
        (nothing, "maps names to boundaries and quadratures"),
        (lambda: {"one": 1}, "maps names to boundaries and quadratures"),
        (lambda: 1 / 0, "the certificate raises ZeroDivisionError"),
    ],
)
def test_a_certificate_that_says_nothing_is_refused(build, message):
    result = with_certificate(build)
    with pytest.raises(DerivationError, match=message):
        result.certified(result.claims())


def test_a_result_has_one_certificate():
    result = with_certificate(lambda: {"one": a_boundary()})
    with pytest.raises(DerivationError, match="there are two certificates"):
        result.certificate(nothing)
    with pytest.raises(DerivationError, match="has nothing to certify"):
        Result("bare", title="Bare").certified({})
