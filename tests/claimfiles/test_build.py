"""Claims of files: what each kind says, how assumptions narrow symbols, and what is malformed."""

from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symfeat.claimfiles import build, check_raw
from symfeat.claimfiles.read import KEYS
from symfeat.claims import Conserved, Identity, Inequality, Limit
from symfeat.claims.systems import Satisfies
from symfeat.errors import InputError

IDENTITY = {"kind": "identity", "symbols": {"x": "real"}, "lhs": "x", "rhs": "x"}
LIMIT = {"kind": "limit", "symbols": {"x": "real"}, "expr": "x", "var": "x", "point": "0", "value": "0"}
FLOW = {
    "kind": "conserved",
    "symbols": {"x": "real", "y": "real"},
    "variables": ["x", "y"],
    "field": {"x": "y", "y": "-x"},
    "invariant": "x**2 + y**2",
}
ODE = {
    "kind": "ode_solution",
    "symbols": {"t": "real", "k": "positive"},
    "variable": "t",
    "functions": {"u": "exp(-k*t)"},
    "rhs": {"u": "-k*u"},
    "initial": {"t": 0, "u": "1"},
}


def built(raw) -> Any:
    return build(raw)[0]


@pytest.mark.parametrize(
    ("kind", "facts"),
    {
        "real": {"real": True, "zero": None},
        "positive": {"positive": True},
        "nonnegative": {"nonnegative": True, "zero": None},
        "nonzero_real": {"real": True, "zero": False, "positive": None},
        "complex": {"complex": True, "real": None},
        "nonzero_complex": {"zero": False, "real": None},
        "integer": {"integer": True, "nonnegative": None},
        "nonnegative_integer": {"integer": True, "nonnegative": True, "zero": None},
        "positive_integer": {"integer": True, "positive": True},
    }.items(),
)
def test_each_kind_of_symbol_has_its_assumptions(kind, facts):
    claim = built({**IDENTITY, "symbols": {"x": kind}})
    assert {fact: getattr(claim.lhs, f"is_{fact}") for fact in facts} == facts


@pytest.mark.parametrize(
    ("assume", "kind", "facts", "relations"),
    [
        (["x > 0"], "real", {"positive": True}, "()"),
        (["x >= 0"], "real", {"nonnegative": True}, "()"),
        (["0 > x"], "real", {"negative": True}, "()"),
        (["x > 1"], "real", {"positive": True}, "(x > 1,)"),
        (["x >= 1"], "integer", {"positive": True}, "(x >= 1,)"),
        (["x > -1"], "integer", {"nonnegative": True}, "(x > -1,)"),
        (["x > -1"], "positive", {"positive": True}, "()"),
        (["0 < x < 1"], "real", {"positive": True}, "(x < 1,)"),
        (["2 - 2*x < 0"], "real", {"positive": True}, None),
        (["re(x) > 0"], "complex", {"zero": False}, "(re(x) > 0,)"),
        (["abs(x) >= 1"], "complex", {"zero": False}, "(Abs(x) >= 1,)"),
        (["abs(x) < 1"], "complex", {"zero": None}, "(Abs(x) < 1,)"),
    ],
)
def test_assumptions_narrow_symbols_and_the_rest_remains(assume, kind, facts, relations):
    raw = {**IDENTITY, "symbols": {"x": kind}, "assume": assume}
    claim, domain = built(raw), build(raw)[1]
    assert {fact: getattr(claim.lhs, f"is_{fact}") for fact in facts} == facts
    shown = {str(r) for r in domain.relations}
    assert relations is None or shown <= {relations.strip("(),")}
    (symbol,) = claim.lhs.free_symbols
    assert all(r.free_symbols == {symbol} for r in domain.relations)


def test_a_symbol_is_narrowed_by_another_one_that_is():
    raw = {
        **IDENTITY,
        "symbols": {"x": "real", "y": "real"},
        "assume": ["y > x", "x > 0"],
        "lhs": "sqrt(y**2)",
    }
    claim, domain = built(raw), build(raw)[1]
    assert str(claim.lhs) == "y"
    assert len(domain.relations) == 1


def test_each_kind_of_claim_is_built():
    assert isinstance(build(IDENTITY)[0], Identity)
    assert isinstance(build({**IDENTITY, "kind": "inequality", "rel": "<="})[0], Inequality)
    limit = build({**LIMIT, "point": "oo", "value": "-oo"})[0]
    assert isinstance(limit, Limit)
    assert (limit.point, limit.value, limit.direction) == (sp.oo, -sp.oo, "-")
    assert isinstance(build(FLOW)[0], Conserved)
    assert built({**FLOW, "field": ["y", "-x"]}).invariants == built(FLOW).invariants
    solution = build(ODE)[0]
    assert isinstance(solution, Satisfies)
    assert solution.at == 0
    assert built({**ODE, "initial": None}).at is None


def test_the_kind_of_a_function_says_nothing_of_its_expression():
    raw = {**ODE, "symbols": {"t": "real", "u": "positive"}, "functions": {"u": "-exp(t)"}}
    wrong = {**raw, "rhs": {"u": "sqrt(u**2)"}, "initial": None}
    assert str(check_raw(wrong).verdict) == "refuted"


