"""Parametrisations over the width: the kernel rests in standard and NTK, and changes in mean-field."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from symfeat import scaling_phase
from symfeat.phases import parametrisation
from symfeat.runs import Effect, Experiment, Setting, Table
from symfeat.training import law

from .digit_effects import last
from .digit_networks import network, trained
from .sweep_effects import crossing, effect, power, samples

experiment = Experiment(
    "parametrisation", title="Parametrisations: standard, NTK and mean-field over the width"
)

# Output multiplier d^-s at rates d^2s, after which the first kernel does not depend on s.
POWERS = {
    "lazy": Fraction(0),
    "ntk": Fraction(1, 2),
    "s=3/4": Fraction(3, 4),
    "s=7/8": Fraction(7, 8),
    "mean-field": Fraction(1),
}
STANDARD = "standard"
NTK, FIELD = "ntk", "mean-field"
LABELS = {STANDARD: "standard", "lazy": "$s=0$", NTK: "NTK, $s=½$", "s=3/4": "$s=¾$", "s=7/8": "$s=⅞$"}
LABELS |= {FIELD: "mean-field, $s=1$"}
WORDS = {"kernel": "kernel", "alignment": "last pair's overlap"}
SLACK = 0.25  # of a power, such that neither neighbouring scaling would fit
BESIDE = -0.35  # where standard stands, which has no power s


def scaling(name: str) -> dict[str, Any]:
    """The exponents of a scaling."""
    if name == STANDARD:
        return parametrisation(name)
    s = POWERS[name]
    return {"c_d": 1, "c_gamma": -s, "c_u": 0, "c_w": 0, "c_eta_u": 2 * s - 1, "c_eta_w": 2 * s - 1}


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """One scaling at one width."""
    net = network(setting.network, setting.width)
    return trained(net, law(net, scaling(setting.scaling)), setting, pairs=net.layers - 1)


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """Order and crossing at the largest width, and powers of the width."""
    return [one for name in setting.sweep.network for one in _of(table, setting, name)]


def _of(table: Table, setting: Setting, name: str) -> list[Effect]:
    there, widths = setting.sweep.scaling, sorted(setting.sweep.width)
    kernel, overlap = (
        {scaling: _column(table, name, scaling, column) for scaling in there}
        for column in ("kernel_change", f"overlap_change_{last(name)}")
    )
    share = {
        what: {scaling: values[scaling][-1] / values[FIELD][-1] for scaling in there}
        for what, values in (("kernel", kernel), ("alignment", overlap))
    }
    found, wide = [], f"at width {widths[-1]}"
    for low, high in pairwise([STANDARD, NTK, FIELD]):
        words = f"kernel {wide}: log2 of its change in {high}, over that in {low}"
        ratio = np.log2(kernel[high][-1] / kernel[low][-1])
        found.append(effect(f"{name}-kernel-{low}-below-{high}", ratio, "> 0", words))
        words = f"last pair {wide}: change of the overlap in {high} less that in {low}, over mean-field's"
        more = share["alignment"][high] - share["alignment"][low]
        expected = "> 0" if high == FIELD else "-0.05 to 0.05"
        found.append(effect(f"{name}-alignment-{low}-below-{high}", more, expected, words))
    swept = [scaling for scaling in POWERS if scaling in there]
    laziest = swept[0]
    for what, values in share.items():
        words = f"{WORDS[what]} {wide}: change at {laziest}, over that at mean-field"
        found.append(effect(f"{name}-{what}-rests", values[laziest], "-0.05 to 0.05", words))
        for percent in (50, 5):
            path = np.array([values[scaling] for scaling in reversed(swept)])
            # From mean-field down: crossings are sought in d^s, which is e^s here, whatever the width.
            at = np.log(
                crossing(np.exp([float(POWERS[scaling]) for scaling in reversed(swept)]), path, percent / 100)
            )
            words = f"{WORDS[what]} {wide}: power s at which the change is {percent} % of that at mean-field"
            found.append(
                effect(
                    f"{name}-{what}-crosses-{percent}", at, "0.5 to 1" if percent == 50 else "0 to 1", words
                )
            )
    if len(widths) == 1:
        return found
    for scaling in there:
        words = f"{scaling}: power of the width in the kernel's change"
        fit = power(widths, kernel[scaling])
        found.append(
            effect(f"{name}-kernel-power-{slug(scaling)}", fit, f"{predicted(scaling)} ± {SLACK}", words)
        )
    words = "power of the width in the kernel's change in mean-field, over that in NTK"
    gap = power(widths, kernel[FIELD] / kernel[NTK])
    found.append(effect(f"{name}-gap-grows", gap, f"{predicted(FIELD) - predicted(NTK)} ± {SLACK}", words))
    return found


def _column(table: Table, name: str, scaling: str, column: str) -> np.ndarray:
    """A column of a network in a scaling, of shape (widths, seeds)."""
    return samples(table, "width", column, network=name, scaling=scaling)


def predicted(name: str) -> float:
    """The power of the width in the kernel's change, of two linear layers that start as the function 0.

    Centred training moves the slope from f0 to f0 + y, hence K by (y^2 + 2 y f0)/(2 S^2) of itself.
    """
    phase = scaling_phase(**scaling(name))
    return float(max(Fraction(0), Fraction(phase.slope)) - 2 * phase.floor)


def slug(name: str) -> str:
    """A scaling's name as part of an effect's."""
    return name.replace("s=", "").replace("/", "-")


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Kernel and alignment over the width, and their shares over the power of the output multiplier."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import drawing_style, grid, letter, pt

    from .curves import columns
    from .panels import SERIES, curve, level, look, names, words

    rows: list[dict[str, Any]] = []
    networks, widths = setting.sweep.network, sorted(setting.sweep.width)
    with drawing_style(style):
        drawn, axes = grid(2, (len(networks), 3), 2.6 * len(networks))
        for name, (kernels, overlaps, crossover) in zip(
            networks, zip(*[iter(axes)] * 3, strict=True), strict=True
        ):
            text = words(name)
            for index, scaling in enumerate(setting.sweep.scaling):
                values = _column(table, name, scaling, "kernel_change")
                rows += curve(kernels, f"kernel, {text}", LABELS[scaling], widths, values, **SERIES[index])
                values = 100 * _column(table, name, scaling, f"overlap_change_{last(name)}")
                rows += curve(overlaps, f"overlap, {text}", LABELS[scaling], widths, values, **SERIES[index])
            swept = [scaling for scaling in POWERS if scaling in setting.sweep.scaling]
            for what, column in (("kernel", "kernel_change"), ("overlap", f"overlap_change_{last(name)}")):
                at = {scaling: _column(table, name, scaling, column)[-1] for scaling in setting.sweep.scaling}
                field = np.mean(at[FIELD])
                given = {**look(name), "mfc": look(name)["color"] if what == "kernel" else "white"}
                share = 100 * np.array([at[scaling] for scaling in swept]) / field
                powers = [float(POWERS[scaling]) for scaling in swept]
                rows += curve(crossover, f"shares, {text}", what, powers, share, **given)
                if STANDARD in at:
                    alone = 100 * at[STANDARD][None] / field
                    rows += curve(
                        crossover,
                        f"shares, {text}",
                        f"{what}, standard",
                        [BESIDE],
                        alone,
                        **{**given, "label": None},
                    )
            kernels.set_yscale("log")
            kernels.set_ylabel(f"{text}: $\\|K-K_0\\|/\\|K_0\\|$")
            overlaps.set_yscale("symlog", linthresh=1, linscale=0.7)
            overlaps.set_ylabel("last pair: change of overlap (%)")
            crossover.set_yscale("symlog", linthresh=5, linscale=0.7)
            crossover.set_yticks([0, 5, 50, 100], ["0", "5", "50", "100"])
            crossover.minorticks_off()
            crossover.set_ylabel(f"change over mean-field's (%), $d={widths[-1]}$")
            crossover.set_xlabel("power $s$ of the output multiplier $d^{-s}$")
            crossover.set_xticks([BESIDE, 0, 0.5, 1], ["standard", "0", "½\nNTK", "1\nmean-field"])
            level(crossover, 5)
            level(crossover, 50)
            for ax in (kernels, overlaps):
                ax.set_xscale("log", base=2)
                ax.set_xticks(widths)
                ax.set_xlabel("width $d$")
            names(crossover, "upper left")
        handles, labels = axes[0].get_legend_handles_labels()
        drawn.legend(
            handles, labels, loc="outside upper center", ncols=len(labels), frameon=False, fontsize=pt(8),
            handlelength=2.4, columnspacing=1.4,
        )  # fmt: skip
        letter(axes)
    return Picture(drawn, columns(rows))
