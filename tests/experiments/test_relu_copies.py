"""ReLU on data of both signs is two copies of the theory until a sign changes, when the exact weights say."""

import numpy as np
import pytest

import symfeat as sf
from symfeat.runs import Table, read_settings
from symfeat.training import FullyConnected, law

from .conftest import FOLDER

RESULTS = FOLDER / "results" / "relu-copies"


@pytest.fixture(scope="module")
def relu(module):
    return module("relu_copies")


def test_networks_stay_with_the_copies_until_a_sign_changes(quick):
    found = {effect.name: effect for effect in quick("relu-copies").effects}
    assert found["relu-bounded-distance"].high < 2e-3
    assert 0.95 < found["relu-bounded-power"].low <= found["relu-bounded-power"].high < 1.05
    assert found["bounded-keeps-signs"].value == 0
    assert found["free-changes-as-predicted"].value == 1
    assert found["free-before"].high < 2e-3
    assert found["free-after"].value > 10 * found["free-before"].value
    for side in ("positive", "negative"):
        assert found[f"bounded-copy-turns-{side}"].high < -10


def test_the_losses_of_the_copies_add_up_to_the_loss_of_the_network(relu):
    setting = read_settings(FOLDER / "relu_copies.toml")
    x, y = relu.data(setting)
    slopes = {1.0: 0.7, -1.0: -0.4}
    output = np.where(x > 0, slopes[1.0] * x, slopes[-1.0] * x)
    tasks = {sign: relu.task(x, y, sign) for sign in slopes}
    copies = sum(t.second_moment / 2 * (slopes[s] - t.target) ** 2 for s, t in tasks.items())
    best = np.where(x > 0, tasks[1.0].target * x, tasks[-1.0].target * x)
    assert np.mean((output - y) ** 2) / 2 == pytest.approx(copies + np.mean((best - y) ** 2) / 2, rel=1e-12)
    text = (FOLDER / "relu_copies.md").read_text(encoding="utf-8")
    for name, value in (("m_+", tasks[1.0].second_moment), ("m_-", tasks[-1.0].second_moment)):
        assert f"${name} = {value:.2f}$" in text
    for name, value in (("y_+", tasks[1.0].target), ("y_-", tasks[-1.0].target)):
        assert f"${name} = {value:.2f}$" in text


@pytest.mark.parametrize("rates", [(1.0, 1.0), (0.3, 2.0)])
def test_the_first_sign_change_is_where_the_exact_weights_have_one(relu, rates):
    x, y = relu.data(read_settings(FOLDER / "relu_copies.toml"))
    net = FullyConnected(1, 6, 1, layers=2, activation="relu")
    rule = law(net, rates=rates)
    never = 0
    for seed in range(8):
        w, u = 0.5 * np.random.default_rng(seed).standard_normal((2, 6))
        first = relu.first_sign_change(w, u, rule, x, y)
        kept = [np.sign(w) == sign for sign in (1.0, -1.0)]
        solutions = [
            sf.solve(relu.linear(w, u, rule, part), relu.task(x, y, sign))
            for part, sign in zip(kept, (1.0, -1.0), strict=True)
        ]
        if not np.isfinite(first):
            never += 1
            ends = [np.sign(s.weights(np.inf)[1][part]) for s, part in zip(solutions, kept, strict=True)]
            assert all((end == np.sign(w[part])).all() for end, part in zip(ends, kept, strict=True))
            continue
        sizes = [
            np.min(
                np.sign(w[part]) * s.weights(np.array([0.999 * first, first, 1.001 * first]))[1][:, part],
                axis=1,
            )
            for s, part in zip(solutions, kept, strict=True)
            if part.any()
        ]
        least = np.min(sizes, axis=0)
        assert least[0] > 0 > least[2]
        assert abs(least[1]) < 1e-12
    assert never < 8


def test_bounded_starts_never_change_a_sign_and_free_ones_are_as_drawn(relu):
    setting = read_settings(FOLDER / "relu_copies.toml")
    net = FullyConnected(1, setting.width, 1, layers=2, activation="relu")
    rule = law(net, init_scale=setting.init_scale)
    x, y = relu.data(setting)
    free, bounded = (
        relu.starts(net, rule, type(setting)({**setting, "start": s})) for s in ("free", "bounded")
    )
    np.testing.assert_array_equal(np.sort(np.abs(free), axis=0)[::-1], np.abs(bounded))
    firsts = [relu.first_sign_change(w, u, rule, x, y) for w, u in zip(*bounded, strict=True)]
    assert np.isinf(firsts).all()


def test_a_sign_change_is_found_between_two_steps(relu):
    w = np.array([[[1.0, 2.0], [0.5, 1.0], [-0.5, 0.5]], [[1.0, 1.0]] * 3])
    np.testing.assert_allclose(relu.sign_changes(w, step=0.1), [0.15, np.inf])


def test_committed_results_have_the_copies_and_leave_them(relu):
    table = Table.read(RESULTS / "runs.csv")
    bounded = relu.by_step(table, "relu", "bounded")
    steps = sorted(bounded)
    assert len(bounded[steps[0]].values("seed")) >= 10
    far = np.array([relu.distances(bounded[step]) for step in steps])
    assert np.max(far[0]) < 1e-3
    np.testing.assert_allclose(np.diff(np.log2(far), axis=0), 1, atol=0.05)
    free = relu.by_step(table, "relu", "free")[steps[0]]
    assert np.max(relu.distances(free, relu.before(free))) < 1e-3 < np.mean(relu.distances(free))
    verdicts = Table.read(RESULTS / "effects.csv")
    assert set(verdicts["verdict"].tolist()) == {"fits"}
