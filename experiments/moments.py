"""What is kept of deep networks that were trained: a row for each seed and each level of the loss."""

from __future__ import annotations

from typing import Any

from symfeat.training import Trained, observe

from .rounding import SINGLE, rounded

OF_NETWORKS = ("reached", "steps", "loss", "accuracy", "kernel_change", "rescaling", "aligning")
OF_PAIRS = ("alignment", "correlation_change", "pair_rescaling", "pair_aligning", "overlap_change")
NAN = float("nan")


def rows(run: Trained, pairs: int) -> list[dict[str, Any]]:
    """Rows with six digits, of which single precision has no more; the start is left out.

    Pairs are numbered from the output, so that the columns with 1 are those of the last pair. There are
    columns for as many as `pairs`, nan where a network has less. `target_alignment_change` is that of the
    kernel with the targets.
    """
    found, last = [], len(run.network.shapes) - 1
    start: dict[str, Any] = {}
    for row in observe(run):
        if row["level"] == 1.0:
            start = row
            continue
        kept: dict[str, Any] = {"seed": row["seed"], "level": row["level"]}
        kept |= {name: row[name] for name in OF_NETWORKS}
        kept["target_alignment_change"] = row["kernel_target_alignment"] - start["kernel_target_alignment"]
        for pair in range(1, pairs + 1):
            kept |= {f"{name}_{pair}": row.get(f"{name}_{last + 1 - pair}", NAN) for name in OF_PAIRS}
        found.append({name: rounded(value, SINGLE) for name, value in kept.items()})
    return found
