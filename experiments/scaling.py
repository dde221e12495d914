"""The phase diagram in the width against trained networks: do kernel, angle and times scale as predicted?"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from symfeat import LinearNetwork
from symfeat.phases import parametrisation, scaling_phase
from symfeat.runs import Effect, Experiment, Setting, Table, interval

from .linear_descent import Run, train
from .rounding import SINGLE, rounded

experiment = Experiment("scaling", title="Exponents in the width: trained networks against the phase diagram")

CONSTANT = {"c_d": 1, "c_gamma": 0, "c_u": 0, "c_w": 0, "c_eta_u": 0, "c_eta_w": 0}
SCALINGS: dict[str, Mapping[str, Any]] = {
    "standard": parametrisation("standard"),
    "ntk": parametrisation("ntk"),
    "mean-field": parametrisation("mean-field"),
    # The phase in which layers align at constant kernel: inside of it, and on its border.
    "unbalanced": {**CONSTANT, "c_u": -3, "c_eta_u": -1},
    "border": {**CONSTANT, "c_u": -2},
}
LEVELS = (HALF, TENTH) = (0.5, 0.1)  # shares of the residual; the latter is 1 % of the loss
OBSERVABLES = {
    "kernel": "change of the kernel",
    "angle": "change of the angle",
    "half": "time to half the residual",
    "tenth": "time to 1 % of the loss",
}
AXES = {
    "kernel": r"change of the kernel $|K_\mathrm{end}/K_0-1|$",
    "angle": r"change of the angle $|\zeta_\mathrm{end}-\zeta_0|$",
    "half": "time to half the residual",
    "tenth": "time to 1 % of the loss",
}
RESAMPLES = 2000  # of the seeds, for a standard error
SLACK = 0.05  # a fit this close to the prediction fits, however small its standard error
FINE, COARSE = "fine", "twice as long"


def exponents(scaling: Mapping[str, Any]) -> dict[str, Fraction]:
    """The predicted exponent of each observable in the width; the kernel must not grow without bound."""
    phase = scaling_phase(**scaling)
    slope = max(Fraction(0), Fraction(phase.slope))  # the larger of the slopes at the start and at the end
    return {
        "kernel": 2 * (slope - phase.floor) if phase.kernel == "kernel phase" else Fraction(0),
        "angle": slope - phase.wedge if phase.angle == "rests" else Fraction(0),
        "half": -phase.rate,
        "tenth": -phase.rate,
    }


def draws(width: int, seeds: Sequence[int]) -> np.ndarray:
    """Standard normal u and w, of shape (2, seeds, width): the first entries of each seed's streams."""
    streams = [[np.random.default_rng([seed, layer]) for seed in seeds] for layer in (0, 1)]
    return np.array([[stream.standard_normal(width) for stream in layer] for layer in streams])


def network(scaling: Mapping[str, Any], width: int, seeds: Sequence[int]) -> LinearNetwork:
    """Networks of one width, one for each seed; every scale is the width to the power of its exponent."""
    u, w = draws(width, seeds)
    scale = {
        name: float(width) ** float(scaling[f"c_{name}"]) for name in ("gamma", "u", "w", "eta_u", "eta_w")
    }
    return LinearNetwork(
        scale["u"] ** 0.5 * u, scale["w"] ** 0.5 * w, scale["gamma"], scale["eta_u"], scale["eta_w"]
    )


def all_seeds(setting: Setting) -> list[int]:
    """The seeds of the experiment, and those of the other sets after them."""
    count = len(setting.seeds)
    later = range(max(setting.seeds) + 1, max(setting.seeds) + 1 + setting.other_sets * count)
    return [*setting.seeds, *later]


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """Fine steps on the seeds; steps twice as long on them and on the other sets, too."""
    x, labels = np.array(setting.x), np.array(setting.labels)
    rows = []
    for steps, share, seeds in (
        (FINE, setting.share, setting.seeds),
        (COARSE, 2 * setting.share, all_seeds(setting)),
    ):
        net = network(SCALINGS[setting.scaling], setting.width, seeds)
        found = observed(train(net, x, labels, share, LEVELS))
        rows += [
            {"steps": steps, "seed": seed, **{name: rounded(found[name][i], SINGLE) for name in OBSERVABLES}}
            for i, seed in enumerate(seeds)
        ]
    return rows


