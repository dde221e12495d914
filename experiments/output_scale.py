"""Four layers on the digits over nine octaves of the output scale: from the kernel regime to features."""

from functools import partial
from typing import Any

import numpy as np

from symfeat.runs import Effect, Experiment, Setting, Table
from symfeat.training import law

from .digit_effects import deviations, last, pairs
from .digit_networks import LEADING, network, trained
from .sweep_effects import crossing, effect, power, samples

experiment = Experiment("output-scale", title="Output scale: from the kernel regime to features")

WORDS = {"kernel": "the kernel", "alignment": "the last pair's overlap", "rescaling": "all norms"}
LAZY = 1.0  # output scale from which on the kernel's change is fitted
POWER = "-1 ± 0.15"  # to first order in how far weights move, which they do by 1/scale


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """One output scale."""
    net = network(setting.network, setting.width)
    rule = law(net, "ntk", output_scale=setting.alpha)
    return trained(net, rule, setting, pairs=net.layers - 1)


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """What rests at the largest output scale, what changes at the mean-field one, and where it halves."""
    return [one for name in setting.sweep.network for one in _of(table, setting, name)]


def _of(table: Table, setting: Setting, name: str) -> list[Effect]:
    of = partial(_column, table)
    change = {
        column: of(name, source)
        for column, source in {
            "kernel": "kernel_change",
            "alignment": f"overlap_change_{last(name)}",
            "rescaling": "rescaling",
        }.items()
    }
    scales = sorted(setting.sweep.alpha)
    field = scales.index(mean_field(setting))
    found = []
    for column, values in change.items():
        words = f"change of {WORDS[column]} at the largest output scale, over that at the mean-field one"
        found.append(effect(f"{name}-{column}-rests", values[-1] / values[field], "-0.05 to 0.05", words))
    between = f"{scales[field]:g} to 1"
    for column in ("kernel", "alignment"):
        share = change[column][field:] / change[column][field]
        words = f"output scale at which {WORDS[column]} changes half as much as at the mean-field one"
        half = crossing(scales[field:], share, 0.5)
        found.append(effect(f"{name}-{column}-crosses", half, between, words))
    lazy = [i for i, scale in enumerate(scales) if scale >= LAZY]
    if len(lazy) > 1:
        words = f"power of the output scale in the kernel's change, from {LAZY:g} on"
        fit = power([scales[i] for i in lazy], change["kernel"][lazy])
        found.append(effect(f"{name}-kernel-power", fit, POWER, words))
    for which, pair, at in (("last", last(name), field), ("first", 1, 0)):
        turned = deviations(of(name, f"correlation_change_{pair}")[at], setting.width)
        words = f"{which} pair: change of the correlation at scale {scales[at]:.3g}, in null deviations"
        found.append(effect(f"{name}-{which}-pair-aligns", turned, "> 2", words))
    turned = of(name, "target_alignment_change")[field]
    words = "change of the kernel's cosine with the targets at the mean-field scale (no theory; usually > 0)"
    found.append(effect(f"{name}-kernel-turns-to-targets", turned, "> 0", words))
    accuracy = of(name, "accuracy")
    words = "test accuracy at the mean-field scale less that at the largest (no theory; usually > 0)"
    return [*found, effect(f"{name}-accuracy-gains", accuracy[field] - accuracy[-1], "> 0", words)]


def _column(table: Table, name: str, column: str) -> np.ndarray:
    """A column of a network, of shape (output scales, seeds)."""
    return samples(table, "alpha", column, network=name)


def mean_field(setting: Setting) -> float:
    """The output scale of the mean-field parametrisation: 1/sqrt(width), where NTK has 1."""
    return float(setting.width**-0.5)


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Kernel, alignment of all pairs, growth, and what the network learned, over the output scale."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import drawing_style, grid, letter

    from .curves import columns
    from .panels import SERIES, curve, level, look, names, null_band, place, words

    rows: list[dict[str, Any]] = []
    of = partial(_column, table)
    scales, networks = sorted(setting.sweep.alpha), setting.sweep.network
    with drawing_style(style):
        drawn, axes = grid(2, (2, 3), 4.5)
        panels = dict(zip(("kernel", "shares", *networks[:2], "growth", "accuracy"), axes, strict=False))
        for name in networks:
            kernel, text = of(name, "kernel_change"), words(name)
            rows += curve(panels["kernel"], "kernel", text, scales, kernel, **look(name))
            field = scales.index(mean_field(setting))
            overlap = of(name, f"overlap_change_{last(name)}")
            for what, values in (("kernel", kernel), ("overlap", overlap)):
                share = values / np.mean(values[field])
                given = {**look(name), "mfc": look(name)["color"] if what == "kernel" else "white"}
                rows += curve(panels["shares"], "shares", f"{what}, {text}", scales, share, **given)
            for pair in pairs(name):
                given = {**SERIES[pair % len(SERIES)], "ls": look(name)["ls"]}
                turned = of(name, f"overlap_{pair}")
                text_of_pair = f"layers {pair}, {pair + 1}"
                rows += curve(panels[name], f"overlap, {text}", text_of_pair, scales, turned, **given)
            for what, filled in (("rescaling", look(name)["color"]), ("aligning", "white")):
                grown = of(name, what)
                given = {**look(name), "mfc": filled}
                rows += curve(panels["growth"], "growth", f"{what}, {text}", scales, grown, **given)
            accuracy = of(name, "accuracy")
            rows += curve(panels["accuracy"], "accuracy", text, scales, accuracy, **look(name))
            panels[name].set_ylabel(f"overlap of leading directions, {text.split(',')[0]}")
        for ax in axes:
            ax.set_xscale("log", base=2)
            ax.set_xlabel("output scale $\\alpha$")
            ax.set_xticks([2.0**n for n in range(-6, 4, 3)])
            place(ax, mean_field(setting), "mean-field")
            place(ax, 1.0, "NTK")
        for name in networks:
            null_band(panels[name], 0, 2 * LEADING / setting.width)
            panels[name].set_ylim(0, 0.75)
        panels["kernel"].set_yscale("log")
        panels["kernel"].set_ylabel(r"kernel $\|K-K_0\|/\|K_0\|$")
        panels["shares"].set_yscale("symlog", linthresh=0.05, linscale=0.7)
        panels["shares"].set_yticks([0, 0.05, 0.5, 1, 10], ["0", "5 %", "50 %", "100 %", "1000 %"])
        panels["shares"].minorticks_off()
        level(panels["shares"], 0.05)
        level(panels["shares"], 0.5)
        panels["shares"].set_ylabel("change, over that at mean-field")
        panels["growth"].set_ylabel("log growth of the product")
        panels["accuracy"].set_ylabel("test accuracy")
        for ax in axes:
            names(ax)
        letter(axes)
    return Picture(drawn, columns(rows))
