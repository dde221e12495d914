"""Which change of one hyperparameter takes a network across a boundary, and how large it must be."""

import math
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from symfeat.errors import InputError
from symfeat.mechanisms import NOTICEABLE
from symfeat.model import LinearNetwork, Setting, Task
from symfeat.network import solve
from symfeat.phases.checks import require_one, tolerances
from symfeat.phases.curves import words
from symfeat.phases.ensemble import Ensemble, given
from symfeat.phases.grid import ends

PARAMETERS = ("gamma", "eta_u", "eta_w", "sigma_u", "sigma_w", "target")
OCTAVES, STEPS = 20, 128  # factors from 2^-20 to 2^20 are looked at, 128 to an octave
SECTIONS = 64
ROUNDING = 1e-12  # factors so close to 1 are the boundary that the network stands on


@dataclass(frozen=True)
class Crossing:
    """A boundary, and the change of one hyperparameter that just crosses it.

    Attributes:
        parameter: `gamma`, `eta_u`, `eta_w`, `sigma_u`, `sigma_w` or `target`.
        factor: by which it is multiplied; 0 for a target that changes its sign, and 1 where the network
            stands on a boundary with one word on both sides.
        value: what it becomes; for given weights, sigma_u and sigma_w are the roots of their mean squares.
        boundary: `kernel change` or `angle change` (beyond the tolerance), `alignment | disalignment` or,
            without a wedge, `growth | shrinkage`, `slope's curve` or `loss curve` (bends come or go),
            `monotone kernel`, `reach` (of the target).
        before: the word for this side: regime, mechanism, shape, path of the kernel or reach.
        after: the word for the other side. A single neuron is `out of reach` of its target at a point alone:
            there `after` is the word at `value` itself, and a change beyond it is `reached` again.
    """

    parameter: str
    factor: float
    value: float
    boundary: str
    before: str
    after: str

    def to_dict(self) -> dict[str, Any]:
        """Numbers and words by field name."""
        return asdict(self)

    def __str__(self) -> str:
        change = f"{self.parameter} x {self.factor:.4g} (to {self.value:.4g})"
        return f"{change}: {self.boundary}, from {self.before!r} to {self.after!r}"


def crossings(
    setting_or_network: Setting | LinearNetwork,
    task: Task,
    kernel_tolerance: float = NOTICEABLE,
    angle_tolerance: float = NOTICEABLE,
) -> tuple[Crossing, ...]:
    """For each hyperparameter and boundary the nearest crossings up and down, the nearest of all first.

    A Setting stands for the network that its seed draws. Factors from 2^-20 to 2^20 are looked at, and those
    found are accurate to 1e-12 unless the boundary itself is less well conditioned. A boundary that is
    crossed and crossed back within half a per cent may be missed. A change of the target's sign comes last.

    Raises InputError for a batch, and for tolerances as `portrait` does.

    >>> import symfeat as sf
    >>> net = sf.LinearNetwork([1.0, 0.0], [0.5, 1.0])
    >>> print(crossings(net, sf.Task(1.0, 0.4))[0])
    gamma x 1.051 (to 1.051): angle change, from 'kernel phase' to 'turning at constant kernel'
    """
    tolerance = tolerances(kernel_tolerance, angle_tolerance)
    network = setting_or_network
    if isinstance(network, Setting):
        network = network.network()
    if not isinstance(network, LinearNetwork) or network.batch:
        raise InputError("network must be a Setting or one LinearNetwork, not a batch")
    require_one(task)
    solve(network, task)  # refuses what floats cannot hold
    line = _Line(given(network), _hyperparameters(setting_or_network, network, task), tolerance)
    found = [crossing for name in PARAMETERS for crossing in _along(line, name)] + _by_sign(line)
    # Rounded, so that the order of equal distances is that of the hyperparameters.
    return tuple(sorted(found, key=lambda c: round(abs(math.log(c.factor)), 9) if c.factor else math.inf))