def test_a_box_is_for_sampling_and_no_assumption():
    _, domain = build({**IDENTITY, "sample_box": {"x": ["0.1", 2]}})
    assert [(str(s), low, high) for s, low, high in domain.boxes] == [("x", sp.Rational(1, 10), 2)]
    assert domain.relations == ()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({**IDENTITY, "kind": "theorem"}, "kind must be one of identity, "),
        ({**IDENTITY, "kind": ["identity"]}, "kind must be one of"),
        ({**IDENTITY, "symbols": ["x"]}, "symbols must map names to kinds"),
        ({**IDENTITY, "symbols": []}, "symbols must map names to kinds"),
        ({**IDENTITY, "symbols": False}, "symbols must map names to kinds"),
        ({**IDENTITY, "symbols": {"x": "rational"}}, "symbols: the kind of x must be one of real, "),
        ({**IDENTITY, "symbols": {"x": ["real"]}}, "symbols: the kind of x"),
        ({**IDENTITY, "symbols": {"__x": "real"}}, "cannot be a symbol"),
        ({**IDENTITY, "symbols": {"lambda": "real"}}, "is a word of Python"),
        ({**IDENTITY, "symbols": {"pi": "real"}}, "pi is a constant"),
        ({**IDENTITY, "symbols": {"x y": "real"}}, "is not a name"),
        ({**IDENTITY, "symbols": {"ﬁ": "real"}}, "normal form"),
        ({**IDENTITY, "symbols": {f"x{i}": "real" for i in range(101)}}, "101 names; 100 are allowed"),
        ({**IDENTITY, "assume": "x > 0"}, "assume must be a list"),
        ({**IDENTITY, "assume": ["x"]}, "assume: x: is not a relation"),
        ({**IDENTITY, "assume": ["x == 1"]}, "assume: x == 1: compares by something else"),
        ({**IDENTITY, "assume": ["I*x > 0"]}, "is not a real expression"),
        ({**IDENTITY, "symbols": {"x": "complex"}, "assume": ["x > 0"]}, "is not a real expression"),
        (
            {**IDENTITY, "symbols": {"x": "positive"}, "assume": ["x < 0"]},
            "contradicts the kind of x|is false",
        ),
        ({**IDENTITY, "assume": ["x > 0", "x < 0"]}, "contradicts|is false"),
        ({**IDENTITY, "assume": ["x**2 < -1"]}, "is false"),
        ({**IDENTITY, "lhs": "y"}, "lhs: y is not declared"),
        ({**IDENTITY, "lhs": "oo"}, "lhs: oo is no number"),
        ({key: value for key, value in IDENTITY.items() if key != "rhs"}, "rhs is missing"),
        ({**IDENTITY, "sample_box": {"x": [1]}}, "needs .low, high."),
        ({**IDENTITY, "sample_box": {"x": [2, 1]}}, "needs real numbers low <= high"),
        ({**IDENTITY, "sample_box": {"x": ["I", 1]}}, "needs real numbers low <= high"),
        ({**IDENTITY, "lhs": "sin(oo)"}, "has no finite value"),
        ({**IDENTITY, "sample_box": {"x": [0, "oo"]}}, "oo is no number"),
        ({**IDENTITY, "sample_box": {"y": [0, 1]}}, "y is not declared"),
        ({**IDENTITY, "kind": "inequality", "rel": "=="}, "rel must be one of"),
        ({**LIMIT, "var": 1}, "var must be the name of a symbol"),
        ({**LIMIT, "direction": "left"}, "direction must be one of"),
        ({**LIMIT, "point": "x"}, "must not depend on x"),
        ({**LIMIT, "value": "oo*I"}, "oo is no number"),
        ({**FLOW, "variables": []}, "variables must be a list of names"),
        ({**FLOW, "variables": ["x", "x"]}, "field must give"),
        ({**FLOW, "field": {"x": "y"}}, "field must give"),
        ({**ODE, "functions": {}}, "functions must map"),
        ({**ODE, "rhs": {"v": "1"}}, "rhs must give"),
        ({**ODE, "functions": {"t": "t"}, "rhs": {"t": "1"}}, "t is the variable"),
        ({**ODE, "functions": {"u": "u"}}, "u is not declared"),
        ({**ODE, "initial": {"u": 1}}, "initial must give a value to t"),
        ({**ODE, "initial": {"t": 0, "v": 1}}, "initial names something else"),
        ({**ODE, "initial": {"t": "t", "u": 1}}, "t is not declared"),
        ({key: value for key, value in ODE.items() if key != "initial"}, "initial is missing"),
    ],
)
def test_a_malformed_claim_is_told_by_the_key_at_fault(raw, message):
    with pytest.raises(InputError, match=message):
        build(raw)
    assert str(check_raw(raw).verdict) == "invalid"


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        ({**IDENTITY, "lhs": "sqrt(x**2)", "rhs": "x"}, "refuted"),
        ({**IDENTITY, "lhs": "sqrt(x**2)", "rhs": "x", "assume": ["x > 0"]}, "proved"),
        (ODE, "proved"),
        ({**ODE, "initial": {"t": 0, "u": "2"}}, "refuted"),
        (FLOW, "proved"),
        ({**FLOW, "invariant": "x**2 - y**2"}, "refuted"),
    ],
)
def test_a_claim_of_a_file_gets_its_verdict(raw, verdict):
    assert str(check_raw(raw).verdict) == verdict


TEXT = st.sampled_from(
    ["x", "t", "y", "sin(x)/x", "1 < x", "oo", "-oo", "+", "<", "real", "x.real", "", "1/0"]
)
PLAIN = TEXT | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
NESTED = st.lists(PLAIN, max_size=3) | st.dictionaries(TEXT, PLAIN, max_size=3)
VALUE = PLAIN | NESTED | st.lists(NESTED, max_size=2) | st.dictionaries(TEXT, NESTED, max_size=2)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([IDENTITY, LIMIT, FLOW, ODE]), st.dictionaries(st.sampled_from(KEYS), VALUE, max_size=4)
)
def test_a_claim_with_anything_in_its_place_is_built_or_refused(raw, changes):
    try:
        claim, _ = build({**raw, **changes})
    except InputError as error:
        claim = str(error)
    assert claim
