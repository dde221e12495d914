"""The width at which random networks typically cross a boundary: where half of them are beyond it."""

import math
from collections.abc import Callable

import numpy as np

from symfeat.errors import InputError
from symfeat.mechanisms import NOTICEABLE, REGIMES
from symfeat.model import Setting, Task
from symfeat.phases.checks import require_one
from symfeat.phases.crossings import Crossing
from symfeat.phases.diagram import PhaseDiagram

OCTAVES, STEPS = 20, 8  # widths up to 2^20 times as large or as small, 8 to an octave
SECTIONS = 64  # between two of these


def width_crossings(
    setting: Setting,
    task: Task,
    kernel_tolerance: float = NOTICEABLE,
    angle_tolerance: float = NOTICEABLE,
    *,
    samples: int = 1001,
    seed: int = 0,
) -> tuple[Crossing, ...]:
    """The nearest widths, up and down, at which the median change of kernel or angle crosses its tolerance.

    All other hyperparameters stay; words are the regimes of the medians. Medians are over `samples` networks
    drawn from `seed`, so the share beyond the tolerance, a half at the crossing, has a standard error of
    1/(2 sqrt(samples)) there, and the width is as uncertain as that makes it. Widths from 2 to 2^20 times
    the present one are looked at; a single neuron, whose angle turns by pi or not at all, has none.

    Raises InputError for other arguments than a Setting and one Task, and as `PhaseDiagram.over` does.

    >>> for crossing in width_crossings(Setting(width=16), Task(1.0, 4.0)):
    ...     print(crossing)
    width x 0.4375 (to 7): kernel change, from 'turning at constant kernel' to 'feature learning'
    width x 3.938 (to 63): angle change, from 'turning at constant kernel' to 'kernel phase'
    """
    if not isinstance(setting, Setting):
        raise InputError(f"setting must be a Setting; got {type(setting).__name__}")
    require_one(task)

    def beyond(widths: np.ndarray) -> np.ndarray:
        """Whether kernel and angle of most networks change, of shape (2, widths)."""
        found = PhaseDiagram.over(
            x=("width", widths),
            y=("target", [task.target]),
            network=setting,
            task=task,
            kernel_tolerance=kernel_tolerance,
            angle_tolerance=angle_tolerance,
            samples=samples,
            seed=seed,
        )
        share = {word: value[0] for word, value in found.probability.items()}
        both = share["feature learning"]
        kernel, angle = share["rescaling at constant angle"], share["turning at constant kernel"]
        return np.array([both + kernel, both + angle]) > 0.5

    if setting.width == 1:
        return ()
    scales = np.exp2(np.arange(-OCTAVES * STEPS, OCTAVES * STEPS + 1) / STEPS)
    grid = np.unique(np.maximum(2, np.rint(setting.width * scales)))
    here = int(np.searchsorted(grid, setting.width))
    moves = beyond(grid)
    found = []
    for which, boundary in enumerate(("kernel change", "angle change")):
        other = np.flatnonzero(moves[which] != moves[which, here])
        for far in [*other[other < here][-1:].tolist(), *other[other > here][:1].tolist()]:
            near = far + 1 if far < here else far - 1
            width = _narrowed(beyond, which, float(grid[near]), float(grid[far]), moves[which, far])
            before, after = (REGIMES[2 * int(moves[0, k]) + int(moves[1, k])] for k in (near, far))
            found.append(Crossing("width", width / setting.width, width, boundary, before, after))
    return tuple(sorted(found, key=lambda crossing: abs(math.log(crossing.factor))))


def _narrowed(
    beyond: Callable[[np.ndarray], np.ndarray], which: int, near: float, far: float, there: bool
) -> float:
    """The width nearest to `near` at which most networks are as they are at `far`."""
    widths = np.unique(np.rint(np.linspace(near, far, SECTIONS + 1)))
    widths = widths[widths != near]
    other = widths[beyond(widths)[which] == there]  # of other draws, which at `far` may differ
    return float(min([far, *other], key=lambda width: abs(width - near)))
