"""What theory expects of one network on either side of the crossover, measured over its output scale."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from symfeat.runs import Effect, Table, interval

from .sweep_effects import crossing, effect, geometric, power, samples

AXIS = "output_scale"
# In the theory of two layers the kernel ends sqrt(2) times as large where its floor is the target, S = |y|.
KERNEL_LEVEL = 2**0.5 - 1
KERNEL = {"kernel": ("kernel_change", "change of the kernel", "> 0.41")}
PRODUCT = {
    "rescaling": ("rescaling", "growth of the log of all norms", "> 0"),
    "aligning": ("aligning", "growth of the log of the product by alignment", "> 0"),
}


def scales(rows: Table) -> list[float]:
    """The output scales, which rise, as samples over them do."""
    return sorted(rows.values(AXIS))


def kernel_crossover(rows: Table) -> np.ndarray:
    """The output scale at which the kernel of each seed of one network changes by KERNEL_LEVEL."""
    return crossing(scales(rows), samples(rows, AXIS, "kernel_change"), KERNEL_LEVEL)


def correlation(pair: int, words: str) -> tuple[str, str, str]:
    """Column, words and expectation of the alignment of a pair, counted from the output."""
    return f"correlation_change_{pair}", f"gain of the correlation of {words}", "> 0.1"


def of_network(
    rows: Table, start: str, shown: Mapping[str, tuple[str, str, str]], alignment: str
) -> list[Effect]:
    """The effects of one network, with slugs that begin with `start`.

    `shown` are column, words and what is expected at the smallest scale, by a name; at the largest scale all
    but nothing of it must be left. `alignment` is the name of the one whose crossover is measured.
    """
    found = []
    for name, (column, words, expected) in shown.items():
        values = samples(rows, AXIS, column)
        found.append(effect(f"{start}-features-{name}", values[0], expected, f"smallest scale: {words}"))
        left = np.abs(values[-1] / values[0])
        found.append(effect(f"{start}-rest-{name}", left, "< 0.05", f"largest scale over smallest: {words}"))
    x = scales(rows)
    inside, kernel = f"{min(x):g} to {max(x):g}", samples(rows, AXIS, "kernel_change")
    words = "output scale where the kernel changes by 0.41 (anywhere in the sweep)"
    at = kernel_crossover(rows)
    found.append(Effect(f"{start}-crossover-kernel", *geometric(at), inside, words, clear=True))
    column, words, _ = shown[alignment]
    values = samples(rows, AXIS, column)
    words = f"output scale of half the value at the smallest (anywhere in the sweep): {words}"
    at = crossing(x, values / values[0], 0.5)
    found.append(Effect(f"{start}-crossover-alignment", *geometric(at), inside, words, clear=True))
    if len(x) > 2:  # else the smallest scale is one of them
        words = "power of the output scale with which the kernel's change goes, largest two"
        slope = interval(power(x[-2:], kernel[-2:]))
        found.append(Effect(f"{start}-power-kernel", *slope, "-1 ± 0.1", words))
    accuracy = samples(rows, AXIS, "accuracy")
    words = "test score, smallest less largest scale"
    found.append(effect(f"{start}-score-gain", accuracy[0] - accuracy[-1], "> 0", words))
    return found


def share_of_alignment(rows: Table, start: str) -> Effect:
    """How much of the growth of the product of all layers is alignment, at the smallest scale."""
    aligning, rescaling = (samples(rows, AXIS, name)[0] for name in ("aligning", "rescaling"))
    words = "smallest scale: share of alignment in the growth of the log of the product"
    return effect(f"{start}-share-of-alignment", aligning / (aligning + rescaling), "> 0.5", words)
