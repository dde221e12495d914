"""Networks trained on the digits, for all experiments with them: what is kept of a seed, in one row."""

from typing import Any

import numpy as np

from symfeat.runs import Setting
from symfeat.training import FullyConnected, Law, digits, observe, train

from .rounding import SINGLE, rounded

CLASSES = 10
LEADING = CLASSES - 1  # centred targets of ten classes span nine directions
OF_NETWORKS = ("reached", "steps", "loss", "accuracy", "kernel_change", "rescaling", "aligning")
OF_PAIRS = (
    "overlap",
    "overlap_change",
    "correlation",
    "correlation_change",
    "alignment",
    "unit_drift",
)


def network(name: str, width: int) -> FullyConnected:
    """A network by activation and number of layers, such as `relu-3`."""
    activation, layers = name.rsplit("-", 1)
    return FullyConnected(64, width, CLASSES, layers=int(layers), activation=activation)


def trained(
    net: FullyConnected, rule: Law, setting: Setting, *, pairs: int, centred: bool = True
) -> list[dict[str, Any]]:
    """Train all seeds until the level of the setting, and give a row for each, at the end.

    Pairs are counted from the input; `pairs` is the largest number of them in
    the experiment, since rows have the same columns: what a network has not is nan.
    """
    level = setting.linear_level if net.activation == "linear" else setting.level
    run = train(
        net,
        rule,
        digits(setting.rows),
        setting.seeds,
        levels=(level,),
        share=setting.share,
        max_steps=setting.max_steps,
        centred=centred,
        probe=setting.probe,
    )
    rows = observe(run, subspace=LEADING)
    return [_row(start, end, pairs) for start, end in zip(rows[::2], rows[1::2], strict=True)]


def _row(start: dict[str, Any], end: dict[str, Any], pairs: int) -> dict[str, Any]:
    row = {"seed": end["seed"], "first_loss": rounded(start["loss"], SINGLE)}
    row |= {name: rounded(end[name], SINGLE) for name in OF_NETWORKS}
    row["target_alignment"] = rounded(end["kernel_target_alignment"], SINGLE)
    change = end["kernel_target_alignment"] - start["kernel_target_alignment"]
    row["target_alignment_change"] = rounded(change, SINGLE)
    for pair in range(1, pairs + 1):
        row |= {f"{name}_{pair}": rounded(end.get(f"{name}_{pair}", np.nan), SINGLE) for name in OF_PAIRS}
    return row
