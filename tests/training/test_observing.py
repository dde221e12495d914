"""Rows say of trained networks what the meter says of their weights."""

from dataclasses import replace

import numpy as np
import pytest

from symfeat.measure import measure
from symfeat.training import FullyConnected, Trained, digits, law, observe, train

NET = FullyConnected(64, 24, 10, layers=3, activation="tanh")


@pytest.fixture(scope="module")
def run() -> Trained:
    return train(NET, law(NET, "mean-field"), digits(60), seeds=(3, 5), levels=(0.5, 0.2), probe=3)


def test_there_is_a_row_for_each_seed_and_moment(run):
    rows = observe(run)
    assert [(row["seed"], row["level"]) for row in rows] == [(s, m) for s in (3, 5) for m in (1.0, 0.5, 0.2)]
    assert len({tuple(row) for row in rows}) == 1


def test_rows_are_the_readings_of_the_meter(run):
    row = observe(run, subspace=9)[4]
    weights = [[layer[1, moment] for layer in run.weights] for moment in range(3)]
    found = measure(weights, rates=run.law.rates, layout="in,out", subspace=9)
    assert row["overlap_2"] == found.overlap[1, 1]
    assert row["alignment_change_1"] == found.alignment[1, 0] - found.alignment[0, 0]
    assert row["rescaling"] == found.rescaling[1]
    change = np.linalg.norm(run.kernels[1, 1] - run.kernels[1, 0]) / np.linalg.norm(run.kernels[1, 0])
    assert row["kernel_change"] == pytest.approx(change, rel=1e-5)
    assert row["accuracy"] == run.data.accuracy(run.test_output[1, 1])


def test_features_are_learned_in_the_mean_field_and_not_at_a_large_output_scale(run):
    lazy = train(NET, law(NET, output_scale=30.0), run.data, seeds=(3, 5), levels=(0.5, 0.2), probe=3)
    features, kernel = (np.mean([r["kernel_change"] for r in observe(x)[2::3]]) for x in (run, lazy))
    assert kernel < 0.05 < 0.5 < features


def test_a_run_that_blew_up_is_not_measured(run):
    kernels, loss = run.kernels.copy(), run.loss.copy()
    kernels[0, 1:] = np.nan
    loss[0, 1:] = 11 * loss[0, 0]
    fitted = observe(replace(run, loss=0 * run.loss))  # no loss to begin with is not a blow-up
    assert fitted[1]["kernel_change"] > 0
    for rows in (observe(replace(run, kernels=kernels)), observe(replace(run, loss=loss))):
        assert np.isnan([rows[1]["kernel_change"], rows[2]["overlap_1"], rows[2]["accuracy"]]).all()
        assert rows[0]["kernel_change"] == 0
        assert rows[5]["kernel_change"] > 0
