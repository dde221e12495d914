"""Regression with one output on the diabetes data: the mechanisms over output scale and width."""

from __future__ import annotations

from typing import Any

import numpy as np

from symfeat.runs import Effect, Experiment, Setting, Table, interval
from symfeat.training import FullyConnected, diabetes, law, train

from .mechanisms import AXIS, KERNEL, PRODUCT, kernel_crossover, of_network, scales, share_of_alignment
from .moments import rows
from .sweep_effects import effect, power, samples

experiment = Experiment("regression", title="Regression: one output, over output scale and width")

LAST = ("pair_aligning_1", "growth of the log of the cosine of the last pair", "> 0.1")
SHOWN = KERNEL | {"last-pair": LAST} | PRODUCT


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """All seeds of one network at one output scale, centred; of one width also as they are drawn."""
    net = FullyConnected(10, setting.width, 1, layers=3, activation=setting.activation)
    rule, data, found = law(net, "ntk", output_scale=setting.output_scale), diabetes(setting.rows), []
    for start in ("centred", "drawn") if setting.width == setting.drawn_width else ("centred",):
        trained = train(
            net,
            rule,
            data,
            setting.seeds,
            levels=setting.levels,
            share=setting.share,
            max_steps=setting.max_steps,
            probe=setting.probe,
            centred=start == "centred",
        )
        found += [{"start": start, **row} for row in rows(trained, 2)]
    return found


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """For each network what happens on either side and where it ends; what width does; drawn starts."""
    end = table.where(level=min(setting.levels))
    centred, drawn = end.where(start="centred"), end.where(start="drawn")
    found = []
    for activation in setting.sweep.activation:
        places = []
        for width in setting.sweep.width:
            mine, start = centred.where(activation=activation, width=width), f"{activation}-{width}"
            found += of_network(mine, start, SHOWN, "last-pair")
            found.append(share_of_alignment(mine, start))
            places.append(kernel_crossover(mine))
        for name, few in (("all", 0), ("larger", -2)):
            words = f"{activation}, {name} widths: power of the width with which the kernel's crossover goes"
            wider = interval(power(setting.sweep.width[few:], np.array(places)[few:]))
            found.append(Effect(f"crossover-over-width-{name}-{activation}", *wider, "-0.5 ± 0.1", words))
        mine = drawn.where(activation=activation)
        for name in ("aligning", "rescaling"):
            words = f"{activation}, not centred, largest scale: growth of the log of the product by {name}"
            found.append(effect(f"drawn-{name}-{activation}", samples(mine, AXIS, name)[-1], "< 0", words))
        if len(scales(mine)) == 2:  # the smallest scale is one of the largest two
            continue
        kernel = samples(mine, AXIS, "kernel_change")[-2:]
        words = (
            f"{activation}, not centred: power of the scale with which the kernel's change goes, largest two"
        )
        slope = interval(power(scales(mine)[-2:], kernel))
        found.append(Effect(f"drawn-power-kernel-{activation}", *slope, "0 ± 0.1", words))
    return found


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Observables over the output scale, a row for each activation; not centred ones, and the crossover."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import drawing_style, grid

    from .curves import columns
    from .mechanism_panels import crossover, finish, observables, over_scale
    from .panels import SERIES, called, curve, level, names

    panels = {
        "kernel_change": "kernel change",
        "aligning": "aligning",
        "rescaling": "rescaling",
        "accuracy": "$R^2$ on test rows",
    }
    end, drawn = table.where(level=min(setting.levels)), []
    centred = end.where(start="centred")
    activations = setting.sweep.activation
    with drawing_style(style):
        picture, axes = grid(2, (len(activations) + 1, 4), 1.65 * (len(activations) + 1))
        below = axes[-4:]
        for row, activation in enumerate(activations):
            mine, name = centred.where(activation=activation), called(activation)
            above = axes[4 * row : 4 * row + 4]
            drawn += observables(above, mine, panels, "width", "width {}", activation)
            above[0].set_ylabel(f"{name}: kernel change")
            at = end.where(activation=activation, start="drawn")
            for series, column in zip(SERIES[::-1], ("aligning", "rescaling"), strict=False):
                x, values = scales(at), samples(at, AXIS, column)
                drawn += curve(below[row], f"not centred, {activation}", column, x, values, **series)
            over_scale(below[row], f"{name}, not centred")
            level(below[row], 0.0)
            names(below[row])
        drawn += crossover(below[-2], centred, "width", "width")
        finish(axes, 4 * len(activations))
    return Picture(picture, columns(drawn))
