"""Two roads to a boundary: they meet where the closed form is right, and part where it is not."""

from typing import Any

import pytest
import sympy as sp

from symfeat.certification.certificate import Comparison
from symfeat.certification.compare import MARGIN, compare_boundary
from symfeat.claims import NOW, START, Boundary, Flow, Notation

NOTATION = Notation("test")
t = sp.Symbol("t", nonnegative=True)
k, x = sp.symbols("k x", real=True)
p, v = sp.symbols("p v", real=True)
u1, u2, w1, w2, y = sp.symbols("u1 u2 w1 w2 y", real=True)
SLOPE = u1 * w1 + u2 * w2
half = sp.Rational(1, 2)
FROM, TO = sp.Rational(13, 10), sp.Rational(17, 10)

# x tends to k: it grows threefold from 1/2 for k = 3/2.
LOGISTIC: dict[str, Any] = {
    "unknown": k,
    "equation": k - 3 * half,
    "solution": 3 * half,
    "box": (1, 2),
    "flow": Flow({x: x * (k - x)}, t),
    "start": {x: half},
    "values": {},
    "observable": x,
    "event": NOW - 3 * START,
}
# x = exp(-t) (cos t + sin t) and v = x': the first zero is at t = 3 pi / 4.
OSCILLATOR: dict[str, Any] = {
    "unknown": p,
    "equation": p**2 - 2 * sp.exp(-3 * sp.pi / 2),
    "solution": -sp.sqrt(2) * sp.exp(-3 * sp.pi / 4),
    "box": (-1, -sp.Rational(1, 20)),
    "flow": Flow({x: v, v: -2 * x - 2 * v}, t),
    "start": {x: 1, v: 0},
    "values": {},
    "observable": v,
    "event": x,
    "way": "passage",
}
# u + w grows and u - w decays; u w reaches its target 1 unless u + w vanishes, and is negative for good then.
NEURON: dict[str, Any] = {
    "unknown": p,
    "equation": p + 1,
    "solution": sp.Integer(-1),
    "box": (-3, -sp.Rational(1, 4)),
    "flow": Flow({u1: w1 * (1 - u1 * w1), w1: u1 * (1 - u1 * w1)}, t),
    "start": {u1: p, w1: 1},
    "values": {},
    "observable": u1 * w1,
    "way": "escape",
}
# Two neurons at the target y: the kernel U + W ends as it began for |y| = |slope|, here 1/6.
NETWORK: dict[str, Any] = {
    "unknown": y,
    "equation": y**2 - sp.Rational(1, 36),
    "solution": sp.Rational(1, 6),
    "box": (sp.Rational(1, 10), sp.Rational(1, 2)),
    "flow": Flow({u1: w1 * (y - SLOPE), u2: w2 * (y - SLOPE), w1: u1 * (y - SLOPE), w2: u2 * (y - SLOPE)}, t),
    "start": {u1: half, u2: -half, w1: sp.Rational(1, 3), w2: sp.Rational(2, 3)},
    "values": {},
    "observable": u1**2 + u2**2 + w1**2 + w2**2,
    "event": NOW / START - 1,
}
SYSTEMS = {"logistic": LOGISTIC, "oscillator": OSCILLATOR, "neuron": NEURON, "network": NETWORK}


def compared(name: str, digits: int = 20, precision: int | None = None, **changes: Any) -> Comparison:
    """A system, with changes, certified."""
    boundary = Boundary(**(SYSTEMS[name] | changes))
    return compare_boundary("boundary", boundary, NOTATION, digits, precision or digits + MARGIN)


def words(comparison):
    return {part.name: str(part.verdict) for part in comparison.parts}


@pytest.mark.parametrize("digits", [30, 50])
@pytest.mark.parametrize("name", ["logistic", "oscillator", "neuron", "network"])
def test_the_two_roads_meet(name, digits):
    found = compared(name, digits)
    assert words(found) == {"crossing": "proved", "closed form": "supported", "agreement": "supported"}
    assert found.verdict == "supported"
    assert found.digits >= digits


