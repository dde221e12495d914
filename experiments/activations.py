"""Two layers with five activations, from a small and from a large start: how far the exact curve carries."""

from typing import Any

import numpy as np

import symfeat as sf
from symfeat.runs import Effect, Experiment, Setting, Table, interval
from symfeat.training import FullyConnected, Law, descend, hubble, law

from .curves import columns
from .exact import angles, linear
from .rounding import DOUBLE, rounded
from .sweep_effects import power

experiment = Experiment("activations", title="Two layers, five activations: alignment and disalignment")

LINEAR = "linear"


def data() -> tuple[np.ndarray, np.ndarray]:
    """Hubble's table and its mirror image through the origin: inputs and targets, of shape (48, 1).

    No moment changes. The mirror gives a ReLU neuron something to see whatever the sign of its weight.
    """
    table = hubble()
    return np.vstack([table.x, -table.x]), np.vstack([table.y, -table.y])


def starts(net: FullyConnected, rule: Law, setting: Setting) -> list[np.ndarray]:
    """Normal weights; the sign of each seed's last layer is such that u.w > 0."""
    w, u = rule.draw(net, setting.seeds)
    return [w, u * np.sign(w @ u)]


def kept(moments: int, count: int) -> np.ndarray:
    """The start and `moments` of the `count` moments after it, evenly spaced in the log as far as may be."""
    return np.unique([0, *np.geomspace(1, count, moments).round().astype(int)])


