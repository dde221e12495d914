"""Two roads to a boundary: they meet where the closed form is right, and say what is wrong where it is not."""

import pytest
import sympy as sp

from symfeat.claims import NOW, START, Flow

half = sp.Rational(1, 2)


def words(comparison):
    return {part.name: str(part.verdict) for part in comparison.parts}


@pytest.mark.parametrize("digits", [30, 50])
@pytest.mark.parametrize("name", ["logistic", "oscillator", "neuron", "network"])
def test_the_two_roads_meet(compared, name, digits):
    found = compared(name, digits)
    assert words(found) == {"crossing": "proved", "closed form": "supported", "agreement": "supported"}
    assert found.verdict == "supported"
    assert found.digits >= digits
    agreed = min(digits, found.digits) - 2
    assert found.value.rstrip("0")[:agreed] == found.measured.rstrip("0")[:agreed] or name == "logistic"


@pytest.mark.parametrize("name", ["logistic", "oscillator", "neuron", "network"])
@pytest.mark.parametrize("wrong", [lambda e: -e, lambda e: 3 * e / 2, lambda e: e + sp.Rational(1, 10**15)])
def test_a_wrong_closed_form_is_refuted_with_both_numbers(compared, name, wrong):
    right = compared(name)
    closed = sp.sympify({"logistic": 3 * half, "neuron": -1}.get(name) or solution_of(name))
    found = compared(name, solution=wrong(closed))
    assert words(found) == {"crossing": "proved", "closed form": "refuted", "agreement": "refuted"}
    assert found.verdict == "refuted"
    assert found.value in found.part("agreement").detail
    assert found.measured in found.part("agreement").detail
    assert found.measured == right.measured


def solution_of(name):
    return {"oscillator": -sp.sqrt(2) * sp.exp(-3 * sp.pi / 4), "network": sp.Rational(1, 6)}[name]


def test_a_wrong_theory_that_fits_itself_is_refuted_by_the_flow(compared):
    k = sp.Symbol("k", real=True)
    found = compared("logistic", equation=k - 8 * half / 3, solution=8 * half / 3)
    assert words(found) == {"crossing": "proved", "closed form": "supported", "agreement": "refuted"}


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("logistic", {"event": NOW - 3 * START - sp.Rational(1, 10**12)}),
        ("oscillator", {"event": sp.Symbol("x", real=True) - sp.Rational(1, 100)}),
        ("network", {"event": NOW / START - sp.Rational(21, 20)}),
        ("neuron", {"start": {sp.Symbol("u1", real=True): sp.Symbol("p", real=True), sp.Symbol("w1", real=True): 2}}),
    ],
)
def test_another_event_or_another_start_does_not_meet_the_closed_form(compared, name, changes):
    changes = {"equation": sp.Symbol("p", real=True) + 1, "solution": sp.Integer(-1)} | changes if name == "neuron" else changes
    found = compared(name, **changes)
    assert found.part("crossing").verdict == "proved"
    assert found.part("agreement").verdict == "refuted"


def test_a_box_without_a_crossing_is_refuted(compared):
    found = compared("logistic", box=(sp.Rational(8, 5), 2))
    assert found.part("crossing").verdict == "refuted"
    assert "no zero in the box" in found.part("crossing").detail
    assert found.part("agreement").verdict == "undecided"
    assert found.part("agreement").detail == "the measured event has one sign all over the box"
    assert found.verdict == "refuted"


def test_a_box_with_several_crossings_is_refuted(compared):
    found = compared("network", box=(-half, sp.Rational(7, 10)))
    assert found.part("crossing").verdict == "refuted"
    assert "2 zeros in the box" in found.part("crossing").detail
    assert "changes its sign 2 times" in found.part("agreement").detail


def test_a_closed_form_outside_its_box_is_refuted(compared):
    found = compared("network", solution=-sp.Rational(1, 6))
    assert "is no zero of the equation in [1/10, 1/2]" in found.part("closed form").detail


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"equation": (sp.Symbol("k", real=True) - 3 * half) ** 2}, "balls decide nothing near k = 1.5"),
        ({"box": (1, 3 * half)}, "cannot be told from zero at k = 1.5"),
        ({"equation": sp.Function("q")(sp.Symbol("k", real=True))}, "no numerical value is known for q"),
        ({"equation": sp.Symbol("k", real=True) - sp.Symbol("m")}, "needs a number for m"),
    ],
)
def test_a_crossing_that_balls_cannot_decide_says_why(compared, changes, why):
    found = compared("logistic", **changes)
    assert found.part("crossing").verdict == "undecided"
    assert why in found.part("crossing").detail
    assert found.verdict == "undecided"


@pytest.mark.parametrize("name", ["logistic", "oscillator", "neuron", "network"])
def test_too_little_precision_is_undecided_and_says_how_much_would_do(compared, name):
    found = compared(name, digits=30, precision=15)
    assert found.part("agreement").verdict == "undecided"
    assert found.needed is not None
    assert f"{found.needed} would do" in found.part("agreement").detail
    assert compared(name, digits=30, precision=found.needed).verdict == "supported"


def test_a_wrong_closed_form_is_refuted_with_little_precision_too(compared):
    found = compared("logistic", digits=50, precision=15, solution=sp.Rational(8, 5))
    assert found.part("agreement").verdict == "refuted"


@pytest.mark.parametrize(
    ("name", "changes", "why"),
    [
        ("logistic", {"flow": Flow({sp.Symbol("x", real=True): 0}, sp.Symbol("t"))}, "has one sign"),
        ("logistic", {"observable": sp.Symbol("m")}, "the observable needs a number for m"),
        ("logistic", {"observable": sp.log(-sp.Symbol("x", real=True))}, "has no real value"),
        (
            "logistic",
            {"flow": Flow({sp.Symbol("x", real=True): sp.sin(sp.Symbol("x", real=True))}, sp.Symbol("t"))},
            "the rates must be polynomials of the state; got sin(x)",
        ),
        ("oscillator", {"box": (sp.Rational(1, 2), 1)}, "never happens while the observable is in the box"),
        ("oscillator", {"box": (-1, 1)}, "times while the observable is in the box"),
        ("neuron", {"box": (1, 3)}, "escapes nowhere in the box later than near its ends"),
        ("neuron", {"observable": sp.Symbol("u1", real=True)}, "different signs at the two ends"),
    ],
)
def test_a_measurement_that_finds_nothing_says_why(compared, name, changes, why):
    part = compared(name, **changes).part("agreement")
    assert part.verdict == "undecided"
    assert why in part.detail


def test_a_flow_that_does_not_settle_is_undecided(compared, monkeypatch):
    monkeypatch.setattr("symfeat.certification.experiment.MOST_STEPS", 100)
    x, v = sp.symbols("x v", real=True)
    found = compared("oscillator", flow=Flow({x: v, v: -x}, sp.Symbol("t")))
    assert found.part("agreement").detail == "the flow does not settle within 100 steps"