@pytest.mark.parametrize("name", ["logistic", "oscillator", "neuron", "network"])
@pytest.mark.parametrize("wrong", [lambda e: -e, lambda e: 3 * e / 2, lambda e: e + sp.Rational(1, 10**15)])
def test_a_wrong_closed_form_is_refuted_with_both_numbers(name, wrong):
    found = compared(name, solution=wrong(SYSTEMS[name]["solution"]))
    assert words(found) == {"crossing": "proved", "closed form": "refuted", "agreement": "refuted"}
    assert found.verdict == "refuted"
    assert found.value in found.part("agreement").detail
    assert found.measured in found.part("agreement").detail
    assert found.measured == compared(name).measured


def test_a_wrong_theory_that_fits_itself_is_refuted_by_the_flow():
    found = compared("logistic", equation=k - 8 * half / 3, solution=8 * half / 3)
    assert words(found) == {"crossing": "proved", "closed form": "supported", "agreement": "refuted"}


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("logistic", {"event": NOW - 3 * START - sp.Rational(1, 10**12)}),
        ("oscillator", {"event": x - sp.Rational(1, 100)}),
        ("network", {"event": NOW / START - sp.Rational(21, 20)}),
        ("neuron", {"start": {u1: p, w1: 2}}),
    ],
)
def test_another_event_or_another_start_does_not_meet_the_closed_form(name, changes):
    found = compared(name, **changes)
    assert found.part("crossing").verdict == "proved"
    assert found.part("agreement").verdict == "refuted"


def test_a_box_without_a_crossing_is_refuted():
    found = compared("logistic", box=(sp.Rational(8, 5), 2))
    assert found.part("crossing").verdict == "refuted"
    assert "no zero in the box" in found.part("crossing").detail
    assert found.part("agreement").verdict == "undecided"
    assert found.part("agreement").detail == "the measured event has one sign all over the box"
    assert found.verdict == "refuted"


def test_a_box_with_several_crossings_is_refuted():
    found = compared("network", box=(-half, sp.Rational(7, 10)))
    assert found.part("crossing").verdict == "refuted"
    assert "2 zeros in the box" in found.part("crossing").detail
    assert "changes its sign 2 times" in found.part("agreement").detail


def test_a_closed_form_outside_its_box_is_refuted():
    found = compared("network", solution=-sp.Rational(1, 6))
    assert "is no zero of the equation in [1/10, 1/2]" in found.part("closed form").detail


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"equation": (k - 3 * half) ** 2}, "balls decide nothing near k = 1.5"),
        ({"box": (1, 3 * half)}, "cannot be told from zero at k = 1.5"),
        ({"equation": sp.Function("q")(k)}, "no numerical value is known for q"),
        ({"equation": k - sp.Symbol("m")}, "needs a number for m"),
    ],
)
def test_a_crossing_that_balls_cannot_decide_says_why(changes, why):
    found = compared("logistic", **changes)
    assert found.part("crossing").verdict == "undecided"
    assert why in found.part("crossing").detail
    assert found.verdict == "undecided"


@pytest.mark.parametrize("name", ["logistic", "oscillator", "neuron", "network"])
def test_too_little_precision_is_undecided_and_says_how_much_would_do(name):
    found = compared(name, digits=30, precision=15)
    assert found.part("agreement").verdict == "undecided"
    assert found.needed is not None
    assert f"{found.needed} would do" in found.part("agreement").detail
    assert compared(name, digits=30, precision=found.needed).verdict == "supported"


def test_a_wrong_closed_form_is_refuted_with_little_precision_too():
    found = compared("logistic", digits=50, precision=15, solution=sp.Rational(8, 5))
    assert found.part("agreement").verdict == "refuted"


