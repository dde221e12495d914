"""Points at which to measure a kernel: log-uniform over its domain, and where digits get lost.

A kernel's arguments are drawn by their names, so that a new kernel of the same theory needs nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from symfeat.errors import InputError

Columns = dict[str, np.ndarray]
DECADES = 60  # sizes lie between 10^-60 and 10^60, or are exactly 0
ZEROS = 0.03  # share of exact zeros
FLOORS = ("wedge", "imbalance")


def strata(args: Sequence[str], count: int, seed: int) -> Iterator[tuple[str, np.ndarray]]:
    """Names of the strata that concern arguments of these names, each with points (count, arguments).

    The points of a stratum depend on the seed and on nothing else that is drawn. Raises InputError for a name
    that says nothing about what to draw.

    >>> names = ("slope0", "wedge", "imbalance", "target", "clock")
    >>> [name for name, points in strata(names, 10, seed=0)][:4]
    ['anywhere', 'zeros', 'target near slope0', 'slope0 below the floor']
    """
    for number, (name, (needs, change)) in enumerate(STRATA.items()):
        if all(need in args for need in needs):
            rng = np.random.default_rng((seed, number))
            columns = _drawn(rng, args, count)
            change(rng, columns)
            for symbol in ("slope0", "limit", "target", *FLOORS):
                if symbol in columns:
                    columns[symbol] = _within(columns[symbol])
            for symbol, draw in DEPENDENT.items():
                if symbol in columns and symbol not in needs:
                    columns[symbol] = draw(rng, columns)
            yield name, np.stack([columns[arg] for arg in args], axis=1)


def _sized(rng: np.random.Generator, count: int, low: float, high: float) -> np.ndarray:
    return 10.0 ** rng.uniform(low, high, count)


def _size(rng: np.random.Generator, count: int) -> np.ndarray:
    return _sized(rng, count, -DECADES, DECADES) * (rng.random(count) > ZEROS)


def _number(rng: np.random.Generator, count: int) -> np.ndarray:
    return _size(rng, count) * rng.choice([-1.0, 1.0], count)


def _positive(rng: np.random.Generator, count: int) -> np.ndarray:
    return _sized(rng, count, -DECADES, DECADES)


def _rate(rng: np.random.Generator, count: int) -> np.ndarray:
    return _sized(rng, count, -6, 6)


def _cosine(rng: np.random.Generator, count: int) -> np.ndarray:
    return rng.choice([-1.0, 0.0, 1.0], count)


def _tolerance(rng: np.random.Generator, count: int) -> np.ndarray:
    return _sized(rng, count, -16, 2)


def _change(rng: np.random.Generator, count: int) -> np.ndarray:
    """Angles between 0 and pi, near either."""
    near = _sized(rng, count, -16, 0) * 3.14
    return np.where(rng.random(count) < 0.5, near, np.maximum(3.14159265358979 - near, 1e-15))


DRAWS: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {
    **dict.fromkeys(("slope0", "slope", "target", "limit", "imbalance", "residual"), _number),
    **dict.fromkeys(("u", "w", "gain", "overlap", "datum", "label", "cross_moment"), _number),
    **dict.fromkeys(
        ("wedge", "irreducible_loss", "loss", "kernel_root", "rejection", "time", "clock"), _size
    ),
    **dict.fromkeys(("norm_u", "norm_w", "contraction"), _positive),
    **dict.fromkeys(("gamma", "eta_u", "eta_w", "second_moment"), _rate),
    "cos_angle": _cosine,
    "tolerance": _tolerance,
    "change": _change,
}


def _drawn(rng: np.random.Generator, args: Sequence[str], count: int) -> Columns:
    if unknown := [arg for arg in args if arg not in DRAWS]:
        raise InputError(f"args has {unknown[0]}, a name that says nothing about what to draw")
    return {arg: DRAWS[arg](rng, count) for arg in args}


def _within(values: np.ndarray) -> np.ndarray:
    sizes = np.clip(np.abs(values), 10.0**-DECADES, 10.0**DECADES)
    return np.where(values == 0, 0.0, np.copysign(sizes, values))


def _floor(columns: Columns) -> np.ndarray:
    return np.hypot(columns["wedge"], columns.get("imbalance", 0.0))


def _apart(rng: np.random.Generator, columns: Columns) -> np.ndarray:
    """Ratios of 10^3 to 10^60, one a point."""
    return _sized(rng, _length(columns), 3, DECADES)


def _length(columns: Columns) -> int:
    return len(next(iter(columns.values())))


def _scale_floor(rng: np.random.Generator, columns: Columns, size: np.ndarray) -> None:
    """Make the floor as large as `size`, shared between wedge and imbalance over a few decades."""
    for name in FLOORS:
        if name in columns:
            ratio = _sized(rng, _length(columns), -4, 0)
            columns[name] = size * np.where(rng.random(len(size)) < 0.5, ratio, 1) * (columns[name] != 0)


def _anywhere(rng: np.random.Generator, columns: Columns) -> None:
    """As drawn."""


def _zeros(rng: np.random.Generator, columns: Columns) -> None:
    for name in columns:
        if DRAWS[name] in (_number, _size):
            columns[name] = columns[name] * rng.integers(2, size=_length(columns))


def _near(name: str) -> Callable[[np.random.Generator, Columns], None]:
    """The named end of the slope is its start, up to a relative 10^-16 to 10^-1."""

    def change(rng: np.random.Generator, columns: Columns) -> None:
        shift = _sized(rng, _length(columns), -16, -1) * rng.choice([-1.0, 1.0], _length(columns))
        columns[name] = columns["slope0"] * (1 + shift)

    return change


def _slope_below_floor(rng: np.random.Generator, columns: Columns) -> None:
    columns["slope0"] = np.sign(columns["slope0"]) * _floor(columns) / _apart(rng, columns)


def _slope_above_floor(rng: np.random.Generator, columns: Columns) -> None:
    _scale_floor(rng, columns, np.abs(columns["slope0"]) / _apart(rng, columns))


def _floor_below_target(rng: np.random.Generator, columns: Columns) -> None:
    """The slope passes the saddle where it starts on the other side, on a scale of its own."""
    target = columns["target"]
    _scale_floor(rng, columns, np.abs(target) / _apart(rng, columns))
    ratio = _sized(rng, _length(columns), -DECADES, 3)
    near = np.where(rng.random(len(target)) < 0.5, _sized(rng, len(target), -3, 3), ratio)
    columns["slope0"] = -target * near


def _no_wedge(rng: np.random.Generator, columns: Columns) -> None:
    columns["wedge"] = columns["wedge"] / _sized(rng, _length(columns), 10, 2 * DECADES)


def _out_of_reach(rng: np.random.Generator, columns: Columns) -> None:
    """No floor, or hardly one, and a start on the wrong side of the origin or on it."""
    tiny = np.minimum(np.abs(columns["slope0"]), np.abs(columns["target"])) / _apart(rng, columns)
    _scale_floor(rng, columns, tiny * (rng.random(_length(columns)) < 0.5))
    columns["slope0"] = -np.copysign(columns["slope0"], columns["target"]) * (
        rng.random(_length(columns)) < 0.9
    )


def _opposed(rng: np.random.Generator, columns: Columns) -> None:
    """The growing or the decaying mode of the neuron hardly exists."""
    kappa = np.sqrt(columns["eta_u"] / columns["eta_w"])
    columns["u"] = _number(rng, len(kappa))
    way = rng.choice([-1.0, 1.0], len(kappa))
    columns["w"] = way * columns["u"] / kappa * (1 + _sized(rng, len(kappa), -16, -1))


def _at_target(rng: np.random.Generator, columns: Columns) -> None:
    columns["label"] = columns["datum"] * columns["target"] * (1 + _sized(rng, _length(columns), -16, -1))


def _passage(rng: np.random.Generator, columns: Columns) -> None:
    """Around the times at which the slope leaves its side of the origin and reaches the other."""
    _floor_below_target(rng, columns)
    for name in ("slope0", "target", *FLOORS):
        columns[name] = _within(columns[name])
    target, floor = np.abs(columns["target"]), _floor(columns)
    with np.errstate(divide="ignore", invalid="ignore"):
        leave = np.log(2 * np.minimum(np.abs(columns["slope0"]), target) / floor)
        reach = leave + rng.integers(2, size=len(target)) * np.log(2 * target / floor)
    spread = np.where(rng.random(len(target)) < 0.5, _sized(rng, len(target), -6, -1), 1.0)
    clock = reach * (1 + spread * rng.uniform(-0.8, 0.5, len(target))) / np.hypot(target, floor)
    columns["clock"] = np.where(np.isfinite(clock) & (clock > 0), clock, _clock(rng, columns))


def _at_a_bend(rng: np.random.Generator, columns: Columns) -> None:
    """Around the targets at which the bends of slope and loss curve appear."""
    threshold = np.sqrt(rng.choice([8.0, 24.0], _length(columns))) * _floor(columns)
    columns["target"] = np.sign(columns["target"]) * threshold * (1 + _off(rng, columns))


def _at_the_lowest_kernel(rng: np.random.Generator, columns: Columns) -> None:
    """Around the tolerance down to which the kernel falls at the target zero."""
    _scale_floor(rng, columns, np.abs(columns["slope0"]) * _sized(rng, _length(columns), -3, 3))
    start, floor = np.abs(columns["slope0"]), _floor(columns)
    root = np.hypot(start, floor)
    with np.errstate(divide="ignore", invalid="ignore"):
        fallen = start / root * (start / (root + floor)) * (1 + _off(rng, columns))
    columns["tolerance"] = np.where(fallen > 0, fallen, columns["tolerance"])


def _at_the_last_angle(rng: np.random.Generator, columns: Columns) -> None:
    """Around the turns after which the angle is 0 or pi."""
    first = np.arctan2(columns["wedge"], columns["slope0"])
    turn = np.where(rng.random(len(first)) < 0.5, first, np.pi - first) * (1 + _off(rng, columns))
    columns["change"] = np.where((turn > 0) & (turn < np.pi), turn, columns["change"])


def _off(rng: np.random.Generator, columns: Columns) -> np.ndarray:
    """Relative distances of 10^-13 to 10^-1, of either sign."""
    return _sized(rng, _length(columns), -13, -1) * rng.choice([-1.0, 1.0], _length(columns))


FLOW = ("slope0", "wedge", "target")
STRATA: dict[str, tuple[tuple[str, ...], Callable[[np.random.Generator, Columns], None]]] = {
    "anywhere": ((), _anywhere),
    "zeros": ((), _zeros),
    "target near slope0": (("slope0", "target"), _near("target")),
    "limit near slope0": (("slope0", "limit"), _near("limit")),
    "slope0 below the floor": (("slope0", "wedge"), _slope_below_floor),
    "slope0 above the floor": (("slope0", "wedge"), _slope_above_floor),
    "floor below the target": (FLOW, _floor_below_target),
    "passage of the saddle": ((*FLOW, "clock"), _passage),
    "hardly a wedge": (("slope0", "wedge"), _no_wedge),
    "target out of reach": (FLOW, _out_of_reach),
    "one mode": (("u", "w", "eta_u", "eta_w"), _opposed),
    "label near its regression": (("datum", "label", "target"), _at_target),
    "target near a bend": (("wedge", "imbalance", "target"), _at_a_bend),
    "tolerance near the lowest kernel": (
        ("slope0", "wedge", "imbalance", "tolerance"),
        _at_the_lowest_kernel,
    ),
    "change up to the last angle": (("slope0", "wedge", "change"), _at_the_last_angle),
}


def _clock(rng: np.random.Generator, columns: Columns) -> np.ndarray:
    """From 10^-12 to 10^6 time constants; where nothing sets one, the start does."""
    if "slope0" not in columns:
        return columns["clock"]
    rate = np.hypot(columns["target"], _floor(columns))
    rate = np.where(rate == 0, np.abs(columns["slope0"]), rate)
    return _sized(rng, len(rate), -12, 6) / np.where(rate == 0, 1.0, rate)


def _slope(rng: np.random.Generator, columns: Columns) -> np.ndarray:
    """Between the start and the target, near either, and at the ends themselves."""
    if "slope0" not in columns:
        return columns["slope"]
    start, end = columns["slope0"], columns["target"]
    near = _sized(rng, len(start), -16, 0) * (rng.random(len(start)) > ZEROS)
    found = np.where(rng.random(len(start)) < 0.5, start + (end - start) * near, end - (end - start) * near)
    return np.clip(found, np.minimum(start, end), np.maximum(start, end))


def _loss(rng: np.random.Generator, columns: Columns) -> np.ndarray:
    """Below the first loss."""
    if "slope0" not in columns:
        return columns["loss"]
    first = 0.5 * columns["second_moment"] * (columns["slope0"] - columns["target"]) ** 2
    share = _sized(rng, len(first), -20, -1e-6) * (rng.random(len(first)) > ZEROS)
    return np.where(
        rng.random(len(first)) < 0.2, first * (1 - _sized(rng, len(first), -12, -1)), first * share
    )


DEPENDENT = {"clock": _clock, "slope": _slope, "loss": _loss}
