"""Layer-wise rates on the digits, from a fast readout to fast hidden layers: alignment at constant kernel?"""

from functools import partial
from typing import Any

import numpy as np

from symfeat.runs import Effect, Experiment, Setting, Table
from symfeat.training import law

from .digit_effects import deviations, last, pairs
from .digit_networks import network, trained
from .sweep_effects import effect, samples

experiment = Experiment("rates", title="Layer-wise rates: alignment at constant kernel")

PAIRS = 2
SIDES = {"readout": -1, "hidden": 0}  # which layers are the faster ones at the ends of the rising ratios


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """One ratio of the readout's rate to that of the hidden layers; the larger of them is 1."""
    net = network(setting.network, setting.width)
    hidden, readout = min(1.0, 1 / setting.ratio), min(1.0, setting.ratio)
    rates = (*[hidden] * (net.layers - 1), readout)
    rule = law(net, "ntk", output_scale=setting.alpha, rates=rates)
    return trained(net, rule, setting, pairs=PAIRS)


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """Kernel and alignment at both ends of the ratio, and what is conserved at equal rates."""
    found: list[Effect] = []
    of = partial(_of, table)
    networks = setting.sweep.network
    for name in networks:
        kernel = of(name, "kernel_change")
        turned = deviations(of(name, f"correlation_change_{last(name)}"), setting.width)
        for which, end in SIDES.items():
            words = f"{which} the faster: change of the kernel, over that at equal rates"
            share = kernel[end] / kernel[equal(setting)]
            found.append(effect(f"{name}-{which}-kernel-rests", share, "< 0.05", words))
            words = f"{which} the faster: change of the last pair's correlation, in null deviations"
            found.append(effect(f"{name}-{which}-pair-aligns", turned[end], "> 3", words))
    for name in (name for name in networks if last(name) > 1):
        for which, end in SIDES.items():
            words = f"{name}, {which} the faster: change of the first pair's correlation, in null deviations"
            first = deviations(of(name, "correlation_change_1")[end], setting.width)
            expected = "> 3" if which == "hidden" else "-1 to 1"
            found.append(effect(f"first-pair-{which}-{name}", first, expected, words))
    for name in networks:
        drift = np.max([of(name, f"unit_drift_{pair}")[equal(setting)] for pair in pairs(name)], axis=0)
        law_holds = not name.startswith("tanh")
        words = f"{name}: drift of the units' balance at equal rates" + ("" if law_holds else ", no law")
        found.append(effect(f"balance-{name}", drift, "< 0.001" if law_holds else "> 0.001", words))
    return found


def _of(table: Table, name: str, column: str) -> np.ndarray:
    """A column of a network, of shape (ratios, seeds)."""
    return samples(table, "ratio", column, network=name)


def equal(setting: Setting) -> int:
    """Which of the rising ratios is 1."""
    return sorted(setting.sweep.ratio).index(1.0)


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Kernel and alignment over the ratio of the rates, both against each other, and the balance."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import drawing_style, grid, letter

    from .curves import columns
    from .panels import curve, level, look, names, null_band, place, words

    rows: list[dict[str, Any]] = []
    of = partial(_of, table)
    ratios = sorted(setting.sweep.ratio)
    with drawing_style(style):
        drawn, axes = grid(2, (2, 2), 5.2)
        kernels, lasts, firsts, balance = axes
        for name in setting.sweep.network:
            text = words(name)
            kernel = of(name, "kernel_change")
            rows += curve(kernels, "kernel", text, ratios, kernel, **look(name))
            turned = deviations(of(name, f"correlation_{last(name)}"), setting.width)
            rows += curve(lasts, "last pair", text, ratios, turned, **look(name))
            if last(name) > 1:
                turned = deviations(of(name, "correlation_1"), setting.width)
                rows += curve(firsts, "first pair", text, ratios, turned, **look(name))
            drift = of(name, f"unit_drift_{last(name)}")
            rows += curve(balance, "balance", text, ratios, drift, **look(name))
        for ax in axes:
            ax.set_xscale("log")
            ax.set_xlabel("rate of the readout over that of the hidden layers")
            place(ax, 1.0)
        for ax in (kernels, balance):
            ax.set_yscale("log")
        for ax, which in ((lasts, "last"), (firsts, "first")):
            ax.set_yscale("symlog", linthresh=3, linscale=0.6)
            ax.set_ylim(-3, 300)
            ax.set_yticks([-2, 0, 2, 10, 100], ["−2", "0", "2", "10", "100"])
            null_band(ax, -2, 2)
            ax.set_ylabel(f"{which} pair: correlation, in null deviations")
        level(kernels, 0.05, "5 %", "left")
        kernels.set_ylabel(r"kernel $\|K-K_0\|/\|K_0\|$")
        balance.set_ylabel("drift of the units' balance, last pair")
        names(lasts, "center left")
        names(firsts, "upper right")
        letter(axes)
    return Picture(drawn, columns(rows))