@pytest.mark.parametrize(
    ("name", "changes", "why"),
    [
        ("logistic", {"flow": Flow({x: 0}, t)}, "has one sign"),
        ("logistic", {"event": sp.Min(NOW - FROM, 0) + sp.Max(NOW - TO, 0)}, "but no change of sign"),
        ("logistic", {"observable": sp.Symbol("m")}, "the observable needs a number for m"),
        ("logistic", {"observable": sp.log(-x)}, "has no real value"),
        (
            "logistic",
            {"flow": Flow({x: sp.sin(x)}, t)},
            "the rates must be polynomials of the state; got sin(x)",
        ),
        ("oscillator", {"box": (sp.Rational(1, 2), 1)}, "never happens while the observable is in the box"),
        ("oscillator", {"box": (-1, 1)}, "times while the observable is in the box"),
        ("neuron", {"box": (1, 3)}, "escapes nowhere in the box later than near its ends"),
        ("neuron", {"observable": u1}, "different signs at the two ends"),
    ],
)
def test_a_measurement_that_finds_nothing_says_why(name, changes, why):
    part = compared(name, **changes).part("agreement")
    assert part.verdict == "undecided"
    assert why in part.detail


def test_a_flow_that_does_not_settle_is_undecided(monkeypatch):
    monkeypatch.setattr("symfeat.certification.experiment.MOST_STEPS", 100)
    found = compared("oscillator", flow=Flow({x: v, v: -x}, t))
    assert found.part("agreement").detail == "the flow does not settle within 100 steps"


SADDLE: dict[str, Any] = {
    "flow": Flow({x: x - x**3, v: sp.S.Zero}, t),
    "start": {x: sp.Rational(1, 10**40), v: k},
    "observable": x + v,
    "event": NOW - half,
}


def test_what_starts_very_small_still_grows():
    """x ends at 1 from any positive start, so that x + k is 1/2 for k = -1/2, not for 1/2."""
    right = compared("logistic", 8, equation=k + half, solution=-half, box=(-1, 1), **SADDLE)
    assert right.verdict == "supported"
    wrong = compared("logistic", 8, equation=k - half, solution=half, box=(-1, 1), **SADDLE)
    assert wrong.part("agreement").verdict == "refuted"


@pytest.mark.parametrize("event", [1 / (NOW - half), sp.sign(NOW - half), NOW - half + sp.sign(NOW - half)])
def test_a_pole_or_a_jump_in_the_unknown_is_no_boundary(event):
    found = compared(
        "logistic",
        equation=k - half,
        solution=half,
        box=(0, sp.Rational(8, 7)),
        flow=Flow({x: 0}, t),
        start={x: k},
        event=event,
    )
    assert found.part("agreement").verdict == "undecided"
    assert "by a jump or a pole, not at a zero" in found.part("agreement").detail


def test_a_pole_or_a_jump_on_the_way_is_no_event():
    for event in (1 / x, sp.sign(x)):
        part = compared("oscillator", event=event).part("agreement")
        assert part.verdict == "undecided"
        assert "by a jump or a pole, not at a zero" in part.detail


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"start": {x: p + 2, v: 0}}, "start"),
        ({"flow": Flow({x: v, v: p - 2 * x - 2 * v}, t)}, "flow"),
        ({"observable": v + p}, "observable"),
        ({"event": x - p}, "event"),
    ],
)
def test_a_passage_that_holds_its_own_unknown_is_invalid(changes, where):
    part = compared("oscillator", **changes).part("agreement")
    assert part.verdict == "invalid"
    assert part.detail == f"a passage reads p off on the way; the {where} may not hold it"


def test_an_observable_that_is_never_negative_escapes_nowhere_late():
    """Its start touches zero in the middle of the box, where it would wait for ever."""
    part = compared(
        "neuron",
        flow=Flow({x: x - x**3}, t),
        start={x: (p - half) ** 2},
        observable=x,
        equation=p - half,
        solution=half,
        box=(0, sp.Rational(8, 7)),
    ).part("agreement")
    assert part.verdict == "undecided"
    assert "does not close with time" in part.detail