def observed(run: Run) -> dict[str, np.ndarray]:
    """The observables of a run."""
    return {
        "kernel": run.kernel_change,
        "angle": run.angle_change,
        "half": run.time[HALF],
        "tenth": run.time[TENTH],
    }


def slope(widths: Sequence[int], values: np.ndarray) -> np.ndarray:
    """Least-squares slope of log2 of the medians over the last axis; `values` has the widths first."""
    x = np.log2(widths) - np.mean(np.log2(widths))
    return np.tensordot(x, np.log2(np.median(values, axis=-1)), 1) / np.sum(x * x)


def error(widths: Sequence[int], values: np.ndarray) -> float:
    """Standard error of the slope. A resampled seed brings its runs at all widths, which go together."""
    picks = np.random.default_rng(0).integers(values.shape[1], size=(RESAMPLES, values.shape[1]))
    return float(np.std(slope(widths, values[:, picks]), ddof=1))


def measured(table: Table, scaling: str, observable: str, steps: str) -> np.ndarray:
    """An observable of a scaling, of shape (widths, seeds)."""
    rows = table.where(scaling=scaling, steps=steps)
    return np.array([rows.where(width=width)[observable] for width in rows.values("width")])


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """Exponents at all widths, at the larger half, and of the other sets of seeds; what the step changes."""
    widths = np.array(setting.sweep.width)
    fits: dict[str, list[Effect]] = {"all": [], "wide": [], "others": []}
    moved, halving, beyond = [], [], []
    for scaling in setting.sweep.scaling:
        for observable, predicted in exponents(SCALINGS[scaling]).items():
            name, words = f"{scaling}-{observable}", f"{scaling}, {OBSERVABLES[observable]}"
            fine, coarse = (measured(table, scaling, observable, steps) for steps in (FINE, COARSE))
            for part, first in (("all", 0), ("wide", len(widths) // 2)):
                value = float(slope(widths[first:], fine[first:]))
                spread = error(widths[first:], fine[first:])
                ends = (value - 1.96 * spread, value + 1.96 * spread)
                expected = f"{float(predicted):g} ± {max(SLACK, 3 * spread):.3f}"
                fits[part].append(Effect(f"{part}-{name}", value, *ends, expected, words))
            sets = np.split(coarse, 1 + setting.other_sets, axis=1)
            same, *others = (float(slope(widths, values)) for values in sets)
            expected = fits["all"][-1].expected
            fits["others"].append(Effect(f"others-{name}", *interval(others), expected, words))
            moved.append(abs(same - fits["all"][-1].value))
            halving.append(np.max(np.abs(np.median(sets[0], axis=1) / np.median(fine, axis=1) - 1)))
            beyond.append(np.std(others, ddof=1) > error(widths, fine))
    small, longer = f"< {4 * setting.share:g}", "with steps twice as long"
    return [
        *(fit for part in fits.values() for fit in part),
        Effect.single("step-moves-no-exponent", max(moved), small, f"largest change of an exponent {longer}"),
        Effect.single(
            "step-moves-no-median", max(halving), small, f"largest relative change of a median {longer}"
        ),
        Effect.single(
            "spread-beyond-errors",
            np.mean(beyond),
            "0.1 to 0.7",
            "share of fits in which sets of seeds differ by more than the resampled error; chance gives 0.4",
        ),
    ]


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Medians over the seeds, from quartile to quartile, and lines of the predicted slope."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import drawing_style, grid, letter

    from .scaling_panel import panel

    rows: list[dict[str, Any]] = []
    with drawing_style(style):
        drawn, axes = grid(2, (2, 2), 5.4)
        for ax, (observable, label) in zip(axes, AXES.items(), strict=True):
            shown = [
                (
                    scaling,
                    exponents(SCALINGS[scaling])[observable],
                    measured(table, scaling, observable, FINE),
                )
                for scaling in setting.sweep.scaling
            ]
            rows += [{"observable": observable, **row} for row in panel(ax, setting.sweep.width, shown)]
            ax.set_ylabel(label)
        letter(axes)
    return Picture(drawn, {name: [row[name] for row in rows] for name in rows[0]})
