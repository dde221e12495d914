"""Exponents of scalings, the phases they decide, and the parametrisations of the field."""

import itertools
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import symfeat as sf
from symfeat.phases import PARAMETRISATIONS, scaling_phase
from symfeat.phases.scaling import exponents

HALF = Fraction(1, 2)
RATIONAL = st.fractions(-3, 3, max_denominator=12)
SCALING = st.fixed_dictionaries(
    {"c_d": st.fractions(0, 3, max_denominator=12)}
    | dict.fromkeys(("c_gamma", "c_u", "c_w", "c_eta_u", "c_eta_w"), RATIONAL)
)
KERNEL, TURNING, FEATURES = "kernel phase", "turning at constant kernel", "feature learning"


@pytest.mark.parametrize(
    ("name", "expected", "word"),
    [
        ("standard", (0, HALF, 1, 0), KERNEL),
        ("kaiming", (0, HALF, 1, 0), KERNEL),
        ("lecun", (0, HALF, 1, 0), KERNEL),
        ("ntk", (0, HALF, HALF, 0), KERNEL),
        ("mean-field", (-HALF, 0, 0, 0), FEATURES),
        ("mup", (-HALF, 0, 0, 0), FEATURES),
        ("xavier", (-HALF, 0, 0, 0), FEATURES),
        ("chizat", (1, 1, 1, 0), FEATURES),
    ],
)
def test_named_parametrisations(name, expected, word):
    phase = scaling_phase(**sf.parametrisation(name))
    assert (phase.slope, phase.wedge, phase.floor, phase.rate) == expected
    assert (phase.word, phase.stability) == (word, "stable")
    assert phase.output == ("diverges" if name == "chizat" else "bounded")


def test_every_named_parametrisation_is_told():
    assert set(PARAMETRISATIONS) == {
        *("standard", "ntk", "mean-field", "mup", "xavier", "kaiming", "lecun", "chizat")
    }


def test_a_parametrisation_is_a_copy():
    sf.parametrisation("ntk")["c_gamma"] = Fraction(7)
    assert sf.parametrisation("ntk")["c_gamma"] == -HALF


def test_chizat_scaling_is_the_kernel_phase_for_zero_output_alone():
    phase = scaling_phase(**sf.parametrisation("chizat"), zero_output=True)
    assert (phase.word, phase.slope, phase.output) == (KERNEL, -math.inf, "bounded")
    assert scaling_phase(**sf.parametrisation("chizat")).word == FEATURES


@pytest.mark.parametrize(
    ("scaling", "expected"),
    [
        ({"c_u": -2}, (-HALF, 0, 1, 1)),
        ({"c_u": -3, "c_eta_u": -1}, (-1, -HALF, HALF, 0)),
    ],
)
def test_unbalanced_layers_align_at_constant_kernel(scaling, expected):
    phase = scaling_phase(**scaling)
    assert (phase.slope, phase.wedge, phase.floor, phase.rate) == expected
    assert (phase.kernel, phase.angle, phase.word) == ("kernel phase", "moves", TURNING)


def test_boundaries_are_decided_exactly():
    """The floor's exponent is 0, and 10^-30 to either side of it."""
    least = Fraction(1, 10**30)
    on, above, below = (scaling_phase(c_gamma=-1 + shift) for shift in (0, least, -least))
    assert (on.floor, above.floor, below.floor) == (0, least, -least)
    assert [phase.kernel for phase in (on, above, below)] == [FEATURES, KERNEL, FEATURES]
    assert [phase.angle for phase in (on, above, below)] == ["moves", "rests", "moves"]
    rates = [1 + shift for shift in (0, least, -least)]
    found = [scaling_phase(c_gamma=-1, c_eta_u=rate, c_eta_w=rate).stability for rate in rates]
    assert found == ["stable", "unstable", "frozen"]


@pytest.mark.parametrize("one", [np.int64(1), np.uint8(1), sympy.Integer(1), sympy.Rational(1), "1", "1e0"])
def test_rational_numbers_of_other_kinds_are_those_of_python(one):
    phase = scaling_phase(one, c_gamma=one, c_u=one)
    assert phase == scaling_phase(1, 1, 1)
    assert {type(e.numerator) for e in (phase.slope, phase.rate) if isinstance(e, Fraction)} == {int}


def test_the_largest_exponents_can_be_printed():
    large = [f"{k + 1}/{10**97 + k}" for k in range(6)]
    assert str(scaling_phase(*large)).startswith("kernel phase")
    assert scaling_phase(c_gamma=10**100 - 1).to_dict()["wedge"] == str(10**100)


