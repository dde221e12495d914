"""Hubble's table: one-dimensional real data, shallow and deep networks, over the output scale."""

import re
from typing import Any

import numpy as np

import symfeat as sf
from symfeat.network import Solution
from symfeat.runs import Effect, Experiment, Setting, Table, interval
from symfeat.training import FullyConnected, Trained, hubble, law, observe, train

from .curves import columns
from .exact import angles, linear
from .mechanisms import KERNEL_LEVEL
from .rounding import DOUBLE, rounded
from .sweep_effects import crossing, geometric, power, samples

experiment = Experiment("hubble", title="Hubble's table: shallow and deep networks over the output scale")

EXACT = "linear-2"
LAZY = 3.0  # output scale from which on the kernel's change is fitted
SOLVED = (EXACT, "relu-2")
PREDICTED = ("exact_kernel_change", "exact_angle_change", "boundary", "died")


def target() -> float:
    """Slope of the line through the origin that is closest to the data; both columns have RMS 1."""
    table = hubble()
    return float(np.mean(table.x * table.y))


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """Changes of kernel, angle and overlaps of each seed, and what theory predicts for two layers."""
    data, y = hubble(), target()
    activation, layers = setting.network.split("-")
    net = FullyConnected(1, setting.width, 1, layers=int(layers), activation=activation)
    rule = law(net, "ntk", output_scale=setting.alpha)
    level = (1 - y * y) + y * y * setting.left  # of the first loss: what a line leaves, and the rest
    found = train(
        net, rule, data, setting.seeds, levels=(level,), share=setting.share, max_steps=setting.max_steps,
        probe=len(data.x), precision="float64",
    )  # fmt: skip
    kept = seeing(found, setting.network)
    w, u = found.weights[0][:, :, 0], found.weights[1][..., 0] if int(layers) == 2 else None
    turned = np.full(len(w), np.nan)
    if u is not None:
        turned = np.diff(angles(w * kept[:, None], u * kept[:, None]), axis=1)[:, 0]
    theory = predicted(found, kept, setting) if setting.network in SOLVED else {}
    rows, told = observe(found), []
    for i, (first, last) in enumerate(zip(rows[::2], rows[1::2], strict=True)):
        numbers = {
            "kernel_change": last["kernel_change"],
            "angle_change": turned[i],
            "overlap_start": _overlap(first),
            "overlap_end": _overlap(last),
            **{name: theory[name][i] if theory else np.nan for name in PREDICTED},
        }
        counts = {name: last[name] for name in ("seed", "reached", "steps")}
        told.append(counts | {name: rounded(value, DOUBLE) for name, value in numbers.items()})
    return told


def _overlap(row: dict[str, Any]) -> float:
    """The overlap of adjacent layers, mean over the pairs."""
    return float(np.mean([value for name, value in row.items() if re.fullmatch(r"overlap_\d+", name)]))


def seeing(found: Trained, network: str) -> np.ndarray:
    """Which neurons of the first layer see the data at the start: of ReLU those with w > 0, as all s > 0."""
    w = found.weights[0][:, 0, 0]
    return w > 0 if network.startswith("relu") else np.ones_like(w, dtype=bool)


def predicted(found: Trained, kept: np.ndarray, setting: Setting) -> dict[str, np.ndarray]:
    """What the exact solution says of each seed, from its weights at the start and the loss at the end.

    As training starts from the function 0, the slope goes from f0 towards f0 + y. `boundary` is the output
    scale at which the kernel would grow by KERNEL_LEVEL, `died` how many ReLU neurons no longer see the data.
    """
    y = target()
    w, u = found.weights[0][:, :, 0], found.weights[1][..., 0]
    net = linear(w[:, 0], u[:, 0], found.law, kept)
    slope0 = sf.solve(net, sf.Task(1.0, y)).slope0
    left = (found.loss[:, 1] / found.loss[:, 0] - (1 - y * y)) / (y * y)
    end = slope0 + y * (1 - np.sqrt(np.maximum(left, 0)))
    solution = sf.solve(net, sf.Task(1.0, slope0 + y))
    change, turned = changes(solution, end)
    floor = np.hypot(solution.wedge, solution.imbalance)
    gain = y * (1 - np.sqrt(setting.left))
    return {
        "exact_kernel_change": change,
        "exact_angle_change": turned,
        "boundary": boundary(slope0 / setting.alpha, floor / setting.alpha, gain),
        "died": np.sum((w[:, 1] <= 0) & kept, axis=1)
        if setting.network != EXACT
        else np.full(len(w), np.nan),
    }


