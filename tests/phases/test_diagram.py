"""Phase diagrams: every point is what the exact solution says, and ensembles are what random networks are."""

import csv
import io

import numpy as np
import pytest

import symfeat as sf
from symfeat.mechanisms import REGIMES
from symfeat.phases import PhaseDiagram, grid
from symfeat.phases.ensemble import draw

NET = sf.LinearNetwork([0.5, -0.2, 0.8], [0.3, 0.9, 0.1], 1.5, 0.5, 2.0)
TASK = sf.Task(1.3, 1.2)
WIDE = ("width", [1, 2, 5, 64, 1000, 10**6])
FEW = ("gamma", [0.1, 1.0])
SETTING = sf.Setting()


def over(x, y, network: sf.Setting | sf.LinearNetwork = SETTING, task=TASK, **options) -> PhaseDiagram:
    return PhaseDiagram.over(x=x, y=y, network=network, task=task, **options)


def solved(gamma=NET.gamma, eta_u=NET.eta_u, eta_w=NET.eta_w, target=TASK.target) -> sf.Solution:
    return sf.solve(sf.LinearNetwork(NET.u, NET.w, gamma, eta_u, eta_w), sf.Task(1.3, target))


VALUES = [0.3, 1.0, 7.0]
CHANGED = {
    "gamma": lambda v: {"gamma": v},
    "eta_u": lambda v: {"eta_u": v},
    "eta_w": lambda v: {"eta_w": v},
    "eta_ratio": lambda v: {"eta_u": np.sqrt(v), "eta_w": 1 / np.sqrt(v)},  # the product stays 1
    "eta_product": lambda v: {"eta_u": np.sqrt(v) / 2, "eta_w": 2 * np.sqrt(v)},  # the ratio stays 1/4
    "target": lambda v: {"target": v},
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_point_is_the_solution_there(name):
    other = "gamma" if name == "target" else "target"
    found = over((name, VALUES), (other, [0.5, 2.0]), NET)
    for column, value in enumerate(VALUES):
        for row, second in enumerate((0.5, 2.0)):
            solution = solved(**CHANGED[name](value), **{other: second})
            phase, split = solution.phase(), solution.mechanisms()
            for field in ("kernel_ratio", "angle_change", "floor_ratio"):
                mean = getattr(found, field).mean[row, column]
                assert mean == pytest.approx(getattr(phase, field), rel=1e-12)
            assert found.log_cos_change.mean[row, column] == pytest.approx(split.log_cos, rel=1e-12)
            assert found.probability[phase.word][row, column] == 1


def test_rates_by_ratio_and_product_together():
    found = over(("eta_ratio", [4.0]), ("eta_product", [9.0]), NET)
    expected = solved(eta_u=6.0, eta_w=1.5).phase()
    assert found.kernel_ratio.mean.item() == pytest.approx(expected.kernel_ratio, rel=1e-12)


def test_the_clock_stops_the_trajectory():
    t = np.array([0.0, 0.1, 0.7, np.inf])
    clock = 2 * NET.gamma * np.sqrt(NET.eta_u * NET.eta_w) * TASK.second_moment * t
    found, solution = over(("clock", clock), ("target", [TASK.target]), NET), sf.solve(NET, TASK)
    expected = solution.kernel(t) / solution.kernel(0.0)
    assert found.kernel_ratio.mean[0] == pytest.approx(expected, rel=1e-12)
    assert found.angle_change.mean[0] == pytest.approx(solution.angle(t) - solution.angle(0.0), rel=1e-9)
    assert found.kernel_ratio.mean[0, 0] == 1


def test_a_batch_is_an_ensemble():
    batch = sf.LinearNetwork.random(4, size=(5, 2), seed=1)
    found = over(("target", [1.0, 3.0]), ("gamma", [1.0]), batch, quantiles=(0, 0.3, 1))
    ratios = np.array(
        [sf.solve(batch, sf.Task(1.3, y)).phase().kernel_ratio.ravel() for y in (1.0, 3.0)], dtype=float
    )
    assert found.samples == 10
    assert found.kernel_ratio.mean[0] == pytest.approx(ratios.mean(axis=1), rel=1e-12)
    assert found.kernel_ratio.quantiles[:, 0] == pytest.approx(np.quantile(ratios, (0, 0.3, 1), axis=1))
    assert np.isnan(found.alignment_closed_form).all()


def test_infinite_samples_have_quantiles():
    """Orthogonal layers align from a cosine of 0."""
    batch = sf.LinearNetwork([[1.0, 0.0], [1.0, 0.0]], [[0.0, 1.0], [0.5, 1.0]])
    spread = over(("target", [1.0]), FEW, batch, quantiles=(0.0, 1.0)).log_cos_change
    assert np.all(spread.mean == np.inf)
    assert np.all(np.isfinite(spread.quantiles[0]))
    assert np.all(spread.quantiles[1] == np.inf)


def test_a_dead_network_is_undefined():
    found = over(("target", [1.0, 2.0]), FEW, sf.LinearNetwork([0.0], [0.0]))
    assert np.all(found.probability["undefined"] == 1)
    assert np.isnan(found.kernel_ratio.quantiles).all()


def test_the_draws_are_sums_over_random_weights():
    """Moments of the sums drawn and of the sums of weights, within five standard errors."""
    samples = 20000
    drawn = draw(np.array([3.0, 7.0]), samples, seed=0)
    generator = np.random.default_rng(1)
    for k, d in enumerate((3, 7)):
        u, w = generator.standard_normal((2, samples, d))
        overlap = np.sum(u * w, axis=1)
        norm_u, norm_w = np.linalg.norm(u, axis=1), np.linalg.norm(w, axis=1)
        rejection = np.sqrt(norm_w**2 - (overlap / norm_u) ** 2)
        real = np.array([norm_u, norm_w, overlap, rejection])
        sums = np.array([drawn.norm_u[k], drawn.norm_w[k], drawn.overlap[k], drawn.rejection[k]])
        for one in range(4):
            for two in range(4):
                a, b = (np.sort(pair[one] * pair[two]) for pair in (real, sums))
                error = np.hypot(a.std(), b.std()) / samples**0.5
                assert abs(a.mean() - b.mean()) < 5 * error
    assert np.all(np.abs(drawn.norm_w**2 - drawn.rejection**2 - (drawn.overlap / drawn.norm_u) ** 2) < 1e-12)


def test_wider_networks_have_the_neurons_of_narrower_ones():
    drawn = draw(np.array([1.0, 2.0, 50.0]), 100, seed=0)
    assert np.all(np.diff(drawn.norm_u, axis=0) > 0)
    assert np.all(np.diff(drawn.norm_w, axis=0) > 0)
    assert np.all(drawn.rejection[0] == 0)
    assert np.array_equal(draw(np.array([1.0]), 100, seed=0).norm_u[0], drawn.norm_u[0])


@pytest.mark.parametrize("target", [0.3, 1.2, -20.0])
def test_the_fraction_that_aligns_is_the_closed_form(target):
    """Within five standard errors; and the closed form of another target is not."""
    samples = 40000
    options = {"network": sf.Setting(gamma=0.7, sigma_u=0.5, sigma_w=2.0), "samples": samples}
    found = over(WIDE, ("target", [target]), **options)
    exact = found.alignment_closed_form
    error = np.sqrt(exact * (1 - exact) / samples) + 1 / samples
    assert np.all(np.abs(found.alignment - exact) < 5 * error)
    other = over(WIDE, ("target", [1.2 * target]), **options).alignment_closed_form
    assert np.any(np.abs(found.alignment - other) > 10 * error)


def test_the_closed_form_follows_every_axis():
    found = over(("sigma_u", [0.5, 2.0]), ("gamma", [1.0, 3.0]), sf.Setting(width=2), sf.Task(1.0, 1.2))
    x = 1.2 / (np.array([[0.5, 2.0]]) * np.array([[1.0], [3.0]]))
    assert found.alignment_closed_form == pytest.approx(-np.expm1(-x), rel=1e-13)
    constant = over(("eta_u", [0.5, 2.0]), ("clock", [1.0]), sf.Setting(width=2), sf.Task(1.0, 1.2))
    assert constant.alignment_closed_form.shape == (1, 2)


def test_the_kernel_grows_where_the_layers_align():
    found = over(WIDE, ("target", [0.5, 2.0]), samples=1000)
    grows = over(WIDE, ("target", [0.5, 2.0]), samples=1000, kernel_tolerance=1e-15)
    median = found.kernel_ratio.quantiles[1]
    assert np.array_equal(median > 1, found.alignment > 0.5)
    assert np.array_equal(found.alignment, grows.alignment)


def test_fractions_add_up():
    found = over(WIDE, ("target", [0.5, 2.0, 50.0]), samples=200)
    assert tuple(found.probability) == REGIMES
    assert np.allclose(sum(found.probability.values()), 1, rtol=1e-12)
    assert np.all(np.diff(found.kernel_ratio.quantiles, axis=0) >= 0)


def test_a_gauge_changes_nothing():
    """u -> 3 u, eta_u -> 9 eta_u, gamma -> gamma/3, for the same draws."""
    one = over(WIDE, ("target", [0.5, 5.0]), sf.Setting(eta_w=0.5))
    other = over(WIDE, ("target", [0.5, 5.0]), sf.Setting(gamma=1 / 3, sigma_u=3.0, eta_u=9.0, eta_w=0.5))
    assert one.angle_change.quantiles == pytest.approx(other.angle_change.quantiles, rel=1e-9)
    assert one.kernel_ratio.mean == pytest.approx(other.kernel_ratio.mean, rel=1e-9)


def test_the_product_of_the_rates_changes_nothing():
    found = over(("eta_product", [0.01, 1.0, 100.0]), ("clock", [0.1, 2.0]))
    assert found.kernel_ratio.mean == pytest.approx(found.kernel_ratio.mean[:, :1] * np.ones(3), rel=1e-12)


def test_draws_follow_the_seed_and_are_shared_over_the_grid():
    one, again, other = (over(FEW, ("target", [1.0, 1.0]), seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(one.kernel_ratio.mean, again.kernel_ratio.mean)
    assert not np.array_equal(one.kernel_ratio.mean, other.kernel_ratio.mean)
    assert np.array_equal(one.kernel_ratio.mean[0], one.kernel_ratio.mean[1])
    by_width = over(FEW, ("width", [16]), seed=3, task=sf.Task(1.0, 1.0))
    assert np.array_equal(by_width.kernel_ratio.mean[0], one.kernel_ratio.mean[0])


@pytest.mark.parametrize("most", [1, 7, 64 * 5, 10**6])
def test_pieces_do_not_show(most, monkeypatch):
    expected = over(WIDE, ("target", np.linspace(0.1, 3, 11)))
    monkeypatch.setattr(grid, "EVALUATIONS", most)
    found = over(WIDE, ("target", np.linspace(0.1, 3, 11)))
    assert found.csv() == expected.csv()


@pytest.mark.parametrize(("shape", "samples"), [((1000, 1000), 1), ((3, 10**6), 64), ((5, 7), 10**7)])
def test_pieces_are_small_and_cover_the_grid_once(shape, samples):
    cells = 0
    for rows, columns in grid.pieces(shape, samples):
        size = len(range(*rows.indices(shape[0]))) * len(range(*columns.indices(shape[1])))
        assert size * samples <= max(grid.EVALUATIONS, samples)
        cells += size
    assert cells == shape[0] * shape[1]


def test_columns_are_a_table_with_every_digit():
    found = over(WIDE, FEW, quantiles=(0.5,))
    rows = list(csv.DictReader(io.StringIO(found.csv())))
    assert len(rows) == 12
    assert list(rows[0])[:4] == ["width", "gamma", "kernel_ratio_mean", "kernel_ratio_q0.5"]
    assert [float(row["width"]) for row in rows[:6]] == list(WIDE[1])
    assert [float(row["kernel_ratio_mean"]) for row in rows] == found.kernel_ratio.mean.ravel().tolist()
    assert float(rows[7]["P(kernel phase)"]) == found.probability["kernel phase"][1, 1]


def test_the_text_names_axes_and_the_usual_regime():
    assert repr(over(("width", [10**6]), FEW)) == (
        "PhaseDiagram(width: 1e+06..1e+06 (1), gamma: 0.1..1 (2), samples=64, mostly kernel phase)"
    )
