"""ReLU on data of both signs against two copies of the exact theory, until an input weight changes sign."""

from typing import Any

import numpy as np

import symfeat as sf
from symfeat.runs import Effect, Experiment, Setting, Table, interval
from symfeat.training import FullyConnected, Law, descend, diabetes, law

from .curves import columns
from .exact import angles, linear
from .rounding import DOUBLE, rounded
from .sweep_effects import power

experiment = Experiment("relu-copies", title="ReLU on data of both signs: two copies of the linear theory")

SIDES = {"positive": 1.0, "negative": -1.0}
COLUMNS = (
    "slope_positive", "slope_negative", "exact_positive", "exact_negative", "zeta_positive", "zeta_negative",
    "exact_zeta_positive", "exact_zeta_negative",
)  # fmt: skip


def data(setting: Setting) -> tuple[np.ndarray, np.ndarray]:
    """One standardised column of the diabetes table and the target, each of shape (300, 1)."""
    table = diabetes()
    x = table.x[:, setting.column :][:, :1]
    return x / np.sqrt(np.mean(x * x)), table.y


def task(x: np.ndarray, y: np.ndarray, sign: float) -> sf.Task:
    """What the copy of a sign learns: its own target, and its moment over the number of all rows."""
    mine = np.sign(x[:, 0]) == sign
    whole = sf.Task.from_data(x[mine, 0], y[mine, 0])
    return sf.Task(whole.second_moment * np.mean(mine), whole.target)


def starts(net: FullyConnected, rule: Law, setting: Setting) -> tuple[np.ndarray, np.ndarray]:
    """Normal weights w and u, of shape (seeds, width); where `bounded`, the larger of each two is w."""
    w, u = (layer.reshape(-1, net.width) for layer in rule.draw(net, setting.seeds))
    swapped = (np.abs(u) > np.abs(w)) & (setting.start == "bounded")
    return np.where(swapped, u, w), np.where(swapped, w, u)


