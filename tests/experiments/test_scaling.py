"""Trained networks scale as predicted and align as often as they should; the page says what was found."""

import dataclasses
import sys
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import mpmath
import numpy as np
import pytest

import symfeat as sf
from symfeat.phases import scaling_phase

ROOT = Path(__file__).parents[2]
MODULES = ("settings", "training", "results", "scaling", "writing", "drawing")


@pytest.fixture(scope="module")
def experiments():
    """The modules of the script by name, gone from the path and from the loaded modules afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "experiments"))
        for name in MODULES:
            patch.delitem(sys.modules, name, raising=False)
        yield SimpleNamespace(**{name: import_module(name) for name in MODULES})
        for name in MODULES:
            sys.modules.pop(name)


@pytest.fixture(scope="module")
def quick(experiments, tmp_path_factory):
    """The results of the quick plan, and their folder."""
    folder = tmp_path_factory.mktemp("results")
    experiments.scaling.experiment(experiments.settings.QUICK, folder)
    return folder


@pytest.fixture(scope="module")
def committed(experiments):
    folder = ROOT / "experiments" / "results"
    return {name: experiments.results.rows(folder / f"{name}.csv") for name in ("runs", "fits", "alignment")}


def test_trained_networks_have_slopes_of_the_predicted_size_and_sign(experiments, quick):
    fits = experiments.results.rows(quick / "fits.csv")
    assert len(fits) == len(experiments.settings.SETTINGS) * len(experiments.settings.OBSERVABLES)
    for fit in fits:
        slope, error, predicted = (float(Fraction(fit[name])) for name in ("slope", "error", "predicted"))
        assert experiments.scaling.verdict(slope, error, predicted) == "agrees", fit
        for wrong in (predicted - 0.5, predicted + 0.5):
            assert experiments.scaling.verdict(slope, error, wrong) == "does not agree", fit
        assert float(fit["coarse_slope"]) == pytest.approx(float(fit["slope"]), abs=0.02), fit


def test_a_small_fraction_aligns_as_often_as_predicted(experiments, quick):
    for count in experiments.results.rows(quick / "alignment.csv"):
        assert abs(float(count["z"])) < 4, count
        assert int(count["missed"]) <= 2, count


def test_the_quick_plan_can_be_drawn(experiments, quick, tmp_path):
    experiments.drawing.draw(quick, tmp_path / "experiments.svg")
    assert (tmp_path / "experiments.svg").stat().st_size > 10_000


def test_the_page_of_the_quick_plan_says_what_its_own_results_are(experiments, quick):
    page = " ".join(experiments.writing.page(quick, experiments.settings.QUICK).split())
    fits = experiments.results.rows(quick / "fits.csv")
    most = max(fits, key=lambda fit: float(fit["spread"]))
    assert f"differ most in {most['setting']}," in page
    assert (
        f"by ± {float(most['spread']):.3f}, where the resampled error is {float(most['error']):.3f}" in page
    )
    (angle,) = (f for f in fits if f["setting"] == "unbalanced" and f["observable"] == "angle")
    assert f"all widths is {abs(float(angle['slope'])):.3f} from the prediction" in page
    assert "minutes" not in page


def test_the_same_seeds_give_the_same_rows(experiments, quick, tmp_path):
    plan = dataclasses.replace(experiments.settings.QUICK, widths=(16, 32, 64), alignment_widths=(2,))
    for name in ("first", "second"):
        experiments.scaling.experiment(plan, tmp_path / name)
    for file in ("runs.csv", "fits.csv", "alignment.csv"):
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes()
    rows = experiments.results.rows(tmp_path / "first" / "runs.csv")
    assert [row for row in experiments.results.rows(quick / "runs.csv") if int(row["width"]) <= 64] == rows


def test_a_narrow_network_is_the_first_part_of_a_wide_one(experiments):
    narrow, wide = experiments.scaling.draws(16, range(3)), experiments.scaling.draws(64, range(4))
    np.testing.assert_array_equal(narrow, wide[:, :3, :16])
    assert not np.isin(wide[0], wide[1]).any()


def test_descent_ends_where_the_exact_solution_does(experiments):
    settings, rng = experiments.settings, np.random.default_rng(4)
    u, w = rng.standard_normal((2, 20, 5))
    net = sf.LinearNetwork(u, w, 0.7, rng.uniform(0.5, 2, 20), 1.3)
    run = experiments.training.train(net, settings.X, settings.LABELS, 0.002, (0.5, 0.1))
    exact = sf.solve(net, sf.Task.from_data(settings.X, settings.LABELS))
    kernel_change = np.abs(exact.kernel(np.inf) / exact.kernel(0.0) - 1)
    np.testing.assert_allclose(run.kernel_change, kernel_change, rtol=5e-3, atol=1e-3)
    np.testing.assert_allclose(run.angle[0], exact.angle(0.0), rtol=1e-12)
    np.testing.assert_allclose(run.angle[1], exact.angle(np.inf), rtol=0, atol=2e-3)
    for level, time in run.time.items():
        share = np.diagonal(exact.residual(time)) / exact.residual(0.0)
        np.testing.assert_allclose(share, level, rtol=5e-3)


@pytest.mark.parametrize(
    ("found", "error", "predicted", "word"),
    [
        (-0.96, 0.001, -1.0, "agrees"),
        (-0.94, 0.03, -1.0, "agrees"),
        (-0.94, 0.01, -1.0, "does not agree"),
        (-1.0, 0.01, -0.5, "does not agree"),
        (1.0, 0.01, -1.0, "does not agree"),
    ],
)
def test_a_fit_agrees_within_a_twentieth_or_three_standard_errors(experiments, found, error, predicted, word):
    assert experiments.scaling.verdict(found, error, predicted) == word


def test_the_fit_of_powers_with_noise_is_their_exponent_within_its_error(experiments):
    widths, rng = (16, 32, 64, 128, 256), np.random.default_rng(0)
    pulls = []
    for _ in range(40):
        values = np.exp(0.5 * rng.standard_normal((5, 32))) / np.sqrt(widths)[:, None]
        slope = float(experiments.scaling.slope(widths, values))
        pulls.append((slope + 0.5) / experiments.scaling.error(widths, values))
    assert 0.6 < np.std(pulls) < 1.4
    assert abs(np.mean(pulls)) < 0.6


def test_the_predictions_are_those_of_theory(experiments):
    expected = {
        "standard": (-2, "-1/2", 0, 0),
        "NTK": (-1, "-1/2", 0, 0),
        "mean-field": (0, 0, 0, 0),
        "unbalanced": (-1, 0, 0, 0),
        "unbalanced, border": (-2, 0, -1, -1),
    }
    for setting, scaling in experiments.settings.SETTINGS.items():
        found = experiments.settings.exponents(scaling)
        assert tuple(found.values()) == tuple(map(Fraction, expected[setting])), setting
        in_third = scaling_phase(**scaling).word == "turning at constant kernel"
        assert in_third == setting.startswith("unbalanced")


def test_the_committed_fits_are_those_of_the_committed_runs(experiments, committed):
    settings, widths = experiments.settings, experiments.settings.FULL.widths
    assert {fit["verdict"] for fit in committed["fits"]} == {"agrees"}
    for fit in committed["fits"]:
        mine = [run for run in committed["runs"] if run["setting"] == fit["setting"]]
        values = np.array([
            [float(run[fit["observable"]]) for run in mine if int(run["width"]) == width] for width in widths
        ])  # fmt: skip
        assert values.shape == (len(widths), settings.FULL.seeds)
        slope, error = float(fit["slope"]), float(fit["error"])
        assert float(experiments.scaling.slope(widths, values)) == pytest.approx(slope, abs=1e-5)
        assert experiments.scaling.error(widths, values) == pytest.approx(error, rel=1e-3)
        predicted = settings.exponents(settings.SETTINGS[fit["setting"]])[fit["observable"]]
        assert Fraction(fit["predicted"]) == predicted
        assert experiments.scaling.verdict(slope, error, float(predicted)) == fit["verdict"]


def test_the_committed_fractions_match_the_closed_form(committed):
    for count in committed["alignment"]:
        width, n = int(count["width"]), int(count["networks"])
        x, order = mpmath.mpf(float(count["target"])) * mpmath.sqrt(width), mpmath.mpf(width - 1) / 2
        bessel, struve = mpmath.besselk, mpmath.struvel
        p = float(
            x * (bessel(order, x) * struve(order - 1, x) + struve(order, x) * bessel(order - 1, x)).real
        )
        assert float(count["probability"]) == pytest.approx(p, rel=1e-5)
        z = (int(count["aligned"]) - n * p) / (n * p * (1 - p)) ** 0.5
        assert float(count["z"]) == pytest.approx(z, abs=1e-3)
        assert abs(z) < 3
    assert sum(float(count["z"]) ** 2 for count in committed["alignment"]) < 50  # 24 of them: 1 in 700


def test_the_page_is_what_the_results_give(experiments):
    page = experiments.writing.page(ROOT / "experiments" / "results", experiments.settings.FULL)
    assert page == (ROOT / "docs" / "experiments.md").read_text(encoding="utf-8")