def slopes(net: FullyConnected, rule: Law, w: np.ndarray, u: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Slope of the straight line that is closest to each network's function on the data."""
    model, square = rule.model(net), np.mean(x * x)
    flat = zip(w.reshape(-1, net.width), u.reshape(-1, net.width), strict=True)
    with np.errstate(all="raise"):
        found = [np.mean(x * np.asarray(model([a[None, :], b[:, None]], x))) / square for a, b in flat]
    return np.array(found).reshape(w.shape[:-1])


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """Angle and slope of each seed over time; for linear networks with all steps, and what is exact."""
    x, y = data()
    scale, end, steps = (setting[f"{setting.start}_{key}"] for key in ("scale", "time", "steps"))
    net = FullyConnected(1, setting.width, 1, layers=2, activation=setting.activation)
    rule = law(net, "ntk", init_scale=scale)
    start = starts(net, rule, setting)
    is_linear = setting.activation == LINEAR
    moments = steps // setting.coarser[setting.start == "large"]
    counts = [steps * refinement for refinement in setting.refinements] if is_linear else [moments]
    rows = []
    for count in counts:
        path = descend(net, rule, start, x, y, step=end / count, every=count // moments, moments=moments)
        picks = kept(setting.moments, moments)
        w, u = path[0][:, picks, 0], path[1][:, picks][..., 0]
        times = picks * end / moments
        zeta, slope = angles(w, u), slopes(net, rule, w, u, x)
        exact_zeta, exact_slope = np.full((2, *zeta.shape), np.nan)
        if is_linear:
            solution = sf.solve(linear(w[:, 0], u[:, 0], rule), sf.Task.from_data(x[:, 0], y[:, 0]))
            exact_zeta, exact_slope = solution.angle(times), solution.slope(times)
        observed = {"zeta": zeta, "slope": slope, "exact_zeta": exact_zeta, "exact_slope": exact_slope}
        rows += [
            {"seed": seed, "step": end / count, "time": time}
            | {name: rounded(values[i, j], DOUBLE) for name, values in observed.items()}
            for i, seed in enumerate(setting.seeds)
            for j, time in enumerate(times.tolist())
        ]
    return rows


def gaps(table: Table, start: str, column: str) -> tuple[list[float], np.ndarray]:
    """Steps, and of linear networks the largest distance from the exact curve, of shape (seeds, steps)."""
    mine = table.where(start=start, activation=LINEAR)
    found = []
    for step in mine.values("step"):
        rows = mine.where(step=step)
        far = np.abs(rows[column] - rows[f"exact_{column}"])
        found.append([np.max(far[rows["seed"] == seed]) for seed in rows.values("seed")])
    return mine.values("step"), np.array(found).T


def finest(table: Table, start: str, activation: str) -> Table:
    """The rows of an activation with its shortest step."""
    mine = table.where(start=start, activation=activation)
    return mine.where(step=min(mine.values("step")))


def ends(table: Table, start: str, activation: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Angles at the start and at the end, and slopes at the start, of each seed."""
    rows = finest(table, start, activation)
    first, last = (rows.where(time=time) for time in (0.0, float(np.max(rows["time"]))))
    return first["zeta"], last["zeta"], first["slope"]


def criterion(table: Table, start: str, activation: str) -> tuple[np.ndarray, np.ndarray]:
    """log |y/f0| and the change of log |cos zeta| of each seed, both positive or both negative."""
    x, y = data()
    first, last, slope = ends(table, start, activation)
    target = np.mean(x * y) / np.mean(x * x)
    return np.log(np.abs(target / slope)), np.log(np.abs(np.cos(last) / np.cos(first)))


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """Distances from the exact curve, changes of the angle, and how often |y| > |f0| says what happens."""
    found = []
    for start in setting.sweep.start:
        for column, what, unit in (("zeta", "angle", ", in radians"), ("slope", "slope", "")):
            steps, far = gaps(table, start, column)
            words = f"{start} start: largest distance of a linear network's {what} from the exact curve{unit}"
            largest = float(np.max(far[:, -1]))
            name, expected = f"{start}-linear-{what}-is-exact", f"< {setting.distance}"
            found.append(Effect.single(name, largest, expected, words))
            fitted = interval(power(steps, far.T))
            words = f"{start} start: power of the step with which the distance of the {what} goes"
            name = f"{start}-distance-of-{what}-goes-with-step"
            found.append(Effect(name, *fitted, "1 ± 0.05", words, clear=True))
    for activation in setting.sweep.activation:
        hits = []
        for start, expected in (("small", "< 0"), ("large", "> 0")):
            first, last, _ = ends(table, start, activation)
            words = f"{activation}, {start} start: change of the angle in degrees"
            turned = interval(np.degrees(last - first))
            found.append(Effect(f"{start}-turns-{activation}", *turned, expected, words, clear=True))
            hits.append(np.equal(*map(np.sign, criterion(table, start, activation))))
        words = f"{activation}: share of networks that align or disalign as target and first slope say"
        expected = "1 ± 0" if activation == LINEAR else "> 0.95"
        both = interval(np.concatenate(hits), of="share")
        found.append(Effect(f"criterion-{activation}", *both, expected, words))
    return found


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Angles over time from both starts, distance from the exact curve over the step, and the criterion."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import INK, drawing_style, grid, letter, pt

    from . import activations_panels as panels

    shown = []
    with drawing_style(style):
        drawn, axes = grid(2, (2, 2), 4.9)
        small, large, distance, plane = axes
        for ax, start in ((small, "small"), (large, "large")):
            fine = np.geomspace(*np.sort(table.where(start=start).values("time"))[[1, -1]], 200)
            ax.plot(fine, exact_curve(setting, start, fine), color=INK, lw=pt(1.2), label="exact")
            for activation in setting.sweep.activation:
                shown += panels.over_time(ax, finest(table, start, activation), activation, start)
                shown += panels.criterion(plane, activation, *criterion(table, start, activation))
            for column in panels.NAMES:
                shown += panels.over_step(distance, start, column, *gaps(table, start, column))
            ax.set(xscale="log", xlabel="time", ylabel=r"angle $\zeta$ in degrees")
            ax.set_title(f"{start} start", fontsize=pt(9))
        small.set_ylim(bottom=0)
        panels.quadrants(plane)
        distance.set(xscale="log", yscale="log", xlabel="step", ylabel="distance from the exact curve")
        plane.set(xlabel=r"$\log\,|y/f_0|$", ylabel=r"change of $\log\,|\cos\zeta|$")
        for ax in (small, distance):
            ax.legend(frameon=False, fontsize=pt(7.5), handlelength=1.6, labelspacing=0.3)
        letter(axes)
    return Picture(drawn, columns(shown))


def exact_curve(setting: Setting, start: str, times: np.ndarray) -> np.ndarray:
    """The mean over the seeds of the exact angle of linear networks, in degrees."""
    x, y = data()
    net = FullyConnected(1, setting.width, 1, layers=2, activation=LINEAR)
    rule = law(net, "ntk", init_scale=setting[f"{start}_scale"])
    w, u = starts(net, rule, setting)
    solution = sf.solve(linear(w[:, 0], u[:, :, 0], rule), sf.Task.from_data(x[:, 0], y[:, 0]))
    return np.degrees(solution.angle(times)).mean(axis=0)