def first_sign_change(w: np.ndarray, u: np.ndarray, rule: Law, x: np.ndarray, y: np.ndarray) -> float:
    """The time at which an input weight of one network first reaches 0 by the exact solution; inf for never.

    w_i is 0 where the growth factor is b_i/a_i; the slope there is (alpha xi - beta/xi)/2.
    """
    found = [np.inf]
    for sign in SIDES.values():
        kept = np.sign(w) == sign
        if not kept.any():
            continue
        solution = sf.solve(linear(w[kept], u[kept], rule), task(x, y, sign))
        root_u, root_w = np.sqrt(rule.rates[1]), np.sqrt(rule.rates[0])
        a, b = root_w * u[kept] + root_u * w[kept], root_w * u[kept] - root_u * w[kept]
        factor = rule.multipliers[0] * rule.multipliers[1] / (2 * root_u * root_w)
        alpha, beta = factor * np.sum(a * a), factor * np.sum(b * b)
        growth = (b / a)[b * a > 0]  # off the path of the slope it gives a slope that is never met
        times = np.asarray(solution.time_to_slope((alpha * growth - beta / growth) / 2))
        found += times[np.isfinite(times)].tolist()
    return min(found)


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """Slopes of each network on both sides and angles of both copies over time, and what is exact."""
    x, y = data(setting)
    net = FullyConnected(1, setting.width, 1, layers=2, activation=setting.activation)
    rule = law(net, "ntk", init_scale=setting.init_scale)
    w0, u0 = starts(net, rule, setting)
    predicted = [first_sign_change(a, b, rule, x, y) for a, b in zip(w0, u0, strict=True)]
    rows = []
    for refinement in setting.refinements:
        count = setting.steps * refinement
        step = setting.time / count
        path = descend(net, rule, [w0[:, None, :], u0[:, :, None]], x, y, step=step, every=1, moments=count)
        w, u = path[0][:, :, 0], path[1][..., 0]
        changed = sign_changes(w, step)
        picks = np.arange(0, count + 1, count // setting.moments)
        observed = dict(
            zip(COLUMNS, copies(net, rule, w[:, picks], u[:, picks], step * picks, x, y), strict=True)
        )
        for i, seed in enumerate(setting.seeds):
            first = {"predicted": _finite(predicted[i], setting), "measured": _finite(changed[i], setting)}
            for j, time in enumerate((step * picks).tolist()):
                values = {name: rounded(column[i, j], DOUBLE) for name, column in observed.items()}
                rows.append({"seed": seed, "step": step, "time": time, **first, **values})
    return rows


def sign_changes(w: np.ndarray, step: float) -> np.ndarray:
    """When an input weight of each network first changes its sign, between two steps on a line; or inf."""
    crossed = np.sign(w[:, 1:]) != np.sign(w[:, :-1])
    fractions = np.abs(w[:, :-1]) / np.maximum(np.abs(w[:, :-1]) + np.abs(w[:, 1:]), 1e-300)
    times = np.where(crossed, np.arange(w.shape[1] - 1)[None, :, None] + fractions, np.inf)
    return step * np.min(times, axis=(1, 2))


def copies(
    net: FullyConnected,
    rule: Law,
    w: np.ndarray,
    u: np.ndarray,
    times: np.ndarray,
    x: np.ndarray,
    y: np.ndarray,
) -> list[np.ndarray]:
    """The columns, each of shape (seeds, times): of the network as it is, and of the copies it starts as."""
    model, ends = rule.model(net), np.array([[1.0], [-1.0]])
    flat = zip(w.reshape(-1, net.width), u.reshape(-1, net.width), strict=True)
    outputs = np.array([np.asarray(model([a[None, :], b[:, None]], ends))[:, 0] for a, b in flat])
    slopes = (outputs * [1.0, -1.0]).reshape(*w.shape[:2], 2)
    exact, zeta, exact_zeta = [], [], []
    for sign in SIDES.values():
        kept = np.sign(w[:, 0]) == sign
        solution = sf.solve(linear(w[:, 0], u[:, 0], rule, kept), task(x, y, sign))
        exact.append(solution.slope(times))
        exact_zeta.append(solution.angle(times))
        zeta.append(angles(w * kept[:, None], u * kept[:, None]))
    return [*np.moveaxis(slopes, -1, 0), *exact, *zeta, *exact_zeta]


def _finite(time: float, setting: Setting) -> float:
    """A time within the training; nan for none."""
    return rounded(time, DOUBLE) if time < setting.time else np.nan


def distances(rows: Table, when: np.ndarray | bool = True) -> np.ndarray:
    """Each seed's largest distance of its slopes from those of the copies, while `when` holds."""
    far = np.maximum(*(np.abs(rows[f"slope_{side}"] - rows[f"exact_{side}"]) for side in SIDES))
    far = np.where(when, far, 0.0)
    return np.array([np.max(far[rows["seed"] == seed]) for seed in rows.values("seed")])


def by_step(table: Table, activation: str, start: str) -> dict[float, Table]:
    """The rows of each step, the longest first."""
    mine = table.where(activation=activation, start=start)
    return {step: mine.where(step=step) for step in mine.values("step")}


def before(rows: Table) -> np.ndarray:
    """Whether a row is from before the first sign change that is predicted."""
    return ~(rows["time"] >= rows["predicted"])


def of_seeds(rows: Table, column: str) -> np.ndarray:
    """A column that does not change in time, once for each seed."""
    return rows.where(time=0.0)[column]


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """How close networks are to the copies, when the first sign comes to change, and how far they then go."""
    found = []
    for activation in setting.sweep.activation:
        for start in setting.sweep.start:
            steps = by_step(table, activation, start)
            fine = _last(steps)
            name, words = (
                f"{activation}-{start}",
                f"{activation}, {start}: distance of the slopes from the copies",
            )
            exact = activation == "relu" and start == "bounded"
            expected = f"{'<' if exact else '>'} {setting.distance}"
            found.append(Effect(f"{name}-distance", *interval(distances(fine)), expected, words, clear=True))
            gaps = np.stack([distances(rows) for rows in steps.values()], axis=1)
            expected = "1 ± 0.05" if exact else "< 0.5"
            words = f"{activation}, {start}: power of the step with which that distance goes"
            found.append(Effect(f"{name}-power", *interval(power(steps, gaps.T)), expected, words))
    fine = _last(by_step(table, "relu", "bounded"))
    ends = fine.where(time=float(np.max(fine["time"])))
    for side in SIDES:
        turned = np.degrees(ends[f"zeta_{side}"] - fine.where(time=0.0)[f"zeta_{side}"])
        words = f"copy of the {side} side: change of the angle in degrees"
        found.append(Effect(f"bounded-copy-turns-{side}", *interval(turned), "< 0", words, clear=True))
        wrong = np.abs(fine[f"zeta_{side}"] - fine[f"exact_zeta_{side}"])
        words = f"copy of the {side} side: largest distance of an angle from the exact one, in radians"
        name, expected = f"bounded-angle-is-exact-{side}", f"< {setting.distance}"
        found.append(Effect.single(name, float(np.max(wrong)), expected, words))
    changes = int(np.sum(np.isfinite(of_seeds(fine, "measured"))))
    words = "relu, bounded: networks in which an input weight changes its sign"
    found.append(Effect.single("bounded-keeps-signs", changes, "0 ± 0", words))
    return [*found, *_first_changes(by_step(table, "relu", "free"), setting)]


def _first_changes(steps: dict[float, Table], setting: Setting) -> list[Effect]:
    """Whether and when the first sign changes, and how far networks are from the copies before and after."""
    fine = _last(steps)
    predicted, measured = of_seeds(fine, "predicted"), of_seeds(fine, "measured")
    both = np.isfinite(predicted) & np.isfinite(measured)
    same = np.isfinite(predicted) == np.isfinite(measured)
    errors = np.stack(
        [np.abs(of_seeds(rows, "measured") - of_seeds(rows, "predicted"))[both] for rows in steps.values()],
        axis=1,
    )
    gone = both[np.searchsorted(fine.values("seed"), fine["seed"])]
    earlier = np.stack([distances(rows, before(rows))[both] for rows in steps.values()], axis=1)
    later = distances(fine, ~before(fine) & gone)[both]
    words = {
        "change": "relu, free: share of networks that change a sign, or none, as predicted",
        "time": "relu, free: largest distance of the time of the first change from the predicted one",
        "power": "relu, free: power of the step with which the distance of these times goes",
        "before": "relu, free: distance of the slopes from the copies before the first change",
        "after": "relu, free: distance of the slopes from the copies after it",
    }
    return [
        Effect("free-changes-as-predicted", *interval(same, of="share"), "1 ± 0", words["change"]),
        Effect.single("free-first-change", np.max(errors[:, -1]), f"< {setting.moment}", words["time"]),
        Effect("free-first-change-power", *interval(power(steps, errors.T)), "1 ± 0.2", words["power"]),
        Effect(
            "free-before", *interval(earlier[:, -1]), f"< {setting.distance}", words["before"], clear=True
        ),
        Effect("free-after", *interval(later), f"> {setting.distance}", words["after"], clear=True),
    ]


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Slopes and angles on the exact curves of the copies; distances over the step; first sign changes."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import drawing_style, grid, letter, pt

    from .relu_copies_panels import first_changes, over_step, over_time

    bounded, free = (by_step(table, "relu", start) for start in ("bounded", "free"))
    leaky = by_step(table, "leaky-relu", "bounded") if "leaky-relu" in setting.sweep.activation else {}
    both = np.isfinite(of_seeds(_last(free), "predicted"))
    far = {
        "relu, bounded": [distances(rows) for rows in bounded.values()],
        "relu, free, before a sign changes": [distances(rows, before(rows))[both] for rows in free.values()],
        "relu, free": [distances(rows)[both] for rows in free.values()],
        "leaky ReLU, bounded": [distances(rows) for rows in leaky.values()],
    }
    with drawing_style(style):
        drawn, (slopes, turns, away, first) = grid(2, (2, 2), 4.9)
        shown = over_time(slopes, _last(bounded), "slope", _last(leaky) if leaky else None)
        slopes.set_ylabel("slope of the network")
        shown += over_time(turns, _last(bounded), "zeta")
        turns.set_ylabel(r"angle $\zeta$ of a copy in degrees")
        stacked = {name: (list(bounded), np.stack(gaps, axis=1)) for name, gaps in far.items() if gaps}
        shown += over_step(away, stacked)
        shown += first_changes(first, *(of_seeds(_last(free), name) for name in ("predicted", "measured")))
        for ax in (slopes, away):
            ax.legend(frameon=False, fontsize=pt(7), labelspacing=0.3, handlelength=1.4, loc="lower right")
        letter([slopes, turns, away, first])
    return Picture(drawn, columns(shown))


def _last(steps: dict[float, Table]) -> Table:
    """The rows of the shortest step."""
    return list(steps.values())[-1]