@dataclass(frozen=True)
class _Line:
    """One network and its hyperparameters now, of which one is to be multiplied by factors."""

    sums: Ensemble
    now: dict[str, float]
    tolerance: tuple[float, float]

    def at(self, name: str, factors: Any) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """For each boundary: on which side each factor is, as a number (-1 beyond floats), and the word."""
        scales = self.now | {"sigma_u": 1.0, "sigma_w": 1.0, "clock": np.inf, "row": 0}
        start, target, limit = ends(self.sums, scales | {name: np.atleast_1d(factors) * scales[name]})
        told = words(*start, target, limit, self.tolerance)
        where = {key: which for key, (_, which) in told.items()}
        said = {key: np.array(choices)[which] for key, (choices, which) in told.items()}
        sides = {
            "kernel change": (where["regime"] // 2, said["regime"]),
            "angle change": (where["regime"] % 2, said["regime"]),
            "alignment | disalignment": (where["mechanism"], said["mechanism"]),
            "slope's curve": (np.maximum(where["curve"], 1), said["curve"]),
            "loss curve": (np.maximum(where["loss_curve"], 1), said["loss_curve"]),
            "monotone kernel": (where["kernel_path"] // 3, said["kernel_path"]),
            "reach": (where["reach"] % 2, said["reach"]),
        }
        if not start.wedge.any():
            size, first = np.abs(limit), np.abs(start.slope)
            growth = np.select([size > first, size < first], [1, 2], 0)
            del sides["alignment | disalignment"]
            sides["growth | shrinkage"] = growth, np.array(["none", "growth", "shrinkage"])[growth]
            # From the other side of 0 the target is out of reach where the imbalance is 0, at a point.
            turns = np.sign(start.slope) * np.sign(target) < 0
            heavier = [turns & (start.imbalance > 0), turns & (start.imbalance < 0)]
            sides["reach"] = np.select(heavier, [1, 2], 0), said["reach"]
        lost = np.isnan(limit)
        return {
            key: (_flat(np.where(lost, -1, side), limit.shape), _flat(word, limit.shape))
            for key, (side, word) in sides.items()
        }


def _along(line: _Line, name: str) -> list[Crossing]:
    """The nearest crossing of each boundary, up and down, along one hyperparameter."""
    grid = np.exp2(np.arange(-OCTAVES * STEPS, OCTAVES * STEPS + 1) / STEPS)
    middle, found = OCTAVES * STEPS, []
    sides = line.at(name, grid)
    # Where a target is out of reach, or there from the start, at a point alone, all else is different there.
    reach = sides["reach"][1]
    alone = np.pad((reach[1:-1] != reach[:-2]) & (reach[1:-1] != reach[2:]), 1)
    for boundary, (side, said) in sides.items():
        other = (side != side[middle]) & (side >= 0) & (~alone | (boundary == "reach"))
        down, up = np.flatnonzero(other[:middle])[-1:], middle + np.flatnonzero(other[middle:])[:1]
        for far in [*down.tolist(), *up.tolist()]:
            near = far + 1 if far < middle else far - 1
            factor = _narrowed(line, name, boundary, side[middle], float(grid[near]), float(grid[far]))
            after = line.at(name, factor * (grid[far] / grid[near]) ** 1e-6)[boundary][1][0]
            if boundary == "reach":  # it is another at the point, or beside it
                after = "reached" if said[middle] == "out of reach" else "out of reach"
            before, after = str(said[middle]), str(after)
            found.append(Crossing(name, factor, factor * line.now[name], boundary, before, after))
        last = found[-2:]
        if len({(c.boundary, c.after) for c in last}) == 1 and _here(last):
            found[-2:] = [replace(last[0], factor=1.0, value=float(line.now[name]))]
    return found


def _here(found: list[Crossing]) -> bool:
    """Whether there are two, at the network itself."""
    return len(found) == 2 and all(abs(crossing.factor - 1) < ROUNDING for crossing in found)


def _narrowed(line: _Line, name: str, boundary: str, side: int, near: float, far: float) -> float:
    """The factor next to `near`, which is on the side given, that is on another one, as `far` is."""
    while True:
        between = near + (far - near) * np.arange(1, SECTIONS) / SECTIONS
        between = between[(between != near) & (between != far)]
        if not between.size:
            return far
        found = line.at(name, between)[boundary][0]
        other = np.flatnonzero((found != side) & (found >= 0))
        first = int(other[0]) if other.size else between.size
        near, far = (near, *between.tolist(), far)[first : first + 2]


def _by_sign(line: _Line) -> list[Crossing]:
    """What changes as the target passes 0: the kernel's path, or whether the target is reached at all."""
    if not line.now["target"]:
        return []
    here, there = line.at("target", 1.0), line.at("target", -(2.0**-OCTAVES))
    (folded, path), (folds, new_path) = here["monotone kernel"], there["monotone kernel"]
    (_, reach), (_, new_reach) = here["reach"], there["reach"]
    found = [("monotone kernel", path, new_path)] if folded != folds else []
    lost = (reach == "out of reach") != (new_reach == "out of reach")
    found += [("reach", reach, new_reach)] if lost else []
    return [Crossing("target", 0.0, 0.0, boundary, str(old[0]), str(new[0])) for boundary, old, new in found]


def _hyperparameters(owner: Any, network: LinearNetwork, task: Task) -> dict[str, float]:
    now = {name: float(getattr(network, name)) for name in ("gamma", "eta_u", "eta_w")}
    if isinstance(owner, Setting):
        sigmas = owner.sigma_u, owner.sigma_w
    else:
        sigmas = (np.sqrt(np.mean(v * v)) for v in (network.u, network.w))
    return now | dict(zip(("sigma_u", "sigma_w"), map(float, sigmas), strict=True)) | {"target": task.target}


def _flat(values: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    return np.broadcast_to(values, shape).ravel()
