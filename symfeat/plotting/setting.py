"""The diagrams with one setting marked: where a randomly initialised network stands among its neighbours."""

import math
from typing import Any

import numpy as np

from symfeat.model import LinearNetwork, Setting, Task
from symfeat.network import solve
from symfeat.phases import PhaseDiagram
from symfeat.phases.ensemble import draw, given
from symfeat.phases.placement import Placement
from symfeat.plotting.alignment import alignment_curves
from symfeat.plotting.maps import phase_map
from symfeat.plotting.picture import Picture
from symfeat.plotting.planes import trajectory_plane
from symfeat.plotting.probabilities import probability_map

PICTURES = ("plane", "map", "width", "alignment")
_OTHERS = 8  # networks of the same setting in the plane
_GRID = 49
_SAMPLES = 255
_DECADES = 2.0  # at least, on either side of the setting
_WIDTHS = (2, 8, 32, 128, 512)


def setting_pictures(placed: Placement, columns: int = 2, style: str = "paper") -> dict[str, Picture]:
    """The `PICTURES` with a setting marked, by name.

    `plane`: the network in the plane of slope and wedge, among others of the setting. `map`: its regimes over
    the ratio of the rates and the output scale, as far as the crossings of the scale. `width`: the
    probability of each regime over width and output scale. `alignment`: the probability of alignment.

    Raises InputError for what `columns` and `style` cannot be.

    >>> from symfeat.model import Task
    >>> from symfeat.phases.placement import place
    >>> list(setting_pictures(place(Setting(4), Task(1.0, 1.0))))
    ['plane', 'map', 'width', 'alignment']
    """
    setting, task = placed.setting, placed.task
    network = setting.network()
    look = {"columns": columns, "style": style}
    tolerances: Any = {"kernel_tolerance": placed.kernel_tolerance, "angle_tolerance": placed.angle_tolerance}
    ratio = setting.eta_u / setting.eta_w
    scales = [setting.gamma * c.factor for c in placed.crossings if c.parameter == "gamma"]
    scale = ("gamma", _around(setting.gamma, scales))
    diagram = PhaseDiagram.over(
        x=("width", _widths(setting.width)),
        y=scale,
        network=setting,
        task=task,
        samples=_SAMPLES,
        **tolerances,
    )
    return {
        "plane": trajectory_plane(solve(_with_others(setting, network), task), **look),
        "map": phase_map(
            ("eta_ratio", _around(ratio, [ratio * 1e-3, ratio * 1e3])), scale, network, task,
            marked=(ratio, setting.gamma), **tolerances, **look,
        ),
        "width": probability_map(diagram, (setting.width, setting.gamma), **look),
        "alignment": _alignment(setting, task, **look),
    }  # fmt: skip


def _with_others(setting: Setting, network: LinearNetwork) -> LinearNetwork:
    """The network and others of the setting, each by two neurons with the same norms and overlap."""
    own, others = given(network), draw(np.array([float(setting.width)]), _OTHERS, setting.seed)
    norm_u = np.hstack([own.norm_u[0], setting.sigma_u * others.norm_u[0]])
    along = np.hstack(
        [own.overlap[0] / own.norm_u[0], setting.sigma_w * others.overlap[0] / others.norm_u[0]]
    )
    across = np.hstack([own.rejection[0], setting.sigma_w * others.rejection[0]])
    u, w = (np.stack(parts, axis=-1) for parts in ((norm_u, np.zeros_like(norm_u)), (along, across)))
    return LinearNetwork(u, w, setting.gamma, setting.eta_u, setting.eta_w)


def _alignment(setting: Setting, task: Task, columns: int, style: str) -> Picture:
    widths = [w for w in _WIDTHS if not 0.5 < w / setting.width < 2.0]
    threshold = abs(float(task.target)) / (setting.gamma * setting.sigma_u * setting.sigma_w)
    marked = (setting.width, threshold)
    return alignment_curves(sorted([*widths, setting.width]), marked=marked, columns=columns, style=style)


def _around(value: float, others: list[float]) -> np.ndarray:
    """Values around one, far enough to show the others that are positive, with some room beyond them."""
    low, high = (math.log10(value) + sign * _DECADES for sign in (-1, 1))
    logs = [math.log10(other) for other in others if other > 0]
    low, high = min([low, *(log - 1 for log in logs)]), max([high, *(log + 1 for log in logs)])
    return np.logspace(low, high, _GRID)


def _widths(width: int) -> np.ndarray:
    return np.unique(np.geomspace(min(2, width), max(4096, 8 * width), _GRID).round())
