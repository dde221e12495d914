"""Initialisation scale on the digits: layers align from a small start, and disalign from a large one."""

from typing import Any

import numpy as np

from symfeat.runs import Effect, Experiment, Setting, Table
from symfeat.training import law

from .digit_effects import deviations, last
from .digit_networks import network, trained
from .sweep_effects import effect, samples

experiment = Experiment("initialisation", title="Initialisation scale: alignment and disalignment")

CENTRED, PLAIN = "centred", "plain"
PAIRS = 2
WORDS = {"kernel": "the kernel", "alignment": "the last pair's correlation"}
ENDS = {0: "smallest", -1: "largest"}
LEAST = 1e-6  # of |f0|^2/|y|^2, whose estimate may be negative where it is small


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """One scale of all layers at the start."""
    net = network(setting.network, setting.width)
    rule = law(net, "ntk", output_scale=setting.alpha, init_scale=setting.sigma)
    return trained(net, rule, setting, pairs=PAIRS, centred=setting.start == CENTRED)


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """Centred: both changes vanish at the largest scale. Plain: layers disalign beyond |f0| = |y|."""
    return [one for name in setting.sweep.network for one in _of(table, setting, name)]


def _of(table: Table, setting: Setting, name: str) -> list[Effect]:
    found = []
    turning = f"correlation_change_{last(name)}"
    kernel, turned = (_column(table, name, CENTRED, column) for column in ("kernel_change", turning))
    for what, values in (("kernel", kernel), ("alignment", turned)):
        words = f"centred: change of {WORDS[what]} at the largest scale, over that at the smallest"
        found.append(effect(f"{name}-{what}-rests", values[-1] / values[0], "-0.05 to 0.05", words))
    kernel, turned = (_column(table, name, PLAIN, column) for column in ("kernel_change", turning))
    for word, end, expected in (("aligns", 0, "> 0"), ("disaligns", -1, "< 0")):
        words = f"plain, {ENDS[end]} scale: change of the last pair's correlation, in null deviations"
        moved = deviations(turned[end], setting.width)
        found.append(effect(f"{name}-{word}", moved, expected, words))
    words = "plain, largest scale: alignment of the last pair at the end; layers turned at random have 1"
    below = _column(table, name, PLAIN, f"alignment_{last(name)}")[-1]
    found.append(effect(f"{name}-falls-below-random", below, "< 1", words))
    words = "plain, largest scale: change of the log of all norms"
    found.append(effect(f"{name}-norms-shrink", _column(table, name, PLAIN, "rescaling")[-1], "< 0", words))
    if len(setting.sweep.sigma) > 2:
        words = "plain: |f| at the start over |y| where layers neither align nor disalign"
        found.append(effect(f"{name}-turning-point", turning_point(table, name), "0.67 to 1.5", words))
        words = "plain: change of the kernel at the largest scale, over that at the one before"
        found.append(effect(f"{name}-kernel-stays-off", kernel[-1] / kernel[-2], "0.8 to 1.25", words))
    return found


def turning_point(table: Table, name: str) -> np.ndarray:
    """|f0|/|y| where the correlation of the last pair is the same at the start and at the end.

    The sizes at the start are means over the seeds, so no seed has a point of its own: these are the
    jackknife's values for each seed, whose mean and interval are those of the estimate.
    """
    turned = _column(table, name, PLAIN, f"correlation_change_{last(name)}")
    plain, centred = (_column(table, name, start, "first_loss") for start in (PLAIN, CENTRED))

    def estimate(seeds: np.ndarray) -> float:
        ratio = relative_output(plain[:, seeds], centred[:, seeds])
        return float(np.mean([_where_zero(path, ratio) for path in turned[:, seeds].T]))

    everyone = np.arange(turned.shape[1])
    whole, count = estimate(everyone), len(everyone)
    if count == 1:
        return np.array([whole])
    return np.array([count * whole - (count - 1) * estimate(np.delete(everyone, i)) for i in everyone])


def _where_zero(path: np.ndarray, ratio: np.ndarray) -> float:
    """The ratio, on a line in its log, at which a path first comes below zero; nan where it never does."""
    after = np.flatnonzero(path < 0)
    if not after.size or after[0] == 0:
        return np.nan
    i, j = after[0] - 1, after[0]
    share = path[i] / (path[i] - path[j])
    return float(np.exp(np.interp(share, (0, 1), np.log(ratio[[i, j]]))))


def relative_output(plain: np.ndarray, centred: np.ndarray) -> np.ndarray:
    """|f0|/|y| at the start from the first losses, of shape (scales, seeds): one for each scale.

    The first loss is |y|^2/2 for centred training, and (|f0|^2 + |y|^2)/2 else, up to a product of both that
    the mean over the seeds all but removes.
    """
    return np.sqrt(np.maximum(np.mean(plain, axis=1) / np.mean(centred, axis=1) - 1, LEAST))


def _column(table: Table, name: str, start: str, column: str) -> np.ndarray:
    """A column of a network, of shape (scales at the start, seeds)."""
    return samples(table, "sigma", column, network=name, start=start)


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Kernel and alignment over the scale at the start, centred and plain."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import drawing_style, grid, letter

    from .curves import columns
    from .panels import curve, look, names, null_band, words

    rows: list[dict[str, Any]] = []
    scales = sorted(setting.sweep.sigma)
    with drawing_style(style):
        drawn, axes = grid(2, (2, 2), 5.2, sharex=True)
        for start, (kernels, pairs) in zip(
            (CENTRED, PLAIN), ((axes[0], axes[2]), (axes[1], axes[3])), strict=True
        ):
            for name in setting.sweep.network:
                values = _column(table, name, start, "kernel_change")
                rows += curve(kernels, f"kernel, {start}", words(name), scales, values, **look(name))
                turned = deviations(
                    _column(table, name, start, f"correlation_change_{last(name)}"), setting.width
                )
                rows += curve(pairs, f"last pair, {start}", words(name), scales, turned, **look(name))
            kernels.set_ylabel(f"{start}: kernel $\\|K-K_0\\|/\\|K_0\\|$")
            pairs.set_ylabel(f"{start}: change of correlation, in null deviations")
            kernels.set_yscale("log")
            kernels.set_ylim(2e-3, 60)
            pairs.set_yscale("symlog", linthresh=3, linscale=0.6)
            pairs.set_ylim(-10, 150)
            pairs.set_yticks([-10, -2, 0, 2, 10, 100], ["−10", "−2", "0", "2", "10", "100"])
            null_band(pairs, -2, 2)
            pairs.set_xlabel("scale of all layers at the start $\\sigma$")
            pairs.set_xscale("log", base=2)
            pairs.set_xticks(scales[::2], [f"{scale:g}" for scale in scales[::2]])
        names(axes[0], "lower left")
        letter(axes)
    return Picture(drawn, columns(rows))
