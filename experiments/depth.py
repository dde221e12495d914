"""Fully connected networks of three to six layers on the digits: output scale and depth."""

from __future__ import annotations

from typing import Any

import numpy as np

from symfeat.runs import Effect, Experiment, Setting, Table
from symfeat.training import FullyConnected, digits, law, train

from .mechanisms import (
    AXIS,
    KERNEL,
    PRODUCT,
    correlation,
    kernel_crossover,
    of_network,
    share_of_alignment,
)  # fmt: skip
from .moments import rows
from .sweep_effects import effect, power, samples

experiment = Experiment("depth", title="Depth: three to six layers on the digits")

SHOWN = KERNEL | {"last-pair": correlation(1, "the last pair")} | PRODUCT


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """All seeds of one network at one output scale."""
    net = FullyConnected(64, setting.width, 10, layers=setting.layers, activation=setting.activation)
    trained = train(
        net,
        law(net, "ntk", output_scale=setting.output_scale),
        digits(setting.rows),
        setting.seeds,
        levels=setting.levels,
        share=setting.share,
        max_steps=setting.max_steps,
        probe=setting.probe,
    )
    return rows(trained, setting.pairs)


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """For each network what happens on either side, where the crossover lies, and what depth does to it."""
    early, end = (table.where(level=level) for level in (max(setting.levels), min(setting.levels)))
    found = []
    for activation in setting.sweep.activation:
        places = []
        for layers in setting.sweep.layers:
            where = {"activation": activation, "layers": layers}
            mine, start = end.where(**where), f"{activation}-{layers}"
            found += of_network(mine, start, SHOWN, "last-pair")
            found.append(share_of_alignment(mine, start))
            for name, moment in (("first", early), ("most", end)):
                gains = gain(moment.where(**where), layers)
                words = (
                    f"smallest scale, {'half the loss' if name == 'first' else 'end'}: lead of the last pair"
                )
                lead = gains[0] - np.max(gains[1:], axis=0)
                found.append(effect(f"{start}-last-pair-aligns-{name}", lead, "> 0", words))
            places.append(kernel_crossover(mine))
        words = f"{activation}: power of the depth with which the kernel's crossover goes"
        deeper = power(setting.sweep.layers, np.array(places))
        found.append(effect(f"crossover-over-depth-{activation}", deeper, "> 0", words))
    return found


def gain(rows: Table, layers: int) -> np.ndarray:
    """Gains of correlation at the smallest scale, of shape (pairs from the output down, seeds)."""
    return np.array([samples(rows, AXIS, f"correlation_change_{k}")[0] for k in range(1, layers)])


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Observables over the output scale, a row for each activation; the pairs, and the crossover."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import drawing_style, grid

    from .curves import columns
    from .mechanism_panels import crossover, finish, observables
    from .panels import SERIES, called, curve

    panels = {
        "kernel_change": "kernel change",
        "correlation_change_1": "alignment, last pair",
        "rescaling": "rescaling",
        "accuracy": "test accuracy",
    }
    end, drawn = table.where(level=min(setting.levels)), []
    activations = setting.sweep.activation
    with drawing_style(style):
        picture, axes = grid(2, (len(activations) + 1, 4), 1.65 * (len(activations) + 1))
        below = axes[-4:]
        for row, activation in enumerate(activations):
            mine, name = end.where(activation=activation), called(activation)
            above = axes[4 * row : 4 * row + 4]
            drawn += observables(above, mine, panels, "layers", "{} layers", activation)
            above[0].set_ylabel(f"{name}: kernel change")
            for series, layers in zip(SERIES, setting.sweep.layers, strict=False):
                gains, pairs = gain(mine.where(layers=layers), layers), range(1, layers)
                drawn += curve(below[row], f"pairs, {activation}", f"{layers} layers", pairs, gains, **series)
            below[row].set_xlim(max(setting.sweep.layers) - 0.7, 0.7)
            below[row].set_xticks(range(1, max(setting.sweep.layers)))
            below[row].set_xlabel("pair, from the output")
            below[row].set_ylabel(f"{name}: alignment")
        drawn += crossover(below[-2], end, "layers", "layers")
        finish(axes, 5 * len(activations))
    return Picture(picture, columns(drawn))
