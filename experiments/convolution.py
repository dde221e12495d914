"""A small convolutional network on the digits: the mechanisms over the output scale."""

from __future__ import annotations

from typing import Any

from symfeat.runs import Effect, Experiment, Setting, Table
from symfeat.training import Convolutional, digits, law, train

from .mechanisms import AXIS, KERNEL, KERNEL_LEVEL, correlation, of_network, scales
from .moments import rows
from .sweep_effects import samples

experiment = Experiment("convolution", title="Convolution: a small network on the images of digits")

PAIRS = {1: "last pair", 2: "convolutions"}
SHOWN = (
    KERNEL
    | {"last-pair": correlation(1, "the last pair"), "convolutions": correlation(2, "the convolutions")}
    | {
        "rescaling": ("pair_rescaling_1", "growth of the log of the norms of the last pair", "> 0"),
        "aligning": ("pair_aligning_1", "growth of the log of the cosine of the last pair", "> 0"),
    }
)


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """All seeds of one network at one output scale."""
    net = Convolutional(8, setting.width, 10, activation=setting.activation)
    trained = train(
        net,
        law(net, "ntk", output_scale=setting.output_scale),
        digits(setting.rows, images=True),
        setting.seeds,
        levels=setting.levels,
        share=setting.share,
        max_steps=setting.max_steps,
        probe=setting.probe,
    )
    return rows(trained, 2)


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """For each network what happens on either side of the crossover, and where that lies."""
    end = table.where(level=min(setting.levels))
    return [
        one
        for activation in setting.sweep.activation
        for one in of_network(end.where(activation=activation), activation, SHOWN, "last-pair")
    ]


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Observables over the output scale: kernel, alignment and rescaling of both pairs, accuracy."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import drawing_style, grid, letter, pt

    from .curves import columns
    from .mechanism_panels import over_scale
    from .panels import called, curve, level, look, names

    panels = {
        "kernel_change": "kernel change",
        "correlation_change": "alignment",
        "pair_rescaling": "rescaling",
        "accuracy": "test accuracy",
    }
    end, drawn = table.where(level=min(setting.levels)), []
    with drawing_style(style):
        picture, axes = grid(2, (1, 4), 1.95)
        for ax, (column, label) in zip(axes, panels.items(), strict=True):
            for activation in setting.sweep.activation:
                mine = end.where(activation=activation)
                for pair in (0,) if column in end.columns else (1, 2):
                    words = called(activation)
                    name = f"{words}, {PAIRS[pair]}" if pair else words
                    values = samples(mine, AXIS, f"{column}_{pair}" if pair else column)
                    drawing = look(activation) | ({"mfc": "white", "lw": pt(0.7)} if pair == 2 else {})
                    drawn += curve(ax, column, name, scales(mine), values, **drawing)
            over_scale(ax, label)
        axes[0].set_yscale("log")
        level(axes[0], KERNEL_LEVEL)
        letter(axes)
        names(axes[0])
        pairs = axes[1].get_legend_handles_labels()[0][:2]
        axes[1].legend(pairs, list(PAIRS.values()), frameon=False, fontsize=pt(7.5), handlelength=2.2)
    return Picture(picture, columns(drawn))