def changes(solution: Solution, slope: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """|K/K0 - 1| and the change of the angle of each solution, where its slope is this."""
    floor = np.hypot(solution.wedge, solution.imbalance)
    kernel = np.hypot(slope, floor) / np.hypot(solution.slope0, floor)
    return np.abs(kernel - 1), np.arctan2(solution.wedge, slope) - np.arctan2(solution.wedge, solution.slope0)


def boundary(slope0: np.ndarray, floor: np.ndarray, gain: float) -> np.ndarray:
    """The output scale at which the kernel grows by the share KERNEL_LEVEL while the slope moves by `gain`.

    Slope at the start and floor are those of the scale 1, to which both are proportional:
    (alpha f0 + gain)^2 + alpha^2 S^2 = (1 + KERNEL_LEVEL)^2 alpha^2 (f0^2 + S^2), solved for alpha > 0.
    """
    square = ((1 + KERNEL_LEVEL) ** 2 - 1) * (slope0**2 + floor**2)
    return gain * (slope0 + np.sqrt(slope0**2 + square)) / square


def crossover(table: Table, network: str) -> np.ndarray:
    """The output scale at which the kernel of each seed changes by KERNEL_LEVEL."""
    alphas = sorted(table.where(network=network).values("alpha"))
    return crossing(alphas, samples(table, "alpha", "kernel_change", network=network), KERNEL_LEVEL)


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """Predictions for each seed of two layers against what was measured; both ends of the sweep."""
    exact = table.where(network=EXACT)
    found = _predictions(exact, "linear", setting)
    edge = interval(crossover(table, EXACT) / exact.where(alpha=setting.sweep.alpha[0])["boundary"])
    words = "linear: output scale at which the kernel changes by 41 %, over the exact boundary of each seed"
    found.append(Effect("linear-crosses-at-boundary", *edge, f"1 ± {setting.grid}", words, clear=True))
    if "relu-2" in setting.sweep.network:
        found += _relu(table.where(network="relu-2"), setting)
    for network in setting.sweep.network:
        found += _ends(table, network, setting)
    return found


def _predictions(rows: Table, name: str, setting: Setting) -> list[Effect]:
    """Largest distances of kernel and angle from what is predicted."""
    expected, runs = f"< {setting.distance}", f"in {len(rows)} runs"
    words = {
        "kernel": f"{name}: largest distance of K/K(0) from the prediction, as a share of it, {runs}",
        "angle": f"{name}: largest distance of the angle's change from the prediction, in radians, {runs}",
    }
    angle = np.abs(rows["angle_change"] - rows["exact_angle_change"])
    slug = name.replace(" ", "-")
    return [
        Effect.single(f"{slug}-kernel-is-exact", np.max(departure(rows)), expected, words["kernel"]),
        Effect.single(f"{slug}-angle-is-exact", np.max(angle), expected, words["angle"]),
    ]


def departure(rows: Table) -> np.ndarray:
    """How far 1 + change of the kernel is from its prediction, as a share of it."""
    return np.abs((1 + rows["kernel_change"]) / (1 + rows["exact_kernel_change"]) - 1)


def _relu(rows: Table, setting: Setting) -> list[Effect]:
    """ReLU networks are linear ones until a neuron goes blind."""
    seeing = Table({name: rows[name][rows["died"] == 0] for name in rows.columns})
    blind = Table({name: rows[name][rows["died"] > 0] for name in rows.columns})
    # The scales of a seed share its draws: a seed counts once.
    of_seeds = [np.mean(departure(blind.where(seed=seed))) for seed in blind.values("seed")]
    words = f"relu some blind: distance of K/K(0) from the prediction, as a share of it, in {len(blind)} runs"
    return [
        *_predictions(seeing, "relu all see", setting),
        Effect("relu-some-blind", *interval(of_seeds), f"> {setting.distance}", words, clear=True),
    ]


def _ends(table: Table, network: str, setting: Setting) -> list[Effect]:
    """Both ends of the sweep, the crossover between them, and how the kernel comes to rest."""
    rows, alphas = table.where(network=network), sorted(setting.sweep.alpha)
    least, largest = (rows.where(alpha=alpha) for alpha in (alphas[0], alphas[-1]))
    rises = [interval(part["overlap_end"] - part["overlap_start"]) for part in (least, largest)]
    edges = table.where(network=EXACT, alpha=alphas[0])["boundary"]
    place = geometric(crossover(table, network) / geometric(edges).mean)
    late = [i for i, alpha in enumerate(alphas) if alpha >= LAZY]
    low, high = (f"at alpha = {alpha:g}" for alpha in (alphas[0], alphas[-1]))
    reached = interval(rows["reached"] == 1, of="share")
    told = {
        "features": (interval(least["kernel_change"]), "> 0.5", f"change of the kernel {low}"),
        "rests": (interval(largest["kernel_change"]), "< 0.05", f"change of the kernel {high}"),
        "aligns": (rises[0], "> 0", f"rise of the overlap of adjacent layers {low}"),
        "stays": (rises[1], "0 ± 0.01", f"rise of the overlap of adjacent layers {high}"),
        "crossover": (place, "0.1 to 10", "alpha where the kernel changes by 41 %, over the linear boundary"),
    }
    if len(late) > 1:
        fall = power([alphas[i] for i in late], samples(rows, "alpha", "kernel_change")[late])
        told["decay"] = (
            interval(fall),
            "-1 ± 0.15",
            f"power of alpha in the kernel's change from {LAZY:g} on",
        )
    told["reached"] = (reached, "1 ± 0", "share of runs that reach their loss")
    return [
        Effect(f"{name}-{network}", *values, expected, f"{network}: {words}", clear=name != "reached")
        for name, (values, expected, words) in told.items()
    ]


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Kernel, angle and overlap over the output scale, and the change of each kernel over its prediction."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import drawing_style, grid, letter

    from .hubble_panels import over_prediction, over_scale

    alphas = np.geomspace(setting.sweep.alpha[0], setting.sweep.alpha[-1], 80)
    kernel, angle = exact_curves(setting, alphas)
    with drawing_style(style):
        drawn, (kernels, turns, overlaps, seeds) = grid(2, (2, 2), 4.9)
        shown = over_scale(kernels, table, "kernel_change", (alphas, kernel), KERNEL_LEVEL)
        shown += over_scale(turns, table, "angle_change", (alphas, angle))
        shown += over_scale(overlaps, table, "overlap_end")
        shown += over_prediction(seeds, table)
        letter([kernels, turns, overlaps, seeds])
    return Picture(drawn, columns(shown))


def exact_curves(setting: Setting, alphas: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Medians over the seeds of changes of linear networks, where the share of the loss that is left is."""
    net = FullyConnected(1, setting.width, 1, layers=2, activation="linear")
    found, y = [], target()
    for alpha in alphas:
        rule = law(net, "ntk", output_scale=float(alpha))
        w, u = rule.draw(net, setting.seeds)
        solution = sf.solve(linear(w[:, 0], u[:, :, 0], rule), sf.Task(1.0, y))
        found.append(changes(solution, solution.slope0 + y * (1 - np.sqrt(setting.left))))
    kernel, angle = np.median(found, axis=2).T
    return kernel, -angle
