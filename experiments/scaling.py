"""The phase diagram in the width against trained networks: exponents, and the probability of alignment.

python experiments/scaling.py            # results into experiments/results/, picture and page into docs/
python experiments/scaling.py --quick    # fewer and smaller networks, everything into build/experiments/
python experiments/scaling.py --page     # picture and page again, from the results there are
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from results import write
from settings import (
    FULL,
    HALF,
    LABELS,
    LEVELS,
    OBSERVABLES,
    QUICK,
    RESAMPLES,
    SETTINGS,
    SLACK,
    TENTH,
    Plan,
    X,
    exponents,
)
from training import Run, train

from symfeat import LinearNetwork
from symfeat.phases import alignment_probability
from symfeat.versions import versions

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Fit:
    """The slope of log2 of the median over the seeds against log2 of the width, and what was predicted.

    `error` is the standard error by resampling seeds; `upper` is the larger half of the widths. With
    steps twice as long the slope is `coarse_slope`, and no median differs by more than a share `halving`.
    `others` is the mean of the slopes of other sets of seeds, and `spread` their standard deviation.
    """

    setting: str
    observable: str
    predicted: Fraction
    slope: float
    error: float
    upper_slope: float
    upper_error: float
    coarse_slope: float
    halving: float
    others: float
    spread: float
    verdict: str
    upper_verdict: str


@dataclass(frozen=True)
class Alignment:
    """How many of the networks of a width aligned their layers while they learned a target.

    `changed` is how many would be counted otherwise with steps twice as long, `missed` how many are counted
    otherwise than theory says, by which a network aligns if |f| < |y| at the start.
    """

    width: int
    target: float
    networks: int
    aligned: int
    probability: float
    z: float
    changed: int
    missed: int


def draws(width: int, seeds: range) -> np.ndarray:
    """Standard normal u and w, of shape (2, seeds, width): the first entries of each seed's streams."""
    streams = [[np.random.default_rng([seed, layer]) for seed in seeds] for layer in (0, 1)]
    return np.array([[stream.standard_normal(width) for stream in layer] for layer in streams])


def network(scaling: Mapping[str, Any], width: int, seeds: range) -> LinearNetwork:
    """Networks of one width, one for each seed; every scale is the width to the power of its exponent."""
    u, w = draws(width, seeds)
    scale = {
        name: float(width) ** float(scaling[f"c_{name}"]) for name in ("gamma", "u", "w", "eta_u", "eta_w")
    }
    return LinearNetwork(
        scale["u"] ** 0.5 * u, scale["w"] ** 0.5 * w, scale["gamma"], scale["eta_u"], scale["eta_w"]
    )


def observed(run: Run) -> np.ndarray:
    """The observables of a run, in their order."""
    return np.array([run.kernel_change, run.angle_change, run.time[HALF], run.time[TENTH]])


def measured(scaling: Mapping[str, Any], plan: Plan, share: float, nth: int = 0) -> np.ndarray:
    """Observables of shape (observables, widths, seeds), for the nth set of seeds."""
    seeds = range(nth * plan.seeds, (nth + 1) * plan.seeds)
    runs = (train(network(scaling, d, seeds), X, LABELS, share, LEVELS) for d in plan.widths)
    return np.stack([observed(run) for run in runs], axis=1)


def slope(widths: Sequence[int], values: np.ndarray) -> np.ndarray:
    """Least-squares slope of log2 of the medians over the last axis; `values` has the widths first."""
    x = np.log2(widths) - np.mean(np.log2(widths))
    return np.tensordot(x, np.log2(np.median(values, axis=-1)), 1) / np.sum(x * x)


def error(widths: Sequence[int], values: np.ndarray) -> float:
    """Standard error of the slope. A resampled seed brings its runs at all widths, which go together."""
    picks = np.random.default_rng(0).integers(values.shape[1], size=(RESAMPLES, values.shape[1]))
    return float(np.std(slope(widths, values[:, picks]), ddof=1))


def fit(
    setting: str,
    observable: str,
    predicted: Fraction,
    widths: Sequence[int],
    fine: np.ndarray,
    coarse: Sequence[np.ndarray],
) -> Fit:
    """Fit an observable of a setting, of shape (widths, seeds).

    It was measured with fine steps, and with coarse ones: on the same seeds first, then on others.
    """
    same, *others = (float(slope(widths, values)) for values in coarse)
    upper = len(widths) // 2
    all_widths, larger = (
        (float(slope(widths[first:], fine[first:])), error(widths[first:], fine[first:]))
        for first in (0, upper)
    )
    return Fit(
        setting,
        observable,
        predicted,
        *all_widths,
        *larger,
        coarse_slope=same,
        halving=float(np.max(np.abs(np.median(coarse[0], axis=-1) / np.median(fine, axis=-1) - 1))),
        others=float(np.mean(others)),
        spread=float(np.std(others, ddof=1)),
        verdict=verdict(*all_widths, float(predicted)),
        upper_verdict=verdict(*larger, float(predicted)),
    )


