"""Exponents of scalings, the phases they decide, and the parametrisations of the field."""

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
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
KERNEL, ALIGNING, FEATURES = "kernel phase", "alignment at constant kernel", "feature learning"


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
    assert (phase.kernel, phase.angle, phase.word) == ("kernel phase", "moves", ALIGNING)


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


def test_stability_and_divergence():
    assert scaling_phase(c_gamma=-1).stability == "frozen"
    assert scaling_phase(c_gamma=-1, c_eta_u=2, c_eta_w=2).stability == "unstable"
    assert scaling_phase(c_gamma="-1/2").output == "bounded"
    assert scaling_phase(c_gamma="-1/2", c_u="1/1000").output == "diverges"


def test_large_balanced_networks_of_fixed_width_learn_features_by_disalignment():
    assert scaling_phase(c_d=0, c_gamma=1).word == FEATURES
    assert scaling_phase(c_d=0, c_gamma=1, c_u=1).kernel == "kernel phase"


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


@given(SCALING, RATIONAL)
def test_scaling_the_rates_alone_changes_stability_alone(scaling, shift):
    faster = {name: scaling[name] + shift for name in ("c_eta_u", "c_eta_w")}
    one, other = scaling_phase(**scaling), scaling_phase(**scaling | faster)
    assert (one.kernel, one.angle, one.output) == (other.kernel, other.angle, other.output)
    assert other.rate == one.rate + shift


@given(SCALING)
def test_exchanging_the_layers_changes_nothing_but_the_sign_of_the_imbalance(scaling):
    u, w, eta_u, eta_w = (scaling[name] for name in ("c_u", "c_w", "c_eta_u", "c_eta_w"))
    one = scaling_phase(**scaling)
    other = scaling_phase(**scaling | {"c_u": w, "c_w": u, "c_eta_u": eta_w, "c_eta_w": eta_u})
    assert other.imbalance == -one.imbalance
    assert one.to_dict() | {"imbalance": ""} == other.to_dict() | {"imbalance": ""}


@given(SCALING)
def test_an_angle_that_rests_means_the_kernel_phase(scaling):
    phase = scaling_phase(**scaling)
    assert phase.word in (KERNEL, ALIGNING, FEATURES)


def test_the_same_function_gives_the_formulas():
    """In symbols: slope by the central limit theorem, wedge by the norms, floor by the larger of two."""
    c_d, c_gamma, c_u, c_w, c_eta_u, c_eta_w = arguments = sympy.symbols(
        "c_d c_gamma c_u c_w c_eta_u c_eta_w"
    )
    found = exponents(*arguments, largest=sympy.Max)
    assert sympy.expand(found.slope - (c_gamma + c_d / 2 + (c_u + c_w) / 2)) == 0
    assert sympy.expand(found.wedge - (c_gamma + c_d + (c_u + c_w) / 2)) == 0
    assert sympy.expand(found.floor - found.wedge) == abs(found.imbalance)
    assert sympy.expand(2 * found.imbalance - (c_eta_w + c_u - c_eta_u - c_w)) == 0
    assert sympy.expand(found.rate - c_gamma - (c_eta_u + c_eta_w) / 2) == sympy.Max(0, found.floor)


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