def test_stability_and_divergence():
    assert scaling_phase(c_gamma=-1).stability == "frozen"
    assert scaling_phase(c_gamma=-1, c_eta_u=2, c_eta_w=2).stability == "unstable"
    assert scaling_phase(c_gamma="-1/2").output == "bounded"
    assert scaling_phase(c_gamma="-1/2", c_u="1/1000").output == "diverges"


def test_large_balanced_networks_of_fixed_width_learn_features_by_disalignment():
    assert scaling_phase(c_d=0, c_gamma=1).word == FEATURES
    assert scaling_phase(c_d=0, c_gamma=1, c_u=1).kernel == "kernel phase"


@settings(max_examples=50, deadline=None)
@given(SCALING, RATIONAL, RATIONAL)
def test_a_gauge_changes_nothing(scaling, u, w):
    """u -> k^u u, eta_u -> k^2u eta_u, gamma -> gamma/k^u, and the same for w."""
    moved = scaling | {
        "c_u": scaling["c_u"] + 2 * u,
        "c_eta_u": scaling["c_eta_u"] + 2 * u,
        "c_w": scaling["c_w"] + 2 * w,
        "c_eta_w": scaling["c_eta_w"] + 2 * w,
        "c_gamma": scaling["c_gamma"] - u - w,
    }
    assert scaling_phase(**moved) == scaling_phase(**scaling)


@settings(max_examples=50, deadline=None)
@given(SCALING, RATIONAL)
def test_scaling_the_rates_alone_changes_stability_alone(scaling, shift):
    faster = {name: scaling[name] + shift for name in ("c_eta_u", "c_eta_w")}
    one, other = scaling_phase(**scaling), scaling_phase(**scaling | faster)
    assert (one.kernel, one.angle, one.output) == (other.kernel, other.angle, other.output)
    assert other.rate == one.rate + shift


@settings(max_examples=50, deadline=None)
@given(SCALING)
def test_exchanging_the_layers_changes_nothing_but_the_sign_of_the_imbalance(scaling):
    u, w, eta_u, eta_w = (scaling[name] for name in ("c_u", "c_w", "c_eta_u", "c_eta_w"))
    one = scaling_phase(**scaling)
    other = scaling_phase(**scaling | {"c_u": w, "c_w": u, "c_eta_u": eta_w, "c_eta_w": eta_u})
    assert other.imbalance == -one.imbalance
    assert one.to_dict() | {"imbalance": ""} == other.to_dict() | {"imbalance": ""}


@settings(max_examples=50, deadline=None)
@given(SCALING)
def test_an_angle_that_rests_means_the_kernel_phase(scaling):
    phase = scaling_phase(**scaling)
    assert phase.word in (KERNEL, TURNING, FEATURES)


ARGUMENTS = ("c_d", "c_gamma", "c_u", "c_w", "c_eta_u", "c_eta_w")


def test_exponents_in_symbols_are_those_of_the_corpus():
    """The function that takes fractions, given symbols, is what the derivation ends at."""
    result = sf.result("exponents-follow-from-the-hyperparameters")
    statement: Any = result.statement
    derived = [claim.value for claim in statement.parts[:3]]
    relation = next(r for r in result.given if isinstance(r, sympy.Eq))  # of delta to the hyperparameters
    named = {s.name: s for expression in (*derived, relation) for s in expression.free_symbols}
    found = exponents(*(named[name] for name in ARGUMENTS), largest=sympy.Max)
    assert sympy.expand(sympy.solve(relation, named["delta"])[0] - found.imbalance) == 0
    for ours, value in zip(found[:3], derived, strict=True):
        assert sympy.expand(ours - value.subs(named["delta"], found.imbalance)) == 0
        assert sympy.expand(ours + named["c_d"] - value.subs(named["delta"], found.imbalance)) != 0


def test_the_rate_in_symbols_is_that_of_the_corpus():
    """The derivation takes the power of the rate out of it, and finds a finite limit."""
    statement: Any = sf.result("rate-scales-with-the-clock-and-the-floor").statement
    (power,) = (e.args[0] for e in statement.expr.atoms(sympy.exp) if e.has(sympy.Max))
    named = {s.name: s for s in power.free_symbols}
    symbols = [named.get(name, sympy.Symbol(name, real=True)) for name in ARGUMENTS]
    found = exponents(*symbols, largest=sympy.Max)
    order = -sympy.expand(power / named["log_kappa"])
    assert sympy.expand(found.rate - order.subs(named["e_S"], found.floor)) == 0


# Slug, attribute, word, and whether the word holds only there.
DECIDED = [
    ("kernel-is-constant-where-the-floor-outgrows-slope-and-target", "kernel", KERNEL, True),
    ("angle-rests-where-the-wedge-outgrows-slope-and-target", "angle", "rests", True),
    ("angle-moves-where-the-wedge-does-not-outgrow-the-target", "angle", "moves", False),
    ("kernel-grows-without-bound-below-the-critical-floor", "kernel", FEATURES, False),
    ("unbalanced-layers-align-at-constant-kernel", "word", TURNING, False),
]