def verdict(found: float, uncertain: float, predicted: float) -> str:
    """Whether a slope is within 0.05 or three standard errors of the prediction, in words."""
    return "agrees" if abs(found - predicted) <= max(SLACK, 3 * uncertain) else "does not agree"


def aligned(width: int, target: float, networks: int, share: float) -> Alignment:
    """Train networks with weights of unit variance, and count those in which |cos| of the angle grew."""
    u, w = np.random.default_rng([width, round(1000 * target)]).standard_normal((2, networks, width))
    y = target * width**0.5
    best = np.mean(X * LABELS) / np.mean(X * X)
    fine, coarse = (grown(train(LinearNetwork(u, w), X, LABELS * (y / best), k * share)) for k in (1, 2))
    count, p = int(np.sum(fine)), float(alignment_probability(width, y))
    z = (count - networks * p) / (networks * p * (1 - p)) ** 0.5
    aligns = np.abs(np.sum(u * w, axis=-1)) < y
    return Alignment(
        width, target, networks, count, p, z, int(np.sum(fine != coarse)), int(np.sum(fine != aligns))
    )


def grown(run: Run) -> np.ndarray:
    """Whether the layers are more aligned at the end than at the start, up to sign."""
    start, end = run.angle
    return np.abs(np.cos(end)) > np.abs(np.cos(start))


def exponent_runs(plan: Plan) -> tuple[list[tuple[Any, ...]], list[Fit]]:
    """Train every setting at every width: a row for each network, and the fits."""
    runs, fits = [], []
    for setting, scaling in SETTINGS.items():
        fine = measured(scaling, plan, plan.share)
        coarse = [measured(scaling, plan, 2 * plan.share, nth) for nth in range(1 + plan.other_sets)]
        for i, (observable, predicted) in enumerate(exponents(scaling).items()):
            fits.append(fit(setting, observable, predicted, plan.widths, fine[i], [c[i] for c in coarse]))
            print(f"{setting}, {observable}: {fits[-1].slope:+.3f} ({predicted}), {fits[-1].verdict}")
        for j, width in enumerate(plan.widths):
            runs += [(setting, width, seed, *fine[:, j, seed]) for seed in range(plan.seeds)]
    return runs, fits


def alignment_runs(plan: Plan) -> list[Alignment]:
    """Count the networks that align at every width and target."""
    counts = [
        aligned(width, target, plan.networks, plan.alignment_share)
        for width in plan.alignment_widths
        for target in plan.alignment_targets
    ]
    print(f"alignment: largest |z| {max(abs(count.z) for count in counts):.2f} of {len(counts)}")
    return counts


def experiment(plan: Plan, folder: Path) -> None:
    """Train everything and write the results."""
    folder.mkdir(parents=True, exist_ok=True)
    used = versions()
    head = [
        ", ".join(f"{name} {used[name]}" for name in ("python", "symfeat", "numpy")),
        f"x: {' '.join(f'{x:g}' for x in X)}",
        f"labels: {' '.join(f'{label:g}' for label in LABELS)}",
    ]
    runs, fits = exponent_runs(plan)
    remarks = [
        *head,
        f"step: {plan.share:g} of the residual at most, checked with {2 * plan.share:g}",
        f"seeds: 0 to {plan.seeds - 1}, the same at every width; {plan.other_sets} other sets follow",
        *(
            f"{setting}: {', '.join(f'{k} = {v}' for k, v in scaling.items())}"
            for setting, scaling in SETTINGS.items()
        ),
    ]
    write(folder / "runs.csv", remarks, ("setting", "width", "seed", *OBSERVABLES), runs)
    write(folder / "fits.csv", remarks, [f.name for f in fields(Fit)], [asdict(f).values() for f in fits])
    remarks = [
        *head,
        f"step: {plan.alignment_share:g} of the residual at most, checked with {2 * plan.alignment_share:g}",
        "seed: [width, 1000 target]; weights of unit variance, target y / sqrt(width)",
    ]
    counts = alignment_runs(plan)
    write(
        folder / "alignment.csv",
        remarks,
        [f.name for f in fields(Alignment)],
        [asdict(c).values() for c in counts],
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="The phase diagram against trained networks")
    parser.add_argument(
        "--quick", action="store_true", help="fewer and smaller networks, into build/experiments/"
    )
    parser.add_argument("--page", action="store_true", help="picture and page from the results there are")
    options = parser.parse_args()
    docs = ROOT / ("build/experiments" if options.quick else "docs")
    results = docs if options.quick else ROOT / "experiments" / "results"
    plan = QUICK if options.quick else FULL
    if not options.page:
        experiment(plan, results)
    from drawing import draw
    from writing import page

    (docs / "images").mkdir(parents=True, exist_ok=True)
    for ending in ("png", "svg"):
        draw(results, docs / "images" / f"experiments.{ending}")
    (docs / "experiments.md").write_text(page(results, plan), encoding="utf-8")
    print(f"written: {results.name}/*.csv, {docs.name}/experiments.md")


if __name__ == "__main__":
    main()
