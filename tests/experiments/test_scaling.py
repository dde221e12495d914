"""Trained linear networks scale as predicted and align as often as they should."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest

import symfeat as sf
from symfeat.phases import scaling_phase
from symfeat.runs import Setting, Table, carry_out, open_folder

from .conftest import FOLDER

SCALINGS, OBSERVABLES = 5, 4


@pytest.fixture
def scaling(module):
    return module("scaling")


def committed(name, file):
    return Table.read(FOLDER / "results" / name / f"{file}.csv")


def test_trained_networks_have_slopes_of_the_predicted_size_and_sign(quick):
    effects = {effect.name: effect for effect in quick("scaling").effects}
    fits = [effect for name, effect in effects.items() if name.startswith("all-")]
    assert len(fits) == SCALINGS * OBSERVABLES
    for fit in fits:
        assert fit.fits, fit
        predicted, slack = map(float, fit.expected.split(" ± "))
        assert slack < 0.35, fit  # so that neither neighbouring exponent would fit, too
        assert all(abs(fit.value - wrong) > 0.15 for wrong in (predicted - 0.5, predicted + 0.5)), fit
    assert effects["step-moves-no-exponent"].fits


def test_a_small_fraction_aligns_as_often_as_predicted(quick):
    assert [effect.name for effect in quick("alignment-probability").effects if not effect.fits] == []


def test_the_same_seeds_give_the_same_rows(module, quick, tmp_path):
    module("page")  # another file of the folder does not matter
    again = carry_out(open_folder(FOLDER).load("scaling"), tmp_path, quick=True)
    assert again.table.csv() == quick("scaling").table.csv()
    assert again.reused == 0


def test_a_narrow_network_is_the_first_part_of_a_wide_one(scaling):
    narrow, wide = scaling.draws(16, range(3)), scaling.draws(64, range(4))
    np.testing.assert_array_equal(narrow, wide[:, :3, :16])
    assert not np.isin(wide[0], wide[1]).any()


def test_the_other_sets_of_seeds_follow_and_share_none(scaling):
    assert scaling.all_seeds(Setting({"seeds": (0, 1), "other_sets": 2})) == [0, 1, 2, 3, 4, 5]


def test_descent_ends_where_the_exact_solution_does(module):
    setting = open_folder(FOLDER).load("scaling").settings()
    x, labels, rng = np.array(setting.x), np.array(setting.labels), np.random.default_rng(4)
    u, w = rng.standard_normal((2, 20, 5))
    net = sf.LinearNetwork(u, w, 0.7, rng.uniform(0.5, 2, 20), 1.3)
    run = module("linear_descent").train(net, x, labels, 0.002, (0.5, 0.1))
    exact = sf.solve(net, sf.Task.from_data(x, labels))
    kernel_change = np.abs(exact.kernel(np.inf) / exact.kernel(0.0) - 1)
    np.testing.assert_allclose(run.kernel_change, kernel_change, rtol=5e-3, atol=1e-3)
    np.testing.assert_allclose(run.angle[0], exact.angle(0.0), rtol=1e-12)
    np.testing.assert_allclose(run.angle[1], exact.angle(np.inf), rtol=0, atol=2e-3)
    for level, time in run.time.items():
        share = np.diagonal(exact.residual(time)) / exact.residual(0.0)
        np.testing.assert_allclose(share, level, rtol=5e-3)


def test_the_fit_of_powers_with_noise_is_their_exponent_within_its_error(scaling):
    widths, rng = (16, 32, 64, 128, 256), np.random.default_rng(0)
    pulls = []
    for _ in range(40):
        values = np.exp(0.5 * rng.standard_normal((5, 32))) / np.sqrt(widths)[:, None]
        pulls.append((float(scaling.slope(widths, values)) + 0.5) / scaling.error(widths, values))
    assert 0.6 < np.std(pulls) < 1.4
    assert abs(np.mean(pulls)) < 0.6


def test_the_predictions_are_those_of_theory(scaling):
    expected = {
        "standard": (-2, "-1/2", 0, 0),
        "ntk": (-1, "-1/2", 0, 0),
        "mean-field": (0, 0, 0, 0),
        "unbalanced": (-1, 0, 0, 0),
        "border": (-2, 0, -1, -1),
    }
    assert list(scaling.SCALINGS) == list(expected)
    for name, exponents in scaling.SCALINGS.items():
        assert tuple(scaling.exponents(exponents).values()) == tuple(map(Fraction, expected[name])), name
        in_third = scaling_phase(**exponents).word == "turning at constant kernel"
        assert in_third == (name in ("unbalanced", "border"))


def test_the_section_says_which_scalings_they_are_and_what_phase_they_are_in(scaling):
    """The table is written by hand; here it is from the exponents."""
    section = (FOLDER / "scaling.md").read_text(encoding="utf-8")
    for name, exponents in scaling.SCALINGS.items():
        phase = scaling_phase(**exponents)
        powers = [exponents[f"c_{scale}"] for scale in ("gamma", "u", "w", "eta_u", "eta_w")]
        scales = ["1" if not c else "$d$" if c == 1 else f"$d^{{{c}}}$" for c in powers]
        found = [
            str(value).replace("-", "−") for value in (phase.slope, phase.wedge, phase.floor, phase.rate)
        ]
        assert f"| {' | '.join([name, *scales, *found, phase.word])} |" in section


def test_the_section_says_which_data_they_learn(scaling):
    section = (FOLDER / "scaling.md").read_text(encoding="utf-8")
    for name in ("scaling", "alignment-probability"):
        setting = open_folder(FOLDER).load(name).settings()
        task = sf.Task.from_data(np.array(setting.x), np.array(setting.labels))
        assert f"{len(setting.x)} data points" in section
        assert f"second moment {task.second_moment:.3g} and target slope $y = {task.target:.3g}$" in " ".join(
            section.split()
        )


def test_the_committed_effects_are_those_of_the_committed_runs():
    for name in ("scaling", "alignment-probability"):
        experiment = open_folder(FOLDER).load(name)
        found = experiment.found(committed(name, "runs"), experiment.settings())
        effects = committed(name, "effects")
        assert [effect.name for effect in found] == effects["name"].tolist()
        np.testing.assert_allclose([effect.value for effect in found], effects["value"], rtol=1e-9)
        assert [effect.verdict for effect in found] == effects["verdict"].tolist()


def test_the_committed_fractions_match_the_closed_form():
    setting = open_folder(FOLDER).load("alignment-probability").settings()
    n, squares = setting.networks * len(setting.seeds), []
    table = committed("alignment-probability", "runs")
    for width in table.values("width"):
        for target in table.values("target"):
            x, order = mpmath.mpf(target) * mpmath.sqrt(width), mpmath.mpf(width - 1) / 2
            bessel, struve = mpmath.besselk, mpmath.struvel
            p = float(
                x * (bessel(order, x) * struve(order - 1, x) + struve(order, x) * bessel(order - 1, x)).real
            )
            z = (np.sum(table.where(width=width, target=target)["aligned"]) - n * p) / (
                n * p * (1 - p)
            ) ** 0.5
            assert abs(z) < 3.5
            squares.append(z * z)
    assert len(squares) == 24
    assert sum(squares) < 50  # 24 of them: 1 in 700