@pytest.mark.parametrize(("slug", "attribute", "word", "only_there"), DECIDED, ids=lambda v: str(v)[:20])
def test_words_hold_under_the_assumptions_of_the_corpus(slug, attribute, word, only_there):
    exponent = {"c_d", "e_f", "e_g", "e_S"}  # the rest says that target and prefactors are not 0
    given = [r for r in sf.result(slug).given if {s.name for s in r.free_symbols} <= exponent]
    places, met = [Fraction(k, 2) for k in range(-3, 4)], set()
    for c_gamma, c_u, c_d in itertools.product(places, places, (0, 1)):
        phase = scaling_phase(c_d, c_gamma, c_u)
        named = {"c_d": c_d, "e_f": phase.slope, "e_g": phase.wedge, "e_S": phase.floor}
        holds = all(
            relation.subs({s: sympy.Rational(named[s.name]) for s in relation.free_symbols})
            for relation in given
        )
        says = getattr(phase, attribute) == word
        assert says == holds if only_there else says or not holds
        met.add(holds)
    assert met == {True, False}


# Slug, attribute, and what its limit is where the word holds; it is another one elsewhere.
CASES = [
    ("kernel-phase-iff-the-floor-outgrows-slope-and-target", "kernel", KERNEL, 1),
    ("angle-moves-iff-the-wedge-does-not-outgrow-slope-and-target", "angle", "rests", 0),
    ("output-diverges-where-the-slope-has-a-positive-exponent", "output", "diverges", sympy.oo),
    ("learning-is-frozen-or-unstable-by-the-rate-exponent", "stability", "frozen", 0),
    ("learning-is-frozen-or-unstable-by-the-rate-exponent", "stability", "unstable", sympy.oo),
]


@pytest.mark.parametrize(("slug", "attribute", "word", "limit"), CASES, ids=lambda v: str(v)[:20])
def test_words_are_the_cases_of_the_corpus(slug, attribute, word, limit):
    value: Any = sf.result(slug).statement
    places, met = [Fraction(k, 2) for k in range(-3, 4)], set()
    for c_gamma, c_u, c_d in itertools.product(places, places, (0, 1)):
        phase = scaling_phase(c_d, c_gamma, c_u)
        named = {"e_f": phase.slope, "e_g": phase.wedge, "e_S": phase.floor, "e_r": phase.rate}
        found = value.value.subs({s: named[s.name] for s in value.value.free_symbols if s.name in named})
        says = getattr(phase, attribute) == word
        assert says == (found == limit), (c_gamma, c_u, c_d)
        met.add(says)
    assert met == {True, False}


@pytest.mark.parametrize("name", ["standard", "ntk", "mean-field", "mup", "xavier"])
def test_random_networks_of_growing_width_have_these_exponents(name):
    """Medians at widths 10^4 and 10^8; exponents of the floor over the larger of slope and target."""
    scaling = sf.parametrisation(name)
    ratios = []
    for width in (10.0**4, 10.0**8):
        sizes = {key: width ** float(power) for key, power in scaling.items()}
        setting = sf.Setting(
            int(width),
            gamma=sizes["c_gamma"],
            eta_u=sizes["c_eta_u"],
            eta_w=sizes["c_eta_w"],
            sigma_u=sizes["c_u"] ** 0.5,
            sigma_w=sizes["c_w"] ** 0.5,
        )
        x, y, task = ("target", [1.0]), ("clock", [np.inf]), sf.Task(1.0, 1.0)
        found = sf.PhaseDiagram.over(x=x, y=y, network=setting, task=task, samples=400)
        ratios.append(found.floor_ratio.quantiles[1].item())
    phase = scaling_phase(**scaling)
    expected = phase.floor - max(0, phase.slope)
    assert np.log(ratios[1] / ratios[0]) / np.log(1e4) == pytest.approx(float(expected), abs=0.02)


def test_words_and_numbers_as_text_and_data():
    phase = scaling_phase(c_gamma="-0.5")
    assert str(phase).startswith("kernel phase: the angle rests, the output at time 0 is bounded")
    assert "diverges" in str(scaling_phase(c_gamma=2))
    assert phase.to_dict() == {
        "word": KERNEL,
        "slope": "0",
        "wedge": "1/2",
        "floor": "1/2",
        "rate": "0",
        "imbalance": "0",
        "kernel": KERNEL,
        "angle": "rests",
        "stability": "stable",
        "output": "bounded",
    }
