"""What is observed of trained networks: one plain row a seed and moment, by the mechanism meter."""

from __future__ import annotations

from math import nan

import numpy as np

from symfeat.measure import measure
from symfeat.training.descent import BLOWN_UP, Trained

_OF_NETWORKS = ("kernel_change", "kernel_target_alignment", "rescaling", "aligning")
_OF_PAIRS = (
    "alignment",
    "alignment_null",
    "correlation",
    "overlap",
    "pair_rescaling",
    "pair_aligning",
    "gram_drift",
    "unit_drift",
)
_FROM_A_START = ("alignment", "correlation", "overlap")  # their changes are given, too

Row = dict[str, int | float]


def observe(run: Trained, subspace: int = 1) -> list[Row]:
    """A row for each seed and moment; columns of pairs are numbered from 1, the pair of the first two layers.

    Columns: `seed`, `level` (share of the first loss that was to be reached, 1 at the start), `reached`,
    `loss`, `time`, `steps`, `accuracy` (on the test rows; R^2 for a regression), then kernel_change,
    kernel_target_alignment, rescaling and aligning of the network, and for each pair p alignment_p,
    alignment_null_p, correlation_p, overlap_p, pair_rescaling_p, pair_aligning_p, gram_drift_p, unit_drift_p
    as `symfeat.measure` defines them, with the changes since the start alignment_change_p,
    correlation_change_p and overlap_change_p. `subspace` is how many leading directions the overlap is for. A
    run that blew up, to ten times its first loss or more, has nan for all that is measured from then on.

    >>> from symfeat.training import FullyConnected, digits, law, train
    >>> net = FullyConnected(64, 32, 10)
    >>> rows = observe(train(net, law(net), digits(100), seeds=(0,), levels=(0.5,), probe=4))
    >>> [(row["level"], row["reached"], abs(row["overlap_change_1"]) < 0.1) for row in rows]
    [(1.0, 1, True), (0.5, 1, True)]
    """
    rows: list[Row] = []
    for index, seed in enumerate(run.seeds):
        sound = _sound(run, index)
        readings = _readings(run, index, sound, subspace)
        for moment, level in enumerate((1.0, *run.levels)):
            row: Row = {
                "seed": int(seed),
                "level": float(level),
                "reached": int(run.reached[index, moment]),
                "loss": float(run.loss[index, moment]),
                "time": float(run.time[index, moment]),
                "steps": int(run.steps[index, moment]),
                "accuracy": run.data.accuracy(run.test_output[index, moment]) if moment < sound else nan,
            }
            rows.append(row | {name: values[moment] for name, values in readings.items()})
    return rows


def _sound(run: Trained, index: int) -> int:
    """How many moments of a seed come before its loss blows up or a number is not finite."""
    finite = [
        not run.loss[index, moment] >= BLOWN_UP * run.loss[index, 0] > 0
        and np.isfinite(run.kernels[index, moment]).all()
        and all(np.isfinite(layer[index, moment]).all() for layer in run.weights)
        for moment in range(run.loss.shape[1])
    ]
    return finite.index(False) if not all(finite) else len(finite)


def _readings(run: Trained, index: int, sound: int, subspace: int) -> dict[str, list[float]]:
    """What the meter reads off a seed: the values of each column at all moments, nan from `sound` on."""
    rows, outputs = len(run.probe), run.data.y.shape[1]
    found = measure(
        [[layer[index, moment] for layer in run.weights] for moment in range(sound)],
        kernels=[kernel.reshape(rows, outputs, rows, outputs) for kernel in run.kernels[index, :sound]],
        targets=run.data.y[run.probe],
        rates=run.law.rates,
        layout="in,out",
        subspace=subspace,
    )
    columns = {name: getattr(found, name) for name in _OF_NETWORKS}
    for pair in range(len(found.units)):
        columns |= {f"{name}_{pair + 1}": getattr(found, name)[:, pair] for name in _OF_PAIRS}
        for name in _FROM_A_START:
            values = getattr(found, name)[:, pair]
            columns[f"{name}_change_{pair + 1}"] = values - values[0]
    lost = [nan] * (run.loss.shape[1] - sound)
    return {name: [*map(float, values), *lost] for name, values in columns.items()}
